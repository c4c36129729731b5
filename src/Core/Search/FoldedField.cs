using Xinqiao.Core.Matching;

namespace Xinqiao.Core.Search;

/// <summary>
/// A text as it is searched: letters and digits of one width and case (<see cref="FoldedText"/>), with the way back to the letters as
/// they were written.
/// </summary>
internal sealed class FoldedField
{
    private readonly char[] folded;
    private readonly int[] origins;
    private readonly int length;

    public FoldedField(string text)
    {
        (folded, origins) = (new char[text.Length], new int[text.Length]);
        length = FoldedText.Fold(text, folded, origins);
    }

    public ReadOnlySpan<char> Letters => folded.AsSpan(0, length);

    /// <summary>Every place of a term in the text as it was written: the first letter, and the one after the last.</summary>
    public List<(int From, int Until)> Places(string term)
    {
        var places = new List<(int, int)>();
        var letters = Letters;
        for (var from = letters.IndexOf(term); from >= 0;)
        {
            if (IsWhole(from, from + term.Length)) places.Add((origins[from], origins[from + term.Length - 1] + 1));
            var next = letters[(from + 1)..].IndexOf(term);
            from = next < 0 ? -1 : from + 1 + next;
        }

        return places;
    }

    // 13 is no part of 2013, nor is a word of Latin letters part of a longer one.
    private bool IsWhole(int from, int until) =>
        !(from > 0 && SearchGrams.IsLatin(folded[from]) && SearchGrams.IsLatin(folded[from - 1]))
        && !(until < length && SearchGrams.IsLatin(folded[until - 1]) && SearchGrams.IsLatin(folded[until]));
}
