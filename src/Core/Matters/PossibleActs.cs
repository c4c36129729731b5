using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Matters;

/// <summary>What can be done with a matter. The stored word is also the address of its page.</summary>
public enum MatterAct
{
    [Word("register", "登记")] Register,
    [Word("forward", "转送")] Forward,
    [Word("assign", "交办")] Assign,
    [Word("submit-upward", "报请党委、政府决定")] SubmitUpward,
    [Word("upward-decision", "登记批示")] RecordUpwardDecision,
    [Word("decide-objection", "审核异议")] DecideObjection,
    [Word("receive", "签收")] Receive,
    [Word("designate", "指定承办人")] Designate,
    [Word("object", "提出异议")] Object,
    [Word("notice", "制发接收告知书")] Notice,
    [Word("accept", "受理")] Accept,
    [Word("refuse-acceptance", "不予受理")] RefuseAcceptance,
    [Word("extend", "延长期限")] Extend,
    [Word("opinion", "提交处理意见")] SubmitOpinion,
    [Word("approve", "审批处理意见")] ApproveOpinion,
    [Word("serve", "登记送达")] Serve,
    [Word("execute", "登记执行完毕")] Execute,
    [Word("record-review-request", "登记复查、复核申请")] RecordReviewRequest,
    [Word("take-review", "受理复查、复核申请")] TakeReview,
    [Word("refuse-review", "不予受理复查、复核")] RefuseReview,
    [Word("hearing", "登记听证")] RecordHearing,
    [Word("review", "提交复查、复核意见")] SubmitReview,
    [Word("approve-review", "审批复查、复核意见")] ApproveReview,
    [Word("record-review", "登记外部复查、复核意见")] RecordReview,
    [Word("resolve", "登记化解")] Resolve,
    [Word("report-completion", "提交办结报告")] ReportCompletion,
    [Word("extend-assignment", "延长交办时限")] ExtendAssignment,
    [Word("publish-answer", "公布答复")] PublishAnswer,
    [Word("withdraw-answer", "撤下公开答复")] WithdrawAnswer,
    [Word("mark-urgent", "标为重大紧急")] MarkUrgent,
    [Word("report-urgent", "登记重大紧急报告")] ReportUrgent,
    [Word("lift-urgency", "解除重大紧急")] LiftUrgency,
    [Word("complained-of", "登记被反映单位")] NameComplainedOf,
    [Word("recusal", "回避")] Recuse,
    [Word("link", "关联")] Link,
    [Word("withdraw-link", "撤销关联")] WithdrawLink,
    [Word("seal", "按密件处理")] Seal,
    [Word("pass-on", "移送")] PassOn,
    [Word("unseal", "解除密件")] Unseal,
    [Word("ask-erasure", "申请依法删除")] AskErasure,
    [Word("decide-erasure", "审批依法删除")] DecideErasure,
    [Word("record-request", "登记个人信息请求")] RecordRequest,
    [Word("answer-request", "答复个人信息请求")] AnswerRequest,
}

/// <param name="Needs">What the act asks for, or why it is there.</param>
/// <param name="Refusal">Why it cannot be done now; null where it can.</param>
public sealed record PossibleAct(MatterAct Act, Phrase Needs, Refusal? Refusal)
{
    public bool CanBeDone => Refusal is null;

    /// <summary>It is another post's to do: nothing this person could change.</summary>
    public bool IsAnothers => Refusal is { Basis: var basis } && basis == Authority.Source;
}

/// <summary>
/// Which acts somebody may do with a matter now, and why not the others. No table of its own: each decider is asked with a
/// complete form, so what is offered and what is decided cannot differ.
/// </summary>
public static class PossibleActs
{
    private const string Filled = "（已填）";

    /// <param name="office">The petition department.</param>
    /// <param name="lead">The unit the matter was forwarded to; null where it was not.</param>
    /// <param name="act">Who asks, and when. No number is drawn.</param>
    public static IReadOnlyList<PossibleAct> For(Matter matter, Unit office, Unit? lead, Act act) =>
        [.. Words.All<MatterAct>().Select(a => Of(a, matter, office, lead, act))];

