using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>复查、复核 (Art. 35, 36): who asks for it, when, and whom.</summary>
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

    internal static Decision Ask(Given given, AskReview? asked = null, bool own = true, Actor? by = null) =>
        Review.Ask(given.Matter, asked ?? Some.Asking, own, given.ActOf(by ?? Actor.Petitioner));

    internal static Deadline Term(Given given, string clock) => Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == clock);

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
}
