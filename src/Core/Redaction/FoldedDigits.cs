namespace Xinqiao.Core.Redaction;

/// <summary>A text in which signs that mean the same are the same sign. Character for character, so that places stay where they are.</summary>
internal static class FoldedDigits
{
    private const string Spelt = "零〇一二三四五六七八九", Formal = "零○壹贰叁肆伍陆柒捌玖";

    /// <summary>Full-width letters, digits and signs as narrow ones.</summary>
    public static string Widths(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(from[i] - 0xFEE0),
                '\u3000' => ' ',
                '－' or '—' or '–' or '‐' => '-',
                var c => c,
            };
    });

    /// <summary>Digits that are written as characters, as digits.</summary>
    public static string Spelled(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++) to[i] = Digit(from[i]) is { } digit ? digit : from[i];
    });

    private static char? Digit(char c)
    {
        if (c is '幺') return '1';
        var at = Spelt.IndexOf(c, StringComparison.Ordinal);
        if (at >= 0) return (char)('0' + Math.Max(0, at - 1));
        at = Formal.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? null : (char)('0' + Math.Max(0, at - 1));
    }
}
