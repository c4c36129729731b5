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
    [Word("explained", "诉求合理但缺乏依据，解释说明")] Explained,
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
}

/// <summary>What a petition department or a unit issues on the plain path (rules 2.9).</summary>
public enum DocumentKind
{
    [Word("registration-receipt", "信访登记回执")] RegistrationReceipt,
    [Word("forwarding-letter", "转送函")] ForwardingLetter,
    [Word("notice", "信访事项接收告知书")] Notice,
    [Word("acceptance", "受理告知书")] Acceptance,
    [Word("extension", "延期告知书")] Extension,
    [Word("opinion", "信访处理意见书")] Opinion,
    [Word("proof-of-service", "送达回证")] ProofOfService,
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
    [Word("to-receive", "待签收")] ToReceive,
    [Word("to-accept", "待受理")] ToAccept,

    /// <summary>Its route is one of Article 31(1) to (5): the unit owes the notice, the law of that route the rest.</summary>
    [Word("routed", "已导入法定程序")] Routed,
    [Word("in-hand", "办理中")] InHand,
    [Word("to-approve", "待审批")] ToApprove,
    [Word("to-serve", "待送达")] ToServe,
    [Word("served", "已办结，待评价")] Served,
    [Word("rated", "已办结，已评价")] Rated,
    [Word("sealed", "密件待处理")] Sealed,
    [Word("with-discipline", "已转纪检监察机关")] WithDiscipline,
}
