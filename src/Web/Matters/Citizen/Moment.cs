using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>One thing that happened, in plain words, with who did it by post and unit, never by name.</summary>
/// <param name="Reason">A reason that is owed to the petitioner.</param>
public sealed record Moment(DateTimeOffset At, Phrase What, Phrase Who, Article? Article, string? Reason)
{
    /// <summary>Everything that happened to a petition and one of its matters, the latest first.</summary>
    /// <param name="units">Names of units by their codes.</param>
    public static IReadOnlyList<Moment> All(
        IReadOnlyList<Recorded> petition, IReadOnlyList<Recorded> matter, IReadOnlyDictionary<string, string> units) =>
    [
        .. from recorded in petition.Concat(matter)
           orderby recorded.Position descending
           where recorded.Event is not MatterLinked link || !IsWithdrawn(link, matter)
           let told = Tell(recorded)
           where told.What.Template != ""
           select new Moment(
               recorded.RecordedAt.ToOffset(Shanghai.Offset), told.What, By(recorded, units), told.Article, told.Reason.Value),
    ];

    // A link that was a mistake may name somebody else's petition.
    private static bool IsWithdrawn(MatterLinked link, IReadOnlyList<Recorded> matter) =>
        matter.Count(r => r.Event is LinkWithdrawn w && w.Earlier == link.Earlier) >= matter.Count(r => r.Event is MatterLinked l && l.Earlier == link.Earlier);

    private static Phrase By(Recorded r, IReadOnlyDictionary<string, string> units) =>
        r.Role switch
        {
            Role.Petitioner => "您",
            Role.Partner => Words.Label(r.Role),
            _ => (Phrase)$"{units.GetValueOrDefault(r.Office)} · {Words.Label(r.Role)}",
        };

