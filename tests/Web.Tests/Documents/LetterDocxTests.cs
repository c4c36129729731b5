using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Documents;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>Every document as a file for WPS or Word: valid, with the words of the page and the geometry of GB/T 9704.</summary>
public sealed class LetterDocxTests(FullFile file) : IClassFixture<FullFile>
{
    public static TheoryData<DocumentKind> Kinds { get; } = [.. Words.All<DocumentKind>()];

    private async Task<(Visitor Visitor, byte[] Docx)> Download(DocumentKind kind)
    {
        var visitor = await file.Site.SignedIn("fuze");
        await visitor.Open(await file.AddressOf(kind) + "/docx");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        return (visitor, await visitor.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_file_is_valid_and_says_what_the_page_says(DocumentKind kind)
    {
        var (visitor, bytes) = await Download(kind);
        using var _ = visitor;
        Assert.Equal(LetterDocx.ContentType, visitor.Response.Content.Headers.ContentType!.MediaType);
        using var docx = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(docx, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath}: {e.Description}"));

        var page = await visitor.Open(await file.AddressOf(kind));
        var written = docx.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Select(p => p.InnerText).Where(t => t != "").ToList();
        var letter = page.QuerySelector("article.letter")!;
        foreach (var text in letter.QuerySelectorAll("p:not(.sign):not(.unseen), h2, th, td").Select(p => p.TextContent.Trim()))
            Assert.Contains(text, written);
        Assert.Equal(Words.Label(kind), written[1]);
        Assert.Contains("演示件", docx.MainDocumentPart.HeaderParts.Single().Header!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sheet_has_the_geometry_of_an_official_letter()
    {
        var (visitor, bytes) = await Download(DocumentKind.Opinion);
        using var _ = visitor;
        using var docx = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        var section = docx.MainDocumentPart!.Document!.Body!.GetFirstChild<SectionProperties>()!;
        var (size, margin, grid) = (section.GetFirstChild<PageSize>()!, section.GetFirstChild<PageMargin>()!, section.GetFirstChild<DocGrid>()!);
        static double Millimetres(double twips) => twips * 25.4 / 1440;
        Assert.Equal((210, 297), (Math.Round(Millimetres(size.Width!)), Math.Round(Millimetres(size.Height!))));
        Assert.Equal(
            (37, 26, 35, 28),
            (Math.Round(Millimetres(margin.Top!)), Math.Round(Millimetres(margin.Right!)), Math.Round(Millimetres(margin.Bottom!)),
                Math.Round(Millimetres(margin.Left!))));
        // 22 lines fill 225 mm, 28 characters 156 mm.
        Assert.InRange(22 * Millimetres(grid.LinePitch!), 224.5, 225.5);
        Assert.InRange(28 * (16 + grid.CharacterSpace! / 4096.0) * 25.4 / 72, 155.5, 156.5);
        var styles = docx.MainDocumentPart.StyleDefinitionsPart!.Styles!;
        Assert.Equal("仿宋_GB2312", styles.DocDefaults!.Descendants<RunFonts>().Single().EastAsia);
        Assert.Equal("方正小标宋简体", styles.Elements<Style>().Single(s => s.StyleId == "DocumentName").Descendants<RunFonts>().Single().EastAsia);
    }

    [Fact]
    public async Task Nobody_gets_the_file_who_may_not_see_the_document()
    {
        var address = await file.AddressOf(DocumentKind.Opinion) + "/docx";
        foreach (var login in new[] { "guanli", "jijian" })
        {
            using var visitor = await file.Site.SignedIn(login);
            await visitor.Open(address);
            Assert.Contains(visitor.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
        }

        using var stranger = file.Site.Visitor();
        await stranger.Open(address);
        Assert.StartsWith("/sign-in", stranger.Path, StringComparison.Ordinal);
        using var handler = await file.Site.SignedIn("chengban");
        await handler.Open(await file.AddressOf(DocumentKind.Opinion) + "/odt");
        Assert.Equal(HttpStatusCode.NotFound, handler.Status);
    }

    [Fact]
    public void What_xml_has_no_place_for_is_left_out_and_the_name_of_the_file_names_nobody()
    {
        var letter = new PrintedLetter(
            DocumentKind.Opinion, "南通市崇川区住房和城乡建设局", "崇住建〔2026〕7号", "XF2026-000001-0-1", "周桂兰：",
            [new LetterSection(null, ["一\u0000二\u0008三\uFFFE𠮷\tＡ<b>&amp;"])], ["依据"], "联系", new DateOnly(2026, 3, 9), []);
        Assert.Equal("信访处理意见书-崇住建〔2026〕7号.docx", LetterDocx.NameOf(letter));
        using var docx = WordprocessingDocument.Open(new MemoryStream(LetterDocx.Of(letter, DatabaseKind.Real)), isEditable: false);
        Assert.Contains(docx.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>(), p => p.InnerText == "一二三𠮷\tＡ<b>&amp;");
        Assert.Empty(docx.MainDocumentPart.HeaderParts);
    }
}
