using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Xinqiao.Web.Documents;

/// <summary>
/// Fills the blanks of a template. A word processor cuts a line into runs as it likes, so a blank is looked for in the line as a whole,
/// and its text takes the type of the place where the blank begins. The text of the letter takes the form of the line that stands for it.
/// </summary>
internal static partial class LetterFill
{
    /// <summary>Every blank of a file, by name, in its text, heads and feet.</summary>
    public static IEnumerable<string> BlanksOf(MainDocumentPart main) =>
        Roots(main).SelectMany(root => root.Descendants<Paragraph>()).SelectMany(p => Blank().Matches(LineOf(p)).Select(m => m.Groups[1].Value));

    /// <summary>Whether a block has its lines to itself, wherever it stands.</summary>
    public static bool StandsAlone(MainDocumentPart main, string block) => Roots(main).SelectMany(root => root.Descendants<Paragraph>())
        .Select(LineOf).All(line => !line.Contains($"{{{{{block}}}}}", StringComparison.Ordinal) || line.Trim() == $"{{{{{block}}}}}");

    public static void Fill(MainDocumentPart main, PrintedLetter letter)
    {
        var values = LetterBlanks.Of(letter);
        foreach (var root in Roots(main).ToList())
            foreach (var paragraph in root.Descendants<Paragraph>().ToList())
                FillLine(main, paragraph, letter, values);
    }

    /// <summary>Puts a line at the head of every page.</summary>
    public static void MarkEveryPage(MainDocumentPart main, string mark)
    {
        foreach (var section in main.Document!.Descendants<SectionProperties>())
            if (!section.Elements<HeaderReference>().Any(h => h.Type is null || h.Type == HeaderFooterValues.Default))
            {
                var part = main.AddNewPart<HeaderPart>($"mark{main.HeaderParts.Count()}");
                part.Header = new Header();
                section.PrependChild(new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(part) });
            }

        foreach (var header in main.HeaderParts) header.Header!.PrependChild(Marked(mark));
    }

    public static Paragraph Paragraph(string style, string text) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = style }), RunOf(text));

    private static void FillLine(
        MainDocumentPart main, Paragraph paragraph, PrintedLetter letter, IReadOnlyDictionary<string, string> values)
    {
        var line = LineOf(paragraph);
        if (!line.Contains("{{", StringComparison.Ordinal)) return;
        switch (line.Trim())
        {
            case "{{" + LetterBlanks.Text + "}}":
                Replace(paragraph, letter.Sections.SelectMany(part => Section(main, paragraph, part)));
                return;
            case "{{" + LetterBlanks.Notes + "}}":
                Replace(paragraph, LetterBlanks.NotesOf(letter).Select(note => Like(paragraph, note)));
                return;
            case "{{" + LetterBlanks.BarCode + "}}":
                Replace(paragraph, [BarCodePicture.In(main, paragraph, letter.MatterNumber)]);
                return;
        }

        var filled = false;
        for (var found = Blank().Match(line); found.Success; found = Blank().Match(line))
        {
            var value = values.GetValueOrDefault(found.Groups[1].Value, "");
            Write(paragraph, found.Index, found.Length, Printable(value));
            filled |= value != "";
            line = LineOf(paragraph);
        }

        // A line that had nothing but an empty blank is no line.
        if (!filled && line.Trim() == "") paragraph.Remove();
    }

    private static void Replace(Paragraph paragraph, IEnumerable<OpenXmlElement> lines)
    {
        foreach (var line in lines) paragraph.InsertBeforeSelf(line);
        // A cell ends with a paragraph, whatever stands in it.
        if (paragraph.Parent is TableCell && paragraph.PreviousSibling<Paragraph>() is null) paragraph.RemoveAllChildren<Run>();
        else paragraph.Remove();
    }

    private static IEnumerable<OpenXmlElement> Section(MainDocumentPart main, Paragraph place, LetterSection part)
    {
        if (part.Heading is not null) yield return Styled(main, "Heading1", part.Heading) ?? Like(place, part.Heading);
        foreach (var text in part.Paragraphs) yield return Like(place, text);
        if (part.Fields is { } fields) yield return LetterTable.Of(fields, text => Styled(main, "Cell", text) ?? Like(place, text));
    }

    private static Paragraph? Styled(MainDocumentPart main, string style, string text) =>
        main.StyleDefinitionsPart?.Styles?.Elements<Style>().Any(s => s.StyleId == style) is true ? Paragraph(style, text) : null;

    // A line with the form of another.
    private static Paragraph Like(Paragraph place, string text)
    {
        var run = RunOf(text);
        if (place.Descendants<Run>().FirstOrDefault()?.RunProperties is { } type) run.RunProperties = (RunProperties)type.CloneNode(true);
        var line = new Paragraph(run);
        if (place.ParagraphProperties is { } form) line.ParagraphProperties = (ParagraphProperties)form.CloneNode(true);
        return line;
    }

    private static Paragraph Marked(string mark) => new(
        new ParagraphProperties(
            new Indentation { FirstLineChars = 0, FirstLine = "0" }, new Justification { Val = JustificationValues.Center }),
        new Run(new RunProperties(new Color { Val = "8F1D21" }, new FontSize { Val = "28" }), TextOf(mark)));

    private static Run RunOf(string text) => new(TextOf(text));

    private static Text TextOf(string text) => new(Printable(text)) { Space = SpaceProcessingModeValues.Preserve };

    // Characters that XML has no place for would make a file that no program opens.
    private static string Printable(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or >= 0x20 and < 0xD800 or >= 0xE000 and < 0xFFFE or > 0xFFFF));

    // The texts of a line itself, not of a text box within it.
    private static List<Text> TextsOf(Paragraph paragraph) =>
        [.. paragraph.Descendants<Text>().Where(t => t.Ancestors<Paragraph>().First() == paragraph)];

    private static string LineOf(Paragraph paragraph) => string.Concat(TextsOf(paragraph).Select(t => t.Text));

    // The first run that has a part of the blank gets the value; what the others have of it goes.
    private static void Write(Paragraph paragraph, int start, int length, string value)
    {
        var (place, written) = (0, false);
        foreach (var text in TextsOf(paragraph))
        {
            var (from, to) = (Math.Max(start - place, 0), Math.Min(start + length - place, text.Text.Length));
            place += text.Text.Length;
            if (from >= to) continue;
            text.Text = text.Text[..from] + (written ? "" : value) + text.Text[to..];
            text.Space = SpaceProcessingModeValues.Preserve;
            written = true;
        }
    }

    private static IEnumerable<OpenXmlPartRootElement> Roots(MainDocumentPart main) =>
        new OpenXmlPartRootElement?[] { main.Document }
            .Concat(main.HeaderParts.Select(h => h.Header)).Concat(main.FooterParts.Select(f => f.Footer)).OfType<OpenXmlPartRootElement>();

    [GeneratedRegex(@"\{\{(.{1,20}?)\}\}")]
    private static partial Regex Blank();
}
