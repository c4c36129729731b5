namespace Xinqiao.Core.Matching;

/// <param name="Text">As the first text writes it.</param>
/// <param name="Start">Where it stands in the first text's title or detail.</param>
/// <param name="IsName">It ends like the name of a place or a unit.</param>
public sealed record SharedPhrase(string Text, bool InTitle, int Start, bool IsName);

/// <summary>Why two texts are taken for one matter: the phrases both have, those that tell most first.</summary>
internal sealed class SharedPhrases
{
    private const int Shortest = 2;

    private readonly GramCounts counts;
    private readonly int slotBits;
    private readonly Dictionary<uint, List<int>> places = [];
    private readonly char[] other = new char[GramBag.LongestTitle + 1 + GramBag.LongestDetail];
    private readonly int otherLength;

    public SharedPhrases(in MatterText other, GramCounts counts, int slotBits)
    {
        (this.counts, this.slotBits) = (counts, slotBits);
        var title = FoldedText.Fold(other.Title, this.other.AsSpan(0, GramBag.LongestTitle));
        this.other[title] = FoldedText.Break;
        otherLength = title + 1 + FoldedText.Fold(other.Detail, this.other.AsSpan(title + 1, GramBag.LongestDetail));
        for (var i = 0; i + 1 < otherLength; i++)
        {
            if (this.other[i] == FoldedText.Break || this.other[i + 1] == FoldedText.Break) continue;
            var pair = Pair(this.other[i], this.other[i + 1]);
            if (!places.TryGetValue(pair, out var at)) places[pair] = at = [];
            // Further places of so frequent a pair would find the same phrases again, at quadratic cost.
            if (at.Count < 16) at.Add(i);
        }
    }

    public IReadOnlyList<SharedPhrase> With(in MatterText one, int most) =>
    [
        .. In(one.Title, inTitle: true).Concat(In(one.Detail, inTitle: false))
            .GroupBy(found => found.Folded, StringComparer.Ordinal).Select(same => same.First())
            .OrderByDescending(found => found.Weight).Take(most).Select(found => found.Phrase),
    ];

    private List<(SharedPhrase Phrase, string Folded, float Weight)> In(string? text, bool inTitle)
    {
        var longest = Math.Min(text?.Length ?? 0, inTitle ? GramBag.LongestTitle : GramBag.LongestDetail);
        var (folded, origin) = (new char[longest], new int[longest]);
        var length = FoldedText.Fold(text, folded, origin);
        var found = new List<(SharedPhrase, string, float)>();
        for (var i = 0; i + 1 < length;)
        {
            var shared = LongestAt(folded.AsSpan(i, length - i));
            if (shared < Shortest)
            {
                i++;
                continue;
            }

            var last = origin[i + shared - 1];
            var phrase = new SharedPhrase(text![origin[i]..(last + 1)], inTitle, origin[i], PlaceWords.Ends(folded[i + shared - 1]));
            found.Add((phrase, new string(folded, i, shared), Weigh(folded.AsSpan(i, shared))));
            i += shared;
        }

        return found;
    }

    private int LongestAt(ReadOnlySpan<char> rest)
    {
        var longest = 0;
        if (!places.TryGetValue(Pair(rest[0], rest[1]), out var at)) return 0;
        foreach (var start in at)
        {
            var length = rest.CommonPrefixLength(other.AsSpan(start, otherLength - start));
            var toBreak = rest[..length].IndexOf(FoldedText.Break);
            longest = Math.Max(longest, toBreak < 0 ? length : toBreak);
        }

        return longest;
    }

    private float Weigh(ReadOnlySpan<char> phrase)
    {
        var weight = 0f;
        for (var i = 0; i + 1 < phrase.Length; i++) weight += counts.Weight(GramBag.SlotOf(phrase[i], phrase[i + 1], slotBits));
        return weight;
    }

    private static uint Pair(char first, char second) => (uint)first << 16 | second;
}
