namespace Xinqiao.Core.Petitions;

/// <summary>
/// A petition's number: organ, year, gap-free serial, check digit, as in <c>XF2026-000001-7</c>. One wrong or two swapped
/// digits are noticed before anybody looks for a petition that does not exist.
/// </summary>
public static class PetitionNumber
{
    /// <summary>The subject of the series that serials are drawn from.</summary>
    public const string Subject = "petition";

    public static string Of(string organ, int year, int serial)
    {
        var body = $"{organ}{year:0000}-{serial:000000}";
        return $"{body}-{CheckDigit(body)}";
    }

    /// <summary>Trims, folds case and full-width characters; null where the form or the check digit is wrong.</summary>
    public static string? Parse(string? typed)
    {
        if (typed is null || typed.Length > 40) return null;
        var text = Fold(typed);
        var dash = text.LastIndexOf('-');
        if (dash != text.Length - 2 || dash < 8 || !char.IsAsciiDigit(text[^1])) return null;
        var body = text[..dash];
        return body.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && CheckDigit(body) == text[^1] - '0' ? text : null;
    }

    /// <summary>Without blanks, in upper case, full-width characters made narrow.</summary>
    internal static string Fold(string typed) =>
        string.Concat(typed.Where(c => !char.IsWhiteSpace(c)).Select(Narrow)).ToUpperInvariant();

    /// <summary>A full-width character as a plain one, and any dash as a hyphen.</summary>
    internal static char Narrow(char c) => c switch
    {
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        '—' or '–' or '－' => '-',
        _ => c,
    };

    // Damm's table. The more usual sum of Luhn does not notice 09 typed as 90.
    private static readonly string[] Damm =
    [
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    ];

    // Letters count by their place in the alphabet.
    private static int CheckDigit(string body)
    {
        var digit = 0;
        foreach (var c in body)
            if (c != '-') digit = Damm[digit][char.IsAsciiDigit(c) ? c - '0' : (c - 'A') % 10] - '0';
        return digit;
    }
}
