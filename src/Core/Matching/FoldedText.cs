using System.Globalization;

namespace Xinqiao.Core.Matching;

/// <summary>
/// A text as it is compared: letters and digits alone, one width and one case, and a single break wherever anything else stood.
/// A dot inside a name (伊江·园) is no break: people write it or leave it out. Any sequence of chars has a folded text.
/// </summary>
internal static class FoldedText
{
    /// <summary>Stands between two runs of letters; no gram reaches across it.</summary>
    public const char Break = '\0';

    private const char Skipped = '\u0001';

    // Below so many letters a detail is a phrase ("请尽快处理") that many write.
    private const int TellingDetail = 16;

    private static readonly char[] Folds = MakeFolds();

    /// <summary>Folds as much of the text as fits.</summary>
    /// <param name="folded">Takes the folded chars; a text never grows.</param>
    /// <param name="origin">Where each came from; may be empty where nobody asks.</param>
    /// <returns>How many were written.</returns>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded, Span<int> origin = default)
    {
        var length = 0;
        for (var i = 0; i < text.Length && length < folded.Length; i++)
        {
            var c = Folds[text[i]];
            if (c == Skipped || c == Break && (length == 0 || folded[length - 1] == Break)) continue;
            if (!origin.IsEmpty) origin[length] = i;
            folded[length++] = c;
        }

        return length > 0 && folded[length - 1] == Break ? length - 1 : length;
    }

    /// <summary>
    /// A digest by which copies are known: texts whose details are the same to the letter, marks, spaces, width and case aside; where
    /// the detail says next to nothing, the titles have to be the same as well. 0 for a text without a letter.
    /// </summary>
    public static ulong Digest(in MatterText text)
    {
        var (digest, letters) = Digest(0xCBF2_9CE4_8422_2325, text.Detail);
        if (letters >= TellingDetail) return Mix(digest);
        (digest, var inTitle) = Digest(digest ^ Skipped, text.Title);
        return letters + inTitle == 0 ? 0 : Mix(digest);
    }

    private static (ulong Digest, int Letters) Digest(ulong digest, ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            if (Folds[c] <= Skipped) continue;
            digest = (digest ^ Folds[c]) * 0x100_0000_01B3;
            letters++;
        }

        return (digest, letters);
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ x >> 33) * 0xFF51AFD7ED558CCD;
        x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53;
        return x ^ x >> 33;
    }

    private static char[] MakeFolds()
    {
        var folds = new char[char.MaxValue + 1];
        for (var i = 0; i < folds.Length; i++) folds[i] = FoldOne((char)i);
        return folds;
    }

    private static char FoldOne(char c)
    {
        if (c is '·' or '•' or '・' or '．' or '.' or '-' or '\u200B' or '\u200D' or '\uFEFF' or '\uFE0F') return Skipped;
        if (c is >= '\uFF01' and <= '\uFF5E') c = (char)(c - 0xFEE0);
        // Half a character outside the basic plane stays what it is: two halves in a row make one gram, a lone one does no harm.
        var isPart = char.IsLetterOrDigit(c) || char.IsSurrogate(c)
                     || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        return isPart ? char.ToLowerInvariant(c) : Break;
    }
}
