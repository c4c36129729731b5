using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>To whom a matter is given, and with an assignment by when and with which result it must be reported back.</summary>
/// <param name="ReportBy">A forwarding has no limit and no report (转送不是交办).</param>
public sealed record DispatchTo(Unit? Unit, string? Note, DateOnly? ReportBy = null, string? Requirement = null)
{
    /// <summary>Assigned, though its limit may still be missing from the form.</summary>
    public bool Assigns { get; init; } = ReportBy is not null;
}

/// <summary>
/// Forwarding (转送) and assigning (交办), Art. 22(1): within fifteen days of receipt the petition department gives the matter to
/// the unit that is competent by territory and tier, and tells the petitioner where it went.
/// </summary>
public static class Dispatch
{
    public static readonly Article Source = Regulation.Register.Article22.InParagraph(1);

    /// <summary>Important matters that need a result are assigned, with a stated limit.</summary>
    public static readonly Article Assigning = Source.InItem(3);

    /// <param name="to">The competent unit.</param>
    /// <param name="office">The petition department that forwards; its word and contact stand on the letter.</param>
    [Implements(5, "每件事项在任一时刻只有一个责任单位")]
    [Implements(22, "转送有权处理的单位并告知去向")]
    public static Decision Forward(Matter matter, Unit? to, string? note, Unit office, Act act)
    {
        if (Refusal(matter, act) is { } refusal) return refusal;
        return matter.Dispatch is { } dispatch
            ? Decision.Refuse(Source, "already-forwarded", $"该事项已转送{dispatch.UnitName}。")
            : Send(matter, new DispatchTo(to, note), office, act);
    }

    /// <summary>To a unit from the start, or to the unit that has it already and must now report back.</summary>
    [Implements(22, "需要反馈办理结果的交办，写明办理时限，提交办结报告")]
    public static Decision Assign(Matter matter, DispatchTo to, Unit office, Act act)
    {
        if (Refusal(matter, act) is { } refusal) return refusal;
        if (matter.Dispatch is { } dispatch)
        {
            if (matter.Assignment is { EndedOn: null })
                return Decision.Refuse(Assigning, "already-assigned", $"该事项已交办{dispatch.UnitName}，需要更多时间的，可以延长交办时限。");
            if (matter.PendingObjection is not null) return Objection.Pending();
            if (matter.IsEnded) return Decision.Refuse(Assigning, "ended", "该事项已经结束，不能再交办。");
            if (to.Unit is { } unit && unit.Code != dispatch.Unit)
                return Decision.Refuse(
                    Source, "already-forwarded", $"该事项已转送{dispatch.UnitName}，只能交办该单位；改由其他单位办理须经异议审核。", "unit");
        }

        return Send(matter, to with { Assigns = true }, office, act);
    }

    private static Decision? Refusal(Matter matter, Act act)
    {
        if (Authority.Is(act, Role.Router) is { } notMine) return Decision.Refuse([notMine]);
        // Before anything else: whoever the recipient would be, sealed matters have no ordinary way out.
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (!matter.IsRegistered)
            return Decision.Refuse(Registration.Source, "not-registered", "请先登记该事项，再转送或者交办。");
        return matter.Stage == Stage.AwaitingDecision
            ? Decision.Refuse(Submission.Source, "awaiting-decision", $"该事项已报请{matter.Upward!.To}，登记批示后再转送或者交办。")
            : null;
    }

