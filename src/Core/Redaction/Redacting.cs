namespace Xinqiao.Core.Redaction;

/// <summary>A text with passages struck from it. What was struck, and how long it was, cannot be told from it.</summary>
/// <param name="Text">With <see cref="Redacting.Struck"/> in the place of each passage.</param>
/// <param name="Struck">How many marks of each kind were struck, and how many were kept.</param>
/// <param name="Words">How many further words were struck.</param>
public sealed record RedactedText(
    string Text, IReadOnlyDictionary<RevealingKind, int> Struck, IReadOnlyDictionary<RevealingKind, int> Kept, int Words);

/// <summary>隐去: strikes passages from a text.</summary>
public static class Redacting
{
    /// <summary>Stands where something was struck, always the same.</summary>
    public const string Struck = "〔隐去〕";

    /// <param name="kept">Marks that the person who passes it on leaves as they are.</param>
    /// <param name="words">Further words, each struck wherever it stands.</param>
    public static RedactedText Strike(string text, IReadOnlyList<Revealing> marks, IReadOnlyCollection<Revealing> kept, IReadOnlyCollection<string> words)
    {
        var gone = new bool[text.Length];
        foreach (var mark in marks.Where(m => !kept.Contains(m))) gone.AsSpan(mark.Start, mark.Length).Fill(true);
        foreach (var word in words) foreach (var at in PlacesOf(text, word)) gone.AsSpan(at, word.Length).Fill(true);
        var written = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (!gone[i]) written.Append(text[i]);
            else if (i == 0 || !gone[i - 1]) written.Append(Struck);
        }

        return new RedactedText(
            written.ToString(), Count(marks.Where(m => !kept.Contains(m))), Count(marks.Where(kept.Contains)), words.Count);
    }

    /// <summary>Where a word stands, whatever the width and case of its letters.</summary>
    public static IEnumerable<int> PlacesOf(string text, string word) => word.Length == 0
        ? []
        : RevealingPassages.Occurrences(FoldedDigits.Widths(text), word, RevealingKind.TellTale).Where(r => r.Length == word.Length).Select(r => r.Start);

    private static Dictionary<RevealingKind, int> Count(IEnumerable<Revealing> marks) =>
        marks.GroupBy(m => m.Kind).ToDictionary(g => g.Key, g => g.Count());
}