    // Empty where the event tells the petitioner nothing new.
    private static (Phrase What, Article? Article, PrivateText Reason) Tell(Recorded r) => r.Event switch
    {
        PetitionFiled { Channel: Channel.Portal } => ((Phrase)"网上提出，当场登记编号", Registration.Source, default),
        PetitionFiled { Referral: { } from } => ($"收到{from.Organ}{from.Verb}来的信访件，登记编号", Registration.Source, default),
        PetitionFiled { Channel: Channel.LeaderMailbox } => ("收到领导信箱的来件，登记编号", Registration.Source, default),
        PetitionFiled e => ($"收到{Words.Label(e.Channel)}，登记编号", Registration.Source, default),
        NationalNumberRecorded e => ($"登记全国信访信息系统编号：{e.Number}", NationalNumber.Source, e.Reason),
        QueryCodeIssued { How: CodeHandedOver.CounterSlip } => ("发出查询码（窗口回执单）", null, default),
        QueryCodeIssued { How: CodeHandedOver.ThroughPartner } => ("发出查询码（经合作平台转交）", null, default),
        QueryCodeIssued { How: CodeHandedOver.RepeatOfFiling } => ("重新发出查询码，原来的作废", null, default),
        AttachmentAdded e => ($"收下附件：{Words.Label(e.Kind)}（{Words.Label(e.Type)}）", Attaching.Source, default),
        AttachmentScanned { Infected: true } => ("一个附件查出病毒，已隔离，请重新提交", Attaching.Source, default),
        OriginalOpened e => ("查看了附件的原件", Attaching.Source, e.Reason),
        MatterRegistered => ("登记分类，列出各条诉求", Registration.Source, default),
        UnitsComplainedOf => ("登记被反映单位，不向其透露、不由其办理", Conflict.Source, default),
        InterestRecorded => ("一名工作人员回避", Conflict.Recusal, default),
        MatterLinked { Kind: LinkKind.Repeat } e => ($"与您此前提出的{e.EarlierNumber}是同一事项，放在一起查看；本件照常办理、答复", Linking.Source, default),
        MatterSealed => ("因涉及或者疑似涉及检举控告，转为密件", Sealing.Source, default),
        MatterSetApart { Ordinary.Value: null } => ("经纪检监察联络员认定，通篇按检举控告办理", Sealing.Source, default),
        MatterSetApart e => ("诉求部分已另行登记、按普通程序办理，检举控告部分继续按密件办理", Sealing.Source, e.Ordinary),
        MatterUnsealed => ("经纪检监察联络员认定不涉及检举控告，按一般事项办理", Sealing.Source, default),
        RetaliationReported => ("按反映打击报复办理，绕过责任单位和被反映的单位", Retaliation.Source, default),
        ExtractPassed e => ($"隐去能看出是您的内容后，节录移送{e.UnitName}", PassingOn.Source, default),
        SentToDiscipline => ("转纪检监察机关", Sealing.Forwarding, default),
        QueryCodeIssued { How: CodeHandedOver.ReissuedAtCounter } e => ("核验身份后在窗口补发查询码，原来的作废", CodeReissue.Source, e.Check),
        QueryCodeIssued { How: CodeHandedOver.ReissuedByContact } => ("经登记的联系方式核验后补发查询码，原来的作废", CodeReissue.Source, default),
        MatterSubmittedUpward e => ($"报请{e.To}决定", Submission.Source, default),
        UpwardDecisionRecorded => ("登记上级批示", Submission.Source, default),
        MatterAssigned e => ($"交办{e.UnitName}，要求{ChineseDate.Write(e.ReportBy)}前报告结果", Dispatch.Assigning, default),
        MatterDispatched e => ($"转送{e.UnitName}", Dispatch.Source, default),
        MatterReceived => ("已签收", Notice.Source, default),
        ObjectionFiled e => ("提出异议，认为不属于本单位职权", Objection.Source, e.Reason),
        ObjectionDecided { Consented: true } e => ("同意异议，改由其他单位办理", Objection.Source, e.Reason),
        ObjectionDecided e => ("不同意异议，仍由原单位办理", Objection.Source, e.Reason),
        AcceptanceRefused e => ($"制发{Words.Label(NonAcceptance.DocumentOf(e.Ground))}（{e.DocumentNumber}）", NonAcceptance.SourceOf(e.Ground), default),
        CompletionReported => ("向交办机关提交办结报告", Assignment.Source, default),
        MatterSupplemented e => ("补充情况", Withdrawal.Supplementing, e.Supplement),
        MatterWithdrawn => ("撤回", Withdrawal.Source, default),
        OpinionExecuted e => ($"支持的诉求于{ChineseDate.Write(e.ExecutedOn)}执行完毕", Execution.Source, e.How),
        MatterResolved e => ($"登记化解：{Words.Label(e.Ground)}", Execution.Resolution, default),
        MarkedUrgent => ("作为重大、紧急事项处理", Urgency.Source, default),
        NoticeIssued e => ($"制发{Words.Label(Notice.DocumentOf(e.Route))}（{e.DocumentNumber}），处理途径：{Words.Label(e.Route)}", Notice.Source, default),
        MatterAccepted e => ($"决定受理（{e.DocumentNumber}），最迟{ChineseDate.Write(e.DueOn)}办结", Acceptance.Source, default),
        HandlingExtended e => ($"延长办理期限{e.Days}日，至{ChineseDate.Write(e.DueOn)}", HandlingTerm.Source, e.Reason),
        AnswerPublished => ("写成一般的问题和答复，隐去能看出是谁的内容后公开", Publishing.Source, default),
        AnswerWithdrawn { Reason: var reason } => ("撤下公开的答复", Publishing.Source, reason),
        OpinionSubmitted => ("拟出处理意见，报单位负责人审批", Opinion.Source, default),
        OpinionReturned => ("单位负责人退回，要求修改处理意见", Opinion.Source, default),
        OpinionApproved e => ($"签发处理意见书（{e.DocumentNumber}）", Opinion.Source, default),
        ReviewAsked e => ($"提出{Words.Label(e.Level)}申请（{Words.Label(e.By)}），{e.Organ}于{ChineseDate.Write(e.ReceivedOn)}收到", Review.SourceOf(e.Level), e.Wanted),
        ReviewTaken e => ($"受理{Words.Label(e.Level)}申请", Review.SourceOf(e.Level), e.Reason),
        ReviewRefused e => ($"决定不予受理{Words.Label(e.Level)}申请（{e.DocumentNumber}）", Review.SourceOf(e.Level), default),
        ReviewSubmitted e => ($"拟出{Words.Label(e.Level)}意见，报负责人审批", Review.SourceOf(e.Level), default),
        ReviewWithdrawn e => ($"撤回{Words.Label(e.Level)}申请", ReviewWithdrawal.Source, e.Reason),
        HearingNoticed e => ($"复核举行听证，通知书于{ChineseDate.Write(e.ServedOn)}送达", Hearing.Source, e.Arrangement),
        HearingReported e => ($"听证报告于{ChineseDate.Write(e.SignedOn)}签署", Hearing.Source, e.Findings),
        HearingCancelled e => ("听证没有举行，期限照常计算", Hearing.Source, e.Reason),
        ReviewReturned e => ($"负责人退回，要求修改{Words.Label(e.Level)}意见", Review.SourceOf(e.Level), default),
        ReviewApproved e => ($"签发{Words.Label(e.Level)}意见书（{e.DocumentNumber}）", Review.SourceOf(e.Level), default),
        ReviewRecorded e => ($"登记{e.Organ}的{Words.Label(e.Level)}意见（{e.Number}）：{Words.Label(e.Effect.Outcome)}", Review.SourceOf(e.Level), default),
        DocumentServed e => ($"{Words.Label(e.Document)}于{ChineseDate.Write(e.ServedOn)}送达（{Words.Label(e.Method)}）", Service.Source, default),
        InformationAsked e => ($"收到个人信息请求：{Words.Label(e.Right)}（{Words.Label(e.By)}）", InformationRequests.Basis(e.Right), e.Text),
        InformationAnswered e => ($"答复个人信息请求：{Words.Label(e.Result)}（{e.DocumentNumber}）", InformationRequests.Source, e.Reply),
        PartyCorrected e => ($"应您的请求更正：{Phrase.Join("、", e.Fields.Select(ErasableTexts.Label))}", PartyCorrection.Source, default),
        MatterDestroyed e => ($"保存期限（{e.Years}年）于{ChineseDate.Write(e.EndedOn)}届满，内容已销毁（{e.DocumentNumber}）", Retaining.Over, default),
        ErasureApproved e => ($"依法删除部分个人信息（{e.DocumentNumber}）", Erasing.Source, default),
        HandlingRated => ("作出评价", Rating.Source, default),
        _ => ("", null, default),
    };
}
