using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>A report of retaliation goes past everybody who may be behind it.</summary>
public class RetaliationTests
{
    private static readonly Unit Below = Some.Housing with { Code = "ZJ1", Name = "房产管理所", Parent = "ZJ" };
    private static readonly Unit Bureau = Some.CityManagement with { Code = "SF", Name = "司法局" };

    private static readonly IReadOnlyList<Unit> All =
    [
        Some.Office, Some.Discipline, Some.Housing, Some.CityManagement, Below, Bureau, Some.Housing with { Code = "320613001", Kind = UnitKind.Street },
    ];

    private static Decision Report(Given earlier, string? narrative = "科长说再告就停我的工。", string? unit = null, Given? on = null)
    {
        var filed = (PetitionFiled)earlier.OfPetition[0].Event;
        return (on ?? Given.Nothing).Asks(Actor.Petitioner, (_, act) => Retaliation.Report(
            Retaliation.Filing(
                StreamId.Petition(Guid.Parse("00000000-0000-7000-8000-000000000003")), StreamId.Matter(Guid.Parse("00000000-0000-7000-8000-000000000004")),
                filed, narrative, unit), filed.Number, [earlier.Matter], All, "XF", act));
    }

    private static Given Reported(Given earlier, string? unit = null)
    {
        var on = Given.Nothing;
        Report(earlier, unit: unit, on: on).Event<RetaliationReported>();
        return on;
    }

    [Fact]
    public void It_is_an_accusation_of_its_own_sealed_from_its_first_moment()
    {
        var given = Reported(Given.Received());
        Assert.Equal((Purpose.Accusation, Stage.Sealed, true), (given.Matter.Purpose, given.Matter.Stage, given.Matter.ReportsRetaliation));
        foreach (var actor in Some.Everybody)
            Assert.Equal(actor == Some.Liaison, Gate.Opens(new Viewer(actor.Role, actor.Unit, actor.Id), given.Matter, Part.Existence));
    }

    [Fact]
    public void It_goes_past_the_responsible_unit_the_unit_named_and_their_lines()
    {
        var given = Reported(Given.Received(), unit: "SF");
        Assert.Equal(Relation.ComplainedOf, given.Matter.RelationOfUnit("ZJ"));
        Assert.Equal(Relation.ComplainedOf, given.Matter.RelationOfUnit("SF"));
        Assert.Equal(Relation.InItsLine, given.Matter.RelationOfUnit("ZJ1"));
        Assert.Null(given.Matter.RelationOfUnit("CG"));
        foreach (var unit in new[] { Some.Housing, Below, Bureau })
            given.Asks(Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, unit, Some.Office, act)).Refused("complained-of");
        given.When(Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, Some.Discipline, Some.Office, act));
    }

    [Fact]
    public void It_goes_past_whoever_objected_and_whoever_the_earlier_petition_complains_of()
    {
        var returned = Given.Received().Object().Decide(Some.CityManagement);
        returned.When(Some.Router, (m, act) => Conflict.Name(m, [Bureau], [], "信中写明", All, act));
        var given = Reported(returned);
        foreach (var code in (string[])["ZJ", "CG", "SF"]) Assert.Equal(Relation.ComplainedOf, given.Matter.RelationOfUnit(code));
    }

    [Fact]
    public void The_earlier_petition_holds_nothing_of_it_and_the_report_names_it_under_its_seal()
    {
        var earlier = Given.Received();
        var before = earlier.Events.Count;
        var reported = Report(earlier).Event<RetaliationReported>();
        Assert.Equal(before, earlier.Events.Count);
        var payload = new PayloadWriter();
        reported.Write(payload);
        Assert.Empty(payload.Facts);
        Assert.Equal("earlier", Assert.Single(payload.Texts).Key);
    }

    [Fact]
    public void It_asks_what_happened_and_takes_only_units_that_can_be_named()
    {
        Assert.Equal("narrative", Report(Given.Received(), narrative: " ").Refused("missing").Field);
        foreach (var unit in (string[])["XF", "JW", "nobody"]) Assert.Equal("unit", Report(Given.Received(), unit: unit).Refused("unknown-unit").Field);
    }

    [Fact]
    public void It_is_passed_on_within_five_working_days_and_is_never_unsealed()
    {
        var given = Reported(Given.Received());
        var deadline = Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == ClockId.Retaliation);
        Assert.Equal(Provenance.Project, deadline.Clock.Provenance);
        Assert.Equal(new DateOnly(2026, 3, 9), deadline.Term!.Value.Nominal);
        given.Asks(Some.Liaison, (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及", act)).Refused("retaliation");
        given.When(Some.Liaison, (m, act) => PassingOn.Pass(m, Some.Extract, Some.Discipline, Some.Office, act));
        Assert.Equal(Given.Monday, Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == ClockId.Retaliation).MetOn);
    }

    [Fact]
    public void Where_the_name_was_erased_meanwhile_it_is_anonymous()
    {
        var filed = (PetitionFiled)Given.Received().OfPetition[0].Event with { Party = Party.Anonymous };
        var filing = Retaliation.Filing(StreamId.Petition(Guid.Empty), StreamId.Matter(Guid.Empty), filed, "被停工", null);
        Assert.True(filing.Anonymous);
        Assert.False(filing.ElectronicConsent);
    }
}
