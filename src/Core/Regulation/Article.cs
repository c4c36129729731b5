namespace Xinqiao.Core.Regulation;

/// <summary>How far a provision was checked; shown beside every value that is not plain law.</summary>
public enum Provenance
{
    /// <summary>The text of the law was read.</summary>
    Law,

    /// <summary>The house's own rule or default; an office may configure it.</summary>
    Project,

    /// <summary>Stated from memory and not yet verified; must stay configurable.</summary>
    Memory,
}

/// <summary>The provision an act, a term or a refusal rests on.</summary>
/// <param name="Law">Short Chinese title of the act, without brackets: 信访工作条例.</param>
/// <param name="Number">Article number; 0 for a rule of the house that has no article, or an act whose text was not seen.</param>
/// <param name="Paragraph">Paragraph (款), counted from one, if one is meant.</param>
/// <param name="Item">Item (项), counted from one, if one is meant.</param>
/// <param name="Provenance">Whether this is law, our own choice, or memory.</param>
public sealed record Article(
    string Law, int Number, int? Paragraph = null, int? Item = null, Provenance Provenance = Provenance.Law) : ITold
{
    /// <summary>A citation as an office writes it: 《信访工作条例》第二十三条第三款.</summary>
    public Phrase Told => (Number, Provenance, Paragraph, Item) switch
    {
        (0, Provenance.Project, _, _) => (Phrase)$"本平台规定“{(Phrase)Law}”",
        (0, _, _, _) => $"《{(Phrase)Law}》（条文未核）",
        (_, _, { } p, { } i) => $"《{(Phrase)Law}》第{Of(Number)}条第{Of(p)}款第（{Of(i)}）项",
        (_, _, { } p, null) => $"《{(Phrase)Law}》第{Of(Number)}条第{Of(p)}款",
        (_, _, null, { } i) => $"《{(Phrase)Law}》第{Of(Number)}条第（{Of(i)}）项",
        _ => $"《{(Phrase)Law}》第{Of(Number)}条",
    };

    /// <summary>The citation in Chinese.</summary>
    public override string ToString() => Told.ToString();

    /// <summary>Several provisions in a row; an act is named once: 《信访工作条例》第二十三条第三款、第三十四条.</summary>
    public static string Cite(params ReadOnlySpan<Article> articles)
    {
        var cited = "";
        for (var i = 0; i < articles.Length; i++)
        {
            var written = articles[i].ToString();
            var repeated = i > 0 && articles[i].Number > 0 && articles[i].Law == articles[i - 1].Law;
            cited += (i > 0 ? "、" : "") + (repeated ? written[(articles[i].Law.Length + 2)..] : written);
        }

        return cited;
    }

    /// <summary>A rule of the house, named by its subject.</summary>
    public static Article House(string subject) => new(subject, 0, Provenance: Provenance.Project);

    /// <summary>An act known to say so, whose article was not read: 《信访事项简易办理办法》（条文未核）.</summary>
    public static Article Unverified(string law) => new(law, 0, Provenance: Provenance.Memory);

    /// <summary>The same article, one paragraph (款) of it.</summary>
    public Article InParagraph(int paragraph) => this with { Paragraph = paragraph };

    /// <summary>The same article, one item (项) of it.</summary>
    public Article InItem(int item) => this with { Item = item };

    private static Numbered Of(int number) => new(number);

    /// <summary>A number as a citation writes it: 三十四 in Chinese, 34 where a translation asks for the format “d”.</summary>
    private readonly record struct Numbered(int Number) : IFormattable
    {
        public override string ToString() => Numeral(Number);

        public string ToString(string? format, IFormatProvider? formatProvider) =>
            format == "d" ? Number.ToString(formatProvider) : Numeral(Number);
    }

    /// <summary>Chinese numeral of 1 to 999, as in 第三十四条.</summary>
    public static string Numeral(int number)
    {
        const string digits = "零一二三四五六七八九";
        return number switch
        {
            < 0 or > 999 => throw new ArgumentOutOfRangeException(nameof(number)),
            < 10 => digits[number].ToString(),
            < 20 => "十" + (number == 10 ? "" : digits[number % 10]),
            < 100 => digits[number / 10] + "十" + (number % 10 == 0 ? "" : digits[number % 10]),
            _ => digits[number / 100] + "百" + (number % 100) switch
            {
                0 => "",
                var rest and < 10 => "零" + digits[rest],
                var rest and < 20 => "一" + Numeral(rest),
                var rest => Numeral(rest),
            },
        };
    }
}
