using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>Who may see which part of which matter, as the policy says it.</summary>
public class GateTests
{
    private static readonly Relation[] Closed = [Relation.Interested, Relation.ComplainedOf, Relation.InItsLine];

    private static Viewer ViewerOf(Actor actor) => new(actor.Role, actor.Unit, actor.Id);

    private static bool Sees(Actor actor, Given given, Part part = Part.Existence) => Gate.Opens(ViewerOf(actor), given.Matter, part);

    private static Given NamedBy(Given given, Actor by, params Unit[] units) => given.When(
        by, (m, act) => Conflict.Name(m, units, [], "信中写明", [Some.Housing, Some.CityManagement], act));

    [Fact]
    public void No_line_of_the_policy_names_whoever_a_matter_is_closed_to()
    {
        Assert.DoesNotContain(Gate.Policy, l => l.Relations.Intersect(Closed).Any());
        Assert.DoesNotContain(Gate.Policy, l => l.Secrecy == Secrecy.UnsealedAccusation);
        Assert.DoesNotContain(Gate.Policy, l => l.Roles.Intersect([.. Posts.Administrators, Role.Petitioner, Role.Partner, Role.System]).Any());
    }

    [Fact]
    public void No_two_lines_say_the_same_and_whoever_sees_a_part_knows_that_the_matter_is_there()
    {
        foreach (var role in Words.All<Role>())
            foreach (var relation in Words.All<Relation>())
                foreach (var secrecy in Words.All<Secrecy>())
                {
                    var lines = Gate.Policy.Where(l => l.Roles.Contains(role) && l.Relations.Contains(relation) && l.Secrecy == secrecy).ToList();
                    Assert.InRange(lines.Count, 0, 1);
                    // But for an extract, which stands for itself and leads nowhere.
                    if (lines is [var line] && line.Parts.Any(p => p is not (Part.Count or Part.Extract))) Assert.Contains(Part.Existence, line.Parts);
                    if (lines is [var all] && all.Parts.Contains(Part.Contact)) Assert.Contains(Part.Identity, all.Parts);
                }
    }

    [Theory]
    [InlineData(Role.Registrar, "extract")]
    [InlineData(Role.Router, "extract")]
    [InlineData(Role.Supervisor, "identity contact files extract")]
    [InlineData(Role.Handler, "requests")]
    [InlineData(Role.UnitHead, "requests")]
    [InlineData(Role.Reviewer, "requests extract")]
    [InlineData(Role.ReviewHead, "requests extract")]
    [InlineData(Role.DisciplineLiaison, "count")]
    [InlineData(Role.Administrator, "count existence text identity contact documents files log requests extract")]
    [InlineData(Role.Petitioner, "count existence text identity contact documents files log requests extract")]
    public void Some_parts_a_post_is_never_shown_of_whatever_matter(Role role, string never)
    {
        Assert.Equal(never, string.Join(' ', Words.All<Part>().Where(p => !Gate.MayOpen(role, p)).Select(Words.Of)));
        Assert.All(Words.All<Part>().Where(p => !Gate.MayOpen(role, p)), part => Assert.DoesNotContain(Gate.Policy, l => l.Roles.Contains(role) && l.Parts.Contains(part)));
    }

    [Fact]
    public void What_is_withheld_says_of_whom_it_is_withheld_and_how_to_ask()
    {
        Assert.Equal(Gate.Withheld(Part.Identity).ToString(), Gate.Withheld(Part.Contact).ToString());
        Assert.Contains("由主办单位转达", Gate.Withheld(Part.Identity).ToString(), StringComparison.Ordinal);
        Assert.Equal("文书不向您的岗位提供。确需了解的，请书面向信访局说明理由。", Gate.Withheld(Part.Documents).ToString());
    }

    [Fact]
    public void Only_the_discipline_liaison_sees_what_is_sealed()
    {
        foreach (var given in new[] { Given.Filed(Some.Filing(Purpose.Accusation)), Given.Filed(Some.Filing(Purpose.Mixed)) })
            foreach (var actor in Some.Everybody)
                foreach (var part in Words.All<Part>())
                    Assert.Equal(actor == Some.Liaison && part != Part.Count, Sees(actor, given, part));
    }

    [Fact]
    public void An_ordinary_matter_is_seen_by_the_office_and_by_the_unit_that_has_it()
    {
        Actor[] expected = [Some.Registrar, Some.Router, Some.Handler, Some.Head, Some.Supervisor];
        Assert.Equal(expected, Some.Everybody.Where(a => Sees(a, Given.Forwarded())));
    }

