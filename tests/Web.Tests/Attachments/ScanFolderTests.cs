using System.Net;
using System.Security.Cryptography;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Attachments;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Tests.Commands;
using Xinqiao.Web.Tests.Ledger;
using Xunit;

namespace Xinqiao.Web.Tests.Attachments;

/// <summary>Pages from the office's scanner find their petition by the bar-code of its slip, or by an officer's hand.</summary>
public sealed class ScanFolderTests(ScanningSite site) : IClassFixture<ScanningSite>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string? Number(byte[] bytes, string name = "scan0001.jpg", FileType type = FileType.Jpeg) =>
        ScannedNumber.Of(new CheckedFile(name, type, bytes, null, true));

    [Fact]
    public async Task A_bar_code_printed_at_200_dpi_is_read_by_other_people_s_program()
    {
        var zbar = Tool.Require("XINQIAO_TEST_ZBARIMG");
        using var scratch = new Scratch();
        string[] texts = ["XF2026-000001-7", "XF2026-123456-0", "ZJ-2026-11", "A", "崇住建".Length + "-0007-x~"];
        foreach (var (text, i) in texts.Select((t, i) => (t, i)))
            await File.WriteAllBytesAsync(scratch[$"{i}.jpg"], ScanningSite.Page(text), Stop);
        var (code, output, error) = await Tool.Run(
            zbar, ["--quiet", "--nodbus", "--raw", "-Sdisable", "-Scode128.enable", .. texts.Select((_, i) => scratch[$"{i}.jpg"])]);
        Assert.True(code == 0, error);
        Assert.Equal(texts, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_number_is_read_from_the_picture_from_a_scanned_PDF_and_else_from_the_name()
    {
        var number = (await site.File()).Number;
        Assert.Equal(number, Number(ScanningSite.Page(number)));
        Assert.Equal(number, Number(ScanningSite.Page(number + "-2")));
        Assert.Equal(number, Number(SampleFiles.ScannedPdf(ScanningSite.Page(number)), type: FileType.Pdf));
        Assert.Equal(number, Number(SampleFiles.Pdf(), $"来信 {number.ToLowerInvariant()} 第2页.pdf", FileType.Pdf));
        Assert.Null(Number(ScanningSite.Page(null)));
        // A wrong check digit leads to nobody's petition.
        Assert.Null(Number(ScanningSite.Page(number[..^1] + (number[^1] == '0' ? '1' : '0'))));
    }

    [Fact]
    public async Task A_page_with_its_slip_s_bar_code_goes_to_its_petition_and_leaves_the_folder()
    {
        var filed = await site.File();
        site.Put("b-0001.jpg", ScanningSite.Page(filed.Number));
        await site.Rounds(Stop);
        Assert.DoesNotContain("b-0001.jpg", site.Left());
        var file = Assert.Single(await site.Files(filed));
        Assert.Equal((AttachmentKind.Scan, FileType.Jpeg), (file.Kind, file.Type));
        Assert.Equal(Role.System, (await site.Events(filed.Petition))[^1].Role);
    }

    [Fact]
    public async Task A_page_of_a_sealed_petition_follows_it_and_shows_nobody_anything()
    {
        var filed = await site.File(Purpose.Accusation);
        site.Put("s-0001.jpg", ScanningSite.Page(filed.Number));
        await site.Rounds(Stop);
        Assert.Single(await site.Files(filed));
    }

    [Fact]
    public async Task A_page_that_is_still_being_written_is_left_alone()
    {
        var filed = await site.File();
        var page = ScanningSite.Page(filed.Number);
        site.Put("half.jpg", page[..1000]);
        await site.Job.Round(Stop);
        site.Put("half.jpg", page);
        await site.Job.Round(Stop);
        Assert.Contains("half.jpg", site.Left());
        Assert.Empty(await site.Files(filed));
        await site.Job.Round(Stop);
        Assert.Single(await site.Files(filed));
    }

    [Fact]
    public async Task A_page_that_lies_there_again_after_a_crash_is_not_doubled()
    {
        var filed = await site.File();
        var page = ScanningSite.Page(filed.Number);
        foreach (var name in (string[])["c-0001.jpg", "c-0001.jpg", "c-0002.jpg"])
        {
            site.Put(name, page);
            await site.Rounds(Stop);
        }

        Assert.Single(await site.Files(filed));
        Assert.DoesNotContain(site.Left(), n => n.StartsWith("c-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_put_aside_with_the_reason_and_never_deleted_or_written_over()
    {
        for (var round = 0; round < 2; round++)
        {
            site.Put("bad.jpg", [.. "MZ"u8, (byte)round]);
            site.Put("virus.exe", "MZ"u8.ToArray());
            site.Put("empty.pdf", []);
            await site.Rounds(Stop);
        }

        Assert.DoesNotContain(site.Left(), n => n is "bad.jpg" or "virus.exe" or "empty.pdf");
        Assert.Equal(
            ["bad-2.jpg", "bad-2.jpg.txt", "bad.jpg", "bad.jpg.txt", "empty-2.pdf", "empty-2.pdf.txt", "empty.pdf", "empty.pdf.txt",
                "virus-2.exe", "virus-2.exe.txt", "virus.exe", "virus.exe.txt"],
            site.Refused());
        Assert.Contains("本平台规定", await File.ReadAllTextAsync(site.Scan("refused/bad.jpg.txt"), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_a_bar_code_waits_until_an_officer_says_whose_it_is()
    {
        var filed = await site.File();
        site.Put("无条码.jpg", ScanningSite.Page(null));
        await site.Rounds(Stop);
        Assert.DoesNotContain("无条码.jpg", site.Left());
        using var desk = await site.SignedIn("dengji");
        var page = await desk.Open("/staff/scans");
        Assert.Contains("无条码.jpg", page.Text("main"), StringComparison.Ordinal);
        await desk.Open(page.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(desk.Response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("attachment", desk.Response.Content.Headers.ContentDisposition!.DispositionType);
        page = await desk.Open("/staff/scans");
        page = await desk.Submit(page.Form(), new() { ["number"] = "XF2026-999999-9" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.NotNull(page.QuerySelector("#number-error"));
        page = await desk.Submit(page.Form(), new() { ["number"] = filed.Number });
        Assert.Contains($"已归入{filed.Number}", page.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Contains("没有等待归入", page.Text(".empty"), StringComparison.Ordinal);
        Assert.Equal(Role.Registrar, (await site.Events(filed.Petition))[^1].Role);
        Assert.Single(await site.Files(filed));
    }

    [Fact]
    public async Task A_page_that_belongs_to_no_petition_leaves_with_a_reason_in_the_log_and_never_without()
    {
        var page = ScanningSite.Page(null);
        site.Put("空白.jpg", page);
        await site.Rounds(Stop);
        using var desk = await site.SignedIn("dengji");
        var size = await site.LogSize();
        var answer = await desk.Submit((await desk.Open("/staff/scans")).Form(), [], "discard");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.NotNull(answer.QuerySelector(".errors a[href='#ground']"));
        Assert.NotNull(answer.QuerySelector("fieldset#ground"));
        Assert.True(answer.QuerySelector("details")!.HasAttribute("open"));
        Assert.Equal(size, await site.LogSize());

        answer = await desk.Submit(answer.Form(), new() { ["ground"] = "blank" }, "discard");

        Assert.Contains("已移出", answer.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Contains("没有等待归入", answer.Text(".empty"), StringComparison.Ordinal);
        var discarded = Assert.Single((await site.Events(StreamId.Furniture("scans"))).Select(e => e.Event).OfType<ScanDiscarded>());
        Assert.Equal(DiscardGround.Blank, discarded.Ground);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(page)), discarded.Sha256.Value);
        using var auditor = await site.SignedIn("shenji");
        Assert.Contains("移出扫描件", (await auditor.Open("/registers/changes")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_petition_department_sorts_scans()
    {
        foreach (var login in (string[])["chengban", "fuze", "ducha", "guanli", "jijian"])
        {
            using var other = await site.SignedIn(login);
            var page = await other.Open("/staff/scans");
            Assert.DoesNotContain("待归入的扫描件", page.Text("h1"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_that_is_named_and_not_there_is_told_before_anything_is_served()
    {
        using var scratch = new Scratch();
        var keys = Web.Storage.KeyFolder.Create(scratch["keys"]);
        Assert.Null(ScanFolder.Of(keys));
        File.WriteAllText(keys.ScanFolder, scratch["nowhere"]);
        Assert.Contains("不存在", Assert.Throws<Web.Storage.DatabaseUnusableException>(() => ScanFolder.Of(keys)).Message, StringComparison.Ordinal);
    }
}
