using System.Text.RegularExpressions;

namespace Xinqiao.Core.Redaction;

/// <summary>
/// Finds what in a text may tell who wrote it, so that a person who passes it on sees it marked. It marks rather too much than too little; what
/// is struck a person decides. Names of those complained of are what the text is about, and are not looked for.
/// </summary>
public static class RevealingPassages
{
    /// <summary>In the order of the text; passages may overlap.</summary>
    public static IReadOnlyList<Revealing> In(string text, KnownParty party)
    {
        var folded = FoldedDigits.Widths(text);
        var spelled = FoldedDigits.Spelled(folded);
        var found = new HashSet<Revealing>();
        found.UnionWith(NumberPassages.In(folded));
        // Numbers that are written in characters: 一三八零零…
        if (spelled != folded) found.UnionWith(NumberPassages.In(spelled));
        found.UnionWith(NamePassages.In(folded, party));
        found.UnionWith(AddressPassages.In(folded, party));
        found.UnionWith(TellTalePassages.In(folded));
        foreach (var email in party.Emails) found.UnionWith(Occurrences(folded, email, RevealingKind.Email));
        foreach (var phone in party.Phones) found.UnionWith(NumberPassages.Known(spelled, phone));
        return [.. found.GroupBy(f => f.Kind).SelectMany(Outermost).OrderBy(f => f.Start).ThenBy(f => f.Length)];
    }

    /// <summary>Every place where a word stands, whatever the case of its letters.</summary>
    internal static IEnumerable<Revealing> Occurrences(string text, string word, RevealingKind kind)
    {
        if (string.IsNullOrWhiteSpace(word)) yield break;
        var sought = FoldedDigits.Widths(word.Trim());
        for (var at = text.IndexOf(sought, StringComparison.OrdinalIgnoreCase); at >= 0;
             at = text.IndexOf(sought, at + 1, StringComparison.OrdinalIgnoreCase))
            yield return new Revealing(at, sought.Length, kind);
    }

    internal static Revealing Of(Group group, RevealingKind kind) => new(group.Index, group.Length, kind);

    // What lies wholly within another passage of its kind says nothing more. The longest first of those that start together: whatever contains a
    // passage stands before it.
    private static IEnumerable<Revealing> Outermost(IEnumerable<Revealing> ofOneKind)
    {
        var end = 0;
        foreach (var f in ofOneKind.OrderBy(f => f.Start).ThenByDescending(f => f.Length))
        {
            if (f.Length == 0 || f.End <= end) continue;
            end = f.End;
            yield return f;
        }
    }
}
