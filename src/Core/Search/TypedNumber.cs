using System.Globalization;
using System.Text.RegularExpressions;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Search;

/// <summary>A number as it may have been typed, whole or in part.</summary>
/// <param name="Prefix">How a petition's or a matter's number begins: XF2026-0001.</param>
/// <param name="Serial">Only the serial: 17 or 000017.</param>
/// <param name="Document">发文字号 as <see cref="KeysOf"/> writes it: 崇信〔2026〕3, or without the organ's word, 〔2026〕3.</param>
public sealed partial record TypedNumber(string? Prefix, int? Serial, string? Document)
{
    /// <summary>Null where it cannot be a number.</summary>
    public static TypedNumber? Read(string typed)
    {
        var text = string.Concat(typed.Trim().Select(PetitionNumber.Narrow));
        if (SerialAlone().IsMatch(text)) return new TypedNumber(null, int.Parse(text, CultureInfo.InvariantCulture), null);
        if (Beginning().IsMatch(text)) return new TypedNumber(text.ToUpperInvariant(), null, null);
        return KeysOf(text) is [var key, ..] ? new TypedNumber(null, null, key) : null;
    }

    /// <summary>By what a document's number is found: with the organ's word and without. Nothing where it is none.</summary>
    public static IReadOnlyList<string> KeysOf(string number)
    {
        if (DocumentNumber().Match(number) is not { Success: true } match) return [];
        var bare = $"〔{match.Groups["year"]}〕{match.Groups["serial"].Value.TrimStart('0')}";
        var word = match.Groups["word"].Value;
        return word.Length == 0 ? [bare] : [word + bare, bare];
    }

    [GeneratedRegex("^[0-9]{2,6}$")]
    private static partial Regex SerialAlone();

    [GeneratedRegex("^(?=.*[0-9])[A-Za-z][A-Za-z0-9-]{1,39}$")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^(?<word>[^\s〔\[(【0-9]*)\s*[〔\[(【](?<year>[0-9]{4})[〕\])】]\s*第?(?<serial>[0-9]{1,6})\s*号?$")]
    private static partial Regex DocumentNumber();
}
