using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>One thing that happened, as the case page tells it.</summary>
/// <param name="Who">Capacity and unit; never a person's name.</param>
/// <param name="Texts">What was said: a reason, a note, a summary.</param>
/// <param name="BackEntry">The legal day lies more than a working day before the record: 补录.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, Phrase What, Phrase Who, IReadOnlyList<string> Texts, Article? Article, bool BackEntry);

/// <summary>The history of a petition and its matter, newest first.</summary>
public static class Timeline
{
    public static IReadOnlyList<TimelineEntry> Of(
        IEnumerable<Recorded> petition, IEnumerable<Recorded> matter, IReadOnlyDictionary<string, string> unitNames, Calendar calendar,
        Categories categories) =>
    [
        .. from recorded in petition.Concat(matter)
           where recorded.Event is not MatterRaised
           orderby recorded.Position descending
           let told = Tell(recorded.Event, categories)
           select new TimelineEntry(
               recorded.RecordedAt, told.What, Who(recorded, unitNames),
               [.. told.Texts.Append(recorded.Why).Select(t => t.Value).OfType<string>()], told.Article, IsBackEntry(recorded, calendar)),
    ];

    private static Phrase Who(Recorded recorded, IReadOnlyDictionary<string, string> unitNames) =>
        unitNames.GetValueOrDefault(recorded.Office) is { } unit
            ? (Phrase)$"{unit} · {Words.Label(recorded.Role)}"
            : Words.Label(recorded.Role);

    private static bool IsBackEntry(Recorded recorded, Calendar calendar) => recorded.Event switch
    {
        PetitionFiled e => LegalDay.IsBackEntry(e.ReceivedOn, recorded.Day, calendar),
        DocumentServed e => LegalDay.IsBackEntry(e.ServedOn, recorded.Day, calendar),
        UpwardDecisionRecorded e => LegalDay.IsBackEntry(e.DecidedOn, recorded.Day, calendar),
        ReviewAsked e => LegalDay.IsBackEntry(e.ReceivedOn, recorded.Day, calendar),
        ReviewRecorded e => LegalDay.IsBackEntry(e.ServedOn, recorded.Day, calendar),
        HearingNoticed e => LegalDay.IsBackEntry(e.ServedOn, recorded.Day, calendar),
        HearingReported e => LegalDay.IsBackEntry(e.SignedOn, recorded.Day, calendar),
        InformationAsked e => LegalDay.IsBackEntry(e.ReceivedOn, recorded.Day, calendar),
        OpinionExecuted e => LegalDay.IsBackEntry(e.ExecutedOn, recorded.Day, calendar),
        MatterResolved e => LegalDay.IsBackEntry(e.ResolvedOn, recorded.Day, calendar),
        _ => false,
    };

