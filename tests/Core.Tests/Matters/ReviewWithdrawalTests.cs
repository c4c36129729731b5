using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>撤回复查、复核申请: the petitioner's alone.</summary>
public class ReviewWithdrawalTests
{
    private static Decision Withdraw(Given given, bool confirmed = true, bool secondFactor = true, Actor? by = null) =>
        ReviewWithdrawal.Withdraw(given.Matter, "已经谈妥", confirmed, secondFactor, given.ActOf(by ?? Actor.Petitioner));

    private static Deadline? Term(Given given, string clock) => Deadlines.Of(given.Matter, given.Rules).SingleOrDefault(d => d.Clock.Id == clock);

    [Fact]
    public void The_petitioner_takes_the_request_back_and_may_ask_again_while_the_thirty_days_last()
    {
        var given = Given.Served().AskReview().TakeReview().DaysLater(3).WithdrawReview();
        Assert.Equal((Stage.Served, null), (given.Matter.Stage, given.Matter.OpenReview));
        Assert.IsType<TermState.FellAway>(Term(given, ClockId.Review)!.State(given.Today));
        Assert.Null(Term(given, ClockId.ReviewRequest)!.MetOn); // the window is open again
        Assert.Equal(ReviewLevel.Review, Review.RemedyOf(given.Matter)!.Level);

        given.DaysLater(2).AskReview();
        Assert.Equal(given.Today, Term(given, ClockId.ReviewRequest)!.MetOn);
        Assert.Equal(given.Today.AddDays(30), Term(given, ClockId.Review)!.Term!.Value.Nominal);
        given.FinishReview();
        Assert.Equal(ReviewLevel.FinalReview, Review.RemedyOf(given.Matter)!.Level);
    }

    [Fact]
    public void What_was_answered_stays_as_it_was_when_a_request_is_taken_back()
    {
        var given = Given.Served();
        var before = given.Matter;
        given.AskReview().WithdrawReview();
        Assert.Equal((before.ClosedOn, before.Supports, before.ExecuteBy), (given.Matter.ClosedOn, given.Matter.Supports, given.Matter.ExecuteBy));
        Assert.Null(given.Matter.Redo);
    }

    [Fact]
    public void Nobody_of_the_staff_takes_a_request_back()
    {
        var given = Given.Served().AskReview();
        foreach (var actor in Some.Everybody.Where(a => a.Role != Role.Petitioner)) Withdraw(given, by: actor).Refused("not-the-petitioner", ReviewWithdrawal.Source);
    }

    [Fact]
    public void Taking_back_asks_for_the_second_factor_and_to_be_sure()
    {
        var given = Given.Served().AskReview();
        Withdraw(given, secondFactor: false).Refused("second-factor", ReviewWithdrawal.Source);
        Withdraw(given, confirmed: false).Refused("not-confirmed", ReviewWithdrawal.Source);
        Withdraw(given).Event<ReviewWithdrawn>();
    }

    [Fact]
    public void What_was_signed_or_never_asked_for_is_not_taken_back()
    {
        Withdraw(Given.Served()).Refused("no-review", ReviewWithdrawal.Source);
        Withdraw(Given.Served().AskReview().TakeReview().SubmitReview(ReviewOutcome.Uphold).ApproveReview()).Refused("already-signed", ReviewWithdrawal.Source);
        Withdraw(Given.Reviewed()).Refused("no-review", ReviewWithdrawal.Source);
        Withdraw(Given.Reviewed().FinallyReviewed()).Refused("no-review", ReviewWithdrawal.Source);
        Withdraw(Given.Served().AskReview().WithdrawReview()).Refused("no-review", ReviewWithdrawal.Source);
    }

    [Fact]
    public void A_draft_that_was_laid_before_the_head_goes_with_the_request()
    {
        var given = Given.Served().AskReview().TakeReview().SubmitReview(ReviewOutcome.Revoke).WithdrawReview();
        ReviewWork.Approve(given.Matter, "季伟", Some.Government, null, [], given.ActOf(Some.ReviewHead)).Refused("no-review");
        Assert.Null(given.Matter.Reviews[^1].Outcome);
    }
}
