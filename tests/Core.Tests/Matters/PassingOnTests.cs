using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>An accusation travels as an extract, and who accuses by the agreement of two.</summary>
public class PassingOnTests
{
    private static readonly Article Article30 = Register.Article30.InParagraph(3);
    private static readonly Actor Head = new("s-9", Role.UnitHead, "CG", "崇川区城市管理局");
    private static readonly Actor OtherHead = new("s-19", Role.UnitHead, "CG", "崇川区城市管理局");

    private static Given Accusation() => Given.Filed(Some.Filing(Purpose.Accusation));

    private static Decision Pass(Given given, Unit? to, RedactedText? extract = null, Actor? by = null) =>
        given.Asks(by ?? Some.Liaison, (m, act) => PassingOn.Pass(m, extract ?? Some.Extract, to, Some.Office, act));

    private static Given Passed()
    {
        var given = Accusation();
        Pass(given, Some.CityManagement).Event<ExtractPassed>();
        return given;
    }

    private static Decision Ask(Given given, Actor? by = null, AccessPurpose? purpose = AccessPurpose.Verify, string? reason = "须当面核实") =>
        given.Asks(by ?? Some.OtherHandler, (m, act) => Disclosure.Ask(m, purpose, reason, act));

    private static Decision Approve(Given given, Actor by) =>
        given.Asks(by, (m, act) => Disclosure.Approve(m, Stored.LastAsked(m), act));

    private static Decision Refuse(Given given, Actor by, string? reason = "可以不知道") =>
        given.Asks(by, (m, act) => Disclosure.Refuse(m, Stored.LastAsked(m), reason, act));

    private static IdentityView View(Given given, Actor of) =>
        IdentityView.Disclosed(given.Matter, new Viewer(of.Role, of.Unit, of.Id), given.ActOf(of).RecordedAt);

    [Fact]
    public void The_event_says_how_many_marks_of_each_kind_were_struck_and_no_text_in_clear()
    {
        const string Text = "我叫李建华，电话13800000217，局长收钱。";
        var marks = RevealingPassages.In(Text, KnownParty.Nobody);
        var passed = Pass(Accusation(), Some.Discipline, Redacting.Strike(Text, marks, [marks[^1]], ["局长"])).Event<ExtractPassed>();
        Assert.Equal(["name=1", "tell-tale=1"], passed.Struck);
        Assert.Equal(["phone=1"], passed.Kept);
        Assert.Equal(1, passed.Words);
        var payload = new PayloadWriter();
        passed.Write(payload);
        Assert.Equal("extract", Assert.Single(payload.Texts).Key);
        Assert.DoesNotContain(payload.Facts, f => f.Value is string s && (s.Contains("李建华", StringComparison.Ordinal) || s.Contains("13800", StringComparison.Ordinal)));
    }

    [Fact]
    public void To_the_discipline_organ_the_matter_goes_with_it_and_to_a_unit_the_extract_alone()
    {
        var (organ, unit) = (Accusation(), Accusation());
        var sent = Pass(organ, Some.Discipline);
        Assert.Equal(sent.Event<ExtractPassed>().DocumentNumber, sent.Event<SentToDiscipline>().DocumentNumber);
        Assert.Equal(Stage.WithDiscipline, organ.Matter.Stage);
        Assert.Single(Assert.IsType<Decision.Accepted>(Pass(unit, Some.CityManagement)).Events);
        Assert.Equal(Stage.Sealed, unit.Matter.Stage);
        Assert.Equal(Given.Monday, Deadlines.Of(unit.Matter, unit.Rules).Single(d => d.Clock.Id == ClockId.Dispatch).MetOn);
    }

    [Fact]
    public void Nothing_is_passed_on_before_it_was_previewed() => Accusation()
        .Asks(Some.Liaison, (m, act) => PassingOn.Pass(m, null, Some.Discipline, Some.Office, act)).Refused("no-extract", Article30);

    [Fact]
    public void It_never_goes_to_the_unit_complained_of_or_to_its_line_under_article_30()
    {
        var below = Some.CityManagement with { Code = "CG1", Parent = "CG" };
        var given = Accusation().When(Some.Liaison, (m, act) => Conflict.Name(m, [Some.CityManagement], [], "信中写明", [Some.CityManagement, below], act));
        Pass(given, Some.CityManagement).Refused("complained-of", Article30);
        Pass(given, below).Refused("complained-of", Article30);
        Assert.IsType<Decision.Accepted>(Pass(given, Some.Housing));
    }

