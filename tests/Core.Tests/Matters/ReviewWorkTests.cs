using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;
using static Xinqiao.Core.Tests.Matters.ReviewTests;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>复查、复核 (Art. 35, 36): who reviews, and what comes of it.</summary>
public class ReviewWorkTests
{
    [Fact]
    public void A_late_request_is_taken_up_with_the_reviewers_own_reason_and_may_be_refused_for_being_late()
    {
        var given = Given.Served().DaysLater(60).AskReview("住院");
        given.Asks(Some.Reviewer, (m, act) => ReviewWork.Take(m, null, [], act)).Refused("missing", Review.LateRequests);
        ReviewWork.RefuseRequest(given.Matter, ReviewRefusalGround.Late, "出院以后又过了一个月", "可以提起诉讼", "季伟", Some.Government, [], given.ActOf(Some.ReviewHead))
            .Event<ReviewRefused>();
        Assert.Equal("s-15", given.TakeReview().Matter.OpenReview!.Reviewer);

        var inTime = Given.Served().AskReview();
        ReviewWork.RefuseRequest(inTime.Matter, ReviewRefusalGround.Late, "晚了", "无", "季伟", Some.Government, [], inTime.ActOf(Some.ReviewHead))
            .Refused("in-time", Register.Article35);
    }

    [Fact]
    public void Whoever_had_the_matter_in_hand_does_not_review_it()
    {
        var given = Given.Served().AskReview();
        foreach (var hand in new[] { Some.Registrar, Some.Router, Some.Handler, Some.Head })
            given.Asks(Some.Reviewer with { Id = hand.Id }, (m, act) => ReviewWork.Take(m, null, [], act)).Refused("handled-before", ReviewWork.Apart);
        given.TakeReview().SubmitReview(ReviewOutcome.Uphold);
        ReviewWork.Approve(given.Matter, "钱卫东", Some.Government, null, [], given.ActOf(Some.ReviewHead with { Id = Some.Head.Id })).Refused("handled-before", ReviewWork.Apart);

        // Nor one whom a matter passed through that this one repeats.
        ReviewWork.Approve(given.Matter, "季伟", Some.Government, null, [Given.Served().Matter with { Hands = [new Hand("s-16", null)] }], given.ActOf(Some.ReviewHead))
            .Refused("handled-before", ReviewWork.Apart);
        Assert.IsType<Decision.Accepted>(ReviewWork.Approve(given.Matter, "季伟", Some.Government, null, [Given.Served().Matter], given.ActOf(Some.ReviewHead)));
    }

    [Fact]
    public void Whoever_handled_it_after_the_request_was_made_does_not_review_it_either()
    {
        var given = Given.Served().AskReview().When(Some.Handler with { Id = "s-19" }, (m, act) => Execution.Execute(m, new LegalDay(act.Today, "验收单", null), "已修好", act));
        given.Asks(Some.Reviewer with { Id = "s-19" }, (m, act) => ReviewWork.Take(m, null, [], act)).Refused("handled-before", ReviewWork.Apart);
    }

    [Fact]
    public void Whoever_reviewed_it_reviews_the_new_answer_or_the_new_request_but_not_at_the_other_level()
    {
        var anew = Given.Served().AskReview().TakeReview().WithdrawReview().AskReview();
        anew.When(Some.Reviewer, (m, act) => ReviewWork.Take(m, null, [], act));

        var revoked = Given.Served().AskReview().FinishReview(ReviewOutcome.Revoke).Submit().Approve().Serve(DocumentKind.Opinion).AskReview();
        revoked.When(Some.Reviewer, (m, act) => ReviewWork.Take(m, null, [], act));
        revoked.When(Some.Reviewer, (m, act) => ReviewWork.Submit(m, Some.Reviewing(ReviewOutcome.Uphold, act.Today), act));
        revoked.When(Some.ReviewHead, (m, act) => ReviewWork.Approve(m, "季伟", Some.Government, null, [], act));

        // A reading while no review is open, or while another organ's is, belongs to their review.
        var read = Given.Served().AskReview().FinishReview(ReviewOutcome.Revoke).When(Some.Reviewer, (m, act) =>
            Decision.Accept(new InterestRecorded(m.Id, "s-99", IsFound: true, PrivateText.Absent)));
        read.Submit().Approve().Serve(DocumentKind.Opinion).AskReview().When(Some.Reviewer, (m, act) => ReviewWork.Take(m, null, [], act));

        // But not one of another matter that this one repeats.
        var repeats = Given.Served().AskReview();
        repeats.Asks(Some.Reviewer, (m, act) => ReviewWork.Take(m, null, [revoked.Matter], act)).Refused("handled-before", ReviewWork.Apart);

        var final = ReviewTests.AskedForTheLast();
        final.Asks(ReviewTests.Above with { Id = Some.Reviewer.Id }, (m, act) => ReviewWork.Take(m, null, [], act)).Refused("handled-before", ReviewWork.Apart);
    }

