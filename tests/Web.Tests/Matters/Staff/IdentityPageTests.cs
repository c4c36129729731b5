using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Tests.Attachments;
using Xinqiao.Web.Tests.Attachments;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>Who petitions is read for a purpose, for a while, with a record that the petitioner sees.</summary>
public sealed class IdentityPageTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Secrets = ["周桂兰", "13800000217", "zhou@example.cn", "12幢101室"];

    private async Task<IReadOnlyList<IdentityOpened>> Readings(Filed f) =>
        [.. (await site.Events(f.Matter)).Select(e => e.Event).OfType<IdentityOpened>()];

    [Fact]
    public async Task One_click_opens_what_the_purpose_needs_and_is_not_asked_again_that_day()
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("姓名未打开", page.Text("#party dl").Replace("（", "", StringComparison.Ordinal).Replace("）", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("信访人自己能看到", page.Text("#party"), StringComparison.Ordinal);
        Assert.Contains("《个人信息保护法》第六条", page.Text("#party .rule"), StringComparison.Ordinal);

        page = await visitor.OpenIdentity(page, "contact");
        Assert.Equal($"/staff/matters/{f.Matter}", visitor.Path);
        foreach (var secret in Secrets) Assert.Equal(secret != "12幢101室", page.Text("#party").Contains(secret, StringComparison.Ordinal));
        Assert.Contains("“联系信访人”已打开到18:00", page.Text("#party"), StringComparison.Ordinal);
        Assert.Contains("查阅信访人信息（联系信访人）：姓名、电话、电子邮箱、代表姓名", page.Text(".timeline"), StringComparison.Ordinal);

        // A second click on the same purpose records nothing new.
        await visitor.OpenIdentity(page, "contact");
        var reading = Assert.Single(await Readings(f));
        Assert.Equal((AccessPurpose.Contact, site.Clock.Now.Date.AddHours(18)), (reading.Purpose, reading.Until.ToOffset(site.Clock.Now.Offset).DateTime));

        using var head = await site.SignedIn("fuze");
        await head.Open($"/staff/matters/{f.Matter}");
        foreach (var secret in Secrets) Assert.DoesNotContain(secret, head.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_day_it_is_closed_again()
    {
        var f = await site.BringTo(Stage.InHand);
        await site.OpenIdentity(f, "chengban", AccessPurpose.Verify);
        site.Clock.AdvanceDays(1);
        using var visitor = await site.SignedIn("chengban");
        await visitor.Open($"/staff/matters/{f.Matter}");
        foreach (var secret in Secrets) Assert.DoesNotContain(secret, visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_purpose_is_written_out_and_a_form_without_one_is_refused()
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/identity");
        page = await visitor.Submit(page.Form("form[action$='/identity']"), new() { ["note"] = "" }, "other");
        page.AssertRefused(visitor, "note");
        var token = await visitor.Token();
        foreach (var purpose in new[] { "", "banana", "export", "文字\u0001" })
        {
            page = await visitor.Post($"/staff/matters/{f.Matter}/identity", [new("purpose", purpose), new("note", "查"), new("form-token", token)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
            Assert.NotNull(page.QuerySelector(".errors a[href='#purpose']"));
            Assert.Equal("查", page.Kept("note"));
        }

        Assert.Empty(await Readings(f));
        page = await visitor.Submit(page.Form("form[action$='/identity']"), new() { ["note"] = "协助老人就医" }, "other");
        Assert.Contains("周桂兰", page.Text("#party"), StringComparison.Ordinal);
        Assert.Equal("协助老人就医", Assert.Single(await Readings(f)).Note.Value);
    }

    [Theory]
    [InlineData("ducha", HttpStatusCode.UnprocessableEntity)]
    [InlineData("guanli", HttpStatusCode.Forbidden)]
    [InlineData("jijian", HttpStatusCode.Forbidden)]
    public async Task Whoever_needs_no_name_gets_none(string login, HttpStatusCode answer)
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn(login);
        var token = await visitor.Token();
        var page = await visitor.Post($"/staff/matters/{f.Matter}/identity", [new("purpose", "contact"), new("form-token", token)]);
        Assert.Equal(answer, visitor.Status);
        if (answer == HttpStatusCode.UnprocessableEntity) Assert.Contains("第六条", page.Text(".errors .rule"), StringComparison.Ordinal);
        Assert.Empty(await Readings(f));
    }

    [Fact]
    public async Task A_stale_form_and_one_from_elsewhere_open_nothing()
    {
        var (f, other) = (await site.BringTo(Stage.InHand), await site.BringTo(Stage.ToReceive, unit: "RS"));
        using var visitor = await site.SignedIn("chengban");
        await visitor.Post($"/staff/matters/{f.Matter}/identity", [new("purpose", "contact"), new("form-token", "verfallen")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        var token = await visitor.Token();
        await visitor.Post($"/staff/matters/{other.Matter}/identity", [new("purpose", "contact"), new("form-token", token)]);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        // It leads back into the case and nowhere else.
        await visitor.Post($"/staff/matters/{f.Matter}/identity", [new("purpose", "contact"), new("back", "//example.org/x"), new("form-token", token)]);
        Assert.Equal($"/staff/matters/{f.Matter}", visitor.Path);
        Assert.Single(await Readings(f));
    }

    [Fact]
    public async Task A_letter_names_the_petitioner_once_somebody_said_that_it_is_being_made()
    {
        var f = await site.BringTo(Stage.ToServe);
        var version = (await site.State(f)).Document(DocumentKind.Opinion)!.Version;
        var path = $"/staff/matters/{f.Matter}/documents/{version}/opinion";
        using var visitor = await site.SignedIn("chengban");
        // To telephone somebody is another purpose than to write to them.
        await site.OpenIdentity(f, "chengban", AccessPurpose.Contact);
        var page = await visitor.Open(path);
        Assert.Contains("（信访人信息未打开）", page.Text("article.letter .to"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[download]"));
        await visitor.Open(path + "/docx");
        Assert.Equal(path, visitor.Path);

        page = await visitor.OpenIdentity(page, "document");
        Assert.Equal(path, visitor.Path);
        Assert.Contains("周桂兰（先生/女士）", page.Text("article.letter .to"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#ask-identity"));
        await visitor.Open(path + "/docx");
        Assert.Equal(path + "/docx", visitor.Path);
        Assert.Equal([AccessPurpose.Contact, AccessPurpose.Document], (await Readings(f)).Select(r => r.Purpose));
    }

    [Fact]
    public async Task A_scanned_letter_is_opened_for_a_purpose_and_the_petitioners_photographs_as_before()
    {
        var f = await site.BringTo(Stage.InHand);
        using var office = await site.SignedIn("fenban");
        foreach (var (kind, name) in new[] { ("scan", "来信.jpg"), ("material", "现场.jpg") })
        {
            var add = await office.Open($"/staff/matters/{f.Matter}/files");
            await office.Upload(add.Form(), new() { ["kind"] = kind }, (name, SampleFiles.Jpeg(kind)));
        }

        var files = await site.Files(f);
        foreach (var file in files)
        {
            var path = $"/staff/matters/{f.Matter}/files/{file.Version}";
            var form = await office.Open(path);
            await office.Submit((AngleSharp.Html.Dom.IHtmlFormElement)form.QuerySelector("button[value=release]")!.Closest("form")!, new() { ["reason"] = "看过" }, "release");
        }

        using var handler = await site.SignedIn("chengban");
        await handler.Open($"/staff/matters/{f.Matter}/files/{files[1].Version}/copy");
        Assert.Equal(HttpStatusCode.OK, handler.Status);
        var scan = $"/staff/matters/{f.Matter}/files/{files[0].Version}";
        await handler.Open(scan + "/copy");
        Assert.Equal(HttpStatusCode.NotFound, handler.Status);
        var page = await handler.Open(scan);
        Assert.Null(page.QuerySelector("a[download]"));
        page = await handler.OpenIdentity(page, "scans");
        Assert.Equal(scan, handler.Path);
        await handler.Open(page.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, handler.Status);
    }

    [Fact]
    public async Task The_petitioner_sees_units_posts_fields_and_purposes_and_no_name_of_staff()
    {
        var f = await site.BringTo(Stage.InHand);
        using var petitioner = await site.Tracking(f);
        var page = await petitioner.Open("/track/case");
        Assert.NotNull(page.QuerySelector("a[href='/track/readers']"));
        page = await petitioner.Open("/track/readers");
        Assert.Contains("还没有人查阅过", page.Text("main"), StringComparison.Ordinal);

        await site.OpenIdentity(f, "chengban", AccessPurpose.Contact);
        await site.On(f, "fenban", (m, act) => IdentityAccess.Open(m, AccessPurpose.Other, "核对寄送地址", act));
        page = await petitioner.Open("/track/readers");
        var readings = page.QuerySelectorAll(".timeline li").Select(li => li.TextContent.Trim()).ToList();
        Assert.Equal(2, readings.Count);
        Assert.Contains("其他崇川区信访局 · 分办员", readings[0], StringComparison.Ordinal);
        Assert.Contains("核对寄送地址", readings[0], StringComparison.Ordinal);
        Assert.Contains("联系信访人崇川区住房和城乡建设局 · 承办人", readings[1], StringComparison.Ordinal);
        Assert.Contains("姓名、电话、电子邮箱、代表姓名", readings[1], StringComparison.Ordinal);
        foreach (var name in new[] { "陆晓峰", "顾建国", "s-3" }) Assert.DoesNotContain(name, petitioner.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("查阅", (await petitioner.Open("/track/case")).Text(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_readings_go_on_on_further_pages()
    {
        var f = await site.BringTo(Stage.InHand);
        for (var i = 0; i < 33; i++)
            await site.On(f, "chengban", (m, act) => IdentityAccess.Open(m, AccessPurpose.Other, $"第{i}次", act));
        using var petitioner = await site.Tracking(f);
        var page = await petitioner.Open("/track/readers");
        Assert.Equal(30, page.QuerySelectorAll(".timeline li").Length);
        page = await petitioner.Open(page.QuerySelector("a[href^='/track/readers?after=']")!.GetAttribute("href")!);
        Assert.Equal(3, page.QuerySelectorAll(".timeline li").Length);
        Assert.Contains("第0次", page.Text(".timeline"), StringComparison.Ordinal);
        foreach (var after in new[] { "0", "-1", "banana", "99999999999999999999" })
        {
            await petitioner.Open("/track/readers?after=" + after);
            Assert.Equal(HttpStatusCode.OK, petitioner.Status);
        }
    }

    [Fact]
    public async Task Readings_are_counted_by_unit_and_purpose_and_month_and_name_nobody()
    {
        site.Clock.Now = site.Clock.Now.AddMonths(2);
        var f = await site.BringTo(Stage.InHand);
        await site.OpenIdentity(f, "chengban", AccessPurpose.Serve);
        await site.OpenIdentity(f, "fuze", AccessPurpose.Serve);
        await site.OpenIdentity(f, "fenban", AccessPurpose.Serve);
        using var supervisor = await site.SignedIn("ducha");
        var page = await supervisor.Open("/registers/readings");
        var rows = page.QuerySelectorAll("table.list tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("崇川区住房和城乡建设局送达文书2", rows);
        Assert.Contains("崇川区信访局送达文书1", rows);
        Assert.DoesNotContain(f.Number, supervisor.Html, StringComparison.Ordinal);
        page = await supervisor.Open("/registers/readings?month=2025-01");
        Assert.Contains("这个月没有查阅", page.Text("main"), StringComparison.Ordinal);
        foreach (var month in new[] { "banana", "0001-01", "9999-12", "2026-13" })
        {
            await supervisor.Open("/registers/readings?month=" + month);
            Assert.Equal(HttpStatusCode.OK, supervisor.Status);
        }
    }
}
