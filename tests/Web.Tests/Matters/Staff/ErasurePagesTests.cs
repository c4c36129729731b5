using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Verification;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>依法删除 by two persons, from the request to what stands in the place of the text.</summary>
public sealed class ErasurePagesTests(Site site) : IClassFixture<Site>
{
    private const string Basis = "《个人信息保护法》第四十七条第一款第（三）项";

    [Fact]
    public async Task A_text_is_erased_by_two_persons_and_every_page_says_under_which_provision()
    {
        var filed = await site.File(change: f => f with { Narrative = "只此一处的经过" });
        await site.Register(filed);
        var path = $"/staff/matters/{filed.Matter}";
        using var registrar = await site.SignedIn("dengji");
        var page = await registrar.Open(path + "/ask-erasure");
        var box = page.QuerySelectorAll("input[name=place]").Single(i => i.GetAttribute("value")!.EndsWith(":narrative", StringComparison.Ordinal)).GetAttribute("value")!;
        page = await registrar.Submit(page.Form(), new()
        {
            ["place"] = box,
            ["ground"] = "",
            ["reason"] = "",
        });
        Assert.NotNull(page.QuerySelector("#ground-error"));
        Assert.NotNull(page.QuerySelector($"input[value='{box}'][checked]"));
        await registrar.Submit(page.Form(), new()
        {
            ["place"] = box,
            ["ground"] = "consent-withdrawn",
            ["reason"] = "本人申请",
        });

        using var router = await site.SignedIn("fenban");
        Assert.Contains(filed.MatterNumber, (await router.Open("/staff/matters?list=erasures")).Text("main"), StringComparison.Ordinal);
        page = await router.Open(path + "/decide-erasure");
        Assert.Contains(Basis, page.Text("main"), StringComparison.Ordinal);
        page = await router.Submit(page.Form(), button: "approve");
        Assert.Contains("已依法删除", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains($"（已删除，依据{Basis}）", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("只此一处的经过", router.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(filed.MatterNumber, (await router.Open("/staff/matters?list=erasures")).Text("main"), StringComparison.Ordinal);

        var erased = (await site.Events(StreamId.Furniture("erasures")))[^1];
        Assert.Equal(("narrative", Basis), (((TextErased)erased.Event).Field, ((TextErased)erased.Event).Basis));
        var found = Web.Ledger.Audit.Of(site.Store, _ => { });
        Assert.Equal((Verdict.Redacted, 0), (found.Verdict, found.FaultCount));
        Assert.Contains(found.Findings, f => f.ToString().Contains("redacted, leaf", StringComparison.Ordinal));

        using var citizen = await site.Tracking(filed);
        Assert.Contains($"（已删除，依据{Basis}）", (await citizen.Open("/track/case")).Text("main"), StringComparison.Ordinal);
        Assert.Contains($"记在登记账第{erased.Position}号（redacted, leaf {erased.Position}）", (await citizen.Open("/track/receipt")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_liaison_asks_for_the_erasure_of_a_text_of_a_sealed_matter_and_does_not_decide_it()
    {
        var filed = await site.File(Purpose.Accusation);
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{filed.Matter}");
        page = await liaison.Open(page.QuerySelector("a[href$='/ask-erasure']")!.GetAttribute("href")!);
        page = await liaison.Submit(page.Form(), new()
        {
            ["place"] = page.QuerySelectorAll("input[name=place]").Single(i => i.GetAttribute("value")!.EndsWith(":narrative", StringComparison.Ordinal)).GetAttribute("value")!,
            ["ground"] = "consent-withdrawn",
            ["reason"] = "本人申请",
        });

        Assert.Equal($"/sealed/{filed.Matter}", liaison.Path);
        Assert.IsType<ErasureAsked>((await site.Events(filed.Matter))[^1].Event);
        page = await liaison.Open($"/staff/matters/{filed.Matter}/decide-erasure");
        Assert.Contains("申请人不能审批自己的申请", page.Text(".refusal"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/sealed/{filed.Matter}']"));
        using var router = await site.SignedIn("fenban");
        await router.Open($"/staff/matters/{filed.Matter}/decide-erasure");
        Assert.Equal(HttpStatusCode.NotFound, router.Status);
    }

    [Fact]
    public async Task Whoever_asked_cannot_approve_and_whoever_decides_refuses_with_a_reason()
    {
        var filed = await site.File();
        var path = $"/staff/matters/{filed.Matter}";
        using var router = await site.SignedIn("fenban");
        var page = await router.Open(path + "/ask-erasure");
        var box = page.QuerySelector("input[name=place]")!.GetAttribute("value")!;
        await router.Submit(page.Form(), new()
        {
            ["place"] = box,
            ["ground"] = "term-over",
            ["reason"] = "保存期限已满",
        });
        page = await router.Open(path + "/decide-erasure");
        Assert.Contains("申请人不能审批自己的申请", page.Text("main"), StringComparison.Ordinal);

        using var supervisor = await site.SignedIn("ducha");
        page = await supervisor.Open(path + "/decide-erasure");
        page = await supervisor.Submit(page.Form(), new()
        {
            ["reason"] = "",
        }, button: "refuse");
        Assert.NotNull(page.QuerySelector("#reason-error"));
        await supervisor.Submit(page.Form(), new()
        {
            ["reason"] = "复查还要用",
        }, button: "refuse");
        Assert.IsType<ErasureRefused>((await site.Events(filed.Matter))[^1].Event);

        using var handler = await site.SignedIn("chengban");
        await handler.Open(path + "/ask-erasure");
        Assert.Equal(HttpStatusCode.NotFound, handler.Status);
    }

    [Theory]
    [InlineData("0:title")]
    [InlineData("不是位置")]
    [InlineData(":")]
    public async Task A_place_that_is_none_is_refused_by_name(string place)
    {
        var filed = await site.File();
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{filed.Matter}/ask-erasure");
        page = await router.Submit(page.Form(), new()
        {
            ["place"] = place,
            ["ground"] = "term-over",
            ["reason"] = "保存期限已满",
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, router.Status);
        Assert.Contains("已经不在了", page.Text(".errors"), StringComparison.Ordinal);
    }
}
