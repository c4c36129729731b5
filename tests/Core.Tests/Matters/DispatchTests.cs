using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class DispatchTests
{
    private static Decision Forward(Given given, Unit? to = null, Actor? by = null, string? note = null, Unit? office = null) =>
        Dispatch.Forward(given.Matter, to ?? Some.Housing, note, office ?? Some.Office, given.ActOf(by ?? Some.Router));

    [Fact]
    public void A_registered_matter_is_forwarded_and_the_petitioner_told_where_it_went()
    {
        var forwarded = Forward(Given.Registered(), note: "请现场查看").Event<MatterForwarded>();
        Assert.Equal(("ZJ", "南通市崇川区信访局"), (forwarded.Unit, forwarded.FromName));
        Assert.Equal(("崇信〔2026〕1号", "崇信〔2026〕2号"), (forwarded.DocumentNumber, forwarded.ReceiptNumber));
    }

    [Fact]
    public void Only_the_router_forwards()
    {
        foreach (var actor in Some.Everybody.Where(a => a.Role != Role.Router))
            Forward(Given.Registered(), by: actor).Refused("not-your-role", Authority.Source);
    }

    [Fact]
    public void An_unregistered_matter_is_not_forwarded_under_article_22() =>
        Forward(Given.Filed()).Refused("not-registered", Register.Article22.InParagraph(1));

    [Fact]
    public void A_matter_has_one_lead_unit_so_it_is_not_forwarded_twice() =>
        Forward(Given.Forwarded()).Refused("already-forwarded", Register.Article22.InParagraph(1));

    [Fact]
    public void A_unit_must_be_chosen() =>
        Assert.Equal("unit", Dispatch.Forward(
            Given.Registered().Matter, null, null, Some.Office, Given.Registered().ActOf(Some.Router)).Refused("unit-missing").Field);

    [Theory]
    [InlineData(UnitKind.District)]
    [InlineData(UnitKind.PetitionOffice)]
    [InlineData(UnitKind.Discipline)]
    public void Only_departments_streets_and_zones_are_forwarded_to(UnitKind kind) =>
        Forward(Given.Registered(), Some.Housing with { Kind = kind }).Refused("unit-unfit");

    [Fact]
    public void An_assignment_names_limit_requirement_and_unit_and_all_that_is_missing_is_said_at_once()
    {
        var given = Given.Registered();
        var refused = Assert.IsType<Decision.Refused>(
            Dispatch.Assign(given.Matter, new DispatchTo(null, null), Some.Office, given.ActOf(Some.Router)));
        Assert.Equal(["unit", "reportBy", "requirement"], refused.Refusals.Select(r => r.Field));
        Assert.All(refused.Refusals.Skip(1), r => Assert.Equal(Register.Article22.InParagraph(1).InItem(3), r.Basis));
    }

    [Fact]
    public void A_consent_to_an_objection_says_at_once_what_it_and_the_next_dispatch_lack()
    {
        var given = Given.Received().Object();
        IReadOnlyList<Refusal> Decide(DispatchTo? next, string? reason = null) => Assert.IsType<Decision.Refused>(Objection.Decide(
            given.Matter, new DecideObjection(true, reason, next, null, null), Some.Office, given.ActOf(Some.Router))).Refusals;
        Assert.Equal(["reason", "then"], Decide(null).Select(r => r.Field));
        Assert.Equal(
            ["reason", "unit", "reportBy", "requirement"], Decide(new DispatchTo(null, null) { Assigns = true }).Select(r => r.Field));
        // A limit makes no assignment of what was chosen to be a forwarding.
        Assert.Equal(
            ["forwarding-has-no-limit"],
            Decide(new DispatchTo(Some.CityManagement, null, given.Today.AddDays(30)) { Assigns = false }, "属实").Select(r => r.Code));
    }

    [Fact]
    public void A_decision_from_above_without_a_day_is_not_told_that_its_evidence_is_missing_too()
    {
        var given = Given.Registered().SubmitUpward();
        var refused = Assert.IsType<Decision.Refused>(
            Submission.RecordDecision(given.Matter, null, "请牵头办理", given.ActOf(Some.Router)));
        Assert.Equal(["decided"], refused.Refusals.Select(r => r.Field));
    }

    [Fact]
    public void An_overlong_note_is_refused() =>
        Forward(Given.Registered(), note: new string('字', PetitionLimits.Note + 1)).Refused("too-long", TextRule.Source);

    [Fact]
    public void The_unit_confirms_receipt_on_the_day_it_does_so()
    {
        var given = Given.Forwarded().DaysLater(2);
        Assert.Equal(new DateOnly(2026, 3, 4), Dispatch.Receive(given.Matter, given.ActOf(Some.Head)).Event<MatterReceived>().ReceivedOn);
    }

    [Fact]
    public void Another_unit_cannot_receive_it() =>
        Dispatch.Receive(Given.Forwarded().Matter, Given.Forwarded().ActOf(Some.OtherHandler)).Refused("not-your-unit", Authority.Source);

    [Fact]
    public void It_is_received_once_under_article_23() =>
        Dispatch.Receive(Given.Received().Matter, Given.Received().ActOf(Some.Handler))
            .Refused("already-received", Register.Article23.InParagraph(3));

    [Fact]
    public void Document_numbers_have_no_gap_where_an_act_was_refused()
    {
        var given = Given.Registered();
        given.Asks(Some.Router, (m, act) => Dispatch.Forward(m, null, null, Some.Office, act)).Refused("unit-missing");
        given.Forward().Receive().GiveNotice();
        Assert.Equal("崇住建〔2026〕1号", given.Matter.Document(DocumentKind.Notice)!.Number);
        Assert.Equal("崇信〔2026〕1号", given.Matter.Document(DocumentKind.ForwardingLetter)!.Number);
    }
}
