using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Matters.Retention;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Retention;

/// <summary>保存期限: a list that changes nothing, another person's approval, and what stands where a matter was.</summary>
public sealed class RetentionPagesTests : IAsyncLifetime
{
    // One for each: whatever ended in a site is listed there ten years later.
    private readonly Site site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<Filed> Ended(string narrative = "只此一处的经过")
    {
        var filed = await site.File(change: f => f with { Narrative = narrative });
        await site.Register(filed);
        await site.Withdraw(filed);
        return filed;
    }

    [Fact]
    public async Task The_router_lists_the_supervisor_approves_and_a_tombstone_stays()
    {
        var (gone, kept) = (await Ended(), await Ended("后来又有记录的"));
        using (var early = await site.SignedIn("fenban"))
            Assert.Contains("没有保存期限届满的信访件", (await early.Open("/staff/retention")).Text("main"), StringComparison.Ordinal);
        site.Clock.Now = site.Clock.Now.AddYears(10).AddDays(1);
        using var router = await site.SignedIn("fenban");
        var before = await site.LogSize();
        var page = await router.Open("/staff/retention");
        Assert.Contains(gone.Number, page.Text("main"), StringComparison.Ordinal);
        Assert.Contains(kept.Number, page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(before, await site.LogSize());
        page = await router.Submit(page.Form(), new() { ["reason"] = "" });
        page.AssertRefused(router, "reason");
        page = await router.Submit(page.Form(), new() { ["reason"] = "鉴定记录1号" });
        var batch = router.Path;
        Assert.StartsWith("/staff/retention/", batch, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
        Assert.Contains("此事由督查专员办理", page.Text("main"), StringComparison.Ordinal);

        using var supervisor = await site.SignedIn("ducha");
        Assert.NotNull((await supervisor.Open("/staff/retention")).QuerySelector($"a[href='{batch}']"));
        page = await supervisor.Open(batch);
        page = await supervisor.Submit(page.Form(), button: "approve");
        Assert.Contains("已批准", page.Text(".notice.good"), StringComparison.Ordinal);
        using (var citizen = await site.Tracking(kept)) await site.On(kept, Actor.Petitioner, (m, act) => InformationRequests.Ask(m, InformationRight.Explain, "还在吗", ownHand: true, act));
        await site.Get<Destroying>().Run(TestContext.Current.CancellationToken);

        page = await supervisor.Open(batch);
        Assert.Contains("销毁1件，留下1件", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains($"{kept.Number}：有未答复的个人信息请求", page.Text("main"), StringComparison.Ordinal);
        await Tombstone(gone, batch[(batch.LastIndexOf('/') + 1)..]);
        using var untouched = await site.Tracking(kept);
        Assert.Contains("后来又有记录的", (await untouched.Open("/track/case")).Text("main"), StringComparison.Ordinal);
    }

    // Case page, search, tracking, receipt and log work on it, and say what it is.
    private async Task Tombstone(Filed gone, string batch)
    {
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{gone.Matter}");
        Assert.Equal(HttpStatusCode.OK, router.Status);
        Assert.Contains("一般信访事项保存10年", page.Text("#destroyed"), StringComparison.Ordinal);
        Assert.Contains(batch, page.Text("#destroyed"), StringComparison.Ordinal);
        Assert.Contains(gone.MatterNumber, page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("只此一处的经过", router.Html, StringComparison.Ordinal);
        Assert.Contains("（标题已删除）", (await router.Open($"/staff/matters?number={gone.Number}")).Text("main"), StringComparison.Ordinal);

        using var citizen = await site.Tracking(gone);
        page = await citizen.Open("/track/case");
        Assert.Contains("内容已于", page.Text(".notice"), StringComparison.Ordinal);
        Assert.DoesNotContain("周桂兰", citizen.Html, StringComparison.Ordinal);
        Assert.Contains("redacted, leaf", (await citizen.Open("/track/receipt")).Text("main"), StringComparison.Ordinal);
        foreach (var path in new[] { "/track/information", "/track/copy/1", "/track/readers" })
        {
            await citizen.Open(path);
            Assert.Equal(HttpStatusCode.OK, citizen.Status);
        }

        var found = Web.Ledger.Audit.Of(site.Store, _ => { });
        Assert.Equal((Verdict.Redacted, 0), (found.Verdict, found.FaultCount));
    }

    [Fact]
    public async Task A_list_that_is_refused_destroys_nothing_and_no_other_post_finds_it()
    {
        var filed = await Ended();
        site.Clock.Now = site.Clock.Now.AddYears(11);
        using var router = await site.SignedIn("fenban");
        var page = await router.Open("/staff/retention");
        await router.Submit(page.Form(), new() { ["reason"] = "鉴定记录2号" });
        var batch = router.Path;
        using var supervisor = await site.SignedIn("ducha");
        page = await supervisor.Open(batch);
        page = await supervisor.Submit(page.Form(), new() { ["reason"] = "" }, "refuse");
        page.AssertRefused(supervisor, "reason");
        await supervisor.Submit(page.Form(), new() { ["reason"] = "党史研究还要用" }, "refuse");
        await site.Get<Destroying>().Run(TestContext.Current.CancellationToken);
        Assert.Null((await site.State(filed)).DestroyedBy);

        foreach (var login in new[] { "dengji", "chengban", "fuze", "guanli" })
        {
            using var other = await site.SignedIn(login);
            await other.Open(batch);
            Assert.Equal(HttpStatusCode.Forbidden, other.Status);
        }

        using var liaison = await site.SignedIn("jijian");
        await liaison.Open(batch);
        Assert.Equal(HttpStatusCode.NotFound, liaison.Status);
        page = await liaison.Open("/staff/retention");
        Assert.Contains("检举控告", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain(filed.Number, liaison.Html, StringComparison.Ordinal);
    }
}
