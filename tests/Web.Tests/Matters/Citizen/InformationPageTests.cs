using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Citizen;

/// <summary>我的个人信息: what a petitioner sees, takes away and asks for.</summary>
public sealed class InformationPageTests(Site site) : IClassFixture<Site>
{
    private static readonly PartyChange Nothing = new(null, null, null, null);

    internal static async Task Answer(Site site, Filed f, InformationResult result, string reply, PartyChange? change = null, string login = "fenban")
    {
        var office = await site.Unit("XF");
        Assert.IsType<Result.Done>(await site.Store.Act(new Intent(await site.As(login), (cases, act) => InformationRequests.Answer(
            cases.Matter(f.Matter), new InformationReply(InformationRequests.Next(cases.Matter(f.Matter))!.Version, result, reply, change ?? Nothing),
            anonymous: false, office, act))
        {
            Streams = [f.Matter, f.Petition],
        }));
    }

    [Fact]
    public async Task The_tracking_page_leads_to_what_is_held_why_and_who_read_it()
    {
        using var visitor = await site.Tracking(await site.File());
        var page = await visitor.Open("/track/case");
        Assert.NotNull(page.QuerySelector("a[href='/track/information']"));
        page = await visitor.Open("/track/information");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("《个人信息保护法》第十三条第一款第（三）项", page.Text("main"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='/track/readers']"));
        Assert.NotNull(page.QuerySelector("a[href='/track/copy/1']"));
        Assert.True(visitor.Html.Length < 15_000);
    }

    [Fact]
    public async Task A_request_is_recorded_with_its_last_day_and_stands_on_the_page_with_its_answer()
    {
        var filed = await site.BringTo(Stage.InHand);
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/information");
        page = await visitor.Submit(page.Form("form[action='/track/information/1']"), new() { ["right"] = "delete", ["asked"] = "删去我的电话" }, "ask");

        Assert.Equal("/track/information/1", visitor.Path);
        var asked = Assert.IsType<InformationAsked>((await site.Events(filed.Matter))[^1].Event);
        Assert.Equal((InformationRight.Delete, "删去我的电话"), (asked.Right, asked.Text.Value));
        var due = InformationRequests.DueOn((await site.State(filed)).InformationRequests[0], site.Store.Rules)!.Value;
        Assert.Contains($"最迟{ChineseDate.Write(due)}答复", page.Text("#requests"), StringComparison.Ordinal);
        Assert.Contains("答复个人信息请求", (await visitor.Open("/track/case")).Text("main"), StringComparison.Ordinal);

        await Answer(site, filed, InformationResult.Refused, "保存期限未届满，只停止其他处理。");
        page = await visitor.Open("/track/information");
        Assert.Contains("保存期限未届满，只停止其他处理。", page.Text("#requests"), StringComparison.Ordinal);
        Assert.Contains("向人民法院提起诉讼", page.Text("#requests"), StringComparison.Ordinal);
        Assert.Contains("《个人信息保护法》第五十条第二款", page.Text("#requests"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incomplete_request_comes_back_with_what_was_typed()
    {
        var filed = await site.File();
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/information");
        page = await visitor.Submit(page.Form("form[action='/track/information/1']"), new() { ["asked"] = "为什么给了街道" }, "ask");
        page.AssertRefused(visitor, "right");
        Assert.Equal("为什么给了街道", page.Kept("asked"));
        page = await visitor.Submit(page.Form("form[action='/track/information/1']"), new() { ["right"] = "copy" }, "ask");
        page.AssertRefused(visitor, "right");
        Assert.Empty((await site.State(filed)).InformationRequests);
    }

    [Fact]
    public async Task Whoever_got_the_code_at_the_counter_proves_that_it_is_them()
    {
        var filed = await site.File(change: f => f with { CodeHandedOver = CodeHandedOver.CounterSlip });
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/information");
        page = await visitor.Submit(page.Form("form[action='/track/information/1']"), new() { ["right"] = "explain", ["asked"] = "为什么" }, "ask");
        page.AssertRefused(visitor, "oneTimeCode");
        var code = await OneTimeCode(visitor);
        page = await visitor.Open("/track/information");
        await visitor.Submit(
            page.Form("form[action='/track/information/1']"), new() { ["right"] = "explain", ["asked"] = "为什么", ["oneTimeCode"] = code }, "ask");
        Assert.Single((await site.State(filed)).InformationRequests);
    }

    private async Task<string> OneTimeCode(Visitor visitor)
    {
        var page = await visitor.Open("/track/information");
        await visitor.Submit(page.Form("form[action='/track/information/1']"), button: "send-code");
        return System.Text.RegularExpressions.Regex.Match(site.Get<Outbox>().Latest(1)[0].Text, "[0-9]{6}").Value;
    }

    [Fact]
    public async Task A_copy_holds_what_was_given_and_told_and_nothing_the_office_wrote_for_itself()
    {
        var filed = await site.BringTo(Stage.Served, change: f => f with { Narrative = "只此一处的经过" });
        await site.On(filed, "dengji", (m, act) => Urgency.Mark(m, "内部判断的紧急理由", act));
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/copy/1");
        foreach (var own in new[] { "周桂兰", "13800000217", "濠西新村12幢101室", "zhou@example.cn", "只此一处的经过", "修好雨水管", "经现场查勘" })
            Assert.Contains(own, page.Text("main"), StringComparison.Ordinal);
        foreach (var others in new[] { "内部判断的紧急理由", "陆晓峰", "钱卫东", "属房屋共用设施维修", "居民反映雨水管破损致一楼进水" })
            Assert.DoesNotContain(others, visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_somebody_elses_matter_and_without_signing_in_there_is_nothing()
    {
        using var visitor = await site.Tracking(await site.File());
        foreach (var path in new[] { "/track/copy/2", "/track/information/2", "/track/copy/0" })
        {
            await visitor.Open(path);
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        }

        using var stranger = site.Visitor();
        foreach (var path in new[] { "/track/copy/1", "/track/information" })
        {
            await stranger.Open(path);
            Assert.Equal("/track", stranger.Path);
        }
    }

    [Fact]
    public async Task A_corrected_contact_is_shown_used_and_told_to_the_former_one()
    {
        var filed = await site.File();
        await site.On(filed, Actor.Petitioner, (m, act) => InformationRequests.Ask(m, InformationRight.Correct, "电话换了", ownHand: true, act));
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{filed.Matter}/answer-request");
        await router.Submit(page.Form(), new() { ["result"] = "granted", ["reply"] = "已核实", ["phone"] = "13900000001" });

        Assert.Equal(["phone"], Assert.IsType<PartyCorrected>((await site.Events(filed.Petition))[^1].Event).Fields);
        var sent = site.Get<Outbox>().Latest(2);
        Assert.Equal(["13800000217", "13900000001"], sent.Select(m => m.To).Order());
        Assert.Contains("如果不是您本人提出的", sent.Single(m => m.To == "13800000217").Text, StringComparison.Ordinal);
        using var visitor = await site.Tracking(filed);
        page = await visitor.Open("/track/copy/1");
        Assert.Contains("13900000001", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("13800000217", visitor.Html, StringComparison.Ordinal);
        Assert.Contains("应您的请求更正：电话", (await visitor.Open("/track/case")).Text("main"), StringComparison.Ordinal);
    }
}