    [Fact]
    public void It_goes_to_no_office_that_routes_and_to_no_unit_that_ended()
    {
        Pass(Accusation(), Some.Office).Refused("unit-unfit");
        Pass(Accusation(), null).Refused("unit-unfit");
        Pass(Accusation(), Some.Housing with { EndedOn = Given.Monday }).Refused("unit-unfit");
    }

    [Fact]
    public void What_was_passed_on_is_not_unsealed_any_more() => Passed()
        .Asks(Some.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及", act)).Refused("passed-already", Article30);

    [Fact]
    public void Whoever_got_an_extract_sees_it_and_nothing_else_of_the_matter()
    {
        var given = Passed();
        foreach (var actor in new[] { Some.OtherHandler, Head })
            Assert.Equal([Part.Extract], Words.All<Part>().Where(p => Gate.Opens(new Viewer(actor.Role, actor.Unit, actor.Id), given.Matter, p)));
        Assert.False(Gate.Opens(new Viewer(Some.Handler.Role, Some.Handler.Unit, Some.Handler.Id), given.Matter, Part.Extract));
    }

    [Fact]
    public void Who_accuses_is_told_once_two_of_different_posts_agreed_and_to_nobody_but_who_asked()
    {
        var given = Passed();
        Ask(given).Event<DisclosureAsked>();
        Assert.True(View(given, Some.OtherHandler).IsEmpty);
        Assert.Single(Assert.IsType<Decision.Accepted>(Approve(given, Head)).Events);
        Assert.True(View(given, Some.OtherHandler).IsEmpty);
        var disclosed = Approve(given, Some.Liaison).Event<IdentityDisclosed>();
        Assert.Equal(LeafKind.Access, disclosed.LeafKind);
        Assert.DoesNotContain(IdentityField.Scans, disclosed.Fields);
        Assert.True(View(given, Some.OtherHandler).Opens(IdentityField.Name));
        Assert.True(View(given, Head).IsEmpty);
        Assert.True(View(given, Some.OtherHandler with { Id = "s-18" }).IsEmpty);
        given.DaysLater(Disclosure.Days);
        Assert.False(View(given, Some.OtherHandler).IsEmpty);
        given.DaysLater(1);
        Assert.True(View(given, Some.OtherHandler).IsEmpty);
    }

    [Fact]
    public void One_post_agrees_once_whoever_holds_it_and_nobody_to_their_own_request()
    {
        var given = Passed();
        Ask(given);
        Approve(given, Head);
        Approve(given, Head).Refused("approved-already");
        Approve(given, OtherHead).Refused("approved-already");
        var other = Passed();
        Ask(other);
        Approve(other, Some.OtherHandler with { Role = Role.UnitHead }).Refused("own-disclosure");
        Approve(other, Some.OtherHandler).Refused("not-your-role");
        Approve(other, Head with { Unit = "ZJ" }).Refused("sealed");
    }

    [Fact]
    public void Either_refuses_with_a_reason_and_it_is_over()
    {
        var given = Passed();
        Ask(given);
        Approve(given, Head);
        Refuse(given, Some.Liaison, " ").Refused("missing");
        Refuse(given, Some.Liaison).Event<DisclosureRefused>();
        Approve(given, Some.Liaison).Refused("no-disclosure");
        Assert.True(View(given, Some.OtherHandler).IsEmpty);
        Ask(given).Event<DisclosureAsked>();
        Ask(given).Refused("disclosure-pending");
        Refuse(given, Some.OtherHandler, "不需要了").Event<DisclosureRefused>();
    }

    [Fact]
    public void A_request_names_its_purpose_and_reason_and_comes_from_who_got_an_extract()
    {
        Ask(Passed(), purpose: null).Refused("purpose-missing");
        Ask(Passed(), purpose: AccessPurpose.Export).Refused("purpose-missing");
        Ask(Passed(), reason: "").Refused("missing");
        Ask(Passed(), Head).Refused("not-your-role");
        Ask(Passed(), Some.Handler).Refused("sealed");
        Ask(Accusation()).Refused("sealed");
    }

    [Fact]
    public void A_unit_that_is_found_to_be_complained_of_later_loses_the_extract_and_what_was_told()
    {
        var given = Passed();
        Ask(given);
        Approve(given, Head);
        Approve(given, Some.Liaison);
        given.When(Some.Liaison, (m, act) => Conflict.Name(m, [Some.CityManagement], [], "后来查明", [Some.CityManagement], act));
        Assert.True(View(given, Some.OtherHandler).IsEmpty);
        Assert.False(Gate.Opens(new Viewer(Head.Role, Head.Unit, Head.Id), given.Matter, Part.Extract));
    }
}
