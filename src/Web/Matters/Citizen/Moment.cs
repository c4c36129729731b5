using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>One thing that happened, in plain words, with who did it by post and unit, never by name.</summary>
/// <param name="Reason">A reason that is owed to the petitioner.</param>
public sealed record Moment(DateTimeOffset At, string What, string Who, Article? Article, string? Reason)
{
    /// <summary>Everything that happened to a petition and one of its matters, the latest first.</summary>
    /// <param name="units">Names of units by their codes.</param>
    public static IReadOnlyList<Moment> All(
        IReadOnlyList<Recorded> petition, IReadOnlyList<Recorded> matter, IReadOnlyDictionary<string, string> units) =>
    [
        .. from recorded in petition.Concat(matter)
           orderby recorded.Position descending
           let told = Tell(recorded)
           where told.What != ""
           select new Moment(
               recorded.RecordedAt.ToOffset(Shanghai.Offset), told.What, By(recorded, units), told.Article, told.Reason.Value),
    ];

    private static string By(Recorded r, IReadOnlyDictionary<string, string> units) =>
        r.Role == Role.Petitioner ? "您" : $"{units.GetValueOrDefault(r.Office)} · {Words.Label(r.Role)}";

    // Empty where the event tells the petitioner nothing new.
    private static (string What, Article? Article, PrivateText Reason) Tell(Recorded r) => r.Event switch
    {
        PetitionFiled { Channel: Channel.Portal } => ("网上提出，当场登记编号", Registration.Source, default),
        PetitionFiled e => ($"收到{Words.Label(e.Channel)}，登记编号", Registration.Source, default),
        QueryCodeIssued { How: CodeHandedOver.CounterSlip } => ("发出查询码（窗口回执单）", null, default),
        QueryCodeIssued { How: CodeHandedOver.RepeatOfFiling } => ("重新发出查询码，原来的作废", null, default),
        MatterRegistered => ("登记分类，列出各条诉求", Registration.Source, default),
        MatterSealed => ("因涉及或者疑似涉及检举控告，转为密件", Sealing.Source, default),
        MatterUnsealed => ("经纪检监察联络员认定不涉及检举控告，按一般事项办理", Sealing.Source, default),
        SentToDiscipline => ("转纪检监察机关", Sealing.Forwarding, default),
        MatterForwarded e => ($"转送{e.UnitName}", Dispatch.Source, default),
        MatterReceived => ("签收转送", Notice.Source, default),
        NoticeIssued e => ($"制发接收告知书（{e.DocumentNumber}），处理途径：{Words.Label(e.Route)}", Notice.Source, default),
        MatterAccepted e => ($"决定受理（{e.DocumentNumber}），最迟{ChineseDate.Write(e.DueOn)}办结", Acceptance.Source, default),
        HandlingExtended e => ($"延长办理期限{e.Days}日，至{ChineseDate.Write(e.DueOn)}", HandlingTerm.Source, e.Reason),
        OpinionSubmitted => ("拟出处理意见，报单位负责人审批", Opinion.Source, default),
        OpinionReturned => ("单位负责人退回，要求修改处理意见", Opinion.Source, default),
        OpinionApproved e => ($"签发处理意见书（{e.DocumentNumber}）", Opinion.Source, default),
        DocumentServed e => ($"{Words.Label(e.Document)}于{ChineseDate.Write(e.ServedOn)}送达（{Words.Label(e.Method)}）", Service.Source, default),
        HandlingRated => ("作出评价", Rating.Source, default),
        _ => ("", null, default),
    };
}
