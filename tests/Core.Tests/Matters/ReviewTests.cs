using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>复查、复核 (Art. 35, 36).</summary>
public class ReviewTests
{
    /// <summary>The organ above the one that reviewed, where it works on the platform too.</summary>
    internal static readonly Unit City = Some.Government with { Code = "SZF", Name = "南通市", OrganName = "南通市人民政府", Word = "通政", ReviewOrgan = "江苏省人民政府" };

    internal static readonly Actor Above = new("s-25", Role.Reviewer, "SZF", "南通市");

    /// <summary>A review that stands, and the final one asked for on the platform.</summary>
    /// <param name="on">The day on which it reaches the final organ.</param>
    internal static Given AskedForTheLast(DateOnly on) => AskForTheLast(
        Given.Filed(on: on.AddDays(-1)).Register().Forward().Receive().GiveNotice().Accept().Submit().Approve().Serve(DocumentKind.Opinion), 1);

    internal static Given AskedForTheLast() => AskForTheLast(Given.Served());

    internal static Given AskForTheLast(Given served, int days = 0) => served.AskReview().TakeReview().SubmitReview(ReviewOutcome.Uphold)
        .When(Some.ReviewHead, (m, act) => ReviewWork.Approve(m, "季伟", Some.Government, City, [], act)).ServeReview().DaysLater(days).AskReview();

    private static Decision Ask(Given given, AskReview? asked = null, bool own = true, Actor? by = null) =>
        Review.Ask(given.Matter, asked ?? Some.Asking, own, given.ActOf(by ?? Actor.Petitioner));

