using CsCheck;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>听证 in a final review (Art. 36(2)).</summary>
public class HearingTests
{
    private static readonly Actor Chief = Some.ReviewHead with { Id = "s-26", Unit = "SZF", UnitName = "南通市" };

    // The request reached the final organ on the day of TC-13.
    private static Given InHand() => ReviewTests.AskedForTheLast(new DateOnly(2026, 3, 5)).When(ReviewTests.Above, (m, act) => ReviewWork.Take(m, null, [], act));

    private static TakenHearing Taken(DateOnly day, string text = "三月三十日上午九时，区政府二号会议室，主持人季伟。", string? longBecause = null) =>
        new(new LegalDay(day, "送达回证7号", "当日未能登记"), text, longBecause);

    private static Given Noticed(DateOnly on) => InHand().On(on).When(ReviewTests.Above, (m, act) => Hearing.Record(m, Taken(act.Today), [], act));

    private static Decision Submit(Given given) =>
        ReviewWork.Submit(given.Matter, Some.Reviewing(ReviewOutcome.Uphold, given.Today), given.ActOf(ReviewTests.Above));

    private static Deadline Term(Given given) => Deadlines.Of(given.Matter, given.Rules).Single(d => d.Clock.Id == ClockId.FinalReview);

    [Fact]
    public void The_days_from_the_notice_to_the_signed_report_do_not_count_in_a_final_review()
    {
        var given = Noticed(new DateOnly(2026, 3, 20));
        Assert.Equal(new DateOnly(2026, 4, 4), Term(given).Term!.Value.Nominal); // nothing is taken off before the report
        Submit(given).Refused("hearing-under-way", Hearing.Source);

        given.On(new DateOnly(2026, 4, 2)).When(ReviewTests.Above, (m, act) => Hearing.Record(m, Taken(act.Today, "应当委托鉴定。"), [], act));
        var deadline = Term(given);
        var term = deadline.Term!.Value;
        Assert.Equal(
            (14, new DateOnly(2026, 4, 18), new DateOnly(2026, 4, 20), new DateOnly(2026, 4, 17)), (term.ExcludedDays, term.Nominal, term.Rolled, term.Control));
        Assert.Contains("2026年3月20日至2026年4月2日为听证所需时间，共14日", string.Concat(term.Explain(deadline.HearingFrom).Sentences), StringComparison.Ordinal);
        Submit(given).Event<ReviewSubmitted>();
        Hearing.Record(given.Matter, Taken(given.Today), [], given.ActOf(ReviewTests.Above)).Refused("already-held", Register.Article36.InParagraph(2));
    }

    [Fact]
    public void Of_a_review_no_hearing_is_taken_off()
    {
        var given = Given.Served().AskReview().TakeReview();
        Hearing.Record(given.Matter, Taken(given.Today), [], given.ActOf(Some.Reviewer)).Refused("not-final", Hearing.Source);
    }

    [Fact]
    public void A_notice_served_after_the_term_ran_out_takes_nothing_off_nor_one_before_the_request()
    {
        var given = InHand();
        void Refused(DateOnly on, DateOnly day, string code)
        {
            given.On(on);
            given.Asks(ReviewTests.Above, (m, act) => Hearing.Record(m, Taken(day), [], act)).Refused(code);
        }

        Refused(new DateOnly(2026, 3, 6), new DateOnly(2026, 3, 4), "before-the-request");
        Refused(new DateOnly(2026, 4, 5), new DateOnly(2026, 4, 5), "after-the-term");
        Refused(new DateOnly(2026, 4, 5), new DateOnly(2026, 4, 6), "after-recording");
        // Nor one that is said to have been served in time, and was not recorded then.
        Refused(new DateOnly(2026, 4, 20), new DateOnly(2026, 4, 3), "after-the-term");
        given.On(new DateOnly(2026, 4, 5));
        given.Asks(ReviewTests.Above, (m, act) => Hearing.Record(m, new TakenHearing(new LegalDay(act.Today, " ", null), "上午九时", null), [], act)).Refused("evidence-missing");
        given.Asks(ReviewTests.Above, (m, act) => Hearing.Record(m, Taken(new DateOnly(2026, 4, 3)) with { Text = " " }, [], act)).Refused("missing", Hearing.Source);
        given.Asks(ReviewTests.Above, (m, act) => Hearing.Record(m, new TakenHearing(null, "上午九时", null), [], act)).Refused("served-missing", Hearing.Source);
        given.Asks(ReviewTests.Above, (m, act) => Hearing.Record(m, Taken(new DateOnly(2026, 4, 3)), [], act)).Event<HearingNoticed>();
    }

