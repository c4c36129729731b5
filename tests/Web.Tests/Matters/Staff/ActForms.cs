using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>A form of an act: who fills it in, at which point of a matter's life, and with what. The kinds say how it can be damaged.</summary>
/// <param name="Texts">Fields of free text.</param>
/// <param name="Choices">Fields that hold a word, a date or a number.</param>
/// <param name="Required">Fields that may not be empty.</param>
public sealed record ActForm(
    MatterAct Act, string Login, Func<Site, Task<Filed>> Bring, IReadOnlyList<KeyValuePair<string, string>> Fields, string[] Texts,
    string[] Choices, string[] Required)
{
    public string Path(Filed f) => $"/staff/matters/{f.Matter}/{Words.Of(Act)}";
}

public static class ActForms
{
    public static readonly IReadOnlyList<ActForm> All =
    [
        new(MatterAct.Register, "dengji", site => site.BringTo(Stage.ToRegister),
            [new("purpose", "request"), new("domain", "construction"), new("summary", "雨水管破损"), new("requests", "修好雨水管")],
            ["summary", "requests"], ["purpose", "domain"], ["purpose", "domain", "summary", "requests"]),
        new(MatterAct.Forward, "fenban", site => site.BringTo(Stage.ToForward), [new("unit", "ZJ"), new("note", "属该单位职权")],
            ["note"], ["unit"], ["unit"]),
        new(MatterAct.Assign, "fenban", site => site.BringTo(Stage.ToForward),
            [new("unit", "ZJ"), new("reportBy", "2026-04-01"), new("requirement", "报告整改方案"), new("note", "属该单位职权")],
            ["requirement", "note"], ["unit", "reportBy"], ["unit", "reportBy", "requirement"]),
        new(MatterAct.SubmitUpward, "fenban", site => site.BringTo(Stage.ToForward),
            [new("to", "南通市崇川区人民政府"), new("reason", "涉及三百户"), new("proposal", "由住建局牵头")],
            ["to", "reason", "proposal"], [], ["to", "reason", "proposal"]),
        new(MatterAct.RecordUpwardDecision, "fenban", site => site.BringTo(Stage.AwaitingDecision),
            [new("decided", "2026-03-02"), new("decidedEvidence", "区政办收文18号"), new("decision", "请住建局牵头办理"), new("backEntryReason", "")],
            ["decidedEvidence", "decision", "backEntryReason"], ["decided"], ["decided", "decidedEvidence", "decision"]),
        new(MatterAct.DecideObjection, "fenban", site => site.BringTo(Stage.Objected),
            [
                new("consent", "yes"), new("reason", "清单载明已移交"), new("unit", "CG"), new("then", "assign"),
                new("reportBy", "2026-04-01"), new("requirement", "报告整改方案"), new("note", "请尽快签收"),
            ],
            ["reason", "requirement", "note"], ["consent", "unit", "then", "reportBy"],
            ["consent", "reason", "unit", "then", "reportBy", "requirement"]),
        new(MatterAct.ExtendAssignment, "fenban", Assigned, [new("reportBy", "2026-06-01"), new("reason", "须等汛期后检测")],
            ["reason"], ["reportBy"], ["reportBy", "reason"]),
        new(MatterAct.MarkUrgent, "dengji", site => site.BringTo(Stage.ToForward), [new("reason", "墙体开裂，可能倒塌")],
            ["reason"], [], ["reason"]),
        new(MatterAct.ReportUrgent, "fenban", Urgent,
            [new("to", "区委、区政府"), new("measures", "已疏散两户"), new("evidence", "崇信急〔2026〕1号")],
            ["to", "measures", "evidence"], [], ["to", "measures", "evidence"]),
        new(MatterAct.LiftUrgency, "ducha", Urgent, [new("reason", "险情已经排除")], ["reason"], [], ["reason"]),
        new(MatterAct.Receive, "chengban", site => site.BringTo(Stage.ToReceive), [], [], [], []),
        new(MatterAct.Notice, "chengban", site => site.BringTo(Stage.ToAccept),
            [new("route", "31-6"), new("procedure", "现场查看后答复。")], ["procedure"], ["route"], ["route", "procedure"]),
        new(MatterAct.Accept, "chengban", Noticed, [new("handlerName", "陆晓峰"), new("scope", "雨水管维修")],
            ["handlerName", "scope"], [], ["handlerName", "scope"]),
        new(MatterAct.Extend, "fuze", site => site.BringTo(Stage.InHand), [new("days", "20"), new("reason", "须检测")],
            ["reason"], ["days"], ["days", "reason"]),
        new(MatterAct.SubmitOpinion, "chengban", site => site.BringTo(Stage.InHand),
            [
                new("outcome", "supported"), new("outcome", "explained"), new("reasons", "属实"), new("reasons", "说明"),
                new("facts", "管道破损"), new("basis", "有关规定"), new("execution", "更换管道"), new("executeBy", "2026-04-30"),
            ],
            ["facts", "basis", "execution"], ["executeBy"], ["facts", "basis", "execution", "executeBy"]),
        new(MatterAct.ApproveOpinion, "fuze", site => site.BringTo(Stage.ToApprove),
            [new("decision", "return"), new("reason", "请写明时间")], ["reason"], [], ["reason"]),
        new(MatterAct.Serve, "chengban", site => site.BringTo(Stage.ToServe),
            [
                new("document", "opinion"), new("method", "direct"), new("served", "2026-03-02"), new("servedEvidence", "回证第1号"),
                new("proof", "本人签名"),
            ],
            ["servedEvidence", "proof"], ["document", "method", "served"],
            ["document", "method", "served", "servedEvidence", "proof"]),
        new(MatterAct.Designate, "fuze", ReceivedByHead, [new("handler", "s-3")], [], ["handler"], ["handler"]),
        new(MatterAct.Object, "chengban", site => site.BringTo(Stage.ToAccept),
            [new("reason", "管网已移交"), new("mandateBasis", "移交清单第三项"), new("proposedOrgan", "崇川区城市管理局")],
            ["reason", "mandateBasis", "proposedOrgan"], [], ["reason", "mandateBasis", "proposedOrgan"]),
        new(MatterAct.RefuseAcceptance, "fuze", site => site.BringTo(Stage.ToAccept),
            [new("ground", "in-hand-below"), new("facts", "街道正在办理"), new("instead", "请等待街道答复")],
            ["facts", "instead"], ["ground"], ["ground", "facts", "instead"]),
        new(MatterAct.Execute, "chengban", site => site.BringTo(Stage.Served),
            [new("executed", "2026-03-02"), new("executedEvidence", "验收单1号"), new("how", "管道已更换")],
            ["executedEvidence", "how"], ["executed"], ["executed", "executedEvidence", "how"]),
        new(MatterAct.Resolve, "chengban", site => site.BringTo(Stage.Served),
            [
                new("ground", "agreement-performed"), new("resolved", "2026-03-02"), new("resolvedEvidence", "协议书1号"),
                new("how", "双方已履行和解协议"),
            ],
            ["resolvedEvidence", "how"], ["ground", "resolved"], ["ground", "resolved", "resolvedEvidence", "how"]),
        new(MatterAct.ReportCompletion, "fuze", AssignedAndServed,
            [new("investigation", "现场查看"), new("result", "已修复")], ["investigation", "result"], [], ["investigation", "result"]),
        new(MatterAct.RecordReviewRequest, "dengji", site => site.BringTo(Stage.Served),
            [
                new("by", "letter"), new("received", "2026-03-02"), new("postedOn", ""), new("receivedEvidence", "收件登记1号"), new("backEntryReason", ""),
                new("wanted", "撤销"), new("contested", "没有鉴定"), new("lateBecause", ""), new("check", "身份证相符"),
            ],
            ["receivedEvidence", "wanted", "contested", "lateBecause", "check"], ["by", "received", "postedOn"], ["by", "received", "wanted", "contested", "check"]),
        new(MatterAct.TakeReview, "fucha", site => site.BringTo(Stage.UnderReview), [], [], [], []),
        new(MatterAct.RefuseReview, "fucha-fuze", site => site.BringTo(Stage.UnderReview),
            [new("ground", "another-procedure"), new("facts", "已经起诉"), new("instead", "请等待判决")], ["facts", "instead"], ["ground"], ["ground", "facts", "instead"]),
        new(MatterAct.RecordHearing, "fucha", FinalReviewTaken,
            [new("day", "2026-03-02"), new("dayEvidence", "回证7号"), new("text", "三月十日上午九时，二号会议室，主持人季伟"), new("backEntryReason", "")],
            ["dayEvidence", "text", "backEntryReason"], ["day"], ["day", "dayEvidence", "text"]),
        new(MatterAct.SubmitReview, "fucha", ReviewTaken,
            [new("outcome", "revoke"), new("facts", "没有鉴定"), new("basis", "有关规定"), new("opinion", "应当鉴定"), new("redoDays", "20")],
            ["facts", "basis", "opinion"], ["outcome", "redoDays"], ["outcome", "facts", "basis", "opinion", "redoDays"]),
        new(MatterAct.ApproveReview, "fucha-fuze", ReviewSubmitted, [new("decision", "return"), new("reason", "请补充鉴定")], ["reason"], [], ["reason"]),
        new(MatterAct.RecordReview, "fenban", Reviewed,
            [
                new("outcome", "revoke"), new("number", "通政复〔2026〕1号"), new("served", "2026-03-02"), new("servedEvidence", "回证1号"),
                new("backEntryReason", ""), new("result", "撤销"), new("redoDays", "20"),
            ],
            ["number", "servedEvidence", "result"], ["outcome", "served", "redoDays"], ["outcome", "number", "served", "servedEvidence", "result", "redoDays"]),
        new(MatterAct.WithdrawAnswer, "fuze", Published, [new("reason", "政策已经变化")], ["reason"], [], ["reason"]),
        new(MatterAct.NameComplainedOf, "fenban", site => site.BringTo(Stage.ToForward), [new("unit", "CG"), new("accused", ""), new("reason", "反映城管执法")],
            ["reason"], [], ["unit", "reason"]),
        new(MatterAct.Recuse, "dengji", site => site.BringTo(Stage.ToForward), [new("reason", "信访人是亲属")], ["reason"], [], ["reason"]),
        new(MatterAct.Seal, "dengji", site => site.BringTo(Stage.ToForward), [new("reason", "称局长收钱")], ["reason"], [], ["reason"]),
    ];