    [Fact]
    public void Nobody_of_another_unit_or_post_and_nobody_who_withdrew_reviews()
    {
        var given = Given.Served().AskReview();
        foreach (var actor in Some.Everybody.Where(a => a != Some.Reviewer))
            Assert.IsType<Decision.Refused>(ReviewWork.Take(given.Matter, null, [], given.ActOf(actor)));
        ReviewWork.Take(given.Matter, null, [], given.ActOf(Some.Reviewer with { Unit = "CG" })).Refused("not-your-unit");
        given.TakeReview().When(Some.Reviewer, (m, act) => Conflict.Recuse(m, "申请人是亲属", act));
        Assert.Null(given.Matter.OpenReview!.Reviewer);
        ReviewWork.Take(given.Matter, null, [], given.ActOf(Some.Reviewer)).Refused("interested", Conflict.Recusal);
        given.When(Some.Reviewer with { Id = "s-17" }, (m, act) => ReviewWork.Take(m, null, [], act));
        given.Asks(Some.Reviewer with { Id = "s-18" }, (m, act) => ReviewWork.Take(m, "", [], act)).Refused("missing", ReviewWork.Apart);
        ReviewWork.Submit(given.Matter, Some.Reviewing(ReviewOutcome.Uphold, given.Today), given.ActOf(Some.Reviewer with { Id = "s-18" })).Refused("anothers");
        given.Asks(Some.Reviewer with { Id = "s-17" }, (m, act) => ReviewWork.Take(m, null, [], act)).Refused("already-taken");
        given.When(Some.Reviewer with { Id = "s-18" }, (m, act) => ReviewWork.Take(m, "同事生病", [], act));
        Assert.Equal("s-18", given.Matter.OpenReview!.Reviewer);
    }

    [Fact]
    public void Each_outcome_demands_what_it_needs()
    {
        var given = Given.Served().AskReview().TakeReview();
        Decision Submit(DraftReview draft) => ReviewWork.Submit(given.Matter, draft, given.ActOf(Some.Reviewer));
        var draft = Some.Reviewing(ReviewOutcome.Uphold, given.Today);

        Submit(draft with { Outcome = null }).Refused("outcome-missing", Register.Article35);
        Submit(draft with { Facts = "" }).Refused("missing");
        Submit(draft with { Basis = "" }).Refused("missing");
        Submit(draft with { Opinion = "" }).Refused("missing");
        Submit(draft with { Outcome = ReviewOutcome.Revoke, RedoDays = null }).Refused("redo-days");
        Submit(draft with { Outcome = ReviewOutcome.Revoke, RedoDays = 61 }).Refused("redo-days");
        Submit(draft with { Outcome = ReviewOutcome.Change, Supports = true, ExecuteBy = null }).Refused("execution-date-missing", Opinion.Execution);
        Submit(draft with { Outcome = ReviewOutcome.Change, Supports = true, ExecuteBy = given.Today.AddDays(-1) }).Refused("execution-date-past", Opinion.Execution);
        Assert.Equal(new ReviewEffect(ReviewOutcome.Uphold, false, null, null), Submit(draft with { Supports = true }).Event<ReviewSubmitted>().Effect);
        Assert.Equal(new ReviewEffect(ReviewOutcome.Revoke, false, null, 20), Submit(draft with { Outcome = ReviewOutcome.Revoke }).Event<ReviewSubmitted>().Effect);
    }

