using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Search;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>One of the texts that make a group.</summary>
/// <param name="Title">With what it has in common with another marked in it; empty where it was erased.</param>
/// <param name="Beginning">How what was petitioned begins, marked likewise.</param>
public sealed record GroupText(ListedMatter Row, IReadOnlyList<ExcerptPart> Title, IReadOnlyList<ExcerptPart> Beginning);

/// <summary>Matters that are likely to share a cause, as far as the viewer may see them.</summary>
/// <param name="Matters">The earliest first.</param>
/// <param name="Phrases">What its texts have in common, what most of them have first.</param>
/// <param name="Texts">Some of them or all, the newest first.</param>
/// <param name="Links">Which of them officers put beside earlier ones.</param>
public sealed record SharedCause(
    IReadOnlyList<ListedMatter> Matters, IReadOnlyList<string> Phrases, IReadOnlyList<GroupText> Texts, IReadOnlyList<OpenLink> Links)
{
    public ListedMatter Earliest => Matters[0];

    /// <summary>Each petition once, by one of its matters.</summary>
    public IReadOnlyList<ListedMatter> Petitions => [.. Matters.DistinctBy(m => m.Petition)];

    /// <summary>Petitions that officers did not find to be a household's second one.</summary>
    public int Households
    {
        get
        {
            var petitions = Matters.ToDictionary(m => m.Id, m => m.Petition);
            return Core.Matching.Households.Count(
                petitions.Values, Links.Where(l => l.Kind is not LinkKind.SameCause).Select(l => (petitions[l.Matter], l.EarlierPetition)));
        }
    }

    /// <summary>Those that could be put beside the earliest: of another petition, and beside none of these yet.</summary>
    public IReadOnlyList<ListedMatter> Unlinked
    {
        get
        {
            var own = Matters.Select(m => m.Id).ToHashSet();
            var linked = Links.Where(l => own.Contains(l.Earlier)).Select(l => l.Matter).ToHashSet();
            return [.. Matters.Where(m => m.Petition != Earliest.Petition && !linked.Contains(m.Id))];
        }
    }
}

/// <summary>Groups as one viewer sees them.</summary>
/// <param name="Compared">How many matters were compared.</param>
/// <param name="More">How many groups are not shown.</param>
/// <param name="AsOf">Null where nothing was compared yet.</param>
public sealed record SharedCauses(IReadOnlyList<SharedCause> Shown, int More, int Compared, DateTimeOffset? AsOf);

/// <summary>
/// Groups of matters, as <see cref="GroupFollower"/> found them. The gate is asked at each look: what a viewer may not see is neither shown nor
/// counted, and a group of which they see one petition is none. Who wrote what is not looked at.
/// </summary>
public sealed class GroupQueries(CaseStore store, MatterQueries queries, LinkQueries links, SimilarIndex index, GroupFollower follower)
{
    /// <summary>So many groups are shown, and so many texts of one that is looked at by itself.</summary>
    public const int Most = 30, MostTexts = 200;

    private const int TextsOfEach = 2;

    // Others that one text is held against for what they have in common, and how much of it is told.
    private const int Others = 8, PhrasesOfPair = 12, PhrasesOfGroup = 6;

    private readonly IndexedMatters matters = new(store);

    /// <param name="newestFirst">Those that grew last come first; else the largest.</param>
    public async Task<SharedCauses> Of(Viewer viewer, bool newestFirst)
    {
        if (follower.Latest is not { } latest) return new SharedCauses([], 0, 0, null);
        var petitions = await Visible(viewer, [.. latest.Groups.SelectMany(g => g)]);
        var groups =
            from g in latest.Groups
            let seen = g.Where(petitions.ContainsKey).ToArray()
            let count = seen.Select(id => petitions[id]).Distinct().Count()
            where count > 1
            orderby newestFirst ? 0 : count descending, seen[^1] descending
            select seen;
        var all = groups.ToList();
        var shown = all.Take(Most).ToList();
        return new SharedCauses(await Open(viewer, shown, TextsOfEach), all.Count - shown.Count, latest.Compared, latest.AsOf);
    }

