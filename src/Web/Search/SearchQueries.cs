using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Search;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>What shows that a matter has what was looked for.</summary>
/// <param name="Title">With what was looked for marked in it; empty where it was erased.</param>
/// <param name="Label">Which text the excerpt is from; null where the title or the number says all.</param>
public sealed record Hit(IReadOnlyList<ExcerptPart> Title, Phrase? Label, IReadOnlyList<ExcerptPart> Excerpt);

/// <summary>A matter that was found, and why.</summary>
public sealed record FoundMatter(ListedMatter Row, Hit Hit);

/// <summary>What a search found, the newest matter first.</summary>
/// <param name="Numbered">Matters whose number, or a document's, is what was typed.</param>
/// <param name="Before">Where an older page begins; null where there is nothing older.</param>
/// <param name="IsCut">The search stopped at its bound before the page was full.</param>
/// <param name="Progress">How far the index is.</param>
public sealed record SearchAnswer(
    IReadOnlyList<FoundMatter> Numbered, IReadOnlyList<FoundMatter> Worded, long? Before, bool IsCut, IndexProgress Progress)
{
    public bool IsEmpty => Numbered.Count == 0 && Worded.Count == 0;
}

/// <summary>
/// Finds matters by number and by words. The index names rows; the gate says which of them the viewer may see; only those are opened,
/// and a matter is found only if its texts, as they are now, have what was typed. So an index that is a moment old shows nothing that is
/// sealed, erased or gone to another unit.
/// </summary>
public sealed class SearchQueries(CaseStore store, MatterQueries queries)
{
    public const int PageSize = 30;

    /// <summary>So many matters are opened for one page and no more: the bound of a search's work.</summary>
    public const int MostOpened = 600;

    // Opened together; most searches are answered by the first.
    private const int ChunkLength = 60;

    private const int MostNumbered = 20;

    private readonly IndexedMatters matters = new(store);
    private readonly IndexWords words = new(store.Keys);

    /// <param name="before">Only matters older than this row; null for the first page.</param>
    public async Task<SearchAnswer> Find(Viewer viewer, SearchQuery query, long? before = null)
    {
        await using var connection = store.Database.OpenFor(viewer);
        var progress = await connection.QuerySingleAsync<IndexProgress>(IndexProgress.Select);
        var numbered = before is null && query.Number is { } number ? await ByNumber(connection, viewer, number) : [];
        var answer = new SearchAnswer(numbered, [], null, false, progress);
        return query.Terms.Count == 0 ? answer : await ByWords(connection, viewer, query, before ?? long.MaxValue, answer);
    }

    private async Task<SearchAnswer> ByWords(DbConnection connection, Viewer viewer, SearchQuery query, long before, SearchAnswer answer)
    {
        var hits = await Hits(connection, viewer, [.. query.Grams.Select(words.Gram)], before, MostOpened + 1);
        var (found, opened, last) = (new Dictionary<string, Hit>(), 0, before);
        foreach (var chunk in hits.Take(MostOpened).Chunk(ChunkLength))
        {
            var visible = await queries.Visible(connection, viewer, [.. chunk.Select(h => h.Matter)]);
            foreach (var matter in await matters.Read(connection, visible))
                if (Match(matter, query.Terms) is { } hit) found[matter.Id] = hit;
            opened += chunk.Length;
            last = chunk[^1].Row;
            if (found.Count >= PageSize) break;
        }

        // What a chunk found beyond the page begins the next one.
        var order = hits.Where(h => found.ContainsKey(h.Matter)).Take(PageSize).ToList();
        var isFull = found.Count > PageSize;
        var rows = (await queries.Of(viewer, [.. order.Select(h => h.Matter)])).ToDictionary(r => r.Id);
        return answer with
        {
            Worded = [.. order.Where(h => rows.ContainsKey(h.Matter)).Select(h => new FoundMatter(rows[h.Matter], found[h.Matter]))],
            Before = isFull ? order[^1].Row : opened < hits.Count ? last : null,
            IsCut = !isFull && found.Count < PageSize && opened < hits.Count,
        };
    }

    private async Task<IReadOnlyList<FoundMatter>> ByNumber(DbConnection connection, Viewer viewer, TypedNumber number)
    {
        var rows = number.Document is { } document
            ? await queries.Of(viewer, [.. (await Hits(connection, viewer, [words.Document(document)], long.MaxValue, MostNumbered)).Select(h => h.Matter)])
            : await queries.ByNumber(viewer, number, MostNumbered);
        return [.. rows.Select(r => new FoundMatter(r, new Hit(r.Title is null ? [] : [new(r.Title, false)], null, [])))];
    }

    /// <summary>Rows of the index that have all of these words, the newest first: one look-up, and no more rows than asked for.</summary>
    private async Task<IReadOnlyList<(long Row, string Matter)>> Hits(
        DbConnection connection, Viewer viewer, IEnumerable<string> wanted, long before, int most)
    {
        if (viewer.Role is Role.Handler or Role.UnitHead) wanted = wanted.Append(words.Unit(viewer.Unit));
        return (await connection.QueryAsync<(long, string)>(
            $"""
            SELECT hit.position, e.stream FROM (
              SELECT rowid AS position FROM search_words WHERE {store.Database.HasWords("@wanted")} AND rowid < @before
              ORDER BY rowid DESC LIMIT @most) hit
            JOIN events e ON e.position = hit.position ORDER BY hit.position DESC
            """, new { wanted = string.Join(' ', wanted), before, most })).AsList();
    }

    /// <summary>Null where a term stands in none of the matter's texts.</summary>
    private static Hit? Match(IndexedMatter matter, IReadOnlyList<string> terms)
    {
        var excerpts = matter.Fields.Select(f => (f.Label, Excerpt: new Excerpt(f.Text, terms))).ToList();
        if (terms.Any(term => !excerpts.Exists(e => e.Excerpt.Found.Contains(term)))) return null;
        var title = excerpts.Find(e => e.Label.Equals(SearchedText.Title));
        var (label, best) = excerpts.Where(e => !e.Label.Equals(SearchedText.Title) && e.Excerpt.Found.Count > 0)
            .OrderByDescending(e => e.Excerpt.Found.Count).FirstOrDefault();
        return new Hit(title.Excerpt?.Whole ?? [], label, best?.Short ?? []);
    }
}
