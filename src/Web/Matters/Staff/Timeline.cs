using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>One thing that happened, as the case page tells it.</summary>
/// <param name="Who">Capacity and unit; never a person's name.</param>
/// <param name="Texts">What was said: a reason, a note, a summary.</param>
/// <param name="BackEntry">The legal day lies more than a working day before the record: 补录.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string What, string Who, IReadOnlyList<string> Texts, Article? Article, bool BackEntry);

/// <summary>The history of a petition and its matter, newest first.</summary>
public static class Timeline
{
    public static IReadOnlyList<TimelineEntry> Of(
        IEnumerable<Recorded> petition, IEnumerable<Recorded> matter, IReadOnlyDictionary<string, string> unitNames, Calendar calendar) =>
    [
        .. from recorded in petition.Concat(matter)
           where recorded.Event is not MatterRaised
           orderby recorded.Position descending
           let told = Tell(recorded.Event)
           select new TimelineEntry(
               recorded.RecordedAt, told.What, Who(recorded, unitNames),
               [.. told.Texts.Append(recorded.Why).Select(t => t.Value).OfType<string>()], told.Article, IsBackEntry(recorded, calendar)),
    ];

    private static string Who(Recorded recorded, IReadOnlyDictionary<string, string> unitNames) =>
        unitNames.GetValueOrDefault(recorded.Office) is { } unit
            ? $"{unit} · {Words.Label(recorded.Role)}"
            : Words.Label(recorded.Role);

    private static bool IsBackEntry(Recorded recorded, Calendar calendar) => recorded.Event switch
    {
        PetitionFiled e => LegalDay.IsBackEntry(e.ReceivedOn, recorded.Day, calendar),
        DocumentServed e => LegalDay.IsBackEntry(e.ServedOn, recorded.Day, calendar),
        _ => false,
    };

    private static (string What, PrivateText[] Texts, Article? Article) Tell(CaseEvent happened) => happened switch
    {
        PetitionFiled e => ($"{Words.Label(e.Channel)}，{ChineseDate.Write(e.ReceivedOn)}收到" + Evidence(e.Evidence), [e.BackEntryReason],
            Registration.Statement),
        QueryCodeIssued e => ($"发出查询码（{Words.Label(e.How)}）", [], Rating.Source),
        MatterRegistered e => ($"登记：{Words.Label(e.Purpose)}，{Domains.Name(e.Domain)}，诉求{e.Requests.Count}条", [e.Summary],
            Registration.Source),
        MatterSealed e => ("作密件处理", [e.Reason], Sealing.Source),
        MatterUnsealed e => ($"解除密件，按{Words.Label(e.Purpose)}办理", [e.Reason], Sealing.Source),
        SentToDiscipline e => ($"转纪检监察机关（{e.DocumentNumber}）", [], Sealing.Forwarding),
        MatterForwarded e => ($"转送{e.UnitName}（{e.DocumentNumber}）", [e.Note], Dispatch.Source),
        MatterReceived => ("签收", [], Notice.Source),
        NoticeIssued e => ($"制发接收告知书（{e.DocumentNumber}），处理途径：{Words.Label(e.Route)}", [], Notice.Source),
        MatterAccepted e => ($"受理（{e.DocumentNumber}），办理期限到{ChineseDate.Write(e.DueOn)}", [], Acceptance.Source),
        HandlingExtended e => ($"延期{e.Days}日（{e.DocumentNumber}），办理期限到{ChineseDate.Write(e.DueOn)}", [e.Reason],
            HandlingTerm.Source),
        OpinionSubmitted => ("提交处理意见，待审批", [], Opinion.Source),
        OpinionReturned e => ("退回处理意见", [e.Reason], Opinion.Source),
        OpinionApproved e => ($"签发处理意见书（{e.DocumentNumber}）", [], Opinion.Source),
        DocumentServed e => ($"送达{Words.Label(e.Document)}：{Words.Label(e.Method)}，{ChineseDate.Write(e.ServedOn)}" + Evidence(e.Evidence),
            [e.Proof, e.BackEntryReason], Core.Matters.Service.Source),
        // How one petitioner judged stays unseen by those judged; that it was done may be known.
        HandlingRated => ("信访人已评价", [], Rating.Source),
        _ => (happened.StoredName, [], null),
    };

    private static string Evidence(string? evidence) => evidence is null or "" ? "" : $"（凭证：{evidence}）";
}
