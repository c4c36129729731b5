using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// After closing: what was supported is carried out (执行, Art. 32(2)), and whether the problem is solved (化解) is shown by
/// evidence. Closed, executed and resolved are three facts; none follows from another.
/// </summary>
public static class Execution
{
    public static readonly Article Source = Opinion.Execution;

    public static readonly Article Resolution = Article.House("办结、执行、化解分别认定");

    [Implements(32, "支持的诉求督促执行，执行完毕有凭证")]
    public static Decision Execute(Matter matter, LegalDay? executed, string? how, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (NotClosed(matter) is { } refusal) return refusal;
        if (!matter.Supports) return Decision.Refuse(Source, "nothing-supported", "处理意见没有支持的诉求，没有需要执行的事项。");
        if (matter.ExecutedOn is not null) return Decision.Refuse(Source, "already-executed", "已经登记执行完毕。");
        var rule = new TextRule().Required("how", "执行情况", how, PetitionLimits.Note, Source);
        Prove(rule, executed, "executed", "执行完毕日期", Source, act);
        return rule.Passed
            ? Decision.Accept(new OpinionExecuted(matter.Id, executed!.Day, executed.Evidence!, how, executed.BackEntryReason))
            : Decision.Refuse([.. rule.Refusals.DistinctBy(r => (r.Code, r.Field))]);
    }

    /// <summary>By the unit, with proof; a confirmation by the petitioner is no officer's to enter.</summary>
    public static Decision Resolve(Matter matter, ResolutionGround? ground, LegalDay? resolved, string? how, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (NotClosed(matter) is { } refusal) return refusal;
        if (matter.ResolvedOn is not null) return Decision.Refuse(Resolution, "already-resolved", "已经登记化解。");
        var rule = new TextRule()
            .Require(ground is not null, Resolution, "ground-missing", "请选择化解的依据。", "ground")
            .Require(ground != ResolutionGround.PetitionerConfirmed, Resolution, "petitioners-own", "信访人的确认只能由本人在网上作出。", "ground")
            .Require(ground != ResolutionGround.OpinionExecuted || matter.ExecutedOn is not null, Resolution, "not-executed",
                "请先登记执行完毕，再以执行为依据登记化解。", "ground")
            .Required("how", "化解情况", how, PetitionLimits.Note, Resolution);
        Prove(rule, resolved, "resolved", "化解日期", Resolution, act);
        return rule.Passed
            ? Decision.Accept(new MatterResolved(
                matter.Id, ground!.Value, resolved!.Day, resolved.Evidence, how, resolved.BackEntryReason))
            : Decision.Refuse([.. rule.Refusals.DistinctBy(r => (r.Code, r.Field))]);
    }

    /// <param name="secondFactor">True where the one-time code sent to the registered contact was right.</param>
    public static Decision Confirm(Matter matter, string? how, bool secondFactor, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Resolution, "not-the-petitioner", "是否解决只能由信访人本人确认，任何工作人员都不能代为确认。");
        if (NotClosed(matter) is { } refusal) return refusal;
        if (matter.ResolvedOn is not null) return Decision.Refuse(Resolution, "already-resolved", "已经登记化解。");
        if (!secondFactor)
            return Decision.Refuse(Resolution, "second-factor", "请输入发到您登记的手机或邮箱的验证码。", "oneTimeCode");
        var rule = new TextRule().Optional("how", "说明", how, PetitionLimits.Note);
        return rule.Passed
            ? Decision.Accept(new MatterResolved(
                matter.Id, ResolutionGround.PetitionerConfirmed, act.Today, null, PrivateText.Typed(how), PrivateText.Absent))
            : Decision.Refuse(rule.Refusals);
    }

    private static void Prove(TextRule rule, LegalDay? day, string field, Phrase label, Article basis, Act act)
    {
        rule.Require(day is not null, basis, "date-missing", $"请填写{label}。", field)
            .Require(!string.IsNullOrWhiteSpace(day?.Evidence), basis, "evidence-missing", "请填写凭证号（验收单、收据、协议书、照片编号等）。", field + "Evidence");
        day?.Check(rule, act, field, label);
    }

    private static Decision? NotClosed(Matter matter) => matter switch
    {
        { Sealed: true } => Sealing.Refuse(),
        { WithdrawnOn: not null } => Withdrawal.Refuse(),
        { ClosedOn: null } => Decision.Refuse(Source, "not-closed", "处理意见书送达后，才能登记执行和化解。"),
        _ => null,
    };
}
