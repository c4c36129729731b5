using Xinqiao.Core.Matching;

namespace Xinqiao.Core.Search;

/// <summary>
/// What a text is found by: its pairs of neighbouring characters, and whole words of Latin letters and digits. A word with a long
/// number is left out: that is a telephone, an identity card or an account, and nobody is looked up by those.
/// </summary>
public static class SearchGrams
{
    /// <summary>So many digits in a row may still be a house, a year or a sum.</summary>
    public const int LongestNumber = 6;

    /// <summary>Adds the grams of a text as it was written.</summary>
    public static void Read(string text, ISet<string> grams) => ReadFolded(new FoldedField(text).Letters, grams);

    internal static void ReadFolded(ReadOnlySpan<char> letters, ISet<string> grams)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] == FoldedText.Break) continue;
            var follows = i > 0 && letters[i - 1] != FoldedText.Break;
            if (follows && !(IsLatin(letters[i - 1]) && IsLatin(letters[i]))) grams.Add(letters.Slice(i - 1, 2).ToString());
            if (!IsLatin(letters[i]) || follows && IsLatin(letters[i - 1])) continue;
            var word = WordAt(letters[i..]);
            if (!HasLongNumber(word)) grams.Add(word.ToString());
        }
    }

    internal static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c);

    internal static bool HasLongNumber(ReadOnlySpan<char> letters)
    {
        var digits = 0;
        foreach (var c in letters)
            if ((digits = char.IsAsciiDigit(c) ? digits + 1 : 0) > LongestNumber) return true;
        return false;
    }

    private static ReadOnlySpan<char> WordAt(ReadOnlySpan<char> letters)
    {
        var length = 0;
        while (length < letters.Length && IsLatin(letters[length])) length++;
        return letters[..length];
    }
}
