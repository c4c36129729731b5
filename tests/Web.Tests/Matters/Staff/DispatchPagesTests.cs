using System.Net;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>交办, 报请, 登记批示, 延长交办时限: the petition department's pages.</summary>
public sealed class DispatchPagesTests(Site site) : IClassFixture<Site>
{
    private async Task<T> Last<T>(Filed f) where T : MatterEvent => (await site.Events(f.Matter)).Select(e => e.Event).OfType<T>().Last();

    [Fact]
    public async Task A_matter_is_assigned_with_limit_and_requirement_and_both_letters_can_be_printed()
    {
        var f = await site.BringTo(Stage.ToForward, c => c with { UnitNamed = "ZJ" });
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        page = await visitor.Open(page.QuerySelector(".acts a[href$='/assign']")!.GetAttribute("href")!);
        Assert.Equal("ZJ", page.Kept("unit"));
        page = await visitor.Submit(page.Form(), new() { ["reportBy"] = "2026-04-01", ["requirement"] = "查清责任，报告整改方案" });
        Assert.Equal($"/staff/matters/{f.Matter}", visitor.Path);
        Assert.Contains("已交办崇川区住房和城乡建设局，办理时限到2026年4月1日", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("告知去向的回执", page.Text(".notice.good"), StringComparison.Ordinal);

        var assigned = await Last<MatterAssigned>(f);
        Assert.Equal(("ZJ", new DateOnly(2026, 4, 1), "查清责任，报告整改方案"), (assigned.Unit, assigned.ReportBy, assigned.Requirement.Value));
        Assert.NotNull(assigned.ReceiptNumber);
        foreach (var kind in new[] { "assignment-letter", "registration-receipt" })
        {
            var letter = await visitor.Open(page.QuerySelector($"main a[href$='/{kind}']")!.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.Contains("交办", letter.Text("article.letter"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_forwarded_is_assigned_to_the_same_unit_alone_and_the_petitioner_gets_no_second_receipt()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/assign");
        Assert.Equal(["", "ZJ"], page.QuerySelectorAll("#unit option").Select(o => o.GetAttribute("value")!));
        var form = page.Form();
        page = await visitor.Submit(form, new() { ["unit"] = "RS", ["reportBy"] = "2026-04-01", ["requirement"] = "报告结果" });
        page.AssertRefused(visitor, "unit");
        page = await visitor.Submit(form, new() { ["unit"] = "ZJ", ["reportBy"] = "2026-04-01", ["requirement"] = "报告结果" });
        Assert.Null((await Last<MatterAssigned>(f)).ReceiptNumber);
        Assert.DoesNotContain("回执", page.Text(".notice.good"), StringComparison.Ordinal);
        var letter = await visitor.Open(page.QuerySelector("main a[href$='/assignment-letter']")!.GetAttribute("href")!);
        Assert.Contains("已于2026年3月2日转送你单位", letter.Text("article.letter"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02", "交办")]
    [InlineData("2027-03-03", "一年")]
    [InlineData("2026-02-30", "日期")]
    public async Task An_impossible_limit_is_refused_under_article_22_and_comes_back(string reportBy, string reason)
    {
        var f = await site.BringTo(Stage.ToForward);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/assign");
        page = await visitor.Submit(page.Form(), new() { ["unit"] = "ZJ", ["reportBy"] = reportBy, ["requirement"] = "报告结果" });
        page.AssertRefused(visitor, "reportBy");
        Assert.Contains("第二十二条第一款第（三）项", page.Text("#reportBy-error .rule"), StringComparison.Ordinal);
        Assert.Contains(reason == "交办" ? "晚于今天" : reason, page.Text("#reportBy-error"), StringComparison.Ordinal);
        Assert.Equal((reportBy, "报告结果", "ZJ"), (page.Kept("reportBy"), page.Kept("requirement"), page.Kept("unit")));
    }

    [Fact]
    public async Task All_that_is_missing_is_said_at_once()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/assign");
        page = await visitor.Submit(page.Form(), new() { ["unit"] = "" });
        foreach (var field in new[] { "unit", "reportBy", "requirement" }) page.AssertRefused(visitor, field);
    }

    [Fact]
    public async Task The_limit_of_an_assignment_is_lengthened_by_whoever_assigned_it()
    {
        var f = await site.BringTo(Stage.ToForward);
        await site.Assign(f);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/extend-assignment");
        Assert.Contains("2026年4月1日", page.Text("main"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form(), new() { ["reportBy"] = "2026-04-01", ["reason"] = "须检测" });
        page.AssertRefused(visitor, "reportBy");
        page = await visitor.Submit(page.Form(), new() { ["reportBy"] = "2026-05-01" });
        Assert.Contains("已延长到2026年5月1日", page.Text(".notice.good"), StringComparison.Ordinal);
        var extended = await Last<AssignmentExtended>(f);
        Assert.Equal((new DateOnly(2026, 5, 1), "须检测"), (extended.ReportBy, extended.Reason.Value));
    }

    [Fact]
    public async Task A_matter_is_submitted_upward_and_goes_on_after_the_decision_was_recorded()
    {
        var f = await site.BringTo(Stage.ToForward);
        var path = $"/staff/matters/{f.Matter}";
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open(path + "/submit-upward");
        Assert.Equal("南通市崇川区人民政府", page.Kept("to"));
        page = await visitor.Submit(page.Form(), new() { ["reason"] = "涉及三百户居民安全", ["proposal"] = "由住建局牵头会商" });
        Assert.Contains("已报请南通市崇川区人民政府决定", page.Text(".notice.good"), StringComparison.Ordinal);
        var letter = await visitor.Open(page.QuerySelector("main a[href$='/submission']")!.GetAttribute("href")!);
        Assert.Contains("由住建局牵头会商", letter.Text("article.letter"), StringComparison.Ordinal);
        Assert.DoesNotContain("周桂兰", letter.Text("article.letter"), StringComparison.Ordinal);

        page = await visitor.Open(path + "/forward");
        Assert.Contains("登记批示后再转送或者交办", page.Text(".notice.refusal"), StringComparison.Ordinal);

        page = await visitor.Open(path + "/upward-decision");
        Assert.Contains("涉及三百户居民安全", page.Text("main aside"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form(), new() { ["decided"] = "2026-03-01", ["decision"] = "请住建局牵头", ["decidedEvidence"] = "收文18号" });
        page.AssertRefused(visitor, "decided");
        Assert.Equal(("2026-03-01", "请住建局牵头", "收文18号"), (page.Kept("decided"), page.Kept("decision"), page.Kept("decidedEvidence")));
        page = await visitor.Submit(page.Form(), new() { ["decided"] = "2026-03-02" });
        Assert.Contains("批示已登记", page.Text(".notice.good"), StringComparison.Ordinal);
        var decided = await Last<UpwardDecisionRecorded>(f);
        Assert.Equal((new DateOnly(2026, 3, 2), "收文18号", "请住建局牵头"), (decided.DecidedOn, decided.Evidence, decided.Decision.Value));
        Assert.Equal(Stage.ToForward, (await site.State(f)).Stage);
        Assert.NotNull(page.QuerySelector(".acts a[href$='/assign']"));
    }
}