    [Fact]
    public void A_revocation_reopens_the_matter_and_the_unit_answers_anew_in_time_and_not_the_same_again()
    {
        var given = Given.Served().DaysLater(5);
        var first = given.Matter.Document(DocumentKind.Opinion)!.Number;
        given.Rate().AskReview().FinishReview(ReviewOutcome.Revoke);
        Assert.Equal(Stage.InHand, given.Matter.Stage);
        Assert.Equal(new Redo(given.Today, given.Today.AddDays(20), "南通市崇川区人民政府", first, ReviewLevel.Review), given.Matter.Redo);
        Assert.Equal((given.Today.AddDays(20), true), (Term(given, ClockId.Redo).Term!.Value.Nominal, Term(given, ClockId.Redo).IsOpen));
        Assert.NotNull(Term(given, ClockId.Handling).MetOn); // the sixty days were kept
        Assert.False(given.Matter.IsRated);
        Assert.IsType<TermState.FellAway>(Term(given, ClockId.Execution).Waiting);
        HandlingTerm.Extend(given.Matter, 10, "复杂", "钱卫东", Some.Housing, given.ActOf(Some.Head)).Refused("opinion-issued");
        Ask(given).Refused("not-closed", Register.Article35);

        var revoked = (OpinionSubmitted)given.OfMatter.First(r => r.Event is OpinionSubmitted).Event;
        Decision Submit(DraftOpinion draft) => Opinion.Submit(given.Matter, draft, given.ActOf(Some.Handler));
        var same = Some.DraftOn(given.Today) with { Revoked = revoked };
        Submit(same).Refused("same-again", Opinion.NotTheSame);
        Submit(same with { Answers = [.. same.Answers.Select(a => a with { Reasons = " " + a.Reasons + "！" })] }).Refused("same-again", Opinion.NotTheSame);
        var other = same with { Answers = [same.Answers[0], same.Answers[1] with { Outcome = Outcome.Supported }] };
        Submit(other with { Changed = null }).Refused("missing", Opinion.NotTheSame);
        Assert.Equal("重新鉴定了破损的原因", Submit(other).Event<OpinionSubmitted>().Changed.Value);

        given.When(Some.Handler, (_, _) => Submit(other)).Approve().Serve(DocumentKind.Opinion);
        Assert.Equal(Stage.Served, given.Matter.Stage);
        Assert.Equal(given.Today, Term(given, ClockId.Redo).MetOn);
        // The new answer is reviewed like any other.
        Assert.Equal(ReviewLevel.Review, Ask(given).Event<ReviewAsked>().Level);
        Assert.NotEqual(first, Ask(given).Event<ReviewAsked>().Opinion);
    }

    [Fact]
    public void A_change_is_carried_out_instead_of_what_the_opinion_said()
    {
        var given = Given.Reviewed(ReviewOutcome.Change);
        Assert.True(given.Matter is { Supports: true, Stage: Stage.Served });
        Assert.Equal(given.Today.AddDays(30), given.Matter.ExecuteBy);
        Assert.True(Term(given, ClockId.Execution).IsOpen);

        var withoutDuty = Given.Served().AskReview().TakeReview()
            .When(Some.Reviewer, (m, act) => ReviewWork.Submit(m, Some.Reviewing(ReviewOutcome.Change, act.Today) with { Supports = false }, act))
            .ApproveReview().ServeReview();
        Assert.False(withoutDuty.Matter.Supports);
        Assert.IsType<TermState.FellAway>(Term(withoutDuty, ClockId.Execution).Waiting);
    }

    [Fact]
    public void A_draft_that_came_back_is_submitted_again_and_what_is_signed_is_not_changed()
    {
        var given = Given.Served().AskReview().TakeReview();
        ReviewWork.Return(given.Matter, "补充", [], given.ActOf(Some.ReviewHead)).Refused("not-submitted");
        given.SubmitReview(ReviewOutcome.Uphold);
        ReviewWork.Submit(given.Matter, Some.Reviewing(ReviewOutcome.Change, given.Today), given.ActOf(Some.Reviewer)).Refused("already-submitted");
        ReviewWork.Return(given.Matter, "", [], given.ActOf(Some.ReviewHead)).Refused("missing");
        given.When(Some.ReviewHead, (m, act) => ReviewWork.Return(m, "请补充鉴定", [], act)).SubmitReview(ReviewOutcome.Change).ApproveReview();
        Assert.Equal(ReviewOutcome.Change, given.Matter.OpenReview!.Outcome);
        foreach (var decision in new[]
                 {
                     ReviewWork.Submit(given.Matter, Some.Reviewing(ReviewOutcome.Uphold, given.Today), given.ActOf(Some.Reviewer)),
                     ReviewWork.Return(given.Matter, "再看", [], given.ActOf(Some.ReviewHead)),
                     ReviewWork.Approve(given.Matter, "季伟", Some.Government, null, [], given.ActOf(Some.ReviewHead)),
                 })
            decision.Refused("already-signed", Register.Article35);
    }

