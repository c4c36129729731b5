using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// Major and urgent matters (重大、紧急, Art. 25): whoever sees one marks it, it is reported in writing at once, and the unit in
/// charge cannot lower it again.
/// </summary>
[Implements(25, "重大、紧急事项立即报告，责任单位不得自行降级")]
public static class Urgency
{
    public static readonly Article Source = Regulation.Register.Article25;

    private static readonly Role[] Anybody = [Role.Registrar, Role.Router, Role.Handler, Role.UnitHead, Role.Supervisor];

    public static Decision Mark(Matter matter, string? reason, Act act)
    {
        if (NotConcerned(matter, act) is { } notMine) return Decision.Refuse([notMine]);
        if (Refusal(matter) is { } refusal) return refusal;
        if (matter.UrgentSince is not null) return Decision.Refuse(Source, "already-urgent", "该事项已标为重大、紧急。");
        var rule = new TextRule().Required("reason", "重大、紧急的情况", reason, PetitionLimits.Note, Source);
        return rule.Passed ? Decision.Accept(new MarkedUrgent(matter.Id, reason)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The written report (CLK-14): to the Party committee and government, the competent departments, the joint-meeting office.</summary>
    public static Decision Report(Matter matter, string? to, string? measures, string? evidence, Act act)
    {
        if (NotConcerned(matter, act) is { } notMine) return Decision.Refuse([notMine]);
        if (Refusal(matter) is { } refusal) return refusal;
        if (matter.UrgentSince is null) return Decision.Refuse(Source, "not-urgent", "该事项没有标为重大、紧急。");
        if (matter.UrgentReportedAt is not null) return Decision.Refuse(Source, "already-reported", "重大、紧急情况已经报告。");
        var rule = new TextRule()
            .Required("to", "报告对象", to, 200, Source)
            .Required("measures", "已经采取的措施", measures, PetitionLimits.Note, Source)
            .Required("evidence", "报告文号或者记录号", evidence, 200, Source);
        return rule.Passed
            ? Decision.Accept(new UrgentMatterReported(matter.Id, evidence!.Trim(), to, measures))
            : Decision.Refuse(rule.Refusals);
    }

    public static Decision Lift(Matter matter, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Router, Role.Supervisor) is { } notMine)
            return Decision.Refuse([notMine with { Basis = Source, Reason = "责任单位不能降低紧急程度。" + notMine.Reason }]);
        if (Refusal(matter) is { } refusal) return refusal;
        if (matter.UrgentSince is null) return Decision.Refuse(Source, "not-urgent", "该事项没有标为重大、紧急。");
        var rule = new TextRule().Required("reason", "解除理由", reason, PetitionLimits.Note, Source);
        return rule.Passed ? Decision.Accept(new UrgencyLifted(matter.Id, reason)) : Decision.Refuse(rule.Refusals);
    }

    private static Refusal? NotConcerned(Matter matter, Act act) => act.Actor.Role is Role.Handler or Role.UnitHead
        ? Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead)
        : Authority.Is(act, Anybody);

    private static Decision? Refusal(Matter matter) =>
        matter.Sealed ? Sealing.Refuse() : matter.WithdrawnOn is not null ? Withdrawal.Refuse() : null;
}
