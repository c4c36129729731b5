using System.Diagnostics;
using Microsoft.Playwright;
using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_petitioner_verifies_a_receipt_in_the_browser(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task With_script_nothing_is_sent_without_script_the_server_answers_the_same()
    {
        await using var phone = await browser.Phone();
        var (number, _) = await Resident.Files(phone, browser.Site);
        var download = await phone.Page.RunAndWaitForDownloadAsync(
            () => phone.Page.GetByRole(AriaRole.Button, new() { Name = "下载电子回执", Exact = true }).ClickAsync());
        var copy = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        var receipt = ReceiptFile.Parse(copy);

        await using var desk = await browser.Desk();
        await desk.Go("/verify");
        await desk.Sees("就在您的浏览器里核验");
        await desk.Look("verify-empty");
        var posts = new List<string>();
        desk.Page.Request += (_, request) =>
        {
            if (request.Method == "POST") posts.Add(request.Url);
        };
        await Verify(desk, copy, "学田苑12幢雨水管破损，一楼反复进水");
        await desk.Sees("核验通过：已登记，日志已签名");
        await desk.Sees(number);
        await desk.Sees("“标题”一字不差");
        await desk.Look("verify-in-browser");
        await Verify(desk, copy, "学田苑12幢雨水管破损，一楼进水");
        await desk.Sees("与登记的任何一项都不相同");
        await Verify(desk, receipt.ToCode(), "学田苑12幢雨水管破损，一楼反复进水");
        await desk.Sees("请用电子回执");
        await Verify(desk, receipt.ForPaper().ToString(), "");
        await desk.Sees("核验通过：已登记，日志已签名");
        await Verify(desk, receipt.Under(new LogProof(receipt.Proof.Index - 1, receipt.Proof.Path, receipt.Proof.Note)).ToString(), "");
        await desk.Sees("核验不通过：内容与登记日志不符");
        await Verify(desk, receipt.ToCode()[..^9] + ".", "");
        await desk.Sees("读不出");
        Assert.Empty(posts);

        await phone.Go("/verify");
        await phone.Sees("由本网站核验，不保存您提交的任何内容");
        await Verify(phone, copy, "学田苑12幢雨水管破损，一楼反复进水");
        await phone.Sees("“标题”一字不差");
        await phone.Look("verify-by-server");
    }

    private static async Task Verify(Visit visit, string receipt, string words)
    {
        await visit.Fill("或者：二维码扫出的文字", receipt);
        await visit.Fill("要核对的文字（可以不填）", words);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "核验", Exact = true }).ClickAsync(); // no new page where script checks it
    }

    [Fact]
    public async Task The_printed_slip_s_codes_are_read_from_the_page_as_it_is_printed()
    {
        var zbar = Environment.GetEnvironmentVariable("XINQIAO_TEST_ZBARIMG");
        Assert.SkipWhen(zbar is null, "XINQIAO_TEST_ZBARIMG is not set.");
        await using var paper = await browser.Paper();
        var (number, _) = await Resident.Files(paper, browser.Site);
        await paper.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await paper.Look("receipt-on-paper");
        var file = Path.Combine(Path.GetTempPath(), $"xinqiao-slip-{Guid.NewGuid():N}.png");
        try
        {
            await paper.Page.ScreenshotAsync(new() { Path = file, FullPage = true });
            using var process = Process.Start(new ProcessStartInfo(zbar, ["--quiet", "--nodbus", "--raw", "-Sdisable", "-Sqrcode.enable", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var read = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, read.Length);
            Assert.Contains(new Uri(browser.Site.Address, "/track").ToString(), read);
            var receipt = ReceiptFile.ParseCode(read.Single(text => text.StartsWith("XQ1:", StringComparison.Ordinal)));
            Assert.True(receipt.Stands);
            Assert.Equal(number, receipt.Number);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
