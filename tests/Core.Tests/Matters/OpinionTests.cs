using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class OpinionTests
{
    private static readonly Article Article32 = Register.Article32.InParagraph(1);

    private static Decision Submit(Given given, DraftOpinion? draft = null, Actor? by = null) =>
        Opinion.Submit(given.Matter, draft ?? Some.Draft, given.ActOf(by ?? Some.Handler));

    private static Decision Approve(Given given, Actor? by = null, Unit? unit = null, string approver = "钱卫东") =>
        Opinion.Approve(given.Matter, approver, unit ?? Some.Housing, null, given.ActOf(by ?? Some.Head));

    [Fact]
    public void Every_request_is_answered_with_its_outcome_and_reasons()
    {
        var submitted = Submit(Given.Accepted()).Event<OpinionSubmitted>();
        Assert.Equal([Outcome.Supported, Outcome.NotSupported], submitted.Answers.Select(a => a.Outcome));
        Assert.Equal("修复雨水管", submitted.Answers[0].Request.Value);
    }

    [Fact]
    public void A_request_left_without_an_answer_is_refused_under_article_32() =>
        Submit(Given.Accepted(), Some.Draft with { Answers = [Some.Draft.Answers[0]] }).Refused("requests-unanswered", Article32);

    [Fact]
    public void An_answer_without_outcome_is_refused_at_its_own_field() =>
        Assert.Equal("answer-2", Submit(Given.Accepted(), Answering(Some.Draft.Answers[1] with { Outcome = null }))
            .Refused("outcome-missing", Article32).Field);

    [Fact]
    public void An_answer_without_reasons_is_refused_under_article_32() =>
        Assert.Equal("answer-2", Submit(Given.Accepted(), Answering(Some.Draft.Answers[1] with { Reasons = " " }))
            .Refused("missing", Article32).Field);

    [Fact]
    public void Facts_and_legal_basis_are_owed_under_article_32() =>
        Assert.Equal(["facts", "basis"], Assert.IsType<Decision.Refused>(
                Submit(Given.Accepted(), Some.Draft with { Facts = null, Basis = "" })).Refusals
            .Where(r => r.Code == "missing" && r.Basis == Article32).Select(r => r.Field));

    [Fact]
    public void What_is_supported_says_how_and_by_when_under_article_32_paragraph_2()
    {
        var refused = Assert.IsType<Decision.Refused>(Submit(Given.Accepted(), Some.Draft with { Execution = null, ExecuteBy = null }));
        Assert.All(refused.Refusals, r => Assert.Equal(Register.Article32.InParagraph(2), r.Basis));
        Assert.Equal(["missing", "execution-date-missing"], refused.Refusals.Select(r => r.Code));
    }

    [Fact]
    public void Where_nothing_is_supported_nothing_need_be_carried_out() =>
        Submit(Given.Accepted(), Some.Draft with
        {
            Answers = [.. Some.Draft.Answers.Select(a => a with { Outcome = Outcome.Explained })],
            Execution = null,
            ExecuteBy = null,
        }).Event<OpinionSubmitted>();

    [Fact]
    public void Before_acceptance_there_is_no_opinion() => Submit(Given.Noticed()).Refused("not-accepted", Article32);

    [Fact]
    public void A_submitted_draft_is_not_submitted_again() => Submit(Given.Submitted()).Refused("already-submitted", Article32);

    [Fact]
    public void A_signed_opinion_is_not_drafted_again() => Submit(Given.Approved()).Refused("already-approved", Article32);

    [Fact]
    public void Another_unit_does_not_answer() => Submit(Given.Accepted(), by: Some.OtherHandler).Refused("not-your-unit");

    [Fact]
    public void A_returned_draft_can_be_submitted_again()
    {
        var given = Given.Submitted().When(Some.Head, (m, act) => Opinion.Return(m, "请补充鉴定结论", act));
        Assert.Equal(Stage.InHand, given.Matter.Stage);
        Assert.Equal(Stage.ToServe, given.Submit().Approve().Matter.Stage);
    }

    [Fact]
    public void A_draft_is_returned_with_a_reason() =>
        Opinion.Return(Given.Submitted().Matter, "", Given.Submitted().ActOf(Some.Head)).Refused("missing", Article32);

    [Fact]
    public void Only_the_units_head_approves_or_returns()
    {
        foreach (var actor in Some.Everybody.Where(a => a.Role != Role.UnitHead))
        {
            Approve(Given.Submitted(), actor).Refused("not-your-role");
            Opinion.Return(Given.Submitted().Matter, "退回", Given.Submitted().ActOf(actor)).Refused("not-your-role");
        }
    }

    [Fact]
    public void The_approved_opinion_has_a_number_and_names_the_organ_of_review()
    {
        var given = Given.Submitted();
        var approved = Approve(given).Event<OpinionApproved>();
        Assert.Equal(("南通市崇川区人民政府", given.Matter.Version), (approved.ReviewOrgan, approved.SubmittedVersion));
        Assert.Equal("崇住建〔2026〕3号", approved.DocumentNumber);
    }

    [Fact]
    public void There_is_nothing_to_approve_before_submission() => Approve(Given.Accepted()).Refused("not-submitted", Article32);

    [Fact]
    public void An_opinion_is_approved_once() => Approve(Given.Approved()).Refused("already-approved", Article32);

    private static DraftOpinion Answering(DraftAnswer second) => Some.Draft with { Answers = [Some.Draft.Answers[0], second] };
}