    [Fact]
    public void What_an_organ_elsewhere_decided_holds_here_too()
    {
        var given = Given.Submitted().When(Some.Head, (m, act) => Opinion.Approve(m, "钱卫东", Some.Housing, null, act)).Serve(DocumentKind.Opinion);
        Ask(given).Refused("organ-elsewhere", Register.Article35);
        Decision Take(TakenOpinion taken, Actor? by = null) => OutsideReview.Record(given.Matter, taken, given.ActOf(by ?? Some.Registrar));
        var taken = new TakenOpinion(
            ReviewOutcome.Revoke, "崇政复〔2026〕3号", new LegalDay(given.Today, "回证3号", null), "南通市人民政府", false, null, 15, "经复查，撤销。");
        Take(taken with { Outcome = null }).Refused("outcome-missing");
        Take(taken with { Number = "" }).Refused("missing");
        Take(taken with { Served = new LegalDay(given.Today, null, null) }).Refused("evidence-missing");
        Take(taken with { Served = new LegalDay(given.Today.AddDays(-1), "回证3号", null) }).Refused("before-the-answer");
        Take(taken with { RedoDays = 0 }).Refused("redo-days");
        Take(taken with { Outcome = ReviewOutcome.Uphold, FinalOrgan = "" }).Refused("missing");
        Take(taken, Some.Handler).Refused("not-your-role");

        given.When(Some.Registrar, (m, act) => OutsideReview.Record(m, taken, act));
        Assert.Equal((Stage.InHand, given.Today.AddDays(15)), (given.Matter.Stage, given.Matter.Redo!.By));
        Assert.DoesNotContain(DeadlineRow.Of(given.Matter, given.Rules), r => ReviewDeadlines.IsReviewers(r.Clock)); // nobody here owes it
        Assert.Null(OutsideReviewOf(Given.Served()).Refused("organ-here", Register.Article35).Field);
    }

    private static Decision OutsideReviewOf(Given given) => OutsideReview.Record(
        given.Matter, new TakenOpinion(ReviewOutcome.Uphold, "1号", new LegalDay(given.Today, "回证", null), "市", false, null, null, "维持"), given.ActOf(Some.Router));

    [Fact]
    public void The_gate_opens_to_the_reviewing_organ_when_it_is_asked_and_not_before()
    {
        var given = Given.Served();
        bool Sees(Actor actor, Part part = Part.Text) => Gate.Opens(new Viewer(actor.Role, actor.Unit, actor.Id), given.Matter, part);
        foreach (var actor in new[] { Some.Reviewer, Some.ReviewHead })
        {
            Assert.DoesNotContain(Words.All<Part>(), p => Sees(actor, p));
        }

        given.AskReview();
        foreach (var actor in new[] { Some.Reviewer, Some.ReviewHead })
            Assert.Equal(Words.All<Part>().Except([Part.Requests, Part.Extract]), Words.All<Part>().Where(p => Sees(actor, p)));
        // Of that organ nobody else, and of another organ nobody.
        Assert.False(Sees(Some.Handler with { Unit = "QU", Id = "s-30" }));
        Assert.False(Sees(Some.Reviewer with { Unit = "CG" }));
    }

    [Fact]
    public void Reviewers_serve_what_they_gave_and_the_unit_what_it_gave()
    {
        var given = Given.Served().AskReview().TakeReview().SubmitReview(ReviewOutcome.Uphold).ApproveReview();
        Service.Serve(given.Matter, Some.Serving(DocumentKind.ReviewOpinion, given.Today), given.ActOf(Some.Handler)).Refused("no-document", Service.Source);
        Service.Serve(given.Matter, Some.Serving(DocumentKind.Notice, given.Today), given.ActOf(Some.Reviewer)).Refused("no-document", Service.Source);
        Service.Serve(given.Matter, Some.Serving(DocumentKind.ReviewOpinion, given.Today), given.ActOf(Some.Reviewer with { Unit = "CG" })).Refused("not-your-unit");
        // On the platform the petitioner opens it like any other document.
        var number = given.Matter.OpenReview!.DocumentNumber;
        given.When(Actor.Petitioner, (m, act) => PortalOpening.Open(m, number, ownHand: true, act));
        Assert.Equal(given.Today, given.Matter.Reviews[^1].EndedOn);
    }
}
