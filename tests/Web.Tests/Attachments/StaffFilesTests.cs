using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Tests.Attachments;
using Xinqiao.Web.Tests.Petitions.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Attachments;

/// <summary>Files at the counter, on the case page and as proof of service; how they are opened and taken back.</summary>
public sealed class StaffFilesTests(Site site) : IClassFixture<Site>
{
    private async Task<(Filed Filed, string Path)> WithFile(byte[]? bytes = null, string name = "现场.jpg")
    {
        var filed = await site.BringTo(Stage.InHand);
        using var visitor = await site.Tracking(filed);
        await visitor.Upload((await visitor.Open("/track/files")).Form(), [], (name, bytes ?? SampleFiles.JpegOfACamera()));
        var file = Assert.Single(await site.Files(filed));
        return (filed, $"/staff/matters/{filed.Matter}/files/{file.Version}");
    }

    private static Task<IHtmlDocument> Press(Visitor visitor, IHtmlDocument page, string act, string field, string? value) =>
        visitor.Submit((IHtmlFormElement)page.QuerySelector($"button[value={act}]")!.Closest("form")!, new() { [field] = value }, act);

    [Fact]
    public async Task The_counter_takes_scans_with_the_letter_and_names_the_bad_one()
    {
        using var desk = await site.SignedIn("dengji");
        var page = await desk.Open("/staff/register?channel=letter");
        page = await desk.Upload(
            page.Form("form[action='/staff/register']"), CounterForms.Of("letter"), ("来信1.jpg", SampleFiles.Jpeg("1")), ("来信2.pdf", SampleFiles.Jpeg("2")));
        Assert.Equal(HttpStatusCode.OK, desk.Status);
        Assert.Contains("“来信2.pdf”没有收下：内容是JPEG图片", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("1个", page.Text(".receipt"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".receipt svg.bar-code path[d^='M10 0h']"));
        var petition = await site.Petition((await site.Get<Web.Matters.PetitionerQueries>().Numbered(page.Text("#number")))!.Value);
        Assert.Equal((AttachmentKind.Scan, FileType.Jpeg), (petition.State.Attachments[0].Kind, petition.State.Attachments[0].Type));
    }

    [Fact]
    public async Task A_refused_registration_keeps_what_was_typed_and_asks_for_the_files_again()
    {
        using var desk = await site.SignedIn("dengji");
        var page = await desk.Open("/staff/register?channel=letter");
        page = await desk.Upload(
            page.Form("form[action='/staff/register']"), CounterForms.Of("letter", ("title", "")), ("来信1.jpg", SampleFiles.Jpeg("1")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.Contains("重新选择", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(CounterForms.Of("letter")["narrative"], page.Kept("narrative"));
    }

    [Fact]
    public async Task Each_post_adds_its_own_kinds_on_the_case_page()
    {
        var filed = await site.BringTo(Stage.InHand);
        foreach (var (login, kinds) in new[] { ("fenban", "material scan"), ("chengban", "evidence proof-of-service") })
        {
            using var desk = await site.SignedIn(login);
            var page = await desk.Open($"/staff/matters/{filed.Matter}/files");
            Assert.Equal(kinds.Split(' '), page.QuerySelectorAll("select[name=kind] option").Select(o => o.GetAttribute("value")));
            page = await desk.Upload(page.Form(), [], ($"{login}.jpg", SampleFiles.Jpeg(login)), ("坏.png", "x"u8.ToArray()));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
            Assert.Contains("其余1个文件已经收下", page.Text("[role=status]"), StringComparison.Ordinal);
            // A kind of another post's.
            page = await desk.Upload(page.Form(), new() { ["kind"] = login == "fenban" ? "evidence" : "scan" }, ("x.jpg", SampleFiles.Jpeg("x")));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        }

        Assert.Equal([AttachmentKind.Material, AttachmentKind.Evidence], (await site.Files(filed)).Select(f => f.Kind));
        using var supervisor = await site.SignedIn("ducha");
        var seen = await supervisor.Open($"/staff/matters/{filed.Matter}");
        Assert.Contains("办理材料", seen.Text("#files"), StringComparison.Ordinal);
        Assert.DoesNotContain(".jpg", seen.Text("#files"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_file_is_listed_and_opened_by_nothing_but_a_release_with_its_reason()
    {
        var (filed, path) = await WithFile();
        using var desk = await site.SignedIn("chengban");
        var page = await desk.Open($"/staff/matters/{filed.Matter}");
        Assert.Contains("现场.jpg", page.Text("#files"), StringComparison.Ordinal);
        Assert.Contains("待检", page.Text("#files .tag"), StringComparison.Ordinal);
        Assert.Contains("没有设置查毒程序", page.Text("#files"), StringComparison.Ordinal);
        await desk.Open(path + "/copy");
        Assert.Equal(HttpStatusCode.NotFound, desk.Status);
        page = await desk.Open(path);
        Assert.Null(page.QuerySelector("a[download]"));
        page = await Press(desk, page, "release", "reason", "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        await Press(desk, page, "release", "reason", "在断网电脑上看过");
        Assert.Equal(Standing.Released, (await site.Files(filed))[0].Standing);
        Assert.Equal("在断网电脑上看过", (await site.Petition(filed.Petition)).Last<AttachmentReleased>()!.Reason.Value);
    }

    [Fact]
    public async Task A_file_leaves_as_a_closed_off_download_of_the_copy_and_the_original_asks_for_a_reason()
    {
        var (filed, path) = await WithFile();
        using var desk = await site.SignedIn("fuze");
        await Press(desk, await desk.Open(path), "release", "reason", "看过");
        await desk.Open(path + "/copy");
        var (response, copy) = (desk.Response, await desk.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("现场.jpg", response.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("image/jpeg", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", Assert.Single(response.Headers.GetValues("Cache-Control")));
        Assert.True(copy.AsSpan().IndexOf("GPS"u8) < 0);

        await desk.Open(path + "/original");
        Assert.Equal(HttpStatusCode.NotFound, desk.Status);
        var page = await Press(desk, await desk.Open(path), "original", "originalReason", " ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.NotNull(page.QuerySelector("#originalReason-error"));
        await Press(desk, page, "original", "originalReason", "核对拍摄地点");
        var original = await desk.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(SampleFiles.JpegOfACamera(), original);
        Assert.Equal("核对拍摄地点", (await site.Petition(filed.Petition)).Last<OriginalOpened>()!.Reason.Value);
        using var petitioner = await site.Tracking(filed);
        Assert.Contains("核对拍摄地点", (await petitioner.Open("/track/case")).Text(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_does_not_have_the_case_finds_no_file_of_it()
    {
        var (filed, path) = await WithFile();
        var other = await site.BringTo(Stage.ToReceive, unit: "CG");
        using var desk = await site.SignedIn("chengban");
        await desk.Open(path.Replace(filed.Matter.Value, other.Matter.Value, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, desk.Status);
        using var stranger = site.Visitor();
        await stranger.Open(path + "/copy");
        Assert.StartsWith("/sign-in", stranger.Path, StringComparison.Ordinal);
        using var supervisor = await site.SignedIn("ducha");
        await supervisor.Open(path);
        Assert.DoesNotContain("现场.jpg", supervisor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_receipt_comes_with_the_service_and_a_bad_one_leaves_everything_unrecorded()
    {
        var filed = await site.BringTo(Stage.ToServe);
        using var desk = await site.SignedIn("chengban");
        var path = $"/staff/matters/{filed.Matter}/serve";
        Dictionary<string, string?> typed = new()
        {
            ["document"] = "opinion",
            ["method"] = "direct",
            ["servedEvidence"] = "回证第1号",
            ["proof"] = "本人签收",
        };
        var size = await site.LogSize();
        var page = await desk.Upload((await desk.Open(path)).Form(), typed, ("回证.jpg", SampleFiles.Jpeg()[..300]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.Contains("“回证.jpg”", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(("回证第1号", size), (page.Kept("servedEvidence"), await site.LogSize()));
        page = await desk.Upload(page.Form(), new(typed) { ["servedEvidence"] = "" }, ("回证.jpg", SampleFiles.Jpeg()));
        Assert.Contains("重新选择", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(size, await site.LogSize());

        await desk.Upload(page.Form(), typed, ("回证.jpg", SampleFiles.Jpeg()));
        var proof = Assert.Single(await site.Files(filed));
        var served = (DocumentServed)(await site.Events(filed.Matter)).Last(e => e.Event is DocumentServed).Event;
        Assert.Equal((AttachmentKind.ProofOfService, filed.Matter, served.DocumentNumber), (proof.Kind, proof.Matter!.Value, proof.DocumentNumber));
    }

    [Fact]
    public async Task A_file_is_erased_by_two_persons_and_the_list_says_so()
    {
        var (filed, path) = await WithFile();
        using var handler = await site.SignedIn("chengban");
        Assert.Null((await handler.Open(path)).QuerySelector("a[href$='/ask-erasure']"));
        using var desk = await site.SignedIn("fenban");
        var page = await desk.Open((await desk.Open(path)).QuerySelector("a[href$='/ask-erasure']")!.GetAttribute("href")!);
        var place = page.QuerySelector("input[value$=':file']")!.GetAttribute("value")!;
        await desk.Submit(page.Form(), new()
        {
            ["place"] = place,
            ["ground"] = "no-longer-needed",
            ["reason"] = "误传",
        });
        using var supervisor = await site.SignedIn("ducha");
        page = await supervisor.Open($"/staff/matters/{filed.Matter}/decide-erasure");
        await supervisor.Submit(page.Form(), button: "approve");
        page = await desk.Open($"/staff/matters/{filed.Matter}");
        Assert.Contains("已依法删除", page.Text("#files"), StringComparison.Ordinal);
        Assert.DoesNotContain("现场.jpg", desk.Html, StringComparison.Ordinal);
        await desk.Open(path);
        Assert.Equal(HttpStatusCode.NotFound, desk.Status);
        Assert.Equal(Core.Verification.Verdict.Redacted, Web.Ledger.Audit.Of(site.Store, _ => { }).Verdict);
        Assert.Contains(await site.Events(StreamId.Furniture("erasures")), e => e.Event is TextErased { Field: "file" });
    }
}
