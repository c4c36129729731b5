using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// Submitting upward (报请, Art. 22(1)(1)): a major or urgent matter is laid before the Party committee or government with a
/// proposal; what is decided there is recorded, and the matter goes on.
/// </summary>
[Implements(22, "重大、紧急的提出建议，报请本级党委、政府决定")]
public static class Submission
{
    public static readonly Article Source = Dispatch.Source.InItem(1);

    public static Decision Submit(Matter matter, string? to, string? reason, string? proposal, Unit office, Act act)
    {
        if (Authority.Is(act, Role.Router) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (!matter.IsRegistered) return Decision.Refuse(Registration.Source, "not-registered", "请先登记该事项，再报请。");
        if (matter.Dispatch is not null)
            return Decision.Refuse(Source, "already-forwarded", $"该事项已转送{matter.Dispatch.UnitName}，不再报请；紧急情况请作重大紧急报告。");
        if (matter.Upward is not null) return Decision.Refuse(Source, "already-submitted", $"该事项已报请{matter.Upward.To}。");

        var rule = new TextRule()
            .Required("to", "报请机关", to, 100, Source)
            .Required("reason", "重大、紧急的理由", reason, PetitionLimits.Note, Source)
            .Required("proposal", "拟办建议", proposal, PetitionLimits.Note, Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var number = DocumentNumber.Draw(office, act);
        return Letter.Issue(
            [DocumentKind.Submission],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", office.OrganName), ("联系方式", office.Phone),
                ("主送机关", to), ("报请理由", reason), ("拟办建议", proposal),
            ],
            new MatterSubmittedUpward(matter.Id, to!.Trim(), office.OrganName, office.Phone, number, reason, proposal));
    }

    public static Decision RecordDecision(Matter matter, LegalDay? decided, string? decision, Act act)
    {
        if (Authority.Is(act, Role.Router) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Upward is not { DecidedOn: null } upward)
            return Decision.Refuse(Source, "not-submitted", "该事项没有等待批示的报请件。");

        var rule = new TextRule()
            .Require(decided is not null, Source, "date-missing", "请填写批示日期。", "decided")
            .Require(decided is null || !string.IsNullOrWhiteSpace(decided.Evidence), Source, "evidence-missing", "请填写批示件的文号或者收文登记号。", "decidedEvidence")
            .Required("decision", "批示内容", decision, PetitionLimits.Note, Source);
        decided?.Check(rule, act, "decided", "批示日期");
        if (decided is not null)
            rule.Require(decided.Day >= upward.On, Source, "before-submission", $"批示日期不能早于报请日（{upward.On:yyyy-MM-dd}）。", "decided");
        return rule.Passed
            ? Decision.Accept(new UpwardDecisionRecorded(
                matter.Id, decided!.Day, decided.Evidence!, decision, decided.BackEntryReason))
            : Decision.Refuse([.. rule.Refusals.DistinctBy(r => (r.Code, r.Field))]);
    }
}
