using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>重大紧急: marked by whoever sees it, reported within two hours, lifted by the petition department alone.</summary>
public sealed class UrgencyPagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_unit_marks_and_reports_and_only_the_petition_department_lifts_it()
    {
        var f = await site.BringTo(Stage.InHand);
        var path = $"/staff/matters/{f.Matter}";
        using var handler = await site.SignedIn("chengban");
        var page = await handler.Open(path + "/mark-urgent");
        Assert.Contains("2小时内书面报告", page.Text("main"), StringComparison.Ordinal);
        page = await handler.Submit(page.Form(), new() { ["reason"] = "墙体开裂，可能倒塌" });
        Assert.Contains("2026年3月2日 11:00前书面报告", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("重大紧急", page.Text("h1"), StringComparison.Ordinal);

        page = await handler.Open(path + "/report-urgent");
        Assert.Contains("墙体开裂，可能倒塌", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("2026年3月2日 11:00", page.Text("main"), StringComparison.Ordinal);
        page = await handler.Submit(page.Form(), new() { ["to"] = "区委、区政府", ["evidence"] = "急报1号" });
        page.AssertRefused(handler, "measures");
        Assert.Contains("第二十五条", page.Text("#measures-error .rule"), StringComparison.Ordinal);
        Assert.Equal(("区委、区政府", "急报1号"), (page.Kept("to"), page.Kept("evidence")));
        page = await handler.Submit(page.Form(), new() { ["measures"] = "已疏散两户" });
        Assert.Contains("书面报告已登记", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await handler.Open(path + "/lift-urgency");
        Assert.Contains("责任单位不能降低紧急程度", page.Text(".notice.refusal"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form[method=post]"));
        page = await handler.Post(path + "/lift-urgency", [new("reason", "没事了"), new("form-token", await handler.Token())]);
        Assert.Contains("第二十五条", page.Text(".errors .rule"), StringComparison.Ordinal);

        using var supervisor = await site.SignedIn("ducha");
        page = await supervisor.Open(path + "/lift-urgency");
        page = await supervisor.Submit(page.Form(), new() { ["reason"] = "险情已经排除" });
        Assert.Contains("重大、紧急已解除", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal(
            ["matter.marked-urgent.v1", "matter.urgent-reported.v1", "matter.urgency-lifted.v1"],
            (await site.EventNames(f)).TakeLast(3));
        var reported = (await site.Events(f.Matter)).Select(e => e.Event).OfType<UrgentMatterReported>().Single();
        Assert.Equal(("急报1号", "区委、区政府", "已疏散两户"), (reported.Evidence, reported.To.Value, reported.Measures.Value));
    }

    [Fact]
    public async Task A_report_on_what_is_not_urgent_is_refused_and_comes_back()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Post(
            $"/staff/matters/{f.Matter}/report-urgent",
            [new("to", "区政府"), new("measures", "已处置"), new("evidence", "1号"), new("form-token", await visitor.Token())]);
        Assert.Contains("没有标为重大、紧急", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal("已处置", page.Kept("measures"));
    }
}
