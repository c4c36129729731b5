using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Documents;

/// <summary>
/// A document as a file that an office opens in WPS or Word: the same model as the page, the geometry of GB/T 9704-2012 (A4; 37, 26,
/// 35 and 28 mm; 22 lines of 28 characters), its parts in named styles, so that a house style changes all of them at once. Fonts are
/// named, not embedded: the office's own machine has them.
/// </summary>
public static class LetterDocx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // Twentieths of a point, of which a millimetre has 56.7.
    private const int Width = 11906, Height = 16838, Top = 2098, Right = 1474, Bottom = 1984, Left = 1588;

    // 225 mm are 22 lines; 156 mm are 28 characters of 16 points, each a little narrower than it is high (in 4096ths of a point).
    private const int LinePitch = 580, CharacterSpace = -840;

    private const string Fang = "仿宋_GB2312", Song = "方正小标宋简体", Hei = "黑体";

    /// <param name="kind">Of the database it comes from: on every page a demo or a replay says what it is.</param>
    public static byte[] Of(PrintedLetter letter, DatabaseKind kind)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = LetterStyles.All(Fang, Song, Hei);
            var section = SectionOf(main, MarkOf(kind));
            main.Document = new Document(new Body([.. Head(letter), .. Text(letter), .. Foot(letter), section]));
            // Nobody's name stands in the file's own properties, only what it is.
            file.PackageProperties.Title = letter.Title;
            file.PackageProperties.Creator = letter.Organ;
            file.PackageProperties.Identifier = letter.Number;
        }

        return stream.ToArray();
    }

    /// <summary>Name of the file: what it is and its number; nothing personal.</summary>
    public static string NameOf(PrintedLetter letter) => $"{letter.Title}-{letter.Number}.docx";

    private static string? MarkOf(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Demo => "演示件，人和事都是虚构的，没有法律效力",
        DatabaseKind.Replay => "重放件，据已经公开的来信推定，没有法律效力",
        _ => null,
    };

    private static IEnumerable<OpenXmlElement> Head(PrintedLetter letter)
    {
        yield return Paragraph("Organ", letter.Organ);
        yield return Paragraph("DocumentName", letter.Title);
        yield return Paragraph("DocumentNumber", letter.Number);
        if (letter.Addressee != "") yield return Paragraph("Addressee", letter.Addressee);
    }

    private static IEnumerable<OpenXmlElement> Text(PrintedLetter letter) => letter.Sections.SelectMany(part =>
    {
        List<OpenXmlElement> written = [];
        if (part.Heading is not null) written.Add(Paragraph("Heading1", part.Heading));
        written.AddRange(part.Paragraphs.Select(text => Paragraph("Normal", text)));
        if (part.Fields is { } fields) written.Add(TableOf(fields));
        return written;
    });

    private static IEnumerable<OpenXmlElement> Foot(PrintedLetter letter)
    {
        yield return Paragraph("Signature", letter.Organ);
        yield return Paragraph("SignatureDate", ChineseDate.Write(letter.Date).ToString());
        yield return Paragraph("SealNote", PrintedLetter.SealNote);
        var lines = new List<string>
        {
            $"信访事项编号：{letter.MatterNumber}", $"依据：{string.Join("；", letter.Basis)}", $"联系：{letter.Contact}",
        };
        if (letter.Query is not null) lines.Add($"查询：{letter.Query}");
        if (letter.SignedBy is not null) lines.Add($"签发人：{letter.SignedBy}");
        if (letter.Copies.Count > 0) lines.Add($"抄送：{string.Join("，", letter.Copies)}");
        for (var i = 0; i < lines.Count; i++) yield return Paragraph(i == 0 ? "FirstNote" : "Note", lines[i]);
    }

    private static Paragraph Paragraph(string style, string text) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = style }),
        new Run(new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve }));

    // Characters that XML has no place for would make a file that no program opens.
    private static string Printable(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or >= 0x20 and < 0xD800 or >= 0xE000 and < 0xFFFE or > 0xFFFF));

    private static Table TableOf(IReadOnlyList<(string Label, string Value)> fields)
    {
        var border = new Func<OpenXmlElement>[]
        {
            () => new TopBorder { Val = BorderValues.Single, Size = 4 }, () => new LeftBorder { Val = BorderValues.Single, Size = 4 },
            () => new BottomBorder { Val = BorderValues.Single, Size = 4 }, () => new RightBorder { Val = BorderValues.Single, Size = 4 },
            () => new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 },
            () => new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 },
        };
        return new Table([
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Pct, Width = "5000" }, new TableBorders(border.Select(b => b()))),
            new TableGrid(new GridColumn { Width = "2600" }, new GridColumn { Width = "6244" }),
            .. fields.Select(field => new TableRow(Cell(field.Label, "2600"), Cell(field.Value, "6244"))),
        ]);
    }

    private static TableCell Cell(string text, string width) => new(
        new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = width }), Paragraph("Cell", text));

    private static SectionProperties SectionOf(MainDocumentPart main, string? mark)
    {
        var section = new SectionProperties();
        if (mark is not null)
        {
            var header = main.AddNewPart<HeaderPart>();
            header.Header = new Header(Paragraph("Mark", mark));
            section.Append(new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(header) });
        }

        var footer = main.AddNewPart<FooterPart>();
        footer.Footer = new Footer(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = "PageNumber" }),
            new Run(new Text("— ") { Space = SpaceProcessingModeValues.Preserve }),
            new SimpleField(new Run(new Text("1"))) { Instruction = "PAGE" },
            new Run(new Text(" —") { Space = SpaceProcessingModeValues.Preserve })));
        section.Append(
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
            new PageSize { Width = Width, Height = Height },
            new PageMargin { Top = Top, Right = Right, Bottom = Bottom, Left = Left, Header = 850, Footer = 1400, Gutter = 0 },
            new DocGrid { Type = DocGridValues.LinesAndChars, LinePitch = LinePitch, CharacterSpace = CharacterSpace });
        return section;
    }
}
