using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>What the handler drafts: an answer to each registered request, the facts, the law, how it will be carried out.</summary>
public sealed record DraftOpinion(
    IReadOnlyList<DraftAnswer> Answers, string? Facts, string? Basis, string? Execution, DateOnly? ExecuteBy)
{
    /// <summary>After a revocation: in what it differs from the opinion that was revoked, and that opinion.</summary>
    public string? Changed { get; init; }
    public OpinionSubmitted? Revoked { get; init; }
}

public sealed record DraftAnswer(string Request, Outcome? Outcome, string? Reasons);

/// <summary>
/// The handling opinion (处理意见书, Art. 32): every request answered with reasons, the facts, the legal basis, how and by when
/// what is supported is carried out, and the remedy. The unit's head approves it, nobody else.
/// </summary>
[Implements(32, "逐条答复，载明事实、依据，支持的写明执行期限")]
public static class Opinion
{
    public static readonly Article Source = Regulation.Register.Article32.InParagraph(1);

    /// <summary>What is supported must be carried out (Art. 32(2)).</summary>
    public static readonly Article Execution = Regulation.Register.Article32.InParagraph(2);

    public static Decision Submit(Matter matter, DraftOpinion draft, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Acceptance is null)
            return Decision.Refuse(Source, "not-accepted", "该事项尚未受理，不能提交处理意见。");
        if (matter.Document(DocumentKind.Opinion) is not null)
            return Decision.Refuse(Source, "already-approved", "处理意见书已经签发。");
        if (matter.SubmittedVersion is not null)
            return Decision.Refuse(Source, "already-submitted", "处理意见已提交负责人审批，退回后才能修改。");

        var rule = Check(matter, draft, act);
        return rule.Passed
            ? Decision.Accept(new OpinionSubmitted(
                matter.Id,
                [.. draft.Answers.Select(a => new Answer(a.Request, a.Outcome!.Value, a.Reasons))],
                draft.Facts, draft.Basis, draft.Execution, draft.ExecuteBy)
            {
                Changed = matter.Redo is null ? PrivateText.Absent : draft.Changed,
            })
            : Decision.Refuse(rule.Refusals);
    }

    private static TextRule Check(Matter matter, DraftOpinion draft, Act act)
    {
        var rule = new TextRule()
            .Require(draft.Answers.Count == matter.Requests, Source, "requests-unanswered",
                $"该事项有{matter.Requests}条诉求，须逐条答复，现有{draft.Answers.Count}条。", "answers")
            .Required("facts", "查明的事实", draft.Facts, PetitionLimits.Narrative, Source)
            .Required("basis", "法律、法规、规章和政策依据", draft.Basis, PetitionLimits.Note, Source);
        for (var i = 0; i < draft.Answers.Count; i++)
        {
            var (field, answer) = ($"answer-{i + 1}", draft.Answers[i]);
            rule.Require(answer.Outcome is not null, Source, "outcome-missing", $"请选择第{i + 1}条诉求的处理结论。", field)
                .Required(field, $"第{i + 1}条诉求的答复及理由", answer.Reasons, PetitionLimits.Narrative, Source)
                .Optional(field, $"第{i + 1}条诉求", answer.Request, PetitionLimits.Request);
        }

        var supported = draft.Answers.Any(a => a.Outcome == Outcome.Supported);
        if (supported)
            rule.Required("execution", "执行方式", draft.Execution, PetitionLimits.Note, Execution)
                .Require(draft.ExecuteBy is not null, Execution, "execution-date-missing", "支持的诉求须写明执行期限。", "executeBy")
                .Require(draft.ExecuteBy is null || draft.ExecuteBy >= act.Today, Execution, "execution-date-past", "执行期限不能早于今天。", "executeBy");
        if (matter.Redo is not null) Anew(rule, draft);
        return rule.Optional("execution", "执行方式", draft.Execution, PetitionLimits.Note);
    }

    /// <summary>What was revoked is not said again: local rules forbid the same or basically the same opinion on the same facts (rules 1.5).</summary>
    public static readonly Article NotTheSame = Article.House("重新处理不得以同一事实作出与原处理意见相同或者基本相同的处理意见");

    private static void Anew(TextRule rule, DraftOpinion draft) => rule
        .Required("changed", "与被撤销的处理意见有何不同", draft.Changed, PetitionLimits.Note, NotTheSame)
        .Require(draft.Revoked is not { } revoked || !IsTheSame(draft, revoked), NotTheSame, "same-again",
            "各条诉求的结论和理由与被撤销的处理意见完全相同，须按复查、复核意见重新处理。", "answer-1");

    private static bool IsTheSame(DraftOpinion draft, OpinionSubmitted revoked) =>
        draft.Answers.Count == revoked.Answers.Count
        && draft.Answers.Zip(revoked.Answers).All(p => p.First.Outcome == p.Second.Outcome && Plain(p.First.Reasons) == Plain(p.Second.Reasons.Value));

    private static string Plain(string? text) => string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && !char.IsPunctuation(c)));

    public static Decision Return(Matter matter, string? reason, Act act)
    {
        if (Refusal(matter, act) is { } refusal) return refusal;
        var rule = new TextRule().Required("reason", "退回理由", reason, PetitionLimits.Note, Source);
        return rule.Passed ? Decision.Accept(new OpinionReturned(matter.Id, reason)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The head of the unit approves; the opinion gets its number and names the remedy (Art. 35).</summary>
    /// <param name="reviewing">The unit of this platform that is the review organ and has somebody to review; null where there is none.</param>
    [Implements(35, "处理意见书写明复查机关")]
    public static Decision Approve(Matter matter, string approverName, Unit unit, Unit? reviewing, Act act)
    {
        if (Refusal(matter, act) is { } refusal) return refusal;
        var number = DocumentNumber.Draw(unit, act);
        return Letter.Issue(
            [DocumentKind.Opinion],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone),
                ("复查机关", unit.ReviewOrgan), ("批准人", approverName),
            ],
            new OpinionApproved(
                matter.Id, number, matter.SubmittedVersion!.Value, unit.OrganName, unit.Phone, unit.ReviewOrgan, approverName)
            {
                ReviewUnit = ReviewWork.UnitOf(matter, unit, reviewing),
            });
    }

    private static Decision? Refusal(Matter matter, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.UnitHead) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Document(DocumentKind.Opinion) is not null)
            return Decision.Refuse(Source, "already-approved", "处理意见书已经签发。");
        return matter.SubmittedVersion is null
            ? Decision.Refuse(Source, "not-submitted", "承办人尚未提交处理意见。")
            : null;
    }
}
