using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Notices;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Citizen;

/// <summary>平台送达: a document on the platform is served when its petitioner first opens it, and by nobody else.</summary>
public sealed class OpeningTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_first_opening_serves_the_answer_that_day_and_the_review_window_counts_from_it()
    {
        var filed = await site.BringTo(Stage.ToServe);
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/case");
        Assert.Contains("有3份文书等您打开", page.Text(".warn h2"), StringComparison.Ordinal);
        Assert.Contains(PortalOpening.Source.ToString(), page.Text(".warn .rule"), StringComparison.Ordinal);
        Assert.DoesNotContain("管道确已破损", visitor.Html, StringComparison.Ordinal);

        site.Clock.AdvanceDays(1);
        var today = Shanghai.DateOf(site.Clock.Now);
        using var next = await site.Tracking(filed);
        page = await next.Open("/track/case");
        var path = await OpinionPath(filed);
        page = await next.Submit(page.Form($"form[action='{path}']"), button: "open");
        Assert.Contains("信访处理意见书", page.Text("article.letter h1"), StringComparison.Ordinal);
        var served = (DocumentServed)(await site.Events(filed.Matter)).Single(e => e.Event is DocumentServed).Event;
        Assert.Equal((DocumentKind.Opinion, ServiceMethod.Portal, today), (served.Document, served.Method, served.ServedOn));

        page = await next.Open("/track/case");
        Assert.Contains($"{ChineseDate.Write(today)}送达，自收到之日起30日内", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("管道确已破损", next.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_the_case_or_the_address_of_a_document_opens_nothing()
    {
        var filed = await site.BringTo(Stage.ToServe);
        using var visitor = await site.Tracking(filed);
        var size = await site.LogSize();
        await visitor.Open("/track/case");
        foreach (var document in (await site.State(filed)).Documents.Where(d => Core.Matters.Service.IsServedOnPetitioner(d.Kind)))
        {
            var page = await visitor.Open("/track/documents/" + Uri.EscapeDataString(document.Number));
            Assert.StartsWith("/track/open/1/", visitor.Path, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("main form[method=post]"));
        }

        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_session_of_staff_with_the_petitioners_code_opens_nothing()
    {
        var filed = await site.BringTo(Stage.ToServe);
        using var staff = await site.SignedIn("chengban");
        await staff.Track(filed.Number, filed.Code);
        var path = await OpinionPath(filed);
        var page = await staff.Open(path);
        Assert.Contains("工作人员登录", page.Text(".refusal"), StringComparison.Ordinal);
        var token = (await staff.Open("/track")).Kept("form-token")!;
        await staff.Post(path, [new("do", "open"), new("form-token", token)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, staff.Status);
        await AssertUnopened(filed);
    }

    [Fact]
    public async Task A_code_from_the_counter_asks_for_the_one_time_code_first()
    {
        var filed = await site.BringTo(Stage.ToServe, c => c with { CodeHandedOver = CodeHandedOver.CounterSlip });
        using var visitor = await site.Tracking(filed);
        var path = await OpinionPath(filed);
        Assert.Null((await visitor.Open("/track/case")).QuerySelector($"form[action='{path}']"));
        var page = await visitor.Open(path);
        foreach (var code in (string[])["", "000000", "\u0001"])
        {
            page = await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = code }, "open");
            page.AssertRefused(visitor, "oneTimeCode");
        }

        await AssertUnopened(filed);
        var right = await site.OneTimeCode(visitor, path);
        page = await visitor.Open(path);
        await visitor.Submit(page.Form(), new() { ["oneTimeCode"] = right }, "open");
        Assert.StartsWith("/track/documents/", visitor.Path, StringComparison.Ordinal);
        Assert.NotNull((await site.State(filed)).ClosedOn);
    }

    [Fact]
    public async Task A_stale_token_opens_nothing_and_the_next_click_does()
    {
        var filed = await site.BringTo(Stage.ToServe);
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Post(await OpinionPath(filed), [new("do", "open"), new("form-token", "stale")]);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        await AssertUnopened(filed);
        await visitor.Submit(page.Form(), button: "open");
        Assert.StartsWith("/track/documents/", visitor.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_another_petition_or_of_none_opens_nothing()
    {
        var others = await site.BringTo(Stage.ToServe);
        using var visitor = await site.Tracking(await site.File());
        var token = (await visitor.Open("/track")).Kept("form-token")!;
        foreach (var number in (string[])[(await site.State(others)).Document(DocumentKind.Opinion)!.Number, "崇信〔2026〕99999号", "\u0001", "%ED%A0%80"])
        {
            await visitor.Post("/track/open/1/" + Uri.EscapeDataString(number), [new("do", "open"), new("form-token", token)]);
            Assert.Contains(visitor.Status, (HttpStatusCode[])[HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
        }

        await AssertUnopened(others);
    }

    [Fact]
    public async Task Without_consent_nothing_lies_on_the_platform()
    {
        var filed = await site.BringTo(Stage.ToServe, c => c with { ElectronicConsent = false });
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/case");
        Assert.Null(page.QuerySelector("form[action^='/track/open/']"));
        Assert.Contains("正在送达", page.Text(".notice"), StringComparison.Ordinal);
        await visitor.Open(await OpinionPath(filed));
        Assert.NotEqual("", (await visitor.Open(await OpinionPath(filed))).Text(".refusal .rule"));
    }

    [Fact]
    public async Task When_a_document_is_issued_the_petitioner_is_told_that_something_waits_and_never_what()
    {
        var filed = await site.BringTo(Stage.ToApprove);
        using var head = await site.SignedIn("fuze");
        var sent = site.Get<Outbox>().Latest(100).Count;
        var page = await head.Open($"/staff/matters/{filed.Matter}/approve");
        await head.Submit(page.Form("main form:has([value='approve'])"), button: "approve");
        Assert.Equal(Stage.ToServe, (await site.State(filed)).Stage);
        var messages = site.Get<Outbox>().Latest(100);
        Assert.Equal(sent + 1, messages.Count);
        Assert.Equal("13800000217", messages[0].To);
        Assert.Contains("等您查看", messages[0].Text, StringComparison.Ordinal);
        foreach (var word in (string[])["信访", "雨水管", "处理意见", "住建", filed.Number, "周桂兰"])
            Assert.DoesNotContain(word, messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_did_not_agree_to_electronic_service_gets_no_message()
    {
        var filed = await site.BringTo(Stage.ToApprove, c => c with { ElectronicConsent = false });
        using var head = await site.SignedIn("fuze");
        var sent = site.Get<Outbox>().Latest(100).Count;
        var page = await head.Open($"/staff/matters/{filed.Matter}/approve");
        await head.Submit(page.Form("main form:has([value='approve'])"), button: "approve");
        Assert.Equal(Stage.ToServe, (await site.State(filed)).Stage);
        Assert.Equal(sent, site.Get<Outbox>().Latest(100).Count);
    }

    private async Task<string> OpinionPath(Filed filed) =>
        "/track/open/1/" + Uri.EscapeDataString((await site.State(filed)).Document(DocumentKind.Opinion)!.Number);

    private async Task AssertUnopened(Filed filed) =>
        Assert.DoesNotContain(await site.Events(filed.Matter), e => e.Event is DocumentServed);
}