    public static ActForm Of(MatterAct act) => All.Single(f => f.Act == act);

    /// <summary>The token of any page of staff: the form that signs out carries it.</summary>
    public static async Task<string> Token(this Visitor visitor)
    {
        var page = await visitor.Open("/desk");
        return ((IHtmlInputElement)page.QuerySelector("form[action='/sign-out'] [name='form-token']")!).Value;
    }

    // Nobody has it in hand yet: the head signed for it.
    private static async Task<Filed> ReceivedByHead(Site site)
    {
        var f = await site.BringTo(Stage.ToReceive);
        await site.On(f, "fuze", Dispatch.Receive);
        return f;
    }

    private static async Task<Filed> Published(Site site)
    {
        var f = await site.BringTo(Stage.Served);
        await site.PublishAnswer(f);
        return f;
    }

    private static async Task<Filed> ReviewTaken(Site site)
    {
        var f = await site.BringTo(Stage.UnderReview);
        await site.On(f, "fucha", (m, act) => ReviewWork.Take(m, null, [], act));
        return f;
    }

    private static async Task<Filed> FinalReviewTaken(Site site)
    {
        var f = await site.AskForTheLast();
        await site.On(f, "fucha", (m, act) => ReviewWork.Take(m, null, [], act));
        return f;
    }

    private static async Task<Filed> ReviewSubmitted(Site site)
    {
        var f = await ReviewTaken(site);
        await site.On(f, "fucha", (m, act) => ReviewWork.Submit(
            m, new DraftReview(ReviewOutcome.Uphold, "属实", "有关规定", "维持", false, null, null, null), act));
        return f;
    }

    private static async Task<Filed> Reviewed(Site site)
    {
        var f = await site.BringTo(Stage.UnderReview);
        await site.FinishReview(f);
        return f;
    }

    private static async Task<Filed> AssignedAndServed(Site site)
    {
        var f = await site.BringTo(Stage.Served);
        await site.Assign(f);
        return f;
    }

    private static async Task<Filed> Assigned(Site site)
    {
        var f = await site.BringTo(Stage.ToForward);
        await site.Assign(f);
        return f;
    }

    private static async Task<Filed> Urgent(Site site)
    {
        var f = await site.BringTo(Stage.ToForward);
        await site.MarkUrgent(f);
        return f;
    }

    private static async Task<Filed> Noticed(Site site)
    {
        var f = await site.BringTo(Stage.ToAccept);
        await site.GiveNotice(f);
        return f;
    }
}
