using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>What follows from an assignment (交办, Art. 22(1)(3)): a report by the limit, or more time from whoever assigned it.</summary>
[Implements(22, "按照时限反馈结果，提交办结报告")]
public static class Assignment
{
    public static readonly Article Source = Dispatch.Assigning;

    /// <summary>Who may lengthen the limit; the Regulation leaves it to the assigning organ.</summary>
    public static readonly Article Extending = Article.House("交办期限的延长");

    public static Decision Extend(Matter matter, DateOnly? until, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Router) is { } notMine)
            return Decision.Refuse([notMine with { Basis = Extending, Reason = "交办时限由交办机关延长。" + notMine.Reason }]);
        if (Open(matter) is { } refusal) return refusal;
        var current = LimitOf(matter.Assignment!);
        var rule = new TextRule()
            .Require(until is not null, Extending, "limit-missing", "请填写新的办理时限。", "reportBy")
            .Require(until is null || until > current, Extending, "limit-not-later", $"新的时限须晚于现在的时限（{current:yyyy-MM-dd}）。", "reportBy")
            .Require(until is null || until <= act.Today.AddYears(1), Extending, "limit-too-far", "办理时限不能超过一年，请核对年份。", "reportBy")
            .Required("reason", "延长理由", reason, PetitionLimits.Note, Extending);
        return rule.Passed
            ? Decision.Accept(new AssignmentExtended(matter.Id, until!.Value, reason))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The completion report, signed by the unit's head, after the matter was answered in writing.</summary>
    public static Decision Report(
        Matter matter, string? investigation, string? result, string signerName, Unit unit, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine with { Basis = Source, Reason = "办结报告须经单位负责人签字。" + notMine.Reason }]);
        if (Open(matter) is { } refusal) return refusal;
        if (!IsAnswered(matter))
            return Decision.Refuse(
                Source, "not-answered", "请先将处理意见书（不适用信访程序的为分流告知书）送达信访人，办结报告须附文书和送达凭证。");
        var rule = new TextRule()
            .Required("investigation", "调查核实情况", investigation, PetitionLimits.Narrative, Source)
            .Required("result", "办理结果", result, PetitionLimits.Narrative, Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var number = DocumentNumber.Draw(unit, act);
        return Letter.Issue(
            [DocumentKind.CompletionReport],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone),
                ("交办文号", matter.Assignment!.DocumentNumber), ("调查核实情况", investigation), ("办理结果", result),
                ("签发人", signerName),
            ],
            new CompletionReported(
                matter.Id, number, matter.Assignment.DocumentNumber, unit.OrganName, unit.Phone, investigation, result, signerName));
    }

    /// <summary>The limit in force: the letter's date and what was added to it.</summary>
    public static DateOnly LimitOf(Assigned assignment) => assignment.ReportBy.AddDays(assignment.ExtendedDays);

    // What ends a matter towards its petitioner, with proof: the opinion, or the notice of another route or of non-acceptance.
    private static bool IsAnswered(Matter matter) => matter switch
    {
        { NotAcceptedOn: not null } => matter.Unserved is null,
        { Route: not null and not Route.PetitionProcedure } => matter.NoticeGiven is { IsServed: true } || !matter.Contactable,
        _ => matter.ClosedOn is not null,
    };

    private static Decision? Open(Matter matter) => matter switch
    {
        { Sealed: true } => Sealing.Refuse(),
        { WithdrawnOn: not null } => Withdrawal.Refuse(),
        { Assignment: null or { EndedOn: not null } } => Decision.Refuse(Source, "not-assigned", "该事项不是交办事项，不需要办结报告。"),
        { Assignment.ReportedOn: not null } => Decision.Refuse(Source, "already-reported", "办结报告已经提交。"),
        _ => null,
    };
}