    private static Deadline Term(Given given, string clock) => Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == clock);

    [Fact]
    public void Whoever_is_not_content_asks_the_organ_that_the_served_letter_names()
    {
        var given = Given.Served();
        var asked = Ask(given).Event<ReviewAsked>();
        Assert.Equal(
            (ReviewLevel.Review, given.Matter.Document(DocumentKind.Opinion)!.Number, "南通市崇川区人民政府", "QU", true),
            (asked.Level, asked.Opinion, asked.Organ, asked.Unit, asked.InTime));
        given.AskReview();
        Assert.Equal(Stage.UnderReview, given.Matter.Stage);
        Assert.Equal(given.Today.AddDays(30), Term(given, ClockId.Review).Term!.Value.Nominal);
        Assert.True(Term(given, ClockId.Review).IsOpen);
        Assert.Equal(given.Today, Term(given, ClockId.ReviewRequest).MetOn);
        Ask(given).Refused("already-asked", Register.Article35);
    }

    [Fact]
    public void A_request_must_say_what_is_wanted_and_why_and_be_the_petitioners_own()
    {
        var given = Given.Served();
        Ask(given, new AskReview("", "理由", null)).Refused("missing", Register.Article35);
        Ask(given, new AskReview("撤销", " ", null)).Refused("missing", Register.Article35);
        Ask(given, own: false).Refused("second-factor", OwnHand.Source);
        foreach (var actor in Some.Everybody.Where(a => a.Role != Role.Petitioner)) Ask(given, by: actor).Refused("not-the-petitioner", Register.Article35);
        Ask(Given.Approved()).Refused("not-closed", Register.Article35);
    }

    // TC-11: signed for on Monday 2026-01-19; the thirtieth day is a holiday, and the last day the first one after it.
    [Theory]
    [InlineData("2026-02-18", true)]
    [InlineData("2026-02-24", true)]
    [InlineData("2026-02-25", false)]
    public void A_request_is_in_time_until_the_first_working_day_after_a_thirtieth_day_of_rest(string day, bool inTime)
    {
        var given = Given.Filed(on: new DateOnly(2026, 1, 19)).Register().Forward().Receive().GiveNotice().Accept().Submit().Approve()
            .Serve(DocumentKind.Opinion).On(DateOnly.Parse(day));
        if (!inTime) Ask(given).Refused("missing", Review.LateRequests);
        var asked = Ask(given, Some.Asking with { LateBecause = "住院" }).Event<ReviewAsked>();
        Assert.Equal((new DateOnly(2026, 2, 24), inTime), (asked.LastDay, asked.InTime));
    }

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
    public void A_letter_counts_from_its_postmark_and_its_term_from_its_arrival()
    {
        var given = Given.Served();
        var (served, last) = (given.Today, Review.WindowOf(Review.RemedyOf(given.Matter)!, given.Rules).Rolled!.Value);
        given.On(last.AddDays(4));
        Decision Take(ReviewAsker by, DateOnly? posted, string? late = null) => Review.Record(
            given.Matter, new TakenReview(by, new LegalDay(given.Today, "邮戳", null), posted, "身份证相符", Some.Asking with { LateBecause = late }),
            given.ActOf(Some.Registrar));

        Assert.True(Take(ReviewAsker.Letter, last).Event<ReviewAsked>().InTime);
        Assert.Equal(given.Today, Take(ReviewAsker.Letter, last).Event<ReviewAsked>().ReceivedOn);
        Take(ReviewAsker.Letter, last.AddDays(1)).Refused("missing", Review.LateRequests);
        Assert.False(Take(ReviewAsker.Counter, last, "住院").Event<ReviewAsked>().InTime);
        Take(ReviewAsker.Letter, given.Today.AddDays(1)).Refused("posted-after-received");
        Take(ReviewAsker.Letter, served.AddDays(-1)).Refused("posted-before-the-answer");
        Take(ReviewAsker.Portal, null, "住院").Refused("asker-missing");
        foreach (var actor in new[] { Some.Handler, Some.Head, Some.Reviewer, Some.ReviewHead, Some.Supervisor, Actor.Petitioner })
            Review.Record(given.Matter, new TakenReview(ReviewAsker.Counter, null, null, null, Some.Asking), given.ActOf(actor)).Refused("not-your-role");
    }

    [Fact]
    public void Where_no_calendar_knows_the_last_day_a_request_is_in_time_for_as_long_as_the_longest_rest()
    {
        var given = Given.Filed(on: new DateOnly(2031, 3, 3)).Register().Forward().Receive().GiveNotice().Accept().Submit().Approve().Serve(DocumentKind.Opinion);
        var nominal = given.Today.AddDays(30);
        Assert.True(Ask(given.On(nominal.AddDays(Review.LongestRest))).Event<ReviewAsked>().InTime);
        Ask(given.On(nominal.AddDays(Review.LongestRest + 1))).Refused("missing", Review.LateRequests);
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
        ReviewWork.Approve(given.Matter, "季伟", Some.Government, null, [Given.Served().Matter with { Hands = [new Hand("s-16", 3)] }], given.ActOf(Some.ReviewHead))
            .Refused("handled-before", ReviewWork.Apart);
        Assert.IsType<Decision.Accepted>(ReviewWork.Approve(given.Matter, "季伟", Some.Government, null, [Given.Served().Matter], given.ActOf(Some.ReviewHead)));
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
    public void A_review_that_stands_leads_to_the_final_one_and_that_is_the_last()
    {
        var given = Given.Reviewed();
        Assert.Equal(Stage.Served, given.Matter.Stage);
        Assert.Equal(new ReviewRemedy(ReviewLevel.FinalReview, new ReviewRoute("南通市人民政府", null), given.Matter.Document(DocumentKind.Opinion)!.Number, given.Today),
            Review.RemedyOf(given.Matter));
        Ask(given).Refused("organ-elsewhere", Register.Article36.InParagraph(1));
        given.DaysLater(20).FinallyReviewed();
        Assert.Null(Review.RemedyOf(given.Matter));
        Ask(given).Refused("finally-reviewed", Review.Final);
    }

    [Fact]
    public void The_final_review_is_by_the_organ_above_and_its_days_count_from_its_own_request()
    {
        var given = AskedForTheLast();
        var asked = given.Matter.OpenReview!;
        Assert.Equal((ReviewLevel.FinalReview, "SZF"), (asked.Level, asked.Unit));
        given.Asks(Some.Reviewer, (m, act) => ReviewWork.Take(m, null, [], act)).Refused("not-your-unit");
        // Whoever reviewed does not do the final review, wherever they work by then.
        given.Asks(Above with { Id = Some.Reviewer.Id }, (m, act) => ReviewWork.Take(m, null, [], act)).Refused("handled-before", ReviewWork.Apart);
        Assert.Equal(given.Today.AddDays(30), Term(given, ClockId.FinalReview).Term!.Value.Nominal);
        Assert.False(Term(given, ClockId.Review).IsOpen);
        given.When(Above, (m, act) => ReviewWork.Take(m, null, [], act))
            .When(Above, (m, act) => ReviewWork.Submit(m, Some.Reviewing(ReviewOutcome.Uphold, act.Today), act))
            .When(Above with { Id = "s-26", Role = Role.ReviewHead }, (m, act) => ReviewWork.Approve(m, "市长", City, null, [], act))
            .When(Above, (m, act) => Service.Serve(m, Some.Serving(DocumentKind.FinalReviewOpinion, act.Today), act));
        Ask(given).Refused("finally-reviewed", Review.Final);
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
    public void What_was_not_taken_up_may_be_asked_for_again_in_time()
    {
        var given = Given.Served().AskReview().When(Some.ReviewHead, (m, act) => ReviewWork.RefuseRequest(
            m, ReviewRefusalGround.NotThePetitioner, "申请人是邻居", "请本人申请", "季伟", Some.Government, [], act));
        ReviewWork.Take(given.Matter, null, [], given.ActOf(Some.Reviewer)).Refused("already-signed");
        Assert.True(Term(given, ClockId.Review).IsOpen); // until it is served
        given.ServeReview();
        Assert.Null(given.Matter.OpenReview);
        Assert.Equal(ReviewLevel.Review, Ask(given).Event<ReviewAsked>().Level);
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
    public void A_unit_that_had_the_matter_or_is_complained_of_does_not_review_it()
    {
        var given = Given.Submitted();
        string? Reviewing(Matter m, Unit unit) =>
            Opinion.Approve(m, "钱卫东", Some.Housing, unit, given.ActOf(Some.Head)).Event<OpinionApproved>().ReviewUnit;
        Assert.Equal("QU", Reviewing(given.Matter, Some.Government));
        Assert.Null(Reviewing(given.Matter, Some.Housing));
        Assert.Null(Reviewing(given.Matter with { Barred = [new Barred("QU", Relation.ComplainedOf)] }, Some.Government));
        Assert.Null(Reviewing(given.Matter with { Objections = [new Objected("QU", "区", given.Today, given.Today, true)] }, Some.Government));

        var under = Given.Served().AskReview();
        under.Asks(Some.Router, (m, act) => Conflict.Name(
                m, [Some.Government with { Kind = UnitKind.Department }], [], "信中写明", [Some.Government with { Kind = UnitKind.Department }], act))
            .Refused("under-review-there", Conflict.Source);
    }

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
