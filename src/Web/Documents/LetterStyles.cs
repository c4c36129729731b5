using DocumentFormat.OpenXml.Wordprocessing;

namespace Xinqiao.Web.Documents;

/// <summary>The parts of an official letter as styles of a word processor (GB/T 9704-2012); sizes in half points.</summary>
internal static class LetterStyles
{
    private const string Size2 = "44", Size3 = "32", Size4 = "28";

    public static Styles All(string fang, string song, string hei) => new(
        new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
            Fonts(fang), new FontSize { Val = Size3 }, new Languages { EastAsia = "zh-CN" }))),
        // The size stands here too: some programs take the width of the character grid from this style alone.
        Style("Normal", "正文", new ParagraphProperties(new AutoSpaceDE { Val = false }, new AutoSpaceDN { Val = false }, Indented()), size: Size3),
        Style("Organ", "发文机关", Centred(), song, Size2),
        Style("DocumentName", "文书名称", Centred(), song, Size2),
        Style("DocumentNumber", "文号", Centred(before: 580, after: 580)),
        Style("Addressee", "受文人", Flush()),
        Style("Heading1", "一级标题", new ParagraphProperties(new KeepNext(), Indented()), hei),
        Style("Signature", "落款", Signed(before: 1160)),
        Style("SignatureDate", "成文日期", Signed()),
        Style("SealNote", "印章位置", Signed(), colour: "888888", size: Size4),
        Style("Rule", "附注上方横线", Ruled(), size: "2"),
        Style("Note", "附注", Flush(), size: Size4),
        Style("BarCode", "条码", Flush()),
        Style("Cell", "表内文字", Flush()),
        Style("PageNumber", "页码", Centred(), "宋体", Size4));

    private static Style Style(
        string id, string name, ParagraphProperties paragraph, string? font = null, string? size = null, string? colour = null)
    {
        var properties = new StyleParagraphProperties(paragraph.ChildElements.Select(e => e.CloneNode(deep: true)));
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, Default = id == "Normal" };
        style.Append(new StyleName { Val = name });
        if (id != "Normal") style.Append(new BasedOn { Val = "Normal" });
        style.Append(new PrimaryStyle(), properties);
        var run = new StyleRunProperties();
        if (font is not null) run.Append(Fonts(font));
        if (colour is not null) run.Append(new Color { Val = colour });
        if (size is not null) run.Append(new FontSize { Val = size });
        if (run.HasChildren) style.Append(run);
        return style;
    }

    private static RunFonts Fonts(string font) => new() { Ascii = font, HighAnsi = font, EastAsia = font };

    // Two characters: counted in characters where a program can, and in twentieths of a point where it cannot.
    private static Indentation Indented() => new() { FirstLineChars = 200, FirstLine = "632" };

    private static ParagraphProperties Flush() => new(new Indentation { FirstLineChars = 0, FirstLine = "0" });

    private static ParagraphProperties Centred(int before = 0, int after = 0) => new(
        new SpacingBetweenLines { Before = $"{before}", After = $"{after}" },
        new Indentation { FirstLineChars = 0, FirstLine = "0" }, new Justification { Val = JustificationValues.Center });

    // Four characters in from the right edge; name, date and seal stay together.
    private static ParagraphProperties Signed(int before = 0) => new(
        new KeepNext(), new SpacingBetweenLines { Before = $"{before}" },
        new Indentation { FirstLineChars = 0, FirstLine = "0", RightChars = 400, Right = "1264" }, new Justification { Val = JustificationValues.Right });

    private static ParagraphProperties Ruled() => new(
        new ParagraphBorders(new TopBorder { Val = BorderValues.Single, Size = 6, Space = 4 }),
        new SnapToGrid { Val = false }, new SpacingBetweenLines { Before = "290", Line = "120", LineRule = LineSpacingRuleValues.Exact }, new Indentation { FirstLineChars = 0, FirstLine = "0" });
}
