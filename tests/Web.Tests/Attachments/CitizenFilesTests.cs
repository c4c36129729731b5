using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Attachments;
using Xunit;

namespace Xinqiao.Web.Tests.Attachments;

/// <summary>Photographs and papers of petitioners: with the petition, and after it.</summary>
public sealed class CitizenFilesTests(Site site) : IClassFixture<Site>
{
    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> LastStep(Visitor visitor)
    {
        var page = await visitor.Open("/petition");
        var typed = CitizenSteps.Petition();
        foreach (var fields in (string[][])[["purpose", "title", "narrative", "request"], ["placeDetail"], ["name", "phone", "address"]])
            page = await visitor.Submit(page.Form(), CitizenSteps.Of(typed, fields), "next");
        return page;
    }

    private static Dictionary<string, string?> Sending(bool declared = true) => new()
    {
        ["declared"] = declared ? "yes" : null,
        ["do"] = "send",
    };

    [Fact]
    public async Task The_last_step_offers_files_and_the_camera_without_script()
    {
        using var visitor = site.Visitor();
        var page = await LastStep(visitor);
        Assert.Equal("multipart/form-data", page.Form().GetAttribute("enctype"));
        Assert.NotNull(page.QuerySelector("input[type=file][name=files][multiple][accept*='.pdf']"));
        Assert.NotNull(page.QuerySelector("input[type=file][name=files][capture][accept='image/jpeg']"));
        // The browser itself asks for the confirmation before it sends anything, so no chosen file is lost by it.
        Assert.NotNull(page.QuerySelector("#declared[required]"));
        Assert.Null(page.Form().GetAttribute("novalidate"));
        Assert.All(page.QuerySelectorAll("button[value^='edit-'], button[value=back], button[value=keep]"), b => Assert.True(b.HasAttribute("formnovalidate")));
    }

    [Fact]
    public async Task Files_come_with_the_petition_and_a_bad_one_costs_neither_the_others_nor_the_petition()
    {
        using var visitor = site.Visitor();
        var page = await LastStep(visitor);
        page = await visitor.Upload(
            page.Form(), Sending(), ("墙面.jpg", SampleFiles.Jpeg("墙面")), ("程序.exe", "MZ"u8.ToArray()), ("合同.pdf", SampleFiles.Pdf()),
            ("太大.jpg", new byte[FileLimits.Bytes + 1]), ("炸弹.png", SampleFiles.Png(30_000, 30_000)), ("屋顶.png", SampleFiles.Png()));

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("有3个文件没有收下", page.Text("#files h2"), StringComparison.Ordinal);
        foreach (var (name, why) in new[] { ("程序.exe", "只收"), ("太大.jpg", "超过20 MB"), ("炸弹.png", "30000×30000像素") })
        {
            var line = Assert.Single(page.QuerySelectorAll("#files li"), li => li.TextContent.Contains($"“{name}”", StringComparison.Ordinal));
            Assert.Contains(why, line.TextContent, StringComparison.Ordinal);
            Assert.NotEqual("", line.Text(".rule"));
        }

        var petition = await site.Petition((await site.Get<Web.Matters.PetitionerQueries>().Numbered(page.Text("#number")))!.Value);
        Assert.Equal(
            [(FileType.Jpeg, Standing.Waiting), (FileType.Pdf, Standing.Waiting), (FileType.Png, Standing.Waiting)],
            petition.State.Attachments.Select(a => (a.Type, a.Standing)));
        Assert.Equal("墙面.jpg", petition.Events.Select(e => e.Event).OfType<AttachmentAdded>().First().FileName.Value);
        Assert.All(petition.Events.Where(e => e.Event is AttachmentAdded), e => Assert.Equal(Role.Petitioner, e.Role));
    }

