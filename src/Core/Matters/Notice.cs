using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Where a matter goes that takes another route than the petition procedure (导入法定程序, rules 2.9).</summary>
/// <param name="Organ">Who decides there: full name, address, telephone.</param>
/// <param name="Materials">What was passed on, or that the petitioner hands it in.</param>
public sealed record Diversion(string? Organ, string? Materials);

/// <summary>
/// The written notice on a forwarded matter (Art. 23(3)): that it was received, by which route and procedure it will be handled.
/// Not the acceptance on the merits, which is a document of its own; neither is the notice of another route (分流告知书).
/// </summary>
[Implements(23, "书面告知接收情况以及处理途径和程序")]
public static class Notice
{
    public static readonly Article Source = Regulation.Register.Article23.InParagraph(3);

    public static DocumentKind DocumentOf(Route route) =>
        route == Route.PetitionProcedure ? DocumentKind.Notice : DocumentKind.Diversion;

    /// <summary>Written and handed over at once (当场告知): issued and served in one act.</summary>
    /// <param name="signedBy">Who signed for it on the spot.</param>
    [Implements(23, "能够当场告知的，当场书面告知")]
    public static Decision IssueOnTheSpot(
        Matter matter, Route? route, string? procedure, string? signedBy, Unit unit, Act act, Diversion? diversion = null)
    {
        var issue = Issue(matter, route, procedure, unit, act, diversion);
        var signed = new TextRule().Required("signedBy", "签收人", signedBy, 60, Service.Source);
        return (issue, signed.Passed) switch
        {
            (Decision.Refused refused, _) => Decision.Refuse([.. refused.Refusals, .. signed.Refusals]),
            (Decision.Accepted, false) => Decision.Refuse(signed.Refusals),
            (Decision.Accepted { Events: [NoticeIssued issued] }, true) => Service.Prove(
                matter, DocumentOf(issued.Route), issued.DocumentNumber, ServiceMethod.Direct, act.Today, "当场签收",
                $"当场宣读并交付，{signedBy!.Trim()}签收", PrivateText.Absent, before: issued),
            _ => throw new InvalidOperationException("A notice is one event."),
        };
    }

    /// <param name="diversion">Demanded on every route but the petition procedure.</param>
    [Implements(31, "导入法定程序的，告知途径、机关、程序、期限和材料移交情况")]
    public static Decision Issue(
        Matter matter, Route? route, string? procedure, Unit unit, Act act, Diversion? diversion = null)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.Handler, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.Dispatch?.ReceivedOn is null) return Decision.Refuse(Source, "not-received", "请先签收该事项。");
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.PendingObjection is not null) return Objection.Pending();
        if (matter.NotAcceptedOn is not null) return Decision.Refuse(Source, "not-accepted", "该事项已作不予受理处理。");
        if (matter.NoticeGiven is { } given)
            return Decision.Refuse(Source, "already-issued", $"{Words.Label(given.Kind)}已经制发。");

        var elsewhere = route is not null and not Route.PetitionProcedure;
        var (organ, materials) = elsewhere ? (diversion?.Organ, diversion?.Materials) : (null, null);
        var rule = new TextRule()
            .Require(route is not null, Regulation.Register.Article31, "route-missing", "请选择处理途径。", "route")
            .Required("procedure", "处理程序说明", procedure, PetitionLimits.Note, Source);
        if (elsewhere)
            rule.Required("organ", "办理机关", organ, 200, Letter.Source)
                .Required("materials", "材料移交情况", materials, PetitionLimits.Note, Letter.Source);
        foreach (var (field, text) in new[] { ("procedure", procedure), ("organ", organ), ("materials", materials) })
            rule.Require(text?.Contains(NoticeDraft.Blank, StringComparison.Ordinal) is not true, NoticeDraft.Source,
                "blank-left", $"这里还有没填的空（{NoticeDraft.Blank}），请填好再制发。", field);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var number = DocumentNumber.Draw(unit, act);
        return Letter.Issue(
            [DocumentOf(route!.Value)],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone),
                ("处理途径", Words.Label(route.Value).ToString()), ("处理程序", procedure), ("办理机关", organ), ("材料移交", materials),
            ],
            new NoticeIssued(matter.Id, number, route.Value, unit.OrganName, unit.Phone, procedure, organ, materials));
    }
}
