using Xinqiao.Core.Matching;

namespace Xinqiao.Core.Search;

/// <summary>A piece of a text as it was written; a hit is what was looked for.</summary>
public sealed record ExcerptPart(string Text, bool IsHit);

/// <summary>Whether a text has what somebody looks for, and the piece that shows it.</summary>
public sealed class Excerpt
{
    private const int Before = 24, Length = 96;

    private readonly string text;
    private readonly List<(int From, int Until)> hits = [];
    private readonly HashSet<string> found = [];

    public Excerpt(string text, IReadOnlyList<string> terms)
    {
        this.text = text;
        var folded = new FoldedField(text);
        foreach (var term in terms)
        {
            var places = folded.Places(term);
            if (places.Count > 0) found.Add(term);
            hits.AddRange(places);
        }

        hits.Sort();
    }

    /// <param name="shared">Phrases of this text, by their places in it.</param>
    public Excerpt(string text, IEnumerable<SharedPhrase> shared)
    {
        this.text = text;
        hits.AddRange(shared.Select(p => (StartAt(p.Start), EndAt(p.Start + p.Text.Length))));
        hits.Sort();
    }

    /// <summary>The terms that stand in this text.</summary>
    public IReadOnlySet<string> Found => found;

    /// <summary>The whole text, for a title.</summary>
    public IReadOnlyList<ExcerptPart> Whole => Parts(0, text.Length);

    /// <summary>How the text begins.</summary>
    public IReadOnlyList<ExcerptPart> Beginning
    {
        get
        {
            var until = EndAt(Length);
            return [.. Parts(0, until), .. Dots(until < text.Length)];
        }
    }

    /// <summary>A piece around the first hit.</summary>
    public IReadOnlyList<ExcerptPart> Short
    {
        get
        {
            var from = StartAt(hits.Count == 0 ? 0 : Math.Max(0, hits[0].From - Before));
            var until = EndAt(Math.Max(from + Length, hits.Count == 0 ? 0 : hits[0].Until));
            return [.. Dots(from > 0), .. Parts(from, until), .. Dots(until < text.Length)];
        }
    }

    // No piece begins or ends inside a character.
    private int StartAt(int place) => place > 0 && char.IsLowSurrogate(text[place]) ? place - 1 : place;

    private int EndAt(int place) =>
        place >= text.Length ? text.Length : char.IsLowSurrogate(text[place]) ? place + 1 : place;

    private static IEnumerable<ExcerptPart> Dots(bool isCut) => isCut ? [new("…", false)] : [];

    private List<ExcerptPart> Parts(int from, int until)
    {
        var parts = new List<ExcerptPart>();
        var at = from;
        foreach (var hit in hits)
        {
            var (start, end) = (Math.Max(hit.From, at), Math.Min(hit.Until, until));
            if (end <= start) continue;
            if (start > at) parts.Add(new(text[at..start], false));
            parts.Add(new(text[start..end], true));
            at = end;
        }

        if (until > at) parts.Add(new(text[at..until], false));
        return parts;
    }
}