    [Fact]
    public async Task A_form_that_is_refused_keeps_what_was_typed_and_says_that_files_must_be_chosen_again()
    {
        using var visitor = site.Visitor();
        var size = await site.LogSize();
        var page = await visitor.Upload((await LastStep(visitor)).Form(), Sending(declared: false), ("墙面.jpg", SampleFiles.Jpeg()));
        page.AssertRefused(visitor, "declared");
        Assert.Contains("重新选择", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(CitizenSteps.Petition()["narrative"], page.Kept("narrative"));
        Assert.Equal(size, await site.LogSize());
        page = await visitor.Upload(page.Form(), Sending(), ("墙面.jpg", SampleFiles.Jpeg()));
        Assert.Equal("", page.Text("#files h2"));
        Assert.Contains("1个文件", page.Text(".receipt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_petition_with_its_files_once()
    {
        using var visitor = site.Visitor();
        var form = (await LastStep(visitor)).Form();
        var first = await visitor.Upload(form, Sending(), ("墙面.jpg", SampleFiles.Jpeg()));
        var second = await visitor.Upload(form, Sending(), ("墙面.jpg", SampleFiles.Jpeg()));
        Assert.Equal(first.Text("#number"), second.Text("#number"));
        Assert.Empty(second.QuerySelectorAll("#files"));
        var petition = await site.Petition((await site.Get<Web.Matters.PetitionerQueries>().Numbered(second.Text("#number")))!.Value);
        Assert.Single(petition.State.Attachments);
    }

    [Fact]
    public async Task The_eleventh_file_of_a_form_is_refused_by_name()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Upload(
            (await LastStep(visitor)).Form(), Sending(), [.. Enumerable.Range(1, 11).Select(i => ($"{i}.jpg", SampleFiles.Jpeg($"{i}")))]);
        Assert.Contains("“11.jpg”", Assert.Single(page.QuerySelectorAll("#files li")).TextContent, StringComparison.Ordinal);
        Assert.Contains("最多交10个", page.Text("#files"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_petitioner_hands_in_files_later_as_long_as_facts_can_be_added()
    {
        var filed = await site.BringTo(Stage.InHand);
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/case");
        Assert.NotNull(page.QuerySelector("a[href='/track/files']"));
        page = await visitor.Open("/track/files");
        page = await visitor.Upload(page.Form(), [], ("屋顶.jpg", SampleFiles.Jpeg("屋顶")), ("坏.jpg", SampleFiles.Jpeg()[..200]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("“坏.jpg”没有收下", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("其余1个文件已经收下", page.Text("[role=status]"), StringComparison.Ordinal);
        page = await visitor.Upload(page.Form(), [], ("地下室.jpg", SampleFiles.Jpeg("地下室")));
        Assert.Contains("1个文件已收下", page.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Equal(2, (await site.Files(filed)).Count);
        page = await visitor.Open("/track/case");
        Assert.Contains("屋顶.jpg", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("收下附件", page.Text(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_handed_in_can_be_had_back_once_it_was_looked_at_and_what_a_unit_added_cannot()
    {
        var filed = await site.BringTo(Stage.InHand);
        using var visitor = await site.Tracking(filed);
        var photograph = SampleFiles.Jpeg("屋顶");
        await visitor.Upload((await visitor.Open("/track/files")).Form(), [], ("屋顶.jpg", photograph));
        var version = Assert.Single(await site.Files(filed)).Version;
        var page = await visitor.Open("/track/files");
        Assert.Contains("待检，检查以后可以下载", page.Text("main"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[download]"));
        await visitor.Open($"/track/files/1/{version}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);

        using var unit = await site.SignedIn("chengban");
        await unit.Submit(
            (await unit.Open($"/staff/matters/{filed.Matter}/files/{version}")).Form("form:has(#reason)"), new() { ["reason"] = "现场查看无异常" }, "release");
        await unit.Upload((await unit.Open($"/staff/matters/{filed.Matter}/files")).Form(), [], ("勘查.jpg", SampleFiles.Jpeg("勘查")));

        page = await visitor.Open("/track/files");
        var link = Assert.Single(page.QuerySelectorAll("a[download]"));
        Assert.Equal("屋顶.jpg", link.TextContent);
        await visitor.Open(link.GetAttribute("href")!);
        Assert.Equal(photograph, await visitor.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("attachment", visitor.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(visitor.Response.Headers.GetValues("Content-Security-Policy")));
        foreach (var file in (await site.Files(filed)).Where(f => f.Version != version))
        {
            await visitor.Open($"/track/files/1/{file.Version}");
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        }

        using var stranger = await site.Tracking(await site.BringTo(Stage.InHand));
        await stranger.Open($"/track/files/1/{version}");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        using var nobody = site.Visitor();
        await nobody.Open($"/track/files/1/{version}");
        Assert.Equal("/track", nobody.Path);
    }

    [Fact]
    public async Task With_nothing_chosen_or_after_the_answer_nothing_is_recorded()
    {
        using var visitor = await site.Tracking(await site.File());
        var size = await site.LogSize();
        var page = await visitor.Upload((await visitor.Open("/track/files")).Form(), []);
        page.AssertRefused(visitor, "files");
        Assert.Equal(size, await site.LogSize());
        using var answered = await site.Tracking(await site.BringTo(Stage.Served));
        page = await answered.Open("/track/files");
        Assert.Contains("已经书面答复", page.Text(".refusal"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[type=file]"));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_for_the_petition_hands_in_nothing()
    {
        using var visitor = site.Visitor();
        await visitor.Open("/track/files");
        Assert.Equal("/track", visitor.Path);
    }

    [Fact]
    public async Task An_accusation_takes_files_too_and_only_the_liaison_sees_them()
    {
        var filed = await site.File(Purpose.Accusation);
        using var visitor = await site.Tracking(filed);
        await visitor.Upload((await visitor.Open("/track/files")).Form(), [], ("证据.jpg", SampleFiles.Jpeg()));
        var version = Assert.Single(await site.Files(filed)).Version;
        foreach (var login in (string[])["dengji", "fenban", "chengban", "fuze", "ducha", "guanli"])
        {
            using var staff = await site.SignedIn(login);
            await staff.Open($"/staff/matters/{filed.Matter}/files/{version}");
            Assert.NotEqual(HttpStatusCode.OK, staff.Status == HttpStatusCode.OK && staff.Path.StartsWith("/sign-in", StringComparison.Ordinal) ? HttpStatusCode.Forbidden : staff.Status);
            Assert.DoesNotContain("证据.jpg", staff.Html, StringComparison.Ordinal);
        }

        using var liaison = await site.SignedIn("jijian");
        Assert.Contains("证据.jpg", (await liaison.Open($"/sealed/{filed.Matter}")).Text("#files"), StringComparison.Ordinal);
        await liaison.Open($"/staff/matters/{filed.Matter}/files/{version}");
        Assert.Equal(HttpStatusCode.OK, liaison.Status);
    }
}
