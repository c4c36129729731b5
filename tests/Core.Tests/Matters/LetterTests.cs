using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Matters;

public class LetterTests
{
    /// <summary>For each content that an act states and somebody could leave out: the same act without it.</summary>
    public static TheoryData<DocumentKind, string> Removable { get; } = new()
    {
        { DocumentKind.RegistrationReceipt, "制发机关" }, { DocumentKind.RegistrationReceipt, "联系方式" }, { DocumentKind.RegistrationReceipt, "去向" },
        { DocumentKind.ForwardingLetter, "制发机关" }, { DocumentKind.ForwardingLetter, "联系方式" }, { DocumentKind.ForwardingLetter, "主送单位" },
        { DocumentKind.Notice, "制发机关" }, { DocumentKind.Notice, "联系方式" }, { DocumentKind.Notice, "处理途径" }, { DocumentKind.Notice, "处理程序" },
        { DocumentKind.Diversion, "制发机关" }, { DocumentKind.Diversion, "联系方式" }, { DocumentKind.Diversion, "办理机关" },
        { DocumentKind.Diversion, "处理程序" }, { DocumentKind.Diversion, "材料移交" },
        { DocumentKind.Objection, "制发机关" }, { DocumentKind.Objection, "联系方式" }, { DocumentKind.Objection, "异议理由" },
        { DocumentKind.Objection, "职权依据" }, { DocumentKind.Objection, "建议的有权处理机关" },
        { DocumentKind.NonAcceptance, "制发机关" }, { DocumentKind.NonAcceptance, "联系方式" }, { DocumentKind.NonAcceptance, "认定的事实" },
        { DocumentKind.NonAcceptance, "不予受理的依据" }, { DocumentKind.NonAcceptance, "可以采取的途径" }, { DocumentKind.NonAcceptance, "批准人" },
        { DocumentKind.NoFurtherAcceptance, "认定的事实" }, { DocumentKind.NoFurtherAcceptance, "批准人" },
        { DocumentKind.CompletionReport, "制发机关" }, { DocumentKind.CompletionReport, "联系方式" }, { DocumentKind.CompletionReport, "签发人" },
        { DocumentKind.CompletionReport, "调查核实情况" }, { DocumentKind.CompletionReport, "办理结果" },
        { DocumentKind.Acceptance, "制发机关" }, { DocumentKind.Acceptance, "联系方式" }, { DocumentKind.Acceptance, "受理范围" }, { DocumentKind.Acceptance, "承办人" },
        { DocumentKind.Extension, "制发机关" }, { DocumentKind.Extension, "联系方式" }, { DocumentKind.Extension, "延期理由" },
        { DocumentKind.Extension, "延长天数" }, { DocumentKind.Extension, "批准人" },
        { DocumentKind.Opinion, "制发机关" }, { DocumentKind.Opinion, "联系方式" }, { DocumentKind.Opinion, "复查机关" }, { DocumentKind.Opinion, "批准人" },
        { DocumentKind.ReviewOpinion, "制发机关" }, { DocumentKind.ReviewOpinion, "联系方式" }, { DocumentKind.ReviewOpinion, "复核机关" },
        { DocumentKind.ReviewOpinion, "批准人" }, { DocumentKind.FinalReviewOpinion, "制发机关" }, { DocumentKind.FinalReviewOpinion, "批准人" },
        { DocumentKind.ReviewRefusal, "制发机关" }, { DocumentKind.ReviewRefusal, "认定的事实" }, { DocumentKind.ReviewRefusal, "不予受理的依据" },
        { DocumentKind.ReviewRefusal, "可以采取的途径" }, { DocumentKind.ReviewRefusal, "批准人" },
        { DocumentKind.AssignmentLetter, "制发机关" }, { DocumentKind.AssignmentLetter, "联系方式" }, { DocumentKind.AssignmentLetter, "主送单位" },
        { DocumentKind.AssignmentLetter, "办理时限" }, { DocumentKind.AssignmentLetter, "办理要求" },
        { DocumentKind.Submission, "制发机关" }, { DocumentKind.Submission, "联系方式" }, { DocumentKind.Submission, "主送机关" },
        { DocumentKind.Submission, "报请理由" }, { DocumentKind.Submission, "拟办建议" },
        { DocumentKind.ProofOfService, "送达方式" }, { DocumentKind.ProofOfService, "送达日期" }, { DocumentKind.ProofOfService, "送达凭证" },
    };

