using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>The notice of Article 23: of the petition procedure or of another route, handed over at once or served later.</summary>
public sealed class NoticePageTests(Site site) : IClassFixture<Site>
{
    private const string Form = "main form[method=post]";

    private static async Task<IHtmlDocument> Open(Visitor visitor, Filed f, string route) =>
        await visitor.Open($"/staff/matters/{f.Matter}/notice?route={route}");

    [Fact]
    public async Task No_route_chosen_the_browser_asks_for_one_and_does_not_come_back_silently()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/notice");
        Assert.All(page.QuerySelectorAll("form[method=get] [name=route]"), r => Assert.True(r.HasAttribute("required")));
        Assert.False(page.QuerySelector("form[method=get]")!.HasAttribute("novalidate"));
    }

    [Theory]
    [InlineData("31-1", "法律文书载明")]
    [InlineData("31-2", "1年")]
    [InlineData("31-3", "党内有关规定")]
    public async Task A_matter_of_another_route_gets_a_notice_that_names_the_organ_there_and_what_was_passed_on(string route, string says)
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Submit((await Open(visitor, f, route)).Form(Form), new() { ["procedure"] = "请依照法律文书载明的期限办理。" });
        page.AssertRefused(visitor, "organ");
        page.AssertRefused(visitor, "materials");
        Assert.Equal("请依照法律文书载明的期限办理。", page.Kept("procedure"));

        page = await visitor.Submit(
            (await Open(visitor, f, route)).Form(Form), new() { ["organ"] = "崇川区人民法院（演示路6号）", ["materials"] = "已移交复印件3页。" });
        Assert.Contains("分流告知书崇住建〔2026〕", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("已导入法定程序", page.Text("h1"), StringComparison.Ordinal);
        var issued = Assert.IsType<NoticeIssued>((await site.Events(f.Matter))[^1].Event);
        Assert.Equal(("崇川区人民法院（演示路6号）", "已移交复印件3页。"), (issued.Organ.Value, issued.Materials.Value));

        var version = (await site.State(f)).Document(DocumentKind.Diversion)!.Version;
        var letter = await visitor.Open($"/staff/matters/{f.Matter}/documents/{version}/diversion");
        foreach (var part in new[] { "分流告知书", "办理机关：崇川区人民法院（演示路6号）", "已移交复印件3页。", says, "没有信访程序的办理期限" })
            Assert.Contains(part, letter.Text("article.letter"), StringComparison.Ordinal);
        await visitor.Open($"/staff/matters/{f.Matter}/documents/{version}/notice");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public async Task Where_the_unit_itself_performs_its_duty_organ_and_materials_are_filled_in_and_the_blanks_are_not()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        var page = await Open(visitor, f, "31-5");
        Assert.Contains("南通市崇川区住房和城乡建设局", page.Kept("organ"), StringComparison.Ordinal);
        Assert.Contains("无须移交", page.Kept("materials"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form(Form));
        page.AssertRefused(visitor, "procedure");
    }

    [Fact]
    public async Task The_petition_procedure_asks_for_no_organ_and_no_materials()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        var page = await Open(visitor, f, "31-6");
        Assert.Null(page.QuerySelector("#organ, #materials"));
    }

    [Fact]
    public async Task Told_on_the_spot_the_notice_is_signed_for_and_served_at_once()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Submit((await Open(visitor, f, "31-6")).Form(Form), new() { ["handover"] = "spot", ["signedBy"] = " " });
        page.AssertRefused(visitor, "signedBy");
        Assert.Equal("spot", page.Kept("handover"));
        Assert.Equal(Stage.ToAccept, (await site.State(f)).Stage);
        Assert.Null((await site.State(f)).NoticeGiven);

        page = await visitor.Submit(page.Form(Form), new() { ["signedBy"] = "周桂兰" });
        Assert.Contains("已制发，当场送达", page.Text(".notice.good"), StringComparison.Ordinal);
        var events = (await site.Events(f.Matter)).Select(e => e.Event).ToList();
        var served = Assert.IsType<DocumentServed>(events[^1]);
        Assert.IsType<NoticeIssued>(events[^2]);
        Assert.Equal((ServiceMethod.Direct, "当场宣读并交付，周桂兰签收"), (served.Method, served.Proof.Value));
        Assert.True((await site.State(f)).NoticeGiven!.IsServed);

        var proof = await visitor.Open($"/staff/matters/{f.Matter}/documents/{(await site.State(f)).Version}/proof-of-service");
        proof = await visitor.OpenIdentity(proof, "document");
        Assert.Contains("当场宣读并交付，周桂兰签收", proof.Text("article.letter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_left_in_the_field_serves_nothing_unless_the_spot_was_chosen()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        await visitor.Submit((await Open(visitor, f, "31-6")).Form(Form), new() { ["handover"] = "later", ["signedBy"] = "周桂兰" });
        Assert.Equal(Stage.ToAccept, (await site.State(f)).Stage);
        Assert.False((await site.State(f)).NoticeGiven!.IsServed);
    }

    [Fact]
    public async Task A_refused_route_loses_neither_organ_nor_materials()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Post($"/staff/matters/{f.Matter}/notice",
        [
            new("route", "banana"), new("procedure", "请起诉。"), new("organ", "区法院"), new("materials", "未移交"),
            new("form-token", await visitor.Token()),
        ]);
        page.AssertRefused(visitor, "route");
        Assert.Equal(("请起诉。", "区法院", "未移交"), (page.Kept("procedure"), page.Kept("organ"), page.Kept("materials")));
    }
}