    [Theory]
    [InlineData("2026-04-18", true)]
    [InlineData("2026-04-19", false)]
    public void A_hearing_of_more_than_thirty_days_needs_the_heads_own_reason(string signed, bool isShort)
    {
        var given = Noticed(new DateOnly(2026, 3, 20)).On(DateOnly.Parse(signed));
        var byReviewer = given.Asks(ReviewTests.Above, (m, act) => Hearing.Record(m, Taken(act.Today, longBecause: "专家外出"), [], act));
        Assert.Equal(!isShort, Hearing.IsLong(given.Matter.OpenReview!, given.Today));
        if (isShort)
        {
            Assert.Equal(PrivateText.Absent, byReviewer.Event<HearingReported>().LongBecause);
            return;
        }

        byReviewer.Refused("head-only", Hearing.Long);
        // The page stays open to the reviewer, who may say that it was not held.
        Assert.True(PossibleActs.Of(MatterAct.RecordHearing, given.Matter, Some.Office, Some.Housing, given.ActOf(ReviewTests.Above)).CanBeDone);
        given.Asks(Chief, (m, act) => Hearing.Record(m, Taken(act.Today), [], act)).Refused("missing", Hearing.Long);
        Assert.Equal(
            PrivateText.Of("专家外出"), given.Asks(Chief, (m, act) => Hearing.Record(m, Taken(act.Today, longBecause: "专家外出"), [], act)).Event<HearingReported>().LongBecause);
    }

    [Fact]
    public void A_hearing_that_was_called_and_not_held_takes_nothing_off_and_another_may_be_called()
    {
        var given = Noticed(new DateOnly(2026, 3, 20)).DaysLater(5);
        TakenHearing cancelled = new(null, "申请人书面放弃听证。", null) { IsCancelled = true };
        given.Asks(ReviewTests.Above, (m, act) => Hearing.Record(m, cancelled with { Text = "" }, [], act)).Refused("missing", Hearing.Source);
        given.When(ReviewTests.Above, (m, act) => Hearing.Record(m, cancelled, [], act));
        Assert.Equal(0, Term(given).Term!.Value.ExcludedDays);
        Submit(given).Event<ReviewSubmitted>();
        given.When(ReviewTests.Above, (m, act) => Hearing.Record(m, Taken(act.Today), [], act));
        Assert.Equal(given.Today, given.Matter.OpenReview!.HearingFrom);
    }

    [Fact]
    public void No_hearing_is_called_once_a_draft_is_with_the_head()
    {
        var given = InHand().DaysLater(3);
        given.When(ReviewTests.Above, (m, act) => ReviewWork.Submit(m, Some.Reviewing(ReviewOutcome.Uphold, act.Today), act));
        given.Asks(ReviewTests.Above, (m, act) => Hearing.Record(m, Taken(act.Today), [], act)).Refused("already-submitted", Hearing.Source);
    }

    [Fact]
    public void Whoever_does_not_have_the_final_review_in_hand_records_no_hearing()
    {
        var given = InHand().DaysLater(3);
        foreach (var actor in Some.Everybody) Assert.IsType<Decision.Refused>(given.Asks(actor, (m, act) => Hearing.Record(m, Taken(act.Today), [], act)));
        given.Asks(ReviewTests.Above with { Id = "s-27" }, (m, act) => Hearing.Record(m, Taken(act.Today), [], act)).Refused("anothers");
        given.Asks(Chief with { Id = Some.Handler.Id }, (m, act) => Hearing.Record(m, Taken(act.Today), [], act)).Refused("handled-before", ReviewWork.Apart);
        var untaken = ReviewTests.AskedForTheLast(new DateOnly(2026, 3, 5));
        untaken.DaysLater(1).Asks(Chief, (m, act) => Hearing.Record(m, Taken(act.Today), [], act)).Refused("not-taken");
    }

    [Fact]
    public void No_hearing_makes_the_term_longer_than_the_days_it_took() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 60]).Sample((notice, length) =>
    {
        var asked = new DateOnly(2026, 3, 5);
        var given = Noticed(asked.AddDays(notice)).DaysLater(length);
        given.When(Chief, (m, act) => Hearing.Record(m, Taken(act.Today, longBecause: "须等鉴定"), [], act));
        var (deadline, review) = (Term(given), given.Matter.OpenReview!);
        // The day of the request counts in no term, and so is not taken off either.
        Assert.Equal(notice == 0 ? length : length + 1, review.HearingDays);
        Assert.Equal(asked.AddDays(30 + review.HearingDays), deadline.Term!.Value.Nominal);
        Assert.Equal(review.HearingDays, deadline.Term.Value.Explain(deadline.HearingFrom).Days.Count(d => d.Count == DayCount.Hearing));
    });
}