    /// <summary>The letters and the event, for whoever may send: the first dispatch, or the next after an objection was admitted.</summary>
    internal static Decision Send(Matter matter, DispatchTo to, Unit office, Act act)
    {
        var rule = new TextRule()
            .Require(to.Unit is not null, Source, "unit-missing", "请选择有权处理的单位。", "unit")
            .Require(to.Unit?.Kind is null or UnitKind.Department or UnitKind.Street or UnitKind.Zone, Source, "unit-unfit",
                "只能转送职能部门、街道或园区；检举控告由纪检监察联络员转送。", "unit")
            .RequireFree(matter, to.Unit)
            .Optional("note", to.Assigns ? "交办说明" : "转送说明", to.Note, PetitionLimits.Note)
            .Require(!to.Assigns || to.ReportBy is not null, Assigning, "limit-missing", "交办须写明办理时限，请填写日期。", "reportBy")
            .Require(to.Assigns || (to.ReportBy is null && string.IsNullOrWhiteSpace(to.Requirement)), Assigning, "forwarding-has-no-limit",
                "转送没有办理时限和要求，请清空；需要反馈办理结果的，请选择交办。", "then")
            .Require(to.ReportBy is null || to.ReportBy > act.Today, Assigning, "limit-past", "办理时限须晚于今天。", "reportBy")
            .Require(to.ReportBy is null || to.ReportBy <= act.Today.AddYears(1), Assigning, "limit-too-far", "办理时限不能超过一年，请核对年份。", "reportBy")
            .Require(!to.Assigns || !string.IsNullOrWhiteSpace(to.Requirement), Assigning, "missing", "请填写“办理要求”。", "requirement")
            .Optional("requirement", "办理要求", to.Requirement, PetitionLimits.Note);
        return rule.Passed ? Issue(matter, to, to.Unit!, office, act) : Decision.Refuse(rule.Refusals);
    }

    private static Decision Issue(Matter matter, DispatchTo to, Unit unit, Unit office, Act act)
    {
        var number = DocumentNumber.Draw(office, act);
        // The petitioner is told where it went whenever it goes somewhere.
        var receipt = matter.Dispatch?.Unit == unit.Code ? null : DocumentNumber.Draw(office, act);
        var presumed = Term.Reckon(act.Rules.On(act.Today)[ClockId.Signing], act.Today, act.Calendar).Nominal!.Value;
        List<(string, string?)> contents =
        [
            ("文号", number), ("信访事项编号", matter.Number), ("制发机关", office.OrganName), ("联系方式", office.Phone),
            ("主送单位", unit.Name), ("去向", unit.Name), ("收到日期", ChineseDate.Write(matter.ReceivedOn).ToString()),
            ("办理时限", to.ReportBy is { } by ? ChineseDate.Write(by).ToString() : null), ("办理要求", to.Requirement),
        ];
        var letter = to.Assigns ? DocumentKind.AssignmentLetter : DocumentKind.ForwardingLetter;
        return Letter.Issue(
            receipt is null ? [letter] : [letter, DocumentKind.RegistrationReceipt], [.. contents],
            to.ReportBy is { } reportBy
                ? new MatterAssigned(
                    matter.Id, unit.Code, unit.Name, office.Code, office.OrganName, office.Phone, number, receipt, presumed,
                    reportBy, to.Requirement, to.Note)
                : new MatterForwarded(
                    matter.Id, unit.Code, unit.Name, office.Code, office.OrganName, office.Phone, number, receipt, presumed, to.Note));
    }

    /// <summary>The unit confirms that it has the matter in hand; its terms run from this day (Art. 23(3)).</summary>
    [Implements(23, "责任单位签收，告知和异议期限自此起算")]
    public static Decision Receive(Matter matter, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        return matter.Dispatch is { ReceivedOn: null } dispatch
            ? Decision.Accept(new MatterReceived(matter.Id, dispatch.Unit, act.Today))
            : Decision.Refuse(Regulation.Register.Article23.InParagraph(3), "already-received", "该事项已经签收。");
    }

    /// <summary>The unit's head names who handles it.</summary>
    /// <param name="handler">A post of the unit; null where the form named none.</param>
    public static Decision Designate(Matter matter, Actor? handler, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.UnitHead) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Dispatch is { ReceivedOn: null })
            return Decision.Refuse(Notice.Source, "not-received", "请先签收该事项。");
        if (handler is null || handler.Role != Role.Handler || handler.Unit != matter.Dispatch!.Unit)
            return Decision.Refuse(Authority.Source, "handler-missing", "请选择本单位的一位承办人。", "handler");
        if (Conflict.RefuseInterested(matter, handler.Id) is { } interested) return Decision.Refuse([interested]);
        return handler.Id == matter.Holder
            ? Decision.Refuse(Authority.Source, "already-designated", "这位承办人已经在办该事项。", "handler")
            : Decision.Accept(new HandlerDesignated(matter.Id, handler.Id));
    }
}
