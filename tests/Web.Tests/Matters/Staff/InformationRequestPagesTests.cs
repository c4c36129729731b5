using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>Requests about personal data at the counter: taken down, found in the work lists, answered; and no unit sees one.</summary>
public sealed class InformationRequestPagesTests(Site site) : IClassFixture<Site>
{
    private async Task<Filed> Asked(InformationRight right = InformationRight.Explain, Stage stage = Stage.InHand)
    {
        var filed = await site.BringTo(stage);
        await site.On(filed, Actor.Petitioner, (m, act) => InformationRequests.Ask(m, right, "只有信访局看得到的请求", ownHand: true, act));
        return filed;
    }

    [Fact]
    public async Task The_counter_takes_down_a_request_that_came_by_letter_and_says_until_when_it_is_answered()
    {
        var filed = await site.BringTo(Stage.InHand);
        using var registrar = await site.SignedIn("dengji");
        var page = await registrar.Open($"/staff/matters/{filed.Matter}");
        Assert.NotNull(page.QuerySelector("a[href$='/record-request']"));
        page = await registrar.Open($"/staff/matters/{filed.Matter}/record-request");
        page = await registrar.Submit(page.Form(), new() { ["right"] = "copy", ["by"] = "letter", ["asked"] = "请寄一份副本", ["check"] = "" });
        page.AssertRefused(registrar, "check");
        page = await registrar.Submit(page.Form(), new() { ["check"] = "信上签名、住址与登记相符" });
        var due = InformationRequests.DueOn((await site.State(filed)).InformationRequests[0], site.Store.Rules)!.Value;
        Assert.Contains($"最迟{ChineseDate.Write(due)}答复", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("请寄一份副本", page.Text("#requests"), StringComparison.Ordinal);
        Assert.Equal((InformationRight.Copy, InformationAsker.Letter), (await site.Events(filed.Matter))[^1].Event is InformationAsked e ? (e.Right, e.By) : default);
    }

    [Fact]
    public async Task A_request_waits_in_the_work_list_and_is_late_like_any_other_term()
    {
        var filed = await Asked();
        using var router = await site.SignedIn("fenban");
        Assert.Contains("个人信息请求", (await router.Open("/desk")).Text(".cards"), StringComparison.Ordinal);
        var list = await router.Open("/staff/matters?list=requests");
        Assert.Contains(filed.MatterNumber, list.Text("main"), StringComparison.Ordinal);
        var before = site.Clock.Now;
        site.Clock.AdvanceDays(40);
        using var supervisor = await site.SignedIn("ducha");
        Assert.Contains("答复个人信息请求", (await supervisor.Open("/staff/due")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("信访局", (await supervisor.Open("/desk")).Text("main table"), StringComparison.Ordinal);
        site.Clock.Now = before;
    }

    [Fact]
    public async Task A_unit_sees_none_of_it_in_any_list_or_page()
    {
        var filed = await Asked(InformationRight.Delete);
        foreach (var login in new[] { "chengban", "fuze" })
        {
            using var unit = await site.SignedIn(login);
            foreach (var path in new[] { "/desk", "/staff/due", "/staff/matters", "/staff/matters?list=overdue", "/staff/matters?list=falling-due", $"/staff/matters/{filed.Matter}" })
            {
                var page = await unit.Open(path);
                Assert.Equal(HttpStatusCode.OK, unit.Status);
                foreach (var acts in page.QuerySelectorAll("details")) acts.Remove();
                Assert.DoesNotContain("个人信息请求", page.Text("main"), StringComparison.Ordinal);
                Assert.DoesNotContain("只有信访局看得到的请求", unit.Html, StringComparison.Ordinal);
            }

            // It is still in their hands, with their own term.
            Assert.Contains(filed.MatterNumber, (await unit.Open("/staff/matters")).Text("main"), StringComparison.Ordinal);
            Assert.Contains("办结信访事项", (await unit.Open("/staff/due")).Text("main"), StringComparison.Ordinal);
            foreach (var act in new[] { "record-request", "answer-request" })
            {
                await unit.Open($"/staff/matters/{filed.Matter}/{act}");
                Assert.Equal(HttpStatusCode.Forbidden, unit.Status);
            }
        }
    }

    [Fact]
    public async Task An_answer_belongs_to_the_request_that_was_read()
    {
        var filed = await Asked();
        using var registrar = await site.SignedIn("dengji");
        var stale = await registrar.Open($"/staff/matters/{filed.Matter}/answer-request");
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{filed.Matter}/answer-request");
        page = await router.Submit(page.Form(), new() { ["result"] = "granted", ["reply"] = "按信访程序转住建局办理。" });
        Assert.Contains("已答复", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("按信访程序转住建局办理。", page.Text("#requests"), StringComparison.Ordinal);
        page = await registrar.Submit(stale.Form(), new() { ["result"] = "refused", ["reply"] = "不说明" });
        Assert.Contains("没有等待答复的个人信息请求", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, registrar.Status);
    }

    [Fact]
    public async Task A_granted_deletion_leads_through_the_two_persons()
    {
        var filed = await Asked(InformationRight.Delete);
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{filed.Matter}/answer-request");
        Assert.NotNull(page.QuerySelector("a[href$='/ask-erasure']"));
        page = await router.Submit(page.Form(), new() { ["result"] = "granted", ["reply"] = "已删除" });
        page.AssertRefused(router, "result");
        Assert.Contains("经另一人批准删除以后再答复", page.Text(".errors"), StringComparison.Ordinal);
        Assert.True((await site.State(filed)).InformationRequests[0].IsPending);
    }

    [Fact]
    public async Task A_request_on_a_sealed_matter_is_the_liaisons()
    {
        var filed = await site.File(Purpose.Accusation);
        await site.On(filed, Actor.Petitioner, (m, act) => InformationRequests.Ask(m, InformationRight.Explain, "谁看过", ownHand: true, act));
        using var router = await site.SignedIn("fenban");
        await router.Open($"/staff/matters/{filed.Matter}/answer-request");
        Assert.Equal(HttpStatusCode.NotFound, router.Status);
        Assert.DoesNotContain(filed.MatterNumber, (await router.Open("/staff/matters?list=requests")).Text("main"), StringComparison.Ordinal);

        using var liaison = await site.SignedIn("jijian");
        Assert.Contains(filed.MatterNumber, (await liaison.Open("/sealed")).Text("main"), StringComparison.Ordinal);
        var page = await liaison.Open($"/sealed/{filed.Matter}");
        Assert.Contains("谁看过", page.Text("#requests"), StringComparison.Ordinal);
        page = await liaison.Open(page.QuerySelector("a[href$='/answer-request']")!.GetAttribute("href")!);
        await liaison.Submit(page.Form(), new() { ["result"] = "granted", ["reply"] = "只有联络员看过。" });
        Assert.Equal($"/sealed/{filed.Matter}", liaison.Path);
        Assert.Equal(InformationResult.Granted, (await site.State(filed)).InformationRequests[0].Result);
    }

    [Fact]
    public async Task A_letter_that_was_issued_reads_as_it_was_issued_after_a_correction()
    {
        var filed = await Asked(InformationRight.Correct, Stage.ToReceive);
        await Citizen.InformationPageTests.Answer(site, filed, InformationResult.Granted, "已核实", new PartyChange("周桂兰兰", null, null, null));
        using var citizen = await site.Tracking(filed);
        var receipt = (await citizen.Open("/track/case")).QuerySelector("a[href^='/track/documents/']")!.GetAttribute("href")!;
        var page = await citizen.Open(receipt);
        Assert.Contains("周桂兰", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("周桂兰兰", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("周桂兰兰", (await citizen.Open("/track/copy/1")).Text("main"), StringComparison.Ordinal);
    }
}