    /// <summary>The group that a matter is in; null where it is in none of which the viewer sees two petitions.</summary>
    public async Task<SharedCause?> Around(Viewer viewer, string matter)
    {
        if (follower.Latest?.Groups.FirstOrDefault(g => g.Contains(matter)) is not { } group) return null;
        var petitions = await Visible(viewer, [.. group]);
        return petitions.ContainsKey(matter) && petitions.Values.Distinct().Count() > 1
            ? (await Open(viewer, [[.. group.Where(petitions.ContainsKey)]], MostTexts)).SingleOrDefault()
            : null;
    }

    /// <summary>Which of some matters are in a group of which the viewer sees two petitions.</summary>
    public async Task<IReadOnlySet<string>> Grouped(Viewer viewer, IReadOnlyCollection<string> matters)
    {
        var groups = (follower.Latest?.Groups ?? []).Where(g => g.Any(matters.Contains)).ToList();
        if (groups.Count == 0) return new HashSet<string>();
        var petitions = await Visible(viewer, [.. groups.SelectMany(g => g)]);
        return groups.Select(g => g.Where(petitions.ContainsKey).ToList())
            .Where(seen => seen.Select(id => petitions[id]).Distinct().Count() > 1)
            .SelectMany(seen => seen).Where(matters.Contains).ToHashSet();
    }

    private async Task<Dictionary<string, string>> Visible(Viewer viewer, string[] ids)
    {
        await using var connection = store.Database.OpenFor(viewer);
        return (await queries.Visible(connection, viewer, ids)).ToDictionary(m => m.Id, m => m.Petition);
    }

    private async Task<IReadOnlyList<SharedCause>> Open(Viewer viewer, IReadOnlyList<string[]> groups, int mostTexts)
    {
        string[] ids = [.. groups.SelectMany(g => g)];
        var rows = (await queries.Of(viewer, ids)).ToDictionary(r => r.Id);
        var linked = (await links.Open(viewer, ids)).ToLookup(l => l.Matter);
        var read = groups.SelectMany(g => g.Where(rows.ContainsKey).TakeLast(Math.Max(mostTexts, Others + 1))).Select(id => (id, rows[id].Petition)).ToList();
        await using var connection = store.Database.OpenFor(viewer);
        var texts = (await matters.Written(connection, read)).ToDictionary(w => w.Id, w => w.Text);
        return
        [
            .. from g in groups
               // Sealed since: not shown any more.
               let own = g.Where(rows.ContainsKey).Select(id => rows[id]).ToList()
               where own.DistinctBy(r => r.Petition).Count() > 1
               select Show(own, texts, [.. own.SelectMany(r => linked[r.Id])], mostTexts),
        ];
    }

    private SharedCause Show(IReadOnlyList<ListedMatter> rows, Dictionary<string, MatterText> texts, IReadOnlyList<OpenLink> ofThese, int mostTexts)
    {
        var (first, second) = (texts[rows[^1].Id], texts[rows[^2].Id]);
        var pairs = rows.SkipLast(1).TakeLast(Others).Select(r => index.Explain(first, texts[r.Id], PhrasesOfPair)).ToList();
        return new SharedCause(
            rows, Common(pairs), [.. rows.TakeLast(mostTexts).Reverse().Select(r => Show(r, texts[r.Id], r == rows[^1] ? second : first))], ofThese);
    }

    private GroupText Show(ListedMatter row, MatterText text, MatterText other)
    {
        var shared = index.Explain(text, other, PhrasesOfPair).ToLookup(p => p.InTitle);
        return new GroupText(row, new Excerpt(text.Title ?? "", shared[true]).Whole, new Excerpt(text.Detail ?? "", shared[false]).Beginning);
    }

    // What most pairs have, and of equals what tells more; a phrase is told once, and not again within a longer one.
    private static List<string> Common(IReadOnlyList<IReadOnlyList<SharedPhrase>> pairs)
    {
        var phrases = pairs.SelectMany(pair => pair.Select((p, rank) => (p.Text, rank)).DistinctBy(p => p.Text)).GroupBy(p => p.Text)
            .OrderByDescending(same => same.Count()).ThenBy(same => same.Sum(p => p.rank)).ThenBy(same => same.Key, StringComparer.Ordinal);
        var told = new List<string>();
        foreach (var phrase in phrases.Select(same => same.Key))
            if (told.Count < PhrasesOfGroup && !told.Exists(t => t.Contains(phrase, StringComparison.Ordinal) || phrase.Contains(t, StringComparison.Ordinal))) told.Add(phrase);
        return told;
    }
}
