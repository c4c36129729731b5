using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

/// <summary>What is the petitioner's alone: who tries, with what, and when.</summary>
public class PetitionersActsTests
{
    private static Decision Supplement(Given given, Actor? by = null, string? text = "三楼也漏水", bool ownHand = true) =>
        Withdrawal.Supplement(given.Matter, text, ownHand, given.ActOf(by ?? Actor.Petitioner));

    private static Decision Withdraw(Given given, Actor? by = null, bool confirmed = true, bool secondFactor = true) =>
        Withdrawal.Withdraw(given.Matter, "已经修好", confirmed, secondFactor, given.ActOf(by ?? Actor.Petitioner));

    private static Decision Confirm(Given given, Actor? by = null, bool secondFactor = true) =>
        Execution.Confirm(given.Matter, "水管已换", secondFactor, given.ActOf(by ?? Actor.Petitioner));

    private static Decision Open(Given given, Actor? by = null, bool ownHand = true) => PortalOpening.Open(
        given.Matter, given.Matter.Document(DocumentKind.Opinion)!.Number, ownHand, given.ActOf(by ?? Actor.Petitioner));

    [Fact]
    public void Nobody_but_the_petitioner_supplements_withdraws_confirms_or_opens()
    {
        foreach (var actor in Some.Everybody.Where(a => a.Role != Role.Petitioner))
        {
            Supplement(Given.Accepted(), actor).Refused("not-the-petitioner", Withdrawal.Supplementing);
            Withdraw(Given.Accepted(), actor).Refused("not-the-petitioner", Withdrawal.Source);
            Confirm(Given.Served(), actor).Refused("not-the-petitioner", Execution.Resolution);
            Open(Given.Approved(), actor).Refused("not-the-petitioner", PortalOpening.Source);
        }
    }

    [Fact]
    public void A_code_that_was_with_staff_asks_for_the_one_time_code_before_supplementing_and_opening()
    {
        Supplement(Given.Accepted(), ownHand: false).Refused("second-factor", OwnHand.Source);
        Open(Given.Approved(), ownHand: false).Refused("second-factor", OwnHand.Source);
    }

    [Fact]
    public void Withdrawing_and_confirming_always_ask_for_the_second_factor_and_withdrawing_for_the_tick()
    {
        Withdraw(Given.Accepted(), secondFactor: false).Refused("second-factor", Withdrawal.Source);
        Withdraw(Given.Accepted(), confirmed: false).Refused("not-confirmed", Withdrawal.Source);
        Confirm(Given.Served(), secondFactor: false).Refused("second-factor", Execution.Resolution);
    }

    [Fact]
    public void What_the_petitioner_types_is_kept_without_the_blanks_around_it_and_with_the_line_ends_of_every_machine()
    {
        const string typed = " 三楼也漏水。\r\n楼道里有照片。\r\n";
        void Kept<T>(Given given, Func<Matter, Act, Decision> decide, Func<T, PrivateText> text) where T : CaseEvent =>
            Assert.Equal("三楼也漏水。\n楼道里有照片。", text(given.Asks(Actor.Petitioner, decide).Event<T>()).Value);

        Kept<MatterSupplemented>(Given.Accepted(), (m, act) => Withdrawal.Supplement(m, typed, ownHand: true, act), e => e.Supplement);
        Kept<MatterWithdrawn>(Given.Accepted(), (m, act) => Withdrawal.Withdraw(m, typed, confirmed: true, secondFactor: true, act), e => e.Reason);
        Kept<InformationAsked>(Given.Accepted(), (m, act) => InformationRequests.Ask(m, InformationRight.Explain, typed, ownHand: true, act), e => e.Text);
        Kept<MatterResolved>(Given.Served(), (m, act) => Execution.Confirm(m, typed, secondFactor: true, act), e => e.How);
        Kept<HandlingRated>(Given.Served(), (m, act) => Rating.Rate(m, Satisfaction.Satisfied, Satisfaction.Satisfied, typed, secondFactor: true, act), e => e.Reason);
        Kept<ReviewAsked>(Given.Served(), (m, act) => Review.Ask(m, new AskReview(typed, typed, null), ownHand: true, act), e => e.Wanted);
        Kept<ReviewAsked>(Given.Served(), (m, act) => Review.Ask(m, new AskReview(typed, typed, null), ownHand: true, act), e => e.Contested);
        Kept<ReviewWithdrawn>(
            Given.Served().AskReview(), (m, act) => ReviewWithdrawal.Withdraw(m, typed, confirmed: true, secondFactor: true, act), e => e.Reason);
        Kept<AnswerWithdrawn>(Given.Served().Publish(), (m, act) => Publishing.Object(m, typed, ownHand: true, act), e => e.Reason);
    }

    [Fact]
    public void After_the_answer_a_supplement_belongs_to_the_review()
    {
        Supplement(Given.Served()).Refused("already-answered", Withdrawal.Supplementing);
        Supplement(Given.Received().RefuseAcceptance()).Refused("already-answered", Withdrawal.Supplementing);
    }

    [Fact]
    public void An_opening_is_service_on_that_day_and_closes_the_matter()
    {
        var given = Given.Approved().DaysLater(2);
        var served = Open(given).Event<DocumentServed>();
        Assert.Equal((DocumentKind.Opinion, ServiceMethod.Portal, given.Today), (served.Document, served.Method, served.ServedOn));
        given.When(Actor.Petitioner, (m, act) => PortalOpening.Open(m, served.DocumentNumber, ownHand: true, act));
        Assert.Equal(given.Today, given.Matter.ClosedOn);
        Open(given).Refused("nothing-to-open", PortalOpening.Source);
    }

    [Fact]
    public void A_code_is_known_to_have_been_with_staff_until_the_petitioner_replaces_it()
    {
        var given = Given.Filed();
        Assert.False(given.Petition!.CodeWasWithStaff);
        given.When(Some.Registrar, (_, act) => CodeReissue.AtCounter(given.Petition!, holdsSealed: false, "身份证，姓名住址相符", act));
        Assert.True(given.Petition.CodeWasWithStaff);
        given.When(Actor.Petitioner, (_, act) => CodeReissue.ByContact(given.Petition, oneTimeCode: true, act));
        Assert.False(given.Petition.CodeWasWithStaff);
    }

    [Theory]
    [InlineData(nameof(Given.Filed), "supplement withdraw")]
    [InlineData(nameof(Given.Accepted), "supplement withdraw")]
    [InlineData(nameof(Given.Approved), "supplement withdraw")]
    [InlineData(nameof(Given.Served), "rate review confirm")]
    [InlineData(nameof(Given.Publish), "rate review confirm unpublish")]
    [InlineData(nameof(Given.Withdraw), "")]
    public void What_is_offered_is_what_the_deciders_would_accept(string state, string acts)
    {
        var given = state switch
        {
            nameof(Given.Filed) => Given.Filed(),
            nameof(Given.Accepted) => Given.Accepted(),
            nameof(Given.Approved) => Given.Approved(),
            nameof(Given.Served) => Given.Served(),
            nameof(Given.Publish) => Given.Served().Publish(),
            _ => Given.Accepted().Withdraw(),
        };
        Assert.Equal(acts, string.Join(' ', PetitionersActs.Of(given.Matter, given.ActOf(Actor.Petitioner)).Select(a => Words.Of(a))));
    }
}