    /// <inheritdoc cref="For"/>
    public static PossibleAct Of(MatterAct which, Matter matter, Unit office, Unit? lead, Act act) =>
        new(which, Needs(which), Decide(which, matter, office, lead ?? office, act with { Next = static _ => 0 }) switch
        {
            Decision.Refused { Refusals: [var first, ..] } => first,
            _ => null,
        });

    private static Decision Decide(MatterAct which, Matter m, Unit office, Unit lead, Act act) => which switch
    {
        MatterAct.Register => Registration.Register(
            m, new RegisterMatter(Purpose.Request, Domains.All[0].Code, null, Filled, [Filled], false, null), act, Categories.Brought,
            new HashSet<string>()),
        MatterAct.Forward => Dispatch.Forward(m, lead with { Kind = UnitKind.Department }, null, office, act),
        MatterAct.Assign => Dispatch.Assign(m, To(lead) with { ReportBy = act.Today.AddDays(30), Requirement = Filled }, office, act),
        MatterAct.SubmitUpward => Submission.Submit(m, Filled, Filled, Filled, office, act),
        MatterAct.RecordUpwardDecision => Submission.RecordDecision(m, Proven(act), Filled, act),
        MatterAct.DecideObjection => Objection.Decide(m, new DecideObjection(false, Filled, null, Filled, Filled), office, act),
        MatterAct.Receive => Dispatch.Receive(m, act),
        MatterAct.Designate => Dispatch.Designate(
            m, new Actor(Filled, Role.Handler, m.Dispatch?.Unit ?? "", ""), act),
        MatterAct.Object => Objection.File(m, new FileObjection(Filled, Filled, Filled), lead, act),
        MatterAct.Notice => Notice.Issue(m, Route.PetitionProcedure, Filled, lead, act),
        MatterAct.Accept => Acceptance.Accept(m, Filled, Filled, lead, act),
        MatterAct.RefuseAcceptance => NonAcceptance.Refuse(
            m, NonAcceptanceGround.InHandBelow, Filled, Filled, Filled, lead, act),
        MatterAct.Extend => HandlingTerm.Extend(m, 1, Filled, Filled, lead, act),
        MatterAct.SubmitOpinion => Opinion.Submit(m, Draft(m), act),
        MatterAct.ApproveOpinion => Opinion.Approve(m, Filled, lead, null, act),
        MatterAct.Serve => Service.Serve(
            m, new ServeDocument(Service.WaitingFor(m, act.Actor.Role) is [var first, ..] ? first.Kind : null, ServiceMethod.Direct, Proven(act), Filled), act),
        MatterAct.RecordReviewRequest => Review.Record(
            m, new TakenReview(ReviewAsker.Counter, Proven(act), null, Filled, new AskReview(Filled, Filled, Filled)), act),
        MatterAct.TakeReview => ReviewWork.Take(m, Filled, [], act),
        MatterAct.RefuseReview => ReviewWork.RefuseRequest(m, ReviewRefusalGround.AnotherProcedure, Filled, Filled, Filled, lead, [], act),
        // That it was not held whoever has it in hand may record, even where a report of today would be the head's.
        MatterAct.RecordHearing => Hearing.Record(m, new TakenHearing(Proven(act), Filled, Filled) { IsCancelled = true }, [], act),
        MatterAct.SubmitReview => ReviewWork.Submit(m, new DraftReview(ReviewOutcome.Uphold, Filled, Filled, Filled, false, null, null, null), act),
        MatterAct.ApproveReview => ReviewWork.Approve(m, Filled, lead, null, [], act),
        MatterAct.RecordReview => OutsideReview.Record(
            m, new TakenOpinion(ReviewOutcome.Uphold, Filled, Proven(act), Filled, false, null, null, Filled), act),
        MatterAct.Execute => Execution.Execute(m, Proven(act), Filled, act),
        MatterAct.Resolve => Execution.Resolve(m, ResolutionGround.AgreementPerformed, Proven(act), Filled, act),
        MatterAct.ReportCompletion => Assignment.Report(m, Filled, Filled, Filled, lead, act),
        MatterAct.ExtendAssignment => Assignment.Extend(
            m, m.Assignment is { } assignment ? Assignment.LimitOf(assignment).AddDays(1) : act.Today, Filled, act),
        MatterAct.PublishAnswer => Publishing.Publish(m, Filled, new PublicText(Filled, Filled, Filled, [], []), act),
        MatterAct.WithdrawAnswer => Publishing.Withdraw(m, Filled, act),
        MatterAct.MarkUrgent => Urgency.Mark(m, Filled, act),
        MatterAct.ReportUrgent => Urgency.Report(m, Filled, Filled, Filled, act),
        MatterAct.LiftUrgency => Urgency.Lift(m, Filled, act),
        MatterAct.NameComplainedOf => Conflict.Name(m, [Another(lead)], [], Filled, [], act),
        MatterAct.Recuse => Conflict.Recuse(m, Filled, act),
        MatterAct.Link => Linking.Link(m, AnEarlier(m), LinkKind.Repeat, act),
        MatterAct.WithdrawLink => Linking.Withdraw(
            m, m.Links.LastOrDefault(l => l.IsOpen) is { } link ? AnEarlier(m) with { Id = link.Earlier } : null, Filled, act),
        MatterAct.Seal => Sealing.Seal(m, Filled, act),
        MatterAct.PassOn => PassingOn.Pass(
            m, Redaction.Redacting.Strike(Filled, [], [], []), Another(lead), office, act),
        MatterAct.Unseal => Sealing.Unseal(m, Purpose.Request, Filled, act),
        MatterAct.AskErasure => Erasing.Ask(m, [AnyText], [AnyText], ErasureGround.NoLongerNeeded, Filled, act),
        MatterAct.DecideErasure => Erasing.Approve(m, m.PendingErasure?.Places ?? [], office, act),
        MatterAct.RecordRequest => InformationRequests.Record(
            m, new TakenRequest(Free(m), InformationAsker.Counter, Proven(act), Filled, Filled), act),
        MatterAct.AnswerRequest => InformationRequests.Answer(
            m, new InformationReply(InformationRequests.Next(m)?.Version, InformationResult.Refused, Filled, new PartyChange(null, null, null, null)),
            anonymous: false, office, act),
    };

