using AngleSharp.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>The work lists: what each holds, for whom it is there, and that filters stay in the address.</summary>
public sealed class WorkListTests(Site site) : IClassFixture<Site>
{
    private static IEnumerable<string> Numbers(IParentNode page) => page.QuerySelectorAll(".list .go").Select(a => a.TextContent);

    private static string[] Tabs(IParentNode page) =>
        [.. page.QuerySelectorAll(".tabs a").Select(a => a.FirstChild!.TextContent.Trim())];

    [Theory]
    [InlineData("dengji", "全部 我的 等本局办理 七日内到期 已逾期 待送达 重大紧急 待审批删除 个人信息请求")]
    [InlineData("fenban", "全部 等本局办理 七日内到期 已逾期 待送达 重大紧急 待审批删除 个人信息请求")]
    [InlineData("ducha", "全部 等本局办理 七日内到期 已逾期 待送达 重大紧急 复查、复核 待审批删除 个人信息请求")]
    [InlineData("fucha", "本单位 七日内到期 已逾期 待送达 重大紧急 复查、复核")]
    [InlineData("chengban", "本单位 我的 七日内到期 已逾期 待送达 重大紧急")]
    [InlineData("fuze", "本单位 七日内到期 已逾期 待送达 重大紧急")]
    public async Task Each_post_has_the_lists_that_can_hold_something_for_it(string login, string lists)
    {
        using var visitor = await site.SignedIn(login);
        Assert.Equal(lists.Split(' '), Tabs(await visitor.Open("/staff/matters")));
        // A list of another post is no list of this one's.
        var page = await visitor.Open("/staff/matters?list=" + (login is "chengban" or "fuze" ? "ours" : "banana"));
        Assert.Equal("page", page.QuerySelector(".tabs a")!.GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Each_list_holds_what_it_says_and_nothing_else()
    {
        var waiting = await site.BringTo(Stage.ToForward);
        var inHand = await site.BringTo(Stage.InHand);
        var objected = await site.BringTo(Stage.Objected);
        var served = await site.BringTo(Stage.Served);
        var urgent = await site.BringTo(Stage.ToForward);
        await site.MarkUrgent(urgent);

        using var registrar = await site.SignedIn("dengji");
        async Task<List<string>> List(string list) => [.. Numbers(await registrar.Open($"/staff/matters?list={list}"))];

        var mine = await List("mine");
        Assert.Contains(waiting.MatterNumber, mine); // who registered it has it in hand until it is sent on
        Assert.DoesNotContain(inHand.MatterNumber, mine);
        var ours = await List("ours");
        foreach (var f in new[] { waiting, objected, urgent }) Assert.Contains(f.MatterNumber, ours);
        foreach (var f in new[] { inHand, served }) Assert.DoesNotContain(f.MatterNumber, ours);
        Assert.Equal([urgent.MatterNumber], await List("urgent"));
        Assert.Contains(inHand.MatterNumber, await List("unserved"));

        using var handler = await site.SignedIn("chengban");
        var page = await handler.Open("/staff/matters?list=mine");
        Assert.Contains(inHand.MatterNumber, Numbers(page));
        Assert.DoesNotContain(waiting.MatterNumber, Numbers(await handler.Open("/staff/matters")));

        // The other stages of the office's own work are left out under the stage that was chosen, and the address keeps both.
        page = await registrar.Open("/staff/matters?list=ours&stage=objected");
        Assert.Contains(objected.MatterNumber, Numbers(page));
        Assert.DoesNotContain(waiting.MatterNumber, Numbers(page));
        Assert.All(page.QuerySelectorAll(".tabs a"), a => Assert.Contains("stage=objected", a.GetAttribute("href")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_falls_due_and_what_is_over_are_apart()
    {
        using var other = new TestSite();
        await other.Site.InitializeAsync();
        var f = await other.Site.BringTo(Stage.ToForward);
        // The fifteenth day is Tuesday 17 March.
        other.Site.Clock.AdvanceDays(8);
        using var visitor = await other.Site.SignedIn("fenban");
        Assert.Equal([f.MatterNumber], Numbers(await visitor.Open("/staff/matters?list=falling-due")));
        Assert.Empty(Numbers(await visitor.Open("/staff/matters?list=overdue")));
        other.Site.Clock.AdvanceDays(8);
        using var later = await other.Site.SignedIn("fenban");
        Assert.Equal([f.MatterNumber], Numbers(await later.Open("/staff/matters?list=overdue")));
        Assert.Empty(Numbers(await later.Open("/staff/matters?list=falling-due")));
    }

    [Fact]
    public async Task Beyond_a_thousand_a_list_says_so_and_every_page_can_be_turned()
    {
        using var other = new TestSite();
        await other.Site.InitializeAsync();
        await Task.WhenAll(Enumerable.Range(0, MatterQueries.CountLimit + 1).Select(_ => other.Site.File()));
        using var visitor = await other.Site.SignedIn("dengji");
        var page = await visitor.Open("/staff/matters?stage=to-register");
        Assert.Equal("超过1000件", page.Text(".tabs a b"));
        Assert.Contains("超过1000", (await visitor.Open("/desk")).Text(".cards"), StringComparison.Ordinal);

        foreach (var list in new[] { "ours", "falling-due" })
        {
            other.Site.Clock.Now = other.Site.Clock.Now.AddDays(list == "ours" ? 0 : 10);
            using var reader = await other.Site.SignedIn("dengji");
            var seen = new List<string>();
            for (var next = $"/staff/matters?stage=to-register&list={list}"; next is not null && seen.Count <= 1_001;)
            {
                page = await reader.Open(next);
                seen.AddRange(Numbers(page));
                next = page.QuerySelector(".pager [rel=next]")?.GetAttribute("href");
                Assert.True(next is null || next.Contains("stage=to-register", StringComparison.Ordinal));
            }

            Assert.Equal(MatterQueries.CountLimit + 1, seen.Distinct().Count());
            Assert.Equal(seen.Count, seen.Distinct().Count());
        }
    }

    /// <summary>A district of its own, for what would disturb the others.</summary>
    private sealed class TestSite : IDisposable
    {
        public Site Site { get; } = new();

        public void Dispose() => Site.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
