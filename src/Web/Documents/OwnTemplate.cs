using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Xinqiao.Web.Documents;

/// <summary>
/// The template that comes with the platform, and that an office begins its own with: the geometry of GB/T 9704-2012 (A4; 37, 26, 35
/// and 28 mm; 22 lines of 28 characters), its parts in named styles. Fonts are named, not embedded: the office's own machine has them.
/// </summary>
public static class OwnTemplate
{
    // Twentieths of a point, of which a millimetre has 56.7.
    private const int Width = 11906, Height = 16838, Top = 2098, Right = 1474, Bottom = 1984, Left = 1588;

    // 225 mm are 22 lines; 156 mm are 28 characters of 16 points, each a little narrower than it is high (in 4096ths of a point).
    private const int LinePitch = 580, CharacterSpace = -840;

    private const string Fang = "仿宋_GB2312", Song = "方正小标宋简体", Hei = "黑体";

    // A blank's line: its style and what stands on it.
    private static readonly (string Style, string Line)[] Lines =
    [
        ("Organ", "{{发文机关}}"),
        ("DocumentName", "{{文书名称}}"),
        ("DocumentNumber", "{{文号}}"),
        ("Addressee", "{{受文人}}"),
        ("Normal", "{{正文}}"),
        ("Signature", "{{发文机关}}"),
        ("SignatureDate", "{{成文日期}}"),
        ("SealNote", PrintedLetter.SealNote),
        ("Rule", ""),
        ("Note", "{{附注}}"),
        ("BarCode", "{{条码}}"),
    ];

    /// <summary>The file.</summary>
    public static byte[] File { get; } = Make();

    private static byte[] Make()
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = LetterStyles.All(Fang, Song, Hei);
            var section = SectionOf(main);
            main.Document = new Document(new Body([.. Lines.Select(l => LetterFill.Paragraph(l.Style, l.Line)), section]));
            file.PackageProperties.Title = "文书样式";
        }

        return stream.ToArray();
    }

    private static SectionProperties SectionOf(MainDocumentPart main)
    {
        var footer = main.AddNewPart<FooterPart>();
        footer.Footer = new Footer(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = "PageNumber" }),
            new Run(new Text("— ") { Space = SpaceProcessingModeValues.Preserve }),
            new SimpleField(new Run(new Text("1"))) { Instruction = "PAGE" },
            new Run(new Text(" —") { Space = SpaceProcessingModeValues.Preserve })));
        return new SectionProperties(
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
            new PageSize { Width = Width, Height = Height },
            new PageMargin { Top = Top, Right = Right, Bottom = Bottom, Left = Left, Header = 850, Footer = 1400, Gutter = 0 },
            new DocGrid { Type = DocGridValues.LinesAndChars, LinePitch = LinePitch, CharacterSpace = CharacterSpace });
    }
}
