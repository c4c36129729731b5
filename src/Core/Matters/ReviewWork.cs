using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using static Xinqiao.Core.PrivateText;

namespace Xinqiao.Core.Matters;

/// <summary>What a reviewer drafts.</summary>
/// <param name="Opinion">What is decided and why; of a revocation, what is to be done anew.</param>
/// <param name="Supports">A change: whether what it says is to be carried out.</param>
/// <param name="RedoDays">A revocation: days from service in which the unit answers anew.</param>
public sealed record DraftReview(
    ReviewOutcome? Outcome, string? Facts, string? Basis, string? Opinion, bool Supports, string? Execution, DateOnly? ExecuteBy, int? RedoDays);

/// <summary>
/// What the organ does that reviews: a reviewer takes the request up and drafts, its head signs. Nobody does either who had the matter in hand
/// before, or one that it repeats; and the opinion is served by who gave it.
/// </summary>
public static class ReviewWork
{
    /// <summary>Review and final review are nobody's who handled it, or reviewed it at the other level (failure 8-11).</summary>
    public static readonly Article Apart = Article.House("复查、复核人员与原办理人员分开");

    /// <param name="reason">Why it is taken up though it is late, or over from a colleague.</param>
    /// <param name="thread">Earlier matters that this one repeats.</param>
    public static Decision Take(Matter matter, string? reason, IReadOnlyList<Matter> thread, Act act)
    {
        if (Refusal(matter, thread, act, Role.Reviewer) is { } no) return no;
        var open = matter.OpenReview!;
        if (open.DocumentNumber is not null) return Signed(open);
        if (open.Reviewer == act.Actor.Id) return Decision.Refuse(Review.SourceOf(open.Level), "already-taken", $"这件{Words.Label(open.Level)}已经由您承办。");
        var rule = new TextRule();
        if (!open.InTime && open.TakenOn is null) rule.Required("reason", "逾期申请有正当理由的认定", reason, PetitionLimits.Note, Review.LateRequests);
        else if (open.Reviewer is not null) rule.Required("reason", "接手的理由", reason, PetitionLimits.Note, Apart);
        else rule.Optional("reason", "说明", reason, PetitionLimits.Note);
        return rule.Passed ? Decision.Accept(new ReviewTaken(matter.Id, open.Level, Typed(reason))) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>“No” exists only as a document, and the head answers for it.</summary>
    public static Decision RefuseRequest(
        Matter matter, ReviewRefusalGround? ground, string? facts, string? instead, string approverName, Unit unit, IReadOnlyList<Matter> thread, Act act)
    {
        if (Refusal(matter, thread, act, Role.ReviewHead) is { } no) return no;
        var open = matter.OpenReview!;
        if (open.DocumentNumber is not null) return Signed(open);
        var source = Review.SourceOf(open.Level);
        var rule = new TextRule()
            .Require(ground is { } g && Enum.IsDefined(g), source, "ground-missing", "请选择不予受理的依据。", "ground")
            .Require(ground != ReviewRefusalGround.Late || !open.InTime, source, "in-time", "申请在期限内提出，不能以逾期为由不予受理。", "ground")
            .Required("facts", "认定的事实", facts, PetitionLimits.Note, Letter.Source)
            .Required("instead", "可以采取的途径", instead, PetitionLimits.Note, Letter.Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var number = DocumentNumber.Draw(unit, act);
        return Letter.Issue(
            [DocumentKind.ReviewRefusal],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone), ("认定的事实", facts),
                ("不予受理的依据", Words.Label(ground!.Value).ToString()), ("可以采取的途径", instead), ("批准人", approverName),
            ],
            new ReviewRefused(
                matter.Id, open.Level, ground.Value, number, unit.OrganName, unit.Phone, Typed(facts), Typed(instead), approverName));
    }

    public static Decision Submit(Matter matter, DraftReview draft, Act act)
    {
        if (Refusal(matter, [], act, Role.Reviewer) is { } no) return no;
        var open = matter.OpenReview!;
        if (open.DocumentNumber is not null) return Signed(open);
        var source = Review.SourceOf(open.Level);
        if (open.Reviewer != act.Actor.Id)
            return Decision.Refuse(
                source, open.Reviewer is null ? "not-taken" : "anothers", open.Reviewer is null ? "请先受理这件申请。" : "这件申请由另一位复查专员承办；需要接手的，先办理接手。");
        if (open.SubmittedVersion is not null) return Decision.Refuse(source, "already-submitted", "意见已提交负责人审批，退回后才能修改。");
        if (Hearing.UnderWay(open) is { } hearing) return hearing;
        var effect = ReviewEffect.Of(draft.Outcome, draft.Supports, draft.ExecuteBy, draft.RedoDays);
        var rule = Check(draft, effect, source, act);
        return rule.Passed
            ? Decision.Accept(new ReviewSubmitted(
                matter.Id, open.Level, effect!, Typed(draft.Facts), Typed(draft.Basis), Typed(draft.Opinion),
                effect!.Supports ? Typed(draft.Execution) : PrivateText.Absent))
            : Decision.Refuse(rule.Refusals);
    }