    private static (Phrase What, PrivateText[] Texts, Article? Article) Tell(CaseEvent happened, Categories categories) => happened switch
    {
        PetitionFiled e => ($"{Arrival.Of(e)}，{ChineseDate.Write(e.ReceivedOn)}收到{Evidence(e.Evidence)}", [e.BackEntryReason],
            Registration.Statement),
        QueryCodeIssued e => ($"发出查询码（{Words.Label(e.How)}）", [e.Check],
            e.How is CodeHandedOver.ReissuedAtCounter or CodeHandedOver.ReissuedByContact ? CodeReissue.Source : Rating.Source),
        NationalNumberRecorded e => ($"登记全国信访信息系统编号：{e.Number}", [e.Reason], NationalNumber.Source),
        AttachmentAdded e => ($"收下附件：{Words.Label(e.Kind)}（{Words.Label(e.Type)}）{(e.Scanned ? "" : "，待检")}", [], Attaching.Source),
        AttachmentScanned e => (e.Infected ? "附件查出病毒，已隔离" : "附件已检", [], Attaching.Source),
        AttachmentReleased e => ("放行待检的附件", [e.Reason], Attaching.Source),
        OriginalOpened e => ("查看附件原件", [e.Reason], Attaching.Source),
        MatterRegistered e => ($"登记：{Words.Label(e.Purpose)}，{(e.Category is { } category ? categories.Path(category) : Domains.Name(e.Domain))}，诉求{e.Requests.Count}条", [e.Summary],
            Registration.Source),
        UnitsComplainedOf e => ("登记被反映单位，不向其透露、不由其办理", [e.Reason], Conflict.Source),
        InterestRecorded { IsFound: true } e => ("发现有工作人员须回避", [e.Reason], Conflict.Recusal),
        InterestRecorded e => ("工作人员回避", [e.Reason], Conflict.Recusal),
        MatterLinked e => ($"关联为{e.EarlierNumber}的{Words.Label(e.Kind)}", [], Linking.Source),
        LinkWithdrawn e => ("撤销关联", [e.Reason], Linking.Withdrawing),
        MatterSealed e => ("按密件处理", [e.Reason], Sealing.Source),
        MatterSetApart { Ordinary.Value: null } => ("认定通篇是检举控告，没有诉求要分开", [], Sealing.Source),
        MatterSetApart e => ("诉求部分另行登记，此件按检举控告办理", [e.Ordinary], Sealing.Source),
        MatterUnsealed e => ($"解除密件，按{Words.Label(e.Purpose)}办理", [e.Reason], Sealing.Source),
        SentToDiscipline e => ($"转纪检监察机关（{e.DocumentNumber}）", [], Sealing.Forwarding),
        RetaliationReported e => ("反映因此前的信访受到打击报复", [e.Earlier], Retaliation.Source),
        ExtractPassed e => ($"节录移送{e.UnitName}（{e.DocumentNumber}），隐去{Total(e.Struck) + e.Words}处，保留{Total(e.Kept)}处", [], PassingOn.Source),
        DisclosureAsked e => ($"接收单位申请提供信访人信息（{Words.Label(e.Purpose)}）", [e.Reason], Disclosure.Source),
        DisclosureApproved => ("批准提供信访人信息（两人中的一人）", [], Disclosure.Source),
        DisclosureRefused e => ("没有提供信访人信息", [e.Reason], Disclosure.Source),
        IdentityDisclosed e => ($"经两人批准，提供信访人信息（{Words.Label(e.Purpose)}）：{Phrase.Join("、", e.Fields.Select(Words.Label))}", [], Disclosure.Source),
        MatterAssigned e => ($"交办{e.UnitName}（{e.DocumentNumber}），{ChineseDate.Write(e.ReportBy)}前提交办结报告", [e.Requirement, e.Note],
            Dispatch.Assigning),
        MatterDispatched e => ($"转送{e.UnitName}（{e.DocumentNumber}）", [e.Note], Dispatch.Source),
        MatterSubmittedUpward e => ($"报请{e.To}决定（{e.DocumentNumber}）", [e.Reason, e.Proposal], Submission.Source),
        UpwardDecisionRecorded e => ($"登记批示：{ChineseDate.Write(e.DecidedOn)}{Evidence(e.Evidence)}", [e.Decision, e.BackEntryReason],
            Submission.Source),
        HandlerDesignated => ("指定承办人", [], Authority.Source),
        MatterHandedOver e => ("承办人移交，由本单位同岗位人员接手", [e.Reason], Handover.Source),
        ObjectionFiled e => ($"提出异议（{e.DocumentNumber}）", [e.Reason, e.MandateBasis, e.ProposedOrgan], Objection.Source),
        ObjectionDecided { Consented: true } e => ($"同意异议，退回并改转{Coordinated(e)}", [e.Reason], Objection.Source),
        ObjectionDecided e => ($"不同意异议，由原单位办理{Coordinated(e)}", [e.Reason], Objection.Source),
        AcceptanceRefused e => ($"{Words.Label(NonAcceptance.DocumentOf(e.Ground))}（{e.DocumentNumber}）：{Words.Label(e.Ground)}",
            [e.Facts, e.Instead], NonAcceptance.SourceOf(e.Ground)),
        AssignmentExtended e => ($"延长交办时限到{ChineseDate.Write(e.ReportBy)}", [e.Reason], Assignment.Extending),
        CompletionReported e => ($"提交办结报告（{e.DocumentNumber}）", [e.Result], Assignment.Source),
        MatterSupplemented e => ("信访人补充", [e.Supplement], Withdrawal.Supplementing),
        MatterWithdrawn e => ("信访人撤回", [e.Reason], Withdrawal.Source),
        OpinionExecuted e => ($"执行完毕：{ChineseDate.Write(e.ExecutedOn)}{Evidence(e.Evidence)}", [e.How, e.BackEntryReason],
            Execution.Source),
        MatterResolved e => ($"化解：{Words.Label(e.Ground)}，{ChineseDate.Write(e.ResolvedOn)}{Evidence(e.Evidence)}",
            [e.How, e.BackEntryReason], Execution.Resolution),
        MarkedUrgent e => ("标为重大、紧急", [e.Reason], Urgency.Source),
        UrgentMatterReported e => ($"重大、紧急情况已报告{Evidence(e.Evidence)}", [e.To, e.Measures], Urgency.Source),
        UrgencyLifted e => ("解除重大、紧急", [e.Reason], Urgency.Source),
        SamenessAsked => ("与另一件信访核对是否同一信访人", [], SamePetitioner.Source),
        IdentityOpened e => ($"查阅信访人信息（{Words.Label(e.Purpose)}）：{Phrase.Join("、", e.Fields.Select(Words.Label))}", [e.Note],
            IdentityAccess.Need),
        AnswerPublished e => ($"公开答复，隐去{Total(e.Struck)}处，保留{Total(e.Kept)}处", [e.Title, e.Question, e.Text], Publishing.Source),
        AnswerWithdrawn e => ("撤下公开答复", [e.Reason], Publishing.Source),
        ErasureAsked e => ($"申请依法删除{e.Places.Count}处：{Words.Label(e.Ground)}", [e.Reason], Erasing.Basis(e.Ground)),
        ErasureApproved e => ($"批准依法删除（{e.DocumentNumber}）", [], Erasing.Source),
        InformationAsked e => ($"个人信息请求：{Words.Label(e.Right)}（{Words.Label(e.By)}），{ChineseDate.Write(e.ReceivedOn)}收到{Evidence(e.Evidence)}",
            [e.Text, e.Check, e.BackEntryReason], InformationRequests.Basis(e.Right)),
        InformationAnswered e => ($"答复个人信息请求：{Words.Label(e.Result)}（{e.DocumentNumber}）", [e.Reply], InformationRequests.Source),
        PartyCorrected e => ($"应信访人请求更正：{Phrase.Join("、", e.Fields.Select(ErasableTexts.Label))}", [], PartyCorrection.Source),
        MatterDestroyed e => ($"保存期限（{e.Years}年）于{ChineseDate.Write(e.EndedOn)}届满，已销毁（{e.DocumentNumber}，批次{e.Batch}）", [], Retaining.Source),
        ErasureRefused e => ("不予删除", [e.Reason], Erasing.Source),
        MatterReceived => ("已签收", [], Notice.Source),
        NoticeIssued e => ($"制发{Words.Label(Notice.DocumentOf(e.Route))}（{e.DocumentNumber}），处理途径：{Words.Label(e.Route)}", [e.Organ, e.Materials], Notice.Source),
        MatterAccepted e => ($"受理（{e.DocumentNumber}），办理期限到{ChineseDate.Write(e.DueOn)}", [], Acceptance.Source),
        HandlingExtended e => ($"延期{e.Days}日（{e.DocumentNumber}），办理期限到{ChineseDate.Write(e.DueOn)}", [e.Reason],
            HandlingTerm.Source),
        OpinionSubmitted => ("提交处理意见，待审批", [], Opinion.Source),
        OpinionReturned e => ("退回处理意见", [e.Reason], Opinion.Source),
        OpinionApproved e => ($"签发处理意见书（{e.DocumentNumber}）", [], Opinion.Source),
        ReviewAsked e => ($"{Words.Label(e.Level)}申请（{Words.Label(e.By)}），{ChineseDate.Write(e.ReceivedOn)}收到{Evidence(e.Evidence)}{(e.InTime ? "" : (Phrase)"，超过申请期限")}",
            [e.Wanted, e.Contested, e.LateBecause, e.Check, e.BackEntryReason], Review.SourceOf(e.Level)),
        ReviewTaken e => ($"受理{Words.Label(e.Level)}申请", [e.Reason], Review.SourceOf(e.Level)),
        ReviewRefused e => ($"不予受理{Words.Label(e.Level)}申请（{e.DocumentNumber}）：{Words.Label(e.Ground)}", [e.Facts, e.Instead], Review.SourceOf(e.Level)),
        ReviewSubmitted e => ($"提交{Words.Label(e.Level)}意见，待审批", [], Review.SourceOf(e.Level)),
        ReviewWithdrawn e => ($"信访人撤回{Words.Label(e.Level)}申请", [e.Reason], ReviewWithdrawal.Source),
        HearingNoticed e => ($"复核听证通知书于{ChineseDate.Write(e.ServedOn)}送达{Evidence(e.Evidence)}", [e.Arrangement, e.BackEntryReason], Hearing.Source),
        HearingReported e => ($"听证报告于{ChineseDate.Write(e.SignedOn)}签署{Evidence(e.Evidence)}", [e.Findings, e.LongBecause, e.BackEntryReason], Hearing.Source),
        HearingCancelled e => ("登记听证没有举行，不扣除日数", [e.Reason], Hearing.Source),
        ReviewReturned e => ($"退回{Words.Label(e.Level)}意见", [e.Reason], Review.SourceOf(e.Level)),
        ReviewApproved e => ($"签发{Words.Label(e.Level)}意见书（{e.DocumentNumber}）：{Words.Label(e.Outcome)}", [], Review.SourceOf(e.Level)),
        ReviewRecorded e => ($"登记{e.Organ}的{Words.Label(e.Level)}意见（{e.Number}）：{Words.Label(e.Effect.Outcome)}，{ChineseDate.Write(e.ServedOn)}送达{Evidence(e.Evidence)}",
            [e.Result, e.BackEntryReason], Review.SourceOf(e.Level)),
        DocumentServed e => ($"送达{Words.Label(e.Document)}：{Words.Label(e.Method)}，{ChineseDate.Write(e.ServedOn)}{Evidence(e.Evidence)}",
            [e.Proof, e.BackEntryReason], Core.Matters.Service.Source),
        // How one petitioner judged stays unseen by those judged; that it was done may be known.
        HandlingRated => ("信访人已评价", [], Rating.Source),
        _ => (happened.StoredName, [], null),
    };

    // “name=3”, “phone=1”.
    private static int Total(IReadOnlyList<string> counted) =>
        counted.Sum(c => int.Parse(c[(c.IndexOf('=') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

    private static Phrase Coordinated(ObjectionDecided e) =>
        e.Coordinator is { } coordinator ? (Phrase)$"（{coordinator}决定，{e.Evidence}）" : "";

    private static Phrase Evidence(string? evidence) => evidence is null or "" ? "" : (Phrase)$"（凭证：{evidence}）";
}
