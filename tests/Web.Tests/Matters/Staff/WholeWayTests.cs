using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>The plain path through the pages of staff, from an online petition to the served opinion.</summary>
public sealed class WholeWayTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_petition_goes_from_filing_to_a_served_opinion_by_pages_alone()
    {
        var f = await site.File();
        var path = $"/staff/matters/{f.Matter}";
        using var registrar = await site.SignedIn("dengji");
        using var router = await site.SignedIn("fenban");
        using var handler = await site.SignedIn("chengban");
        using var head = await site.SignedIn("fuze");

        var page = await registrar.Open(path + "/register");
        Assert.Equal("修好雨水管\n说明维修时间", page.Kept("requests"));
        Assert.Contains("每逢下雨一楼进水", page.Text("main aside"), StringComparison.Ordinal);
        await registrar.Submit(page.Form(), new() { ["domain"] = "construction", ["summary"] = "雨水管破损致一楼进水" });
        Assert.Equal(path, registrar.Path);
        Assert.Contains("已登记", registrar.Html, StringComparison.Ordinal);

        page = await router.Open(path + "/forward");
        page = await router.Submit(page.Form(), new() { ["unit"] = "ZJ", ["note"] = "属房屋共用设施维修。" });
        Assert.Equal(path, router.Path);
        Assert.Contains("已转送崇川区住房和城乡建设局", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await handler.Open(path);
        page = await handler.Submit(page.Form("form[action$='/receive']"));
        Assert.Contains("已签收", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await handler.Open(path + "/notice?route=31-6");
        page = await handler.Submit(page.Form("form[method=post]:not([action])"));
        Assert.Contains("崇住建〔2026〕1号", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await handler.Open(path + "/serve");
        page = await handler.Submit(page.Form(), new()
        {
            ["document"] = "notice",
            ["method"] = "post",
            ["servedEvidence"] = "EMS-1",
            ["proof"] = "本人签收",
        });
        Assert.Contains("送达已登记", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await handler.Open(path + "/accept");
        Assert.Equal(("陆晓峰", "1. 修好雨水管\n2. 说明维修时间"), (page.Kept("handlerName"), page.Kept("scope")));
        page = await handler.Submit(page.Form());
        Assert.Contains("办理期限到2026年5月1日", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await head.Open(path + "/extend");
        Assert.Contains("2026年5月31日", page.Text("main"), StringComparison.Ordinal);
        page = await head.Submit(page.Form(), new() { ["days"] = "30", ["reason"] = "须委托第三方检测。" });
        Assert.Contains("已延期30日，办理期限到2026年5月31日", page.Text(".notice.good"), StringComparison.Ordinal);

        await SubmitOpinion(handler, path);
        page = await head.Open(path + "/approve");
        Assert.Contains("由我局组织维修", page.Text(".letter"), StringComparison.Ordinal);
        page = await head.Submit(page.Form(), new() { ["reason"] = "请写明维修时间。" }, "return");
        Assert.Contains("已退回", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await handler.Open(path + "/opinion");
        Assert.Contains("请写明维修时间。", page.Text(".notice.warn"), StringComparison.Ordinal);
        Assert.Equal("雨水管破损约两米", page.Kept("facts"));
        await handler.Submit(page.Form());

        page = await head.Open(path + "/approve");
        page = await head.Submit(page.Form(), button: "approve");
        Assert.Contains("已签发", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await handler.Open(path + "/serve");
        page = await handler.Submit(page.Form(), new()
        {
            ["document"] = "opinion",
            ["method"] = "direct",
            ["servedEvidence"] = "回证第7号",
            ["proof"] = "周桂兰本人签名",
        });
        Assert.Contains("办结", page.Text(".notice.good"), StringComparison.Ordinal);

        Assert.Equal(
            [
                "matter.raised.v1", "matter.registered.v1", "matter.forwarded.v1", "matter.received.v1", "matter.notice-issued.v1",
                "matter.document-served.v1", "matter.accepted.v1", "matter.handling-extended.v1", "matter.opinion-submitted.v1",
                "matter.opinion-returned.v1", "matter.opinion-submitted.v1", "matter.opinion-approved.v1", "matter.document-served.v1",
            ],
            await site.EventNames(f));
        var events = (await site.Get<CaseReader>().Events(f.Matter)).Select(e => e.Event).ToList();
        Assert.Equal("属房屋共用设施维修。", events.OfType<MatterForwarded>().Single().Note.Value);
        Assert.Equal("EMS-1", events.OfType<DocumentServed>().First().Evidence);
        Assert.Equal(Stage.Served, (await site.State(f)).Stage);
    }

    private static async Task SubmitOpinion(Visitor handler, string path)
    {
        var page = await handler.Open(path + "/opinion");
        var form = page.Form();
        Assert.Equal(2, form.QuerySelectorAll("fieldset").Length);
        var token = page.Kept("form-token")!;
        await handler.Post(path + "/opinion",
        [
            new("form-token", token), new("outcome", "supported"), new("reasons", "管道确已破损，由我局组织维修。"),
            new("outcome", "explained"), new("reasons", "以施工合同为准。"), new("facts", "雨水管破损约两米"),
            new("basis", "《江苏省物业管理条例》"), new("execution", "更换管道"), new("executeBy", "2026-04-30"),
        ]);
        Assert.Equal(HttpStatusCode.OK, handler.Status);
        Assert.Equal(path, handler.Path);
    }
}
