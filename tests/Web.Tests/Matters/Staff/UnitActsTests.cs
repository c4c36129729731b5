using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>What a unit does beside the plain path, by its pages: who handles it, objection, “no”, execution, resolution, report.</summary>
public sealed class UnitActsTests(Site site) : IClassFixture<Site>
{
    private async Task<T> Last<T>(Filed f) where T : CaseEvent =>
        Assert.IsType<T>((await site.Get<CaseReader>().Events(f.Matter))[^1].Event);

    [Fact]
    public async Task The_head_chooses_among_the_units_own_handlers_and_it_stands_on_that_desk()
    {
        await Appoint("s-21", "zhujian-er", "祝明", "ZJ");
        await Appoint("s-22", "renshe-er", "陶静", "RS");
        var f = await site.BringTo(Stage.ToAccept);
        using var head = await site.SignedIn("fuze");
        var path = $"/staff/matters/{f.Matter}/designate";
        var page = await head.Open(path);
        Assert.Contains("现在的承办人：陆晓峰", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(["", "s-21", "s-3"], page.QuerySelectorAll("#handler option").Select(o => o.GetAttribute("value")!).Order());

        page = await head.Post(path, [new("handler", "s-22"), new("form-token", await head.Token())]);
        page.AssertRefused(head, "handler");
        page = await head.Submit(page.Form(), new() { ["handler"] = "s-3" });
        page.AssertRefused(head, "handler");
        Assert.Contains("已经在办", page.Text("#handler-error"), StringComparison.Ordinal);

        page = await head.Submit(page.Form(), new() { ["handler"] = "s-21" });
        Assert.Contains("承办人：祝明", page.Text("dl.now"), StringComparison.Ordinal);
        Assert.Equal("s-21", (await Last<HandlerDesignated>(f)).Handler);
        using var handler = await site.SignedIn("zhujian-er");
        page = await handler.Open("/staff/matters?list=mine");
        Assert.Contains(f.MatterNumber, page.Text(".list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_objection_shows_its_last_day_and_leaves_the_unit_in_charge()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var handler = await site.SignedIn("chengban");
        var page = await handler.Open($"/staff/matters/{f.Matter}/object");
        // Received on Monday: five working days end on the Monday after.
        Assert.Contains("2026年3月9日（星期一）", page.Text("dl.summary"), StringComparison.Ordinal);
        page = await handler.Submit(page.Form(), new()
        {
            ["reason"] = "雨水管网已移交市政养护。",
            ["mandateBasis"] = "《移交清单》第三项",
            ["proposedOrgan"] = "崇川区城市管理局",
        });
        Assert.Contains("审核期间仍由本单位负责", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("崇川区住房和城乡建设局（异议审核期间临时负责）", page.Text("dl.now"), StringComparison.Ordinal);
        Assert.Contains("异议书", page.Text("main"), StringComparison.Ordinal);
        var filed = await Last<ObjectionFiled>(f);
        Assert.Equal(
            (new DateOnly(2026, 3, 2), "雨水管网已移交市政养护。", "《移交清单》第三项", "崇川区城市管理局"),
            (filed.ReceivedOn, filed.Reason.Value, filed.MandateBasis.Value, filed.ProposedOrgan.Value));

        page = await handler.Open($"/staff/matters/{f.Matter}/notice");
        Assert.Contains("异议正在审核", page.Text(".notice.refusal"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in-hand-below", "不予受理告知书", DocumentKind.NonAcceptance)]
    [InlineData("finally-reviewed", "不再受理告知书", DocumentKind.NoFurtherAcceptance)]
    public async Task No_exists_only_as_a_document_with_its_ground_and_is_served(string ground, string title, DocumentKind kind)
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var head = await site.SignedIn("fuze");
        var page = await head.Open($"/staff/matters/{f.Matter}/refuse-acceptance");
        page = await head.Submit(page.Form(), new()
        {
            ["ground"] = ground,
            ["facts"] = "文峰街道2026年2月20日已受理。",
            ["instead"] = "请等待文峰街道的书面答复。",
        });
        Assert.Contains(title + "崇住建〔2026〕", page.Text(".notice.good"), StringComparison.Ordinal);
        var refused = await Last<AcceptanceRefused>(f);
        Assert.Equal((ground, "钱卫东"), (Words.Of(refused.Ground), refused.ApprovedBy.Value));
        var state = await site.State(f);
        Assert.Equal((Stage.NotAccepted, kind), (state.Stage, state.Unserved!.Kind));

        page = await head.Open($"/staff/matters/{f.Matter}/serve");
        Assert.Contains(title, page.Text("#document"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_request_still_lacks_stands_line_by_line()
    {
        var f = await site.BringTo(Stage.InHand);
        using var handler = await site.SignedIn("chengban");
        var page = await handler.Open($"/staff/matters/{f.Matter}/opinion");
        page = await handler.Submit(page.Form());
        var error = page.QuerySelector("#answer-1-error")!;
        Assert.Equal(2, error.QuerySelectorAll(".rule").Length);
        Assert.Single(error.QuerySelectorAll("br"));
        Assert.Contains("请填写“法律、法规、规章和政策依据”。", page.Text("#basis-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_executed_and_resolved_are_three_facts_on_the_case_page_and_in_the_list()
    {
        var f = await site.BringTo(Stage.Served);
        using var handler = await site.SignedIn("chengban");
        Assert.Equal(["已办结，待评价", "待执行", "未化解"], await TagsOf(handler, f));
        var page = await handler.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("办结2026年3月2日 执行尚未，最迟2026年4月1日 化解尚未", page.Text("dl.now"), StringComparison.Ordinal);

        page = await handler.Open($"/staff/matters/{f.Matter}/execute");
        Assert.Contains("委托养护单位更换管道", page.Text("main"), StringComparison.Ordinal);
        page = await handler.Submit(page.Form(), new() { ["executedEvidence"] = "验收单1号", ["how"] = "管道已更换。" });
        Assert.Contains("执行2026年3月2日 化解尚未", page.Text("dl.now"), StringComparison.Ordinal);
        Assert.Equal(["已办结，待评价", "已执行", "未化解"], await TagsOf(handler, f));
        Assert.Equal("验收单1号", (await Last<OpinionExecuted>(f)).Evidence);

        page = await handler.Open($"/staff/matters/{f.Matter}/resolve");
        Assert.DoesNotContain("信访人确认", page.Text("#ground"), StringComparison.Ordinal);
        page = await handler.Submit(page.Form(), new()
        {
            ["ground"] = "opinion-executed",
            ["resolvedEvidence"] = "回访照片1号",
            ["how"] = "不再进水。",
        });
        Assert.Contains("化解2026年3月2日", page.Text("dl.now"), StringComparison.Ordinal);
        Assert.Equal(["已办结，待评价", "已执行", "已化解"], await TagsOf(handler, f));
        Assert.Equal(ResolutionGround.OpinionExecuted, (await Last<MatterResolved>(f)).Ground);
    }

    [Fact]
    public async Task What_was_not_executed_cannot_be_resolved_by_execution_and_what_the_petitioner_confirms_nobody_enters()
    {
        var f = await site.BringTo(Stage.Served);
        using var handler = await site.SignedIn("chengban");
        var page = await handler.Open($"/staff/matters/{f.Matter}/resolve");
        page = await handler.Submit(page.Form(), new() { ["ground"] = "opinion-executed", ["resolvedEvidence"] = "1号", ["how"] = "修好了" });
        page.AssertRefused(handler, "ground");
        Assert.Contains("请先登记执行完毕", page.Text("#ground-error"), StringComparison.Ordinal);
        Assert.Equal(("opinion-executed", "1号", "修好了"), (page.Kept("ground"), page.Kept("resolvedEvidence"), page.Kept("how")));
        page = await handler.Submit(page.Form(), new() { ["ground"] = "petitioner-confirmed" });
        Assert.Contains("只能由本人", page.Text("#ground-error"), StringComparison.Ordinal);
        Assert.Null((await site.State(f)).ResolvedOn);
    }

    [Fact]
    public async Task A_completion_report_answers_the_assignment_and_is_signed_by_the_head()
    {
        var f = await site.BringTo(Stage.Served);
        await site.Assign(f);
        using var head = await site.SignedIn("fuze");
        var page = await head.Open($"/staff/matters/{f.Matter}/report-completion");
        Assert.Equal("3月5日现场查勘，雨水管破损约两米。", page.Kept("investigation"));
        Assert.Contains("请报告整改方案和完成时间。", page.Text("main aside"), StringComparison.Ordinal);
        page = await head.Submit(page.Form(), new() { ["result"] = "雨水管已经更换。" });
        Assert.Contains("办结报告崇住建〔2026〕", page.Text(".notice.good"), StringComparison.Ordinal);
        var reported = await Last<CompletionReported>(f);
        Assert.Equal(("雨水管已经更换。", "钱卫东"), (reported.Result.Value, reported.SignedBy.Value));

        page = await head.Open($"/staff/matters/{f.Matter}/report-completion");
        Assert.Contains("办结报告已经提交", page.Text(".notice.refusal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_before_the_answer_was_served_is_refused_under_article_22()
    {
        var f = await site.BringTo(Stage.InHand);
        await site.Assign(f);
        using var head = await site.SignedIn("fuze");
        var page = await head.Open($"/staff/matters/{f.Matter}/report-completion");
        Assert.Contains("请先将处理意见书", page.Text(".notice.refusal"), StringComparison.Ordinal);
        Assert.Contains("第二十二条第一款第（三）项", page.Text(".notice.refusal .rule"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_matter_is_not_found_by_any_of_its_pages_and_nothing_is_recorded()
    {
        var f = await site.BringTo(Stage.Sealed);
        var before = await site.LogSize();
        foreach (var login in new[] { "dengji", "fenban", "chengban", "fuze", "ducha" })
        {
            using var visitor = await site.SignedIn(login);
            var token = await visitor.Token();
            foreach (var form in ActForms.All.Where(a => a.Login is "chengban" or "fuze"))
            {
                await visitor.Open(form.Path(f));
                Assert.True(visitor.Status == HttpStatusCode.NotFound, $"{login} {form.Act} GET {visitor.Status}");
                await visitor.Post(form.Path(f), form.Fields.Append(new("form-token", token)));
                Assert.True(visitor.Status == HttpStatusCode.NotFound, $"{login} {form.Act} POST {visitor.Status}");
            }
        }

        Assert.Equal(before, await site.LogSize());
    }

    private static async Task<IEnumerable<string>> TagsOf(Visitor visitor, Filed f)
    {
        var page = await visitor.Open($"/staff/matters?number={f.MatterNumber}");
        var row = Assert.Single(page.QuerySelectorAll(".list tbody tr"));
        return row.QuerySelectorAll("td:nth-child(3) .tag").Select(t => t.TextContent)
            .Where(t => !t.Contains("有文书待送达", StringComparison.Ordinal));
    }

    private async Task Appoint(string id, string login, string name, string unit) => Assert.IsType<Result.Done>(
        await People.Appoint(site.Store, await site.As("guanli"), id, login, name, Role.Handler, unit, DemoDistrict.Password));
}
