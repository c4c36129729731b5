using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Acceptance on the merits (受理): only matters of Article 31(6), and from that day the sixty days of Article 34 run.</summary>
[Implements(31, "只有第（六）项的事项适用信访程序受理")]
public static class Acceptance
{
    public static readonly Article Source = Regulation.Register.Article31.InItem(6);

    public static Decision Accept(Matter matter, string? handlerName, string? scope, Unit unit, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.NoticeGiven is null)
            return Decision.Refuse(Notice.Source, "no-notice", "请先制发接收告知书，写明处理途径，再决定受理。");
        if (matter.Route != Route.PetitionProcedure)
            return Decision.Refuse(
                Source, "other-route",
                $"该事项的处理途径是{Words.Label(matter.Route!.Value)}，应导入法定程序，不适用信访程序受理。");
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.PendingObjection is not null) return Objection.Pending();
        if (matter.Acceptance is not null) return Decision.Refuse(Source, "already-accepted", "该事项已经受理。");

        var rule = new TextRule()
            .Required("handlerName", "承办人", handlerName, 60, Letter.Source)
            .Required("scope", "受理范围", scope, PetitionLimits.Note, Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var number = DocumentNumber.Draw(unit, act);
        var countsFrom = HandlingTerm.CountsFrom(matter, act.Today, act.Rules);
        var dueOn = HandlingTerm.DueOn(countsFrom, extendedDays: 0);
        return Letter.Issue(
            [DocumentKind.Acceptance],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone),
                ("受理日期", ChineseDate.Write(act.Today).ToString()), ("处理途径", Words.Label(Route.PetitionProcedure).ToString()),
                ("办理期限", ChineseDate.Write(dueOn).ToString()), ("受理范围", scope), ("承办人", handlerName),
            ],
            new MatterAccepted(
                matter.Id, number, act.Today, countsFrom, dueOn, unit.OrganName, unit.Phone, handlerName, scope));
    }
}