    public static Decision Return(Matter matter, string? reason, IReadOnlyList<Matter> thread, Act act)
    {
        if (ToSign(matter, thread, act) is { } no) return no;
        var rule = new TextRule().Required("reason", "退回理由", reason, PetitionLimits.Note, Review.SourceOf(matter.OpenReview!.Level));
        return rule.Passed
            ? Decision.Accept(new ReviewReturned(matter.Id, matter.OpenReview.Level, Typed(reason)))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The head signs; a review names where the final review is asked for, a final review that it is the last (Art. 36).</summary>
    /// <param name="onward">The unit of this platform that does the final review; null where that organ is elsewhere.</param>
    public static Decision Approve(Matter matter, string approverName, Unit unit, Unit? onward, IReadOnlyList<Matter> thread, Act act)
    {
        if (ToSign(matter, thread, act) is { } no) return no;
        var (open, number) = (matter.OpenReview!, DocumentNumber.Draw(unit, act));
        var outcome = open.Effect!.Outcome;
        var isFirst = open.Level == ReviewLevel.Review;
        // After a revocation the unit answers anew, and that answer is reviewed again.
        var final = isFirst && outcome != ReviewOutcome.Revoke ? unit.ReviewOrgan : null;
        return Letter.Issue(
            [DocumentOf(open.Level)],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone),
                ("结论", Words.Label(outcome).ToString()), ("批准人", approverName),
                ("复核机关", isFirst && final is null ? "不适用" : final),
                ("听证", open.HearingUntil is null ? "未举行" : $"{open.HearingFrom:yyyy-MM-dd}至{open.HearingUntil:yyyy-MM-dd}，扣除{open.HearingDays}日"),
            ],
            new ReviewApproved(
                matter.Id, open.Level, outcome, number, open.SubmittedVersion!.Value, unit.OrganName, unit.Phone, final,
                final is null ? null : UnitOf(matter, unit, onward), approverName));
    }

    /// <summary>The code of a unit that may review what another answered; null where the request goes elsewhere.</summary>
    internal static string? UnitOf(Matter matter, Unit answering, Unit? reviewing) =>
        reviewing is not null && reviewing.Code != answering.Code && reviewing.Code != matter.Dispatch?.Unit
        && matter.RelationOfUnit(reviewing.Code) is null && matter.Objections.All(o => o.Unit != reviewing.Code)
            ? reviewing.Code
            : null;

    public static DocumentKind DocumentOf(ReviewLevel level) =>
        level == ReviewLevel.Review ? DocumentKind.ReviewOpinion : DocumentKind.FinalReviewOpinion;

    private static TextRule Check(DraftReview draft, ReviewEffect? effect, Article source, Act act)
    {
        var rule = new TextRule()
            .Require(effect is not null, source, "outcome-missing", "请选择结论。", "outcome")
            .Required("facts", "查明的事实", draft.Facts, PetitionLimits.Narrative, source)
            .Required("basis", "依据", draft.Basis, PetitionLimits.Note, source)
            .Required("opinion", draft.Outcome == ReviewOutcome.Revoke ? "撤销的理由和重新处理的要求" : "意见及理由", draft.Opinion, PetitionLimits.Narrative, source);
        if (effect is { Supports: true }) rule.Required("execution", "执行方式", draft.Execution, PetitionLimits.Note, Opinion.Execution);
        effect?.Check(rule, source, act.Today, "执行期限不能早于今天。");
        return rule;
    }

    private static Decision? ToSign(Matter matter, IReadOnlyList<Matter> thread, Act act)
    {
        if (Refusal(matter, thread, act, Role.ReviewHead) is { } no) return no;
        var open = matter.OpenReview!;
        if (open.DocumentNumber is not null) return Signed(open);
        return open.SubmittedVersion is null
            ? Decision.Refuse(Review.SourceOf(open.Level), "not-submitted", "复查专员尚未提交意见。")
            : null;
    }

    internal static Decision Signed(Reviewing open) =>
        Decision.Refuse(Review.SourceOf(open.Level), "already-signed", $"{Words.Label(open.Level)}文书已经签发，等待送达。");

    /// <summary>Whether somebody of the reviewing organ may act; null means yes.</summary>
    internal static Decision? Refusal(Matter matter, IReadOnlyList<Matter> thread, Act act, params ReadOnlySpan<Role> roles)
    {
        if (matter.OpenReview is not { Unit: { } unit } open)
            return Authority.Is(act, roles) is { } other
                ? Decision.Refuse([other])
                : Decision.Refuse(Regulation.Register.Article35, "no-review", "没有正在办理的复查、复核申请。");
        if (Authority.OfUnit(act, unit, roles) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.IsInterested(act.Actor.Id)) return Decision.Refuse(Conflict.Recusal, "interested", "您须回避该事项，请由其他人员办理。");
        // Whoever reviewed this matter at this level may do so again: after a revocation, or where the request was taken back and made anew.
        return matter.Hands.Any(h => h.Person == act.Actor.Id && h.Reviewed != open.Level) || thread.Any(m => m.Hands.Any(h => h.Person == act.Actor.Id))
            ? Decision.Refuse(Apart, "handled-before", "您办理过这件信访事项或者与它重复的事项，不能复查、复核，请由其他人员办理。")
            : null;
    }
}
