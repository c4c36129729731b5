namespace Xinqiao.Core.Matters;

/// <summary>The six routes of Article 31.</summary>
public enum Route
{
    [Word("31-1", "涉法涉诉")] Litigation,
    [Word("31-2", "仲裁")] Arbitration,
    [Word("31-3", "党员申诉、申请复审")] PartyAppeal,
    [Word("31-4", "行政程序")] AdministrativeProcedure,
    [Word("31-5", "申请履职")] StatutoryDuty,
    [Word("31-6", "信访程序")] PetitionProcedure,
}

/// <summary>The outcome for one request (Art. 32).</summary>
public enum Outcome
{
    [Word("supported", "支持")] Supported,
    [Word("explained", "诉求合理但缺乏法律依据，作出解释说明")] Explained,
    [Word("not-supported", "不支持")] NotSupported,
}

/// <summary>How a document reached the petitioner (rules 2.9, after the Civil Procedure Law).</summary>
public enum ServiceMethod
{
    [Word("direct", "直接送达")] Direct,
    [Word("substituted", "代收送达")] Substituted,
    [Word("retained", "留置送达")] Retained,
    [Word("electronic", "电子送达")] Electronic,
    [Word("post", "邮寄送达")] Post,
    [Word("public-notice", "公告送达")] PublicNotice,

    /// <summary>The petitioner opened it on the platform, signed in with the query code; nobody else can enter this.</summary>
    [Word("portal", "平台送达")] Portal,
}

/// <summary>What a petition department or a unit issues (rules 2.9).</summary>
public enum DocumentKind
{
    [Word("registration-receipt", "信访登记回执")] RegistrationReceipt,
    [Word("forwarding-letter", "转送函")] ForwardingLetter,
    [Word("notice", "信访事项接收告知书")] Notice,
    [Word("acceptance", "受理告知书")] Acceptance,
    [Word("extension", "延期告知书")] Extension,
    [Word("opinion", "信访处理意见书")] Opinion,
    [Word("proof-of-service", "送达回证")] ProofOfService,
    [Word("assignment-letter", "交办函")] AssignmentLetter,
    [Word("submission", "报请件")] Submission,
    [Word("objection", "异议书")] Objection,
    [Word("non-acceptance", "不予受理告知书")] NonAcceptance,
    [Word("no-further-acceptance", "不再受理告知书")] NoFurtherAcceptance,
    [Word("completion-report", "办结报告")] CompletionReport,

    /// <summary>The notice of a matter that takes another route than the petition procedure (导入法定程序).</summary>
    [Word("diversion", "分流告知书")] Diversion,
    [Word("review-opinion", "信访复查意见书")] ReviewOpinion,
    [Word("final-review-opinion", "信访复核意见书")] FinalReviewOpinion,
    [Word("review-refusal", "不予受理复查（复核）告知书")] ReviewRefusal,
}

/// <summary>Who may take a document in the petitioner's place.</summary>
public enum Substitute
{
    [Word("family", "同住成年家属")] Family,
    [Word("agent", "代理人")] Agent,
    [Word("designated", "信访人指定的代收人")] Designated,
}

/// <summary>Why a matter is not accepted; each ground is an article's own.</summary>
public enum NonAcceptanceGround
{
    /// <summary>Raised with the superior while the competent organ still has time (Art. 19(3)).</summary>
    [Word("in-hand-below", "同一事项正由有权处理的机关、单位在规定期限内办理")] InHandBelow,

    /// <summary>The same facts and reasons after the final review (Art. 36(3)).</summary>
    [Word("finally-reviewed", "复核意见作出后以同一事实和理由再次提出")] FinallyReviewed,
}

/// <summary>What shows that a matter is resolved (化解), which is more than closed and more than executed.</summary>
public enum ResolutionGround
{
    [Word("agreement-performed", "调解、和解协议已经履行")] AgreementPerformed,
    [Word("opinion-executed", "支持的诉求已经执行完毕")] OpinionExecuted,

    /// <summary>Nobody but the petitioner says so, with the query code and a second factor.</summary>
    [Word("petitioner-confirmed", "信访人确认问题已经解决")] PetitionerConfirmed,
}

/// <summary>How a petitioner judges. Both the petition department and the unit are judged.</summary>
public enum Satisfaction
{
    [Word("satisfied", "满意")] Satisfied,
    [Word("mostly-satisfied", "基本满意")] MostlySatisfied,
    [Word("dissatisfied", "不满意")] Dissatisfied,
}

/// <summary>Where a matter stands. Closed (办结) is not executed and not resolved.</summary>
public enum Stage
{
    [Word("to-register", "待登记")] ToRegister,
    [Word("to-forward", "待转送")] ToForward,

    /// <summary>Major or urgent: laid before the Party committee or government for decision (报请, Art. 22(1)(1)).</summary>
    [Word("awaiting-decision", "已报请，待决定")] AwaitingDecision,
    [Word("to-receive", "待签收")] ToReceive,

    /// <summary>The unit says it is not competent; it stays provisional owner until that is decided.</summary>
    [Word("objected", "有异议，待审核")] Objected,
    [Word("to-accept", "待受理")] ToAccept,

    /// <summary>Its route is one of Article 31(1) to (5): the unit owes the notice, the law of that route the rest.</summary>
    [Word("routed", "已导入法定程序")] Routed,
    [Word("in-hand", "办理中")] InHand,
    [Word("to-approve", "待审批")] ToApprove,
    [Word("to-serve", "待送达")] ToServe,
    [Word("under-review", "复查、复核中")] UnderReview,
    [Word("served", "已办结，待评价")] Served,
    [Word("rated", "已办结，已评价")] Rated,
    [Word("not-accepted", "不予受理")] NotAccepted,
    [Word("withdrawn", "信访人已撤回")] Withdrawn,
    [Word("sealed", "密件待处理")] Sealed,
    [Word("with-discipline", "已转纪检监察机关")] WithDiscipline,
}