    [Fact]
    public void Whoever_presses_units_reads_the_matter_and_not_who_petitions()
    {
        Part[] seen = [Part.Count, Part.Existence, Part.Text, Part.Documents, Part.Log, Part.Requests];
        Assert.Equal(seen, Words.All<Part>().Where(p => Sees(Some.Supervisor, Given.Forwarded(), p)));
    }

    [Fact]
    public void A_unit_that_objected_counts_its_objection_and_sees_nothing_else()
    {
        var given = Given.Received().Object();
        given = given.When(Some.Router, (m, act) => Objection.Decide(
            m, new DecideObjection(true, "核实无误", new DispatchTo(Some.CityManagement, null), null, null), Some.Office, act));

        Assert.Equal([Part.Count], Words.All<Part>().Where(p => Sees(Some.Handler, given, p)));
        Assert.True(Sees(Some.OtherHandler, given, Part.Contact));
    }

    [Fact]
    public void An_accusation_that_nobody_sealed_opens_to_nobody()
    {
        var astray = Given.Forwarded().Matter with { Purpose = Purpose.Accusation };
        Assert.DoesNotContain(Some.Everybody, a => Words.All<Part>().Any(p => Gate.Opens(ViewerOf(a), astray, p)));
    }

    [Fact]
    public void Whoever_is_closed_out_by_one_relation_is_not_let_in_by_another()
    {
        var given = Given.Received();
        given = given.When(Some.Handler, (m, act) => Conflict.Recuse(m, "信访人是亲属", act));

        Assert.DoesNotContain(Words.All<Part>(), p => Sees(Some.Handler, given, p));
        Assert.True(Sees(Some.Head, given));
        // Though it leads the matter, a unit complained of sees nothing.
        var led = given.Matter with { Barred = [new Barred("ZJ", Relation.ComplainedOf)] };
        Assert.DoesNotContain(Words.All<Part>(), p => Gate.Opens(ViewerOf(Some.Head), led, p));
    }

    [Fact]
    public void A_request_that_was_taken_back_before_anybody_took_it_up_opens_nothing_any_more()
    {
        var reviewer = ViewerOf(Some.Reviewer);
        Assert.True(Gate.Opens(reviewer, Given.Served().AskReview().Matter, Part.Text));
        var taken = Given.Served().AskReview().TakeReview().WithdrawReview();
        Assert.True(Gate.Opens(reviewer, taken.Matter, Part.Text)); // they answer for what they read
        var untaken = Given.Served().AskReview().WithdrawReview();
        Assert.Equal(Relation.Other, Gate.RelationOf(reviewer, untaken.Matter));
        Assert.DoesNotContain(Words.All<Part>(), p => Gate.Opens(reviewer, untaken.Matter, p));
        Assert.Null(Assert.Single(ReviewRow.Of(untaken.Matter)).Unit);
        Assert.True(Gate.Opens(reviewer, untaken.AskReview().Matter, Part.Text));
    }

    [Fact]
    public void Of_what_closes_a_matter_to_somebody_the_gravest_is_said_in_whatever_order_it_was_recorded()
    {
        Barred[] barred = [new("ZJ", Relation.InItsLine), new("ZJ", Relation.ComplainedOf), new("s-3", Relation.Interested)];
        foreach (var order in new[] { barred, [.. barred.Reverse()] })
        {
            var matter = Given.Received().Matter with { Barred = order };
            Assert.Equal(Relation.Interested, Gate.RelationOf(ViewerOf(Some.Handler), matter));
            Assert.Equal(Relation.ComplainedOf, Gate.RelationOf(ViewerOf(Some.Head), matter));
        }
    }

    [Fact]
    public void To_the_unit_complained_of_the_matter_does_not_exist_after_it_was_unsealed_either()
    {
        var given = NamedBy(Given.Filed(Some.Filing(Purpose.Accusation)), Some.Liaison, Some.Housing);
        given = given.When(Some.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及干部", act)).Register();

        Assert.Equal(Relation.ComplainedOf, Gate.RelationOf(ViewerOf(Some.Handler), given.Matter));
        foreach (var actor in new[] { Some.Handler, Some.Head })
            Assert.DoesNotContain(Words.All<Part>(), p => Sees(actor, given, p));
        Assert.True(Sees(Some.Router, given));
    }
}
