using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class ConflictTests
{
    private static readonly Article Article30 = Register.Article30.InParagraph(3);

    private static readonly Unit District = Some.Office with { Code = "QU", Kind = UnitKind.District, Parent = null };
    private static readonly Unit Demolition = Some.Housing with { Code = "ZJ-CQ", Name = "房屋征收办", Parent = "ZJ" };
    private static readonly Unit Team = Some.Housing with { Code = "ZJ-CQ-1", Name = "征收一队", Parent = "ZJ-CQ" };
    private static readonly IReadOnlyList<Unit> All = [District, Some.Office, Some.Housing, Some.CityManagement, Demolition, Team];

    private static Decision Name(Given given, Unit?[] units, Actor? by = null, PostHolder[]? accused = null, string? reason = "信中写明") =>
        Conflict.Name(given.Matter, units, accused ?? [], reason, All, given.ActOf(by ?? Some.Router));

    private static Given Named(Given given, params Unit[] units) => given.When(
        given.Matter.Sealed ? Some.Liaison : Some.Router, (m, act) => Conflict.Name(m, units, [], "信中写明", All, act));

    private static Decision Forward(Given given, Unit to) => Dispatch.Forward(given.Matter, to, null, Some.Office, given.ActOf(Some.Router));

    [Theory]
    [InlineData("ZJ", "ZJ-CQ ZJ-CQ-1")]
    [InlineData("ZJ-CQ", "ZJ ZJ-CQ-1")]
    [InlineData("ZJ-CQ-1", "ZJ ZJ-CQ")]
    [InlineData("CG", "")]
    public void The_line_of_a_unit_is_who_stands_above_it_below_the_routing_level_and_who_stands_below_it(string unit, string line) =>
        Assert.Equal(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), Conflict.LineOf(unit, All).Order(StringComparer.Ordinal));

    [Fact]
    public void A_unit_is_not_in_its_own_line_even_where_the_tree_runs_in_a_circle()
    {
        Unit[] circle = [Demolition with { Parent = "ZJ-CQ-1" }, Team];
        Assert.Equal(["ZJ-CQ-1"], Conflict.LineOf("ZJ-CQ", circle));
    }

    [Fact]
    public void The_lines_of_several_units_are_recorded_in_order_and_without_those_that_are_named()
    {
        IReadOnlyList<string> LineOf(params Unit[] units) => Name(Given.Registered(), units).Event<UnitsComplainedOf>().Line;
        Assert.Equal(["ZJ", "ZJ-CQ"], LineOf(Team));
        Assert.Equal(["ZJ-CQ"], LineOf(Team, Some.Housing));
        Assert.Equal(["ZJ-CQ"], LineOf(Some.Housing, Team));
        Assert.Equal(["ZJ-CQ", "ZJ-CQ-1"], LineOf(Some.Housing, Some.CityManagement));
    }

    [Fact]
    public void A_matter_cannot_be_forwarded_to_the_unit_it_complains_of_or_to_its_line_under_article_30()
    {
        var given = Named(Given.Registered(), Demolition);
        foreach (var unit in new[] { Some.Housing, Demolition, Team }) Forward(given, unit).Refused("complained-of", Article30);
        Assert.IsType<Decision.Accepted>(Forward(given, Some.CityManagement));
    }

    [Fact]
    public void It_cannot_be_assigned_to_it_or_go_to_it_after_an_objection_either()
    {
        var given = Named(Given.Registered(), Some.CityManagement);
        Dispatch.Assign(
            given.Matter, new DispatchTo(Some.CityManagement, null, given.Today.AddDays(30), "查清"), Some.Office, given.ActOf(Some.Router))
            .Refused("complained-of", Article30);

        given = given.Forward().Receive().Object();
        Objection.Decide(
            given.Matter, new DecideObjection(true, "属实", new DispatchTo(Some.CityManagement, null), null, null), Some.Office,
            given.ActOf(Some.Router)).Refused("complained-of", Article30);
    }

    [Fact]
    public void The_office_names_in_what_is_ordinary_and_the_liaison_in_what_is_sealed()
    {
        var (ordinary, accusation) = (Given.Registered(), Given.Filed(Some.Filing(Purpose.Accusation)));
        foreach (var actor in Some.Everybody)
        {
            Assert.Equal(actor.Role is Role.Registrar or Role.Router, Name(ordinary, [Some.CityManagement], actor) is Decision.Accepted);
            Assert.Equal(actor == Some.Liaison, Name(accusation, [Some.CityManagement], actor) is Decision.Accepted);
        }
    }

    [Fact]
    public void Whoever_may_not_name_learns_of_what_is_sealed_only_that_it_is()
    {
        Name(Given.Filed(Some.Filing(Purpose.Accusation)), [Some.CityManagement], Some.Router).Refused("sealed", Article30);
        Name(Given.Registered(), [Some.CityManagement], Some.Handler).Refused("not-your-role", Authority.Source);
    }

    [Fact]
    public void A_unit_that_there_is_not_nobody_at_all_and_a_missing_reason_are_refused()
    {
        var given = Given.Registered();
        Name(given, [null]).Refused("unit-unfit", Article30);
        Name(given, [Some.Office]).Refused("unit-unfit", Article30);
        Name(given, []).Refused("nobody-named", Article30);
        Name(given, [Some.CityManagement], reason: " ").Refused("missing", Article30);
        Name(Named(given, Some.CityManagement), [Some.CityManagement]).Refused("nobody-named", Article30);
    }

    [Fact]
    public void A_unit_that_has_the_matter_already_cannot_be_named_and_the_refusal_says_what_to_do()
    {
        Name(Given.Forwarded(), [Some.Housing]).Refused("already-with-it", Article30);
        Name(Given.Forwarded(), [Demolition]).Refused("already-with-it", Article30);
        // One of several is enough.
        Name(Given.Forwarded(), [Some.CityManagement, Some.Housing]).Refused("already-with-it", Article30);
    }

    [Fact]
    public void A_unit_that_reviews_the_matter_now_cannot_be_named_nor_can_its_line()
    {
        var given = Given.Served();
        Matter ReviewedBy(Unit unit) => given.Matter with
        {
            Dispatch = null,
            Reviews = [new Reviewing(ReviewLevel.Review, "崇建信〔2026〕5号", unit.OrganName, unit.Code, given.Today, true, given.Matter.Version)],
        };
        Decision Naming(Unit reviewing, params Unit[] units) =>
            Conflict.Name(ReviewedBy(reviewing), units, [], "信中写明", All, given.ActOf(Some.Router));

        Naming(Demolition, Demolition).Refused("under-review-there", Article30);
        Naming(Demolition, Some.Housing).Refused("under-review-there", Article30);
        Naming(Demolition, Some.CityManagement, Demolition).Refused("under-review-there", Article30);
        Naming(Demolition, Some.CityManagement).Event<UnitsComplainedOf>();
    }

    [Fact]
    public void A_member_of_staff_whom_the_petition_names_is_closed_out_by_an_event()
    {
        var accepted = Assert.IsType<Decision.Accepted>(Name(Given.Registered(), [], accused: [new PostHolder("s-3", "陆晓峰", Role.Handler, "ZJ")]));
        var found = Assert.IsType<InterestRecorded>(Assert.Single(accepted.Events)); // no unit is complained of
        Assert.Equal(("s-3", true), (found.Person, found.IsFound));
    }

    [Fact]
    public void Whoever_withdraws_has_it_in_hand_no_more_and_cannot_be_given_it_under_article_28()
    {
        var given = Given.Received();
        Assert.Equal("s-3", given.Matter.Holder);
        // Nobody found it out: they said so themselves.
        Assert.False(Conflict.Recuse(given.Matter, "信访人是亲属", given.ActOf(Some.Handler)).Event<InterestRecorded>().IsFound);
        given = given.When(Some.Handler, (m, act) => Conflict.Recuse(m, "信访人是亲属", act));

        Assert.Null(given.Matter.Holder);
        Dispatch.Designate(given.Matter, Some.Handler, given.ActOf(Some.Head)).Refused("interested", Register.Article28);
        Handover.PassMatter(given.Matter with { Holder = "s-9" }, "s-9", "s-3", null, given.ActOf(Some.Administrator))
            .Refused("interested", Register.Article28);
        Conflict.Recuse(given.Matter, "再次", given.ActOf(Some.Handler)).Refused("already-withdrawn", Register.Article28);
    }

    [Fact]
    public void The_liaison_withdraws_from_what_is_sealed_where_another_one_can_take_it()
    {
        var given = Given.Filed(Some.Filing(Purpose.Accusation));
        Decision Recuse(Given g, string? reason = "被检举人是亲属", bool hasAnother = true, Actor? by = null) =>
            Conflict.RecuseFromSealed(g.Matter, reason, hasAnother, g.ActOf(by ?? Some.Liaison));

        Recuse(given, hasAnother: false).Refused("nobody-else", Register.Article28);
        Recuse(given, reason: " ").Refused("missing", Register.Article28);
        Recuse(Given.Filed()).Refused("not-sealed");
        foreach (var actor in Some.Everybody.Where(a => a != Some.Liaison)) Recuse(given, by: actor).Refused("not-your-role");
        Assert.False(Recuse(given).Event<InterestRecorded>().IsFound);
        var after = given.When(Some.Liaison, (m, act) => Conflict.RecuseFromSealed(m, "被检举人是亲属", true, act));
        var liaison = new Viewer(Some.Liaison.Role, Some.Liaison.Unit, Some.Liaison.Id);
        Assert.All(Words.All<Part>(), part => Assert.False(Gate.Opens(liaison, after.Matter, part)));
        Assert.True(Gate.Opens(liaison with { Person = "s-99" }, after.Matter, Part.Text));
        Recuse(after).Refused("already-withdrawn", Register.Article28);
    }

    [Fact]
    public void Nobody_withdraws_from_what_another_unit_has_or_without_a_reason()
    {
        var given = Given.Received();
        Conflict.Recuse(given.Matter, "理由", given.ActOf(Some.OtherHandler)).Refused("not-your-unit", Authority.Source);
        Conflict.Recuse(given.Matter, "", given.ActOf(Some.Handler)).Refused("missing", Register.Article28);
    }

    [Fact]
    public void Rows_of_those_closed_out_follow_from_the_folded_matter()
    {
        var given = Named(Named(Given.Registered(), Demolition), Team);
        Assert.Equal(
            ["ZJ in-its-line", "ZJ-CQ complained-of", "ZJ-CQ-1 complained-of"],
            BarredRow.Of(given.Matter).Select(r => $"{r.Who} {r.Why}"));
    }
}
