using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Tests.Ledger;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>What LibreOffice makes of a letter: an A4 sheet, its text within the area of GB/T 9704, its bar-code readable.</summary>
public sealed class LetterPdfTests : IDisposable
{
    private const double Millimetre = 72 / 25.4;

    private readonly string folder = Directory.CreateTempSubdirectory("xinqiao-letter-").FullName;
    private readonly WordProcessor processor = new(Environment.GetEnvironmentVariable("XINQIAO_TEST_SOFFICE"), NullLogger<WordProcessor>.Instance);

    private string Made(string name) => Path.Combine(folder, name);

    private async Task<string> Pdf(PrintedLetter letter)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("XINQIAO_TEST_SOFFICE") is not null, "XINQIAO_TEST_SOFFICE is not set.");
        Assert.True(processor.IsInstalled);
        var pdf = await processor.Pdf(LetterDocx.Of(letter, DatabaseKind.Real), TestContext.Current.CancellationToken);
        Assert.NotNull(pdf);
        await File.WriteAllBytesAsync(Made("letter.pdf"), pdf, TestContext.Current.CancellationToken);
        return Made("letter.pdf");
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said;
    }

    [Fact]
    public async Task The_text_of_a_letter_stands_within_the_area_of_an_official_letter()
    {
        var boxes = await Run("pdftotext", "-bbox", await Pdf(SampleLetter.Of(DocumentKind.Opinion)), "-");
        Assert.Contains("width=\"595.3", boxes, StringComparison.Ordinal);
        var words = Regex.Matches(boxes, "<word xMin=\"([\\d.]+)\" yMin=\"([\\d.]+)\" xMax=\"([\\d.]+)\" yMax=\"([\\d.]+)\">([^<]+)</word>")
            .Select(m => (X: Number(m, 1), Y: Number(m, 2), Right: Number(m, 3), Bottom: Number(m, 4), Text: m.Groups[5].Value)).ToList();
        var text = words.Where(w => w.Text is not ("—" or "1" or "2" or "3")).ToList();
        Assert.NotEmpty(text);
        // A comma at the end of a line hangs into the margin, as it does in print.
        Assert.All(text, w => Assert.True(
            w.X >= 27.5 * Millimetre && w.Right <= (w.Text.All(char.IsPunctuation) ? 210 - 20 : 210 - 25) * Millimetre && w.Y >= 36 * Millimetre && w.Bottom <= (297 - 33) * Millimetre, $"{w}"));
        var all = string.Concat(words.Select(w => w.Text));
        foreach (var said in new[] { "某某区住房和城乡建设局", "某住建〔2026〕12号", "李某某（先生/女士）：", "一、调查认定的事实和依据", "2026年3月26日", "抄送：区信访局" })
            Assert.Contains(said, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bar_code_of_a_printed_letter_reads_back_as_the_number_of_its_matter()
    {
        var zbar = Tool.Require("XINQIAO_TEST_ZBARIMG");
        var pdf = await Pdf(SampleLetter.Of(DocumentKind.ProofOfService));
        await Run("pdftoppm", "-r", "200", "-gray", pdf, Made("page"));
        Assert.Contains("CODE-128:XF2026-000123-1", await Run(zbar, ["-q", .. Directory.GetFiles(folder, "page*")]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_file_of_a_word_processor_makes_no_pdf()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("XINQIAO_TEST_SOFFICE") is not null, "XINQIAO_TEST_SOFFICE is not set.");
        Assert.Null(await processor.Pdf([0x50, 0x4B, 3, 4, 0, 0], TestContext.Current.CancellationToken));
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    public void Dispose()
    {
        processor.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
