using DocumentFormat.OpenXml.Wordprocessing;

namespace Xinqiao.Web.Documents;

/// <summary>The parts of an official letter as styles of a word processor (GB/T 9704-2012); sizes in half points.</summary>
internal static class LetterStyles
{
    private const string Size2 = "44", Size3 = "32", Size4 = "28";

    public static Styles All(string fang, string song, string hei) => new(
        new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
            Fonts(fang), new FontSize { Val = Size3 }, new Languages { EastAsia = "zh-CN" }))),
        Style("Normal", "正文", new ParagraphProperties(new Indentation { FirstLineChars = 200 })),
        Style("Organ", "发文机关", Centred(), song, Size2),
        Style("DocumentName", "文书名称", Centred(), song, Size2),
        Style("DocumentNumber", "文号", Centred(before: 580, after: 580)),
        Style("Addressee", "受文人", Flush()),
        Style("Heading1", "一级标题", new ParagraphProperties(new KeepNext(), new Indentation { FirstLineChars = 200 }), hei),
        Style("Signature", "落款", Signed(before: 1160)),
        Style("SignatureDate", "成文日期", Signed()),
        Style("SealNote", "印章位置", Signed(), colour: "888888", size: Size4),
        Style("FirstNote", "附注首行", Ruled(), size: Size4),
        Style("Note", "附注", Flush(), size: Size4),
        Style("Cell", "表内文字", Flush()),
        Style("Mark", "页眉标记", Centred(), colour: "8F1D21", size: Size4),
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

    private static ParagraphProperties Flush() => new(new Indentation { FirstLineChars = 0, FirstLine = "0" });

    private static ParagraphProperties Centred(int before = 0, int after = 0) => new(
        new SpacingBetweenLines { Before = $"{before}", After = $"{after}" },
        new Indentation { FirstLineChars = 0, FirstLine = "0" }, new Justification { Val = JustificationValues.Center });

    // Four characters in from the right edge; name, date and seal stay together.
    private static ParagraphProperties Signed(int before = 0) => new(
        new KeepNext(), new SpacingBetweenLines { Before = $"{before}" },
        new Indentation { FirstLineChars = 0, FirstLine = "0", RightChars = 400 }, new Justification { Val = JustificationValues.Right });

    private static ParagraphProperties Ruled() => new(
        new ParagraphBorders(new TopBorder { Val = BorderValues.Single, Size = 6, Space = 4 }),
        new SpacingBetweenLines { Before = "580" }, new Indentation { FirstLineChars = 0, FirstLine = "0" });
}
