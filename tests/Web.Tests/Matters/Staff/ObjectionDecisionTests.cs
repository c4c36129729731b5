using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>审核异议: the consent moves the matter in the same act, a refusal leaves it.</summary>
public sealed class ObjectionDecisionTests(Site site) : IClassFixture<Site>
{
    private static string Path(Filed f) => $"/staff/matters/{f.Matter}/decide-objection";

    [Fact]
    public async Task The_page_shows_the_objection_and_preselects_the_organ_it_proposes()
    {
        var f = await site.BringTo(Stage.Objected);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open(Path(f));
        foreach (var part in new[] { "雨水管网已移交市政养护。", "《崇川区市政设施移交清单》", "崇川区城市管理局" })
            Assert.Contains(part, page.Text(".filed"), StringComparison.Ordinal);
        Assert.Equal("CG", page.Kept("unit"));
        Assert.Null(page.QuerySelector("#unit option[value=ZJ]"));
        Assert.Null(page.QuerySelector("#coordinator"));
    }

    [Theory]
    [InlineData("forward", "已同意异议，改为转送崇川区城市管理局", "matter.forwarded.v1")]
    [InlineData("assign", "已同意异议，改为交办崇川区城市管理局", "matter.assigned.v1")]
    public async Task Consent_and_the_next_dispatch_are_one_act(string then, string message, string stored)
    {
        var f = await site.BringTo(Stage.Objected);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open(Path(f));
        page = await visitor.Submit(page.Form(), new()
        {
            ["consent"] = "yes",
            ["reason"] = "清单属实",
            ["then"] = then,
            ["reportBy"] = then == "assign" ? "2026-04-01" : "",
            ["requirement"] = then == "assign" ? "报告整改方案" : "",
        });
        Assert.Contains(message, page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal(["matter.objection-decided.v1", stored], (await site.EventNames(f)).TakeLast(2));
        var events = (await site.Events(f.Matter)).TakeLast(2).ToList();
        Assert.Equal(events[0].RecordedAt, events[1].RecordedAt);
        Assert.Equal(("CG", Stage.ToReceive), ((await site.State(f)).Dispatch!.Unit, (await site.State(f)).Stage));
        var receipt = page.QuerySelectorAll("main a[href$='/registration-receipt']");
        Assert.Equal(2, receipt.Length);
    }

    [Fact]
    public async Task Without_consent_the_unit_handles_it_and_the_reason_is_kept()
    {
        var f = await site.BringTo(Stage.Objected);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open(Path(f));
        page = await visitor.Submit(page.Form(), new() { ["consent"] = "no", ["reason"] = "" });
        page.AssertRefused(visitor, "reason");
        Assert.Contains("第二十三条第三款", page.Text("#reason-error .rule"), StringComparison.Ordinal);
        Assert.Equal("no", page.Kept("consent"));
        page = await visitor.Submit(page.Form(), new() { ["reason"] = "养护责任未移交" });
        Assert.Contains("未同意异议，由崇川区住房和城乡建设局办理", page.Text(".notice.good"), StringComparison.Ordinal);
        var decided = (await site.Events(f.Matter)).Select(e => e.Event).OfType<ObjectionDecided>().Single();
        Assert.Equal((false, "养护责任未移交", null), (decided.Consented, decided.Reason.Value, decided.Coordinator));
        Assert.Equal(("ZJ", Stage.ToAccept), ((await site.State(f)).Dispatch!.Unit, (await site.State(f)).Stage));
    }

    [Fact]
    public async Task All_that_a_consent_needs_is_said_at_once_and_what_was_typed_stays()
    {
        var f = await site.BringTo(Stage.Objected);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open(Path(f));
        page = await visitor.Submit(page.Form(), new() { ["consent"] = "yes", ["unit"] = "", ["then"] = "assign", ["note"] = "请尽快" });
        foreach (var field in new[] { "reason", "unit", "reportBy", "requirement" }) page.AssertRefused(visitor, field);
        Assert.Equal(("yes", "assign", "请尽快"), (page.Kept("consent"), page.Kept("then"), page.Kept("note")));

        page = await visitor.Submit(page.Form(), new() { ["then"] = "", ["unit"] = "CG" });
        page.AssertRefused(visitor, "then");
        Assert.Equal("CG", page.Kept("unit"));

        page = await visitor.Submit(page.Form(), new() { ["then"] = "forward", ["reason"] = "属实", ["reportBy"] = "2026-04-01" });
        page.AssertRefused(visitor, "then");
        Assert.Contains("转送没有办理时限", page.Text("#then-error"), StringComparison.Ordinal);
        Assert.Equal("2026-04-01", page.Kept("reportBy"));
        Assert.Equal(Stage.Objected, (await site.State(f)).Stage);
    }

    [Fact]
    public async Task A_second_objection_names_who_coordinated_it_under_article_24()
    {
        var f = await site.BringTo(Stage.Objected);
        await site.AdmitObjection(f, "CG");
        var (unit, other) = (await site.Unit("CG"), new Core.Actor("s-10", Core.Role.Handler, "CG", "崇川区城市管理局"));
        await site.On(f, other, Dispatch.Receive);
        await site.On(f, other, (m, act) => Objection.File(
            m, new FileObjection("该处不属市政道路。", "城管职责清单", "崇川区水务局"), unit, act));
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open(Path(f));
        Assert.Equal(2, page.QuerySelectorAll(".filed").Length);
        page = await visitor.Submit(page.Form(), new() { ["consent"] = "no", ["reason"] = "联席会议已明确" });
        page.AssertRefused(visitor, "coordinator");
        page.AssertRefused(visitor, "evidence");
        Assert.Contains("第二十四条", page.Text("#coordinator-error .rule"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form(), new() { ["coordinator"] = "区信访工作联席会议", ["evidence"] = "纪要〔2026〕3号" });
        Assert.Contains("未同意异议", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("区信访工作联席会议决定，纪要〔2026〕3号", page.Text(".timeline"), StringComparison.Ordinal);
    }
}