    [Theory]
    [MemberData(nameof(Removable))]
    public void A_document_without_a_mandatory_content_is_not_issued_and_the_content_is_named(DocumentKind kind, string content)
    {
        Assert.Contains(content, MandatoryContents.StatedBy(kind));
        Assert.IsType<Decision.Accepted>(Issue(kind, without: null));
        var refusals = Assert.IsType<Decision.Refused>(Issue(kind, content)).Refusals;
        var asked = content switch { "主送机关" => "报请机关", "报请理由" => "重大、紧急的理由", _ => content };
        Assert.Contains(refusals, r => r.Reason.ToString().Contains(asked, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_has_its_mandatory_contents() =>
        Assert.All(Words.All<DocumentKind>(), kind => Assert.Distinct(MandatoryContents.Of(kind)));

    [Fact]
    public void A_content_that_the_act_forgot_altogether_is_refused_too() =>
        Letter.Issue([DocumentKind.Notice], [("文号", "崇住建〔2026〕1号"), ("信访事项编号", "1"), ("制发机关", "局"), ("联系方式", "1"), ("处理途径", "仲裁")])
            .Refused("content-missing", Letter.Source);

    private static Decision Issue(DocumentKind kind, string? without)
    {
        string? Say(string content, string value) => content == without ? null : value;
        Unit Of(Unit unit) => unit with
        {
            OrganName = Say("制发机关", unit.OrganName) ?? "",
            Phone = Say("联系方式", unit.Phone) ?? "",
            ReviewOrgan = Say("复查机关", unit.ReviewOrgan) ?? "",
        };
        var given = StageBefore(kind);
        var (matter, head, handler) = (given.Matter, given.ActOf(Some.Head), given.ActOf(Some.Handler));
        var named = Some.Housing with { Name = Say("去向", "住建局") is null || Say("主送单位", "住建局") is null ? "" : "住建局" };
        return kind switch
        {
            DocumentKind.RegistrationReceipt or DocumentKind.ForwardingLetter =>
                Dispatch.Forward(matter, named, null, Of(Some.Office), given.ActOf(Some.Router)),
            DocumentKind.AssignmentLetter => Dispatch.Assign(
                matter, new DispatchTo(named, null, without == "办理时限" ? null : given.Today.AddDays(30), Say("办理要求", "报告结果")),
                Of(Some.Office), given.ActOf(Some.Router)),
            DocumentKind.Submission => Submission.Submit(
                matter, Say("主送机关", "中共崇川区委"), Say("报请理由", "涉及上千户"), Say("拟办建议", "建议由住建局牵头"), Of(Some.Office),
                given.ActOf(Some.Router)),
            DocumentKind.Notice => Notice.Issue(
                matter, without == "处理途径" ? null : Route.PetitionProcedure, Say("处理程序", "现场查看"), Of(Some.Housing), handler),
            DocumentKind.Diversion => Notice.Issue(
                matter, Route.Arbitration, Say("处理程序", "请申请仲裁"), Of(Some.Housing), handler,
                new Diversion(Say("办理机关", "崇川区劳动人事争议仲裁委员会"), Say("材料移交", "已移交复印件"))),
            DocumentKind.Objection => Objection.File(
                matter, new FileObjection(Say("异议理由", "已移交城管"), Say("职权依据", "职责清单"), Say("建议的有权处理机关", "崇川区城市管理局")),
                Of(Some.Housing), handler),
            DocumentKind.NonAcceptance or DocumentKind.NoFurtherAcceptance => NonAcceptance.Refuse(
                matter, without == "不予受理的依据" ? null : GroundOf(kind), Say("认定的事实", "街道正在办理"), Say("可以采取的途径", "向街道查询"),
                Say("批准人", "钱卫东") ?? "", Of(Some.Housing), head),
            DocumentKind.CompletionReport => Assignment.Report(
                matter, Say("调查核实情况", "现场查看"), Say("办理结果", "已修复"), Say("签发人", "钱卫东") ?? "", Of(Some.Housing), head),
            DocumentKind.Acceptance => Acceptance.Accept(matter, Say("承办人", "陆晓峰"), Say("受理范围", "维修"), Of(Some.Housing), handler),
            DocumentKind.Extension => HandlingTerm.Extend(
                matter, without == "延长天数" ? null : 20, Say("延期理由", "鉴定"), Say("批准人", "钱卫东") ?? "", Of(Some.Housing), head),
            DocumentKind.Opinion => Opinion.Approve(matter, Say("批准人", "钱卫东") ?? "", Of(Some.Housing), null, head),
            DocumentKind.ReviewOpinion => ReviewWork.Approve(
                matter, Say("批准人", "季伟") ?? "", Of(Some.Government) with { ReviewOrgan = Say("复核机关", "南通市人民政府") ?? "" }, null, [],
                given.ActOf(Some.ReviewHead)),
            DocumentKind.FinalReviewOpinion => ReviewWork.Approve(
                matter, Say("批准人", "季伟") ?? "", Of(Some.Government), null, [], given.ActOf(Some.ReviewHead with { Id = "s-26", Unit = "SZF" })),
            DocumentKind.ReviewRefusal => ReviewWork.RefuseRequest(
                matter, without == "不予受理的依据" ? null : ReviewRefusalGround.AnotherProcedure, Say("认定的事实", "已经起诉"), Say("可以采取的途径", "向法院查询"),
                Say("批准人", "季伟") ?? "", Of(Some.Government), [], given.ActOf(Some.ReviewHead)),
            _ => Service.Serve(matter, new ServeDocument(
                DocumentKind.Opinion, without == "送达方式" ? null : ServiceMethod.Post,
                without == "送达日期" ? null : new LegalDay(given.Today, Say("送达凭证", "EMS1"), null), "本人签收"), handler),
        };
    }

    private static NonAcceptanceGround GroundOf(DocumentKind kind) =>
        Words.All<NonAcceptanceGround>().Single(g => NonAcceptance.DocumentOf(g) == kind);

    private static Given StageBefore(DocumentKind kind) => kind switch
    {
        DocumentKind.RegistrationReceipt or DocumentKind.ForwardingLetter or DocumentKind.AssignmentLetter or DocumentKind.Submission =>
            Given.Registered(),
        DocumentKind.Notice or DocumentKind.Diversion or DocumentKind.Objection => Given.Received(),
        DocumentKind.NonAcceptance or DocumentKind.NoFurtherAcceptance => Given.Received(),
        DocumentKind.CompletionReport => Given.Served().Assign(),
        DocumentKind.Acceptance => Given.Noticed(),
        DocumentKind.Extension => Given.Accepted(),
        DocumentKind.Opinion => Given.Submitted(),
        DocumentKind.ReviewOpinion => Given.Served().AskReview().TakeReview().SubmitReview(ReviewOutcome.Uphold),
        DocumentKind.ReviewRefusal => Given.Served().AskReview(),
        DocumentKind.FinalReviewOpinion => ReviewTests.AskedForTheLast().When(
            ReviewTests.Above, (m, act) => ReviewWork.Take(m, null, [], act)).When(
            ReviewTests.Above, (m, act) => ReviewWork.Submit(m, Some.Reviewing(ReviewOutcome.Uphold, act.Today), act)),
        _ => Given.Approved(),
    };
}
