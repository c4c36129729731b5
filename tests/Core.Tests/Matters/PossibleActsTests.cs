using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class PossibleActsTests
{
    private static readonly (string Stage, Func<Given> Of)[] Histories =
    [
        ("filed", () => Given.Filed()), ("registered", Given.Registered), ("submitted upward", () => Given.Registered().SubmitUpward()),
        ("forwarded", Given.Forwarded), ("assigned", () => Given.Registered().Assign()), ("received", Given.Received),
        ("objected", () => Given.Received().Object()), ("noticed", () => Given.Noticed()),
        ("routed", () => Given.Noticed(Route.Arbitration)), ("accepted", Given.Accepted), ("submitted", Given.Submitted),
        ("approved", Given.Approved), ("served", () => Given.Served().Serve(DocumentKind.Notice).Serve(DocumentKind.Acceptance)),
        ("assigned and served", () => Given.Served().Serve(DocumentKind.Notice).Serve(DocumentKind.Acceptance).Assign()),
        ("published", () => Given.Served().Serve(DocumentKind.Notice).Serve(DocumentKind.Acceptance).Publish()),
        ("asked for review", () => Served().AskReview()), ("review taken", () => Served().AskReview().TakeReview()),
        ("review submitted", () => Served().AskReview().TakeReview().SubmitReview(ReviewOutcome.Uphold)),
        ("review signed", () => Served().AskReview().TakeReview().SubmitReview(ReviewOutcome.Uphold).ApproveReview()),
        ("reviewed", () => Served().AskReview().FinishReview()),
        ("revoked", () => Served().AskReview().FinishReview(ReviewOutcome.Revoke)),
        ("not accepted", () => Given.Received().RefuseAcceptance()), ("withdrawn", () => Given.Received().Withdraw()),
        ("urgent", () => Given.Forwarded().MarkUrgent()),
        ("sealed", () => Given.Filed(Some.Filing(Purpose.Accusation))),
        ("mixed", () => Given.Filed(Some.Filing(Purpose.Mixed))),
    ];

    private static Given Served() => Given.Served().Serve(DocumentKind.Notice).Serve(DocumentKind.Acceptance);

    // Sealing is the petition department's all along; marking as urgent is everybody's until it is done, an erasure can always be asked for and a request about personal data taken down, conflicts and links can be recorded all along: those
    // have tests of their own.
    private static string Possible(Given given, Actor actor) => string.Join(' ', PossibleActs
        .For(given.Matter, Some.Office, given.Matter.Dispatch is null ? null : Some.Housing, given.ActOf(actor))
        .Where(a => a.CanBeDone && a.Act is not (MatterAct.MarkUrgent or MatterAct.AskErasure or MatterAct.NameComplainedOf or MatterAct.Recuse
            or MatterAct.Link or MatterAct.RecordRequest or MatterAct.Seal))
        .Select(a => Words.Of(a.Act)));

    /// <summary>Who may do what when: the whole table. Whoever is not named may do nothing.</summary>
    [Theory]
    [InlineData("filed", "s-1:register", "s-2:register")]
    [InlineData("registered", "s-2:forward assign submit-upward")]
    [InlineData("submitted upward", "s-2:upward-decision")]
    [InlineData("forwarded", "s-2:assign", "s-3:receive", "s-4:receive")]
    [InlineData("assigned", "s-2:extend-assignment", "s-3:receive", "s-4:receive")]
    [InlineData("received", "s-2:assign", "s-3:object notice", "s-4:designate object notice refuse-acceptance")]
    [InlineData("objected", "s-2:decide-objection", "s-4:designate")]
    [InlineData("noticed", "s-2:assign", "s-3:accept serve", "s-4:designate accept serve")]
    [InlineData("routed", "s-2:assign", "s-3:serve", "s-4:designate serve")]
    [InlineData("accepted", "s-2:assign", "s-3:opinion serve", "s-4:designate extend opinion serve")]
    [InlineData("submitted", "s-2:assign", "s-3:serve", "s-4:designate extend approve serve")]
    [InlineData("approved", "s-2:assign", "s-3:serve", "s-4:designate serve")]
    [InlineData("served", "s-1:record-review-request", "s-2:assign record-review-request", "s-3:execute resolve", "s-4:designate execute resolve publish-answer")]
    [InlineData("assigned and served", "s-1:record-review-request", "s-2:record-review-request extend-assignment", "s-3:execute resolve", "s-4:designate execute resolve report-completion publish-answer")]
    [InlineData("asked for review", "s-2:assign", "s-3:execute resolve", "s-4:designate execute resolve publish-answer", "s-15:take-review", "s-16:refuse-review")]
    [InlineData("review taken", "s-2:assign", "s-3:execute resolve", "s-4:designate execute resolve publish-answer", "s-15:review", "s-16:refuse-review")]
    [InlineData("review submitted", "s-2:assign", "s-3:execute resolve", "s-4:designate execute resolve publish-answer", "s-16:refuse-review approve-review")]
    [InlineData("review signed", "s-2:assign", "s-3:execute resolve", "s-4:designate execute resolve publish-answer", "s-15:serve", "s-16:serve")]
    [InlineData("reviewed", "s-1:record-review", "s-2:assign record-review", "s-3:execute resolve", "s-4:designate execute resolve publish-answer")]
    [InlineData("revoked", "s-2:assign", "s-3:opinion", "s-4:designate opinion")]
    [InlineData("published", "s-1:record-review-request", "s-2:assign record-review-request withdraw-answer", "s-3:execute resolve", "s-4:designate execute resolve withdraw-answer")]
    [InlineData("not accepted", "s-3:serve", "s-4:designate serve")]
    [InlineData("withdrawn")]
    [InlineData("urgent", "s-1:report-urgent", "s-2:assign report-urgent lift-urgency", "s-3:receive report-urgent",
        "s-4:receive report-urgent", "s-5:report-urgent lift-urgency")]
    [InlineData("sealed", "s-7:pass-on unseal")]
    [InlineData("mixed", "s-7:unseal")]
    public void Each_post_is_offered_what_is_its_turn_and_nothing_else(string history, params string[] expected)
    {
        var given = Histories.Single(h => h.Stage == history).Of();
        var offered = Some.Everybody
            .Select(actor => $"{actor.Id}:{Possible(given, actor)}").Where(line => !line.EndsWith(':'));
        Assert.Equal(expected, offered);
    }

    [Theory]
    [InlineData("filed", "s-1 s-2 s-5")]
    [InlineData("forwarded", "s-1 s-2 s-5")]
    [InlineData("accepted", "s-1 s-2 s-5")]
    [InlineData("reviewed", "s-1 s-2 s-5")]
    [InlineData("withdrawn", "")]
    [InlineData("sealed", "")]
    public void The_petition_department_seals_at_any_time(string history, string expected)
    {
        var given = Histories.Single(h => h.Stage == history).Of();
        Assert.Equal(expected, string.Join(' ', Some.Everybody.Where(a => PossibleActs.Of(
            MatterAct.Seal, given.Matter, Some.Office, Some.Housing, given.ActOf(a)).CanBeDone).Select(a => a.Id)));
    }

    [Theory]
    [InlineData("filed", "s-1 s-2 s-5")]
    [InlineData("forwarded", "s-1 s-2 s-3 s-4 s-5")]
    [InlineData("urgent", "")]
    [InlineData("withdrawn", "")]
    [InlineData("sealed", "")]
    public void Whoever_works_on_it_may_mark_it_urgent_once(string history, string expected)
    {
        var given = Histories.Single(h => h.Stage == history).Of();
        Assert.Equal(expected, string.Join(' ', Some.Everybody.Where(a => PossibleActs.Of(
            MatterAct.MarkUrgent, given.Matter, Some.Office, Some.Housing, given.ActOf(a)).CanBeDone).Select(a => a.Id)));
    }

    [Theory]
    [InlineData("filed", "s-1 s-2", "s-1 s-2 s-5")]
    [InlineData("served", "s-1 s-2", "s-1 s-2 s-3 s-4 s-5")]
    [InlineData("withdrawn", "", "")]
    [InlineData("sealed", "s-7", "")]
    public void Conflicts_are_recorded_by_whoever_sees_the_matter(string history, string naming, string withdrawing)
    {
        var given = Histories.Single(h => h.Stage == history).Of();
        string Who(MatterAct which) => string.Join(' ', Some.Everybody.Where(a => PossibleActs.Of(
            which, given.Matter, Some.Office, given.Matter.Dispatch is null ? null : Some.Housing, given.ActOf(a)).CanBeDone).Select(a => a.Id));
        Assert.Equal((naming, withdrawing), (Who(MatterAct.NameComplainedOf), Who(MatterAct.Recuse)));
    }

    [Theory]
    [InlineData("filed", "s-1 s-2")]
    [InlineData("served", "s-1 s-2")]
    [InlineData("withdrawn", "")]
    [InlineData("sealed", "")]
    public void The_petition_department_links_all_along_and_withdraws_what_it_linked(string history, string linking)
    {
        var given = Histories.Single(h => h.Stage == history).Of();
        string Who(MatterAct which) => string.Join(' ', Some.Everybody.Where(a => PossibleActs.Of(
            which, given.Matter, Some.Office, Some.Housing, given.ActOf(a)).CanBeDone).Select(a => a.Id));
        Assert.Equal((linking, ""), (Who(MatterAct.Link), Who(MatterAct.WithdrawLink)));
        if (linking == "") return;
        given.When(Some.Router, (m, act) => Linking.Link(m, LinkingTests.Earlier(m), LinkKind.Repeat, act));
        Assert.Equal(linking, Who(MatterAct.WithdrawLink));
    }

    [Fact]
    public void Whatever_cannot_be_done_says_why_and_under_which_rule()
    {
        foreach (var (_, of) in Histories)
        {
            var given = of();
            foreach (var actor in Some.Everybody)
            {
                var acts = PossibleActs.For(given.Matter, Some.Office, Some.Housing, given.ActOf(actor));
                Assert.Equal(Words.All<MatterAct>(), acts.Select(a => a.Act));
                Assert.All(acts.Where(a => !a.CanBeDone), a => Assert.EndsWith("。", a.Refusal!.Reason.ToString()));
                Assert.All(acts, a => Assert.NotEmpty(a.Needs.ToString()));
            }
        }
    }

    [Fact]
    public void To_ask_what_is_possible_draws_no_number()
    {
        var given = Given.Registered();
        _ = Possible(given, Some.Router);
        Assert.Equal("崇信〔2026〕1号", given.Forward().Matter.Document(DocumentKind.ForwardingLetter)!.Number);
    }

    [Fact]
    public void An_act_of_another_post_is_told_from_one_that_must_wait()
    {
        var given = Given.Forwarded();
        var acts = PossibleActs.For(given.Matter, Some.Office, Some.Housing, given.ActOf(Some.Handler)).ToDictionary(a => a.Act);
        Assert.True(acts[MatterAct.Forward].IsAnothers);
        Assert.False(acts[MatterAct.Accept].IsAnothers);
    }

    [Fact]
    public void A_unit_without_a_telephone_is_told_what_its_letters_lack()
    {
        var given = Given.Received();
        var act = PossibleActs.Of(
            MatterAct.Notice, given.Matter, Some.Office, Some.Housing with { Phone = "" }, given.ActOf(Some.Handler));
        Assert.Contains("联系方式", act.Refusal!.Reason.ToString(), StringComparison.Ordinal);
    }
}