    // One of each may wait; where all do, nothing more can be taken down.
    private static InformationRight Free(Matter m) =>
        Words.All<InformationRight>().FirstOrDefault(r => m.InformationRequests.All(asked => asked.Right != r || !asked.IsPending));

    private static readonly TextPlace AnyText = new(0, Filled);

    private static DispatchTo To(Unit lead) => new(lead with { Kind = UnitKind.Department }, null);

    private static Unit Another(Unit lead) => lead with { Code = "", Kind = UnitKind.Department };

    // Open to whoever has the matter itself.
    private static Matter AnEarlier(Matter m) => m with
    {
        Id = new StreamId(""),
        Petition = new StreamId(""),
        Purpose = Purpose.Request,
        Sealed = false,
        RaisedAt = m.RaisedAt.AddTicks(-1),
    };

    private static LegalDay Proven(Act act) => new(act.Today, Filled, null);

    private static DraftOpinion Draft(Matter m) => new(
        [.. Enumerable.Repeat(new DraftAnswer(Filled, Outcome.Explained, Filled), m.Requests)], Filled, Filled, null, null)
    {
        Changed = Filled,
    };

    private static Phrase Needs(MatterAct which) => which switch
    {
        MatterAct.Register => "核对信访目的、内容分类，写明概况，逐条列出诉求",
        MatterAct.Forward => "选择有权处理的单位，同时制发转送函和告知去向的回执",
        MatterAct.Assign => "重要事项需要反馈结果的，写明办理时限和要求，单位须提交办结报告",
        MatterAct.SubmitUpward => "重大、紧急的，写明理由和拟办建议，报请本级党委、政府决定",
        MatterAct.RecordUpwardDecision => "写明批示日期、文号和内容，再转送或者交办",
        MatterAct.DecideObjection => "核实后同意退回并同时改转，或者不予同意并说明理由",
        MatterAct.Designate => "从本单位承办人中指定一位",
        MatterAct.Object => "不属于本单位职权的，五个工作日内写明理由、职权依据和建议机关",
        MatterAct.RefuseAcceptance => "只限两种法定情形，写明事实、依据和可以采取的途径",
        MatterAct.Execute => "写明执行完毕的日期、情况和凭证",
        MatterAct.RecordReviewRequest => "当面、来信申请复查、复核的，核验身份后登记；来信以交邮日期算是否逾期",
        MatterAct.TakeReview => "没有办理过这件信访的人员承办；逾期的先认定有没有正当理由",
        MatterAct.RefuseReview => "由负责人决定，写明依据、事实和可以采取的途径，书面告知",
        MatterAct.RecordHearing => "复核中举行听证的，通知书送达时登记，结束以后再登记结果；其间的日数不计入复核期限",
        MatterAct.SubmitReview => "写明查明的事实、依据和结论：维持、变更，或者撤销并责令重新处理",
        MatterAct.ApproveReview => "看过意见书全文后签发，或者写明理由退回",
        MatterAct.RecordReview => "不在本平台的复查、复核机关作出的意见，按意见书登记结论和送达日期",
        MatterAct.Resolve => "写明化解的依据、日期和凭证；办结、执行、化解分别认定",
        MatterAct.ReportCompletion => "答复送达后，由单位负责人签署，写明调查核实情况和结果",
        MatterAct.ExtendAssignment => "写明新的时限和理由",
        MatterAct.PublishAnswer => "用一般的话写成问题和答复，隐去能看出是谁的内容，预览后公开，供遇到同样事情的人参考",
        MatterAct.WithdrawAnswer => "写明理由，立即从公开答复中撤下",
        MatterAct.MarkUrgent => "发现重大、紧急情况的，写明情况，两小时内书面报告本级党委、政府和上级信访部门",
        MatterAct.ReportUrgent => "写明报告对象、已采取的措施和报告文号",
        MatterAct.LiftUrgency => "只有信访部门可以解除，写明理由",
        MatterAct.Receive => "确认收到，告知期限自今天起算",
        MatterAct.Notice => "选定处理途径，写明程序，书面告知信访人",
        MatterAct.Accept => "写明承办人和受理范围，六十日办理期限自受理之日的次日起算",
        MatterAct.Extend => "情况复杂的，由单位负责人批准，最多三十日；写明延期理由并告知信访人",
        MatterAct.SubmitOpinion => "逐条答复诉求，写明查明的事实、依据和执行办法，交负责人审批",
        MatterAct.ApproveOpinion => "看过处理意见书全文后签发，或者写明理由退回",
        MatterAct.Serve => "写明送达方式、日期和凭证；送达的是处理意见书的，送达之日即办结",
        MatterAct.NameComplainedOf => "反映的是哪个单位、哪位工作人员，从此不转给、不告知该单位和其上下级",
        MatterAct.Recuse => "与事项或者信访人有直接利害关系的，写明理由，从此不再接触",
        MatterAct.Link => "与在先的信访是重复、同一事项或者补充的，放在一起查看；不影响受理和期限",
        MatterAct.WithdrawLink => "关联有误的，写明理由撤销",
        MatterAct.Seal => "疑似含有检举控告内容的，立即封存，交纪检监察联络员",
        MatterAct.PassOn => "先看移送内容的预览，隐去能看出检举控告人的内容，再按管理权限移送纪检监察机关或者有权处理的机关",
        MatterAct.AskErasure => "个人信息依法应当删除的，选定内容、写明依据和理由，交另一人审批",
        MatterAct.DecideErasure => "核对申请，批准的立即删除、不能恢复；申请人自己不能审批",
        MatterAct.RecordRequest => "当面、来信提出查阅、更正、删除等请求的，核验身份后登记，期限自收到之日的次日起算",
        MatterAct.AnswerRequest => "写明怎样办理的，或者不同意的理由；同意删除的，先经两人删除",
        MatterAct.Unseal => "认定不含检举控告内容的，写明理由，转回普通办理",
    };
}
