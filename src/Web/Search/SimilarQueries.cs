using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Search;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>A matter that says nearly the same as a text.</summary>
/// <param name="Title">With what both have marked in it; empty where it was erased.</param>
/// <param name="Beginning">How what was petitioned begins, marked likewise.</param>
public sealed record SimilarMatter(
    ListedMatter Row, Likeness Likeness, IReadOnlyList<ExcerptPart> Title, IReadOnlyList<ExcerptPart> Beginning);

/// <summary>The matters most like a text, best first.</summary>
/// <param name="Progress">How far the index is.</param>
public sealed record SimilarAnswer(IReadOnlyList<SimilarMatter> Found, IndexProgress Progress);

/// <summary>
/// Finds the matters that say nearly the same as a text. The index names them; the gate says which of them the viewer may see; only
/// those are opened. Who wrote what is not looked at.
/// </summary>
public sealed class SimilarQueries(CaseStore store, MatterQueries queries, SimilarIndex index)
{
    /// <summary>So many are shown.</summary>
    public const int Most = 5;

    // More than are shown, so that what the viewer may not see leaves no gap.
    private const int MostNamed = 20;

    // The phrases that tell most are marked; words that everybody writes would only distract.
    private const int MostPhrases = 12;

    private readonly IndexedMatters matters = new(store);

    /// <summary>The matters most like one that was registered, those of its own petition left out.</summary>
    public async Task<SimilarAnswer> FindLike(Viewer viewer, StreamId matter, StreamId petition)
    {
        await using var connection = store.Database.OpenFor(viewer);
        return await Find(viewer, (await matters.Written(connection, [(matter.Value, petition.Value)]))[0].Text, petition.Value);
    }

    /// <param name="except">A petition whose matters are left out.</param>
    public async Task<SimilarAnswer> Find(Viewer viewer, MatterText text, string? except = null)
    {
        var named = index.Find(text, MostNamed).ToDictionary(n => n.Matter, n => n.Score);
        var rows = (await queries.Of(viewer, [.. named.Keys])).Where(r => r.Petition != except).ToDictionary(r => r.Id);
        await using var connection = store.Database.OpenFor(viewer);
        var progress = new IndexProgress(
            index.Position, await connection.QuerySingleAsync<long>("SELECT size FROM head WHERE id = 1"));
        var alike =
            from written in await matters.Written(connection, [.. rows.Values.Select(r => (r.Id, r.Petition))])
            let likeness = Resemblance.Between(text, written.Text, named[written.Id])
            where likeness is not null && written.Text is not { Title: null, Detail: "" } // erased a moment ago
            orderby likeness descending, named[written.Id] descending, written.Id descending
            select Show(rows[written.Id], likeness.Value, written.Text, text);
        return new SimilarAnswer([.. alike.Take(Most)], progress);
    }

    private SimilarMatter Show(ListedMatter row, Likeness likeness, MatterText text, MatterText asked)
    {
        var shared = index.Explain(text, asked, MostPhrases).ToLookup(p => p.InTitle);
        return new SimilarMatter(
            row, likeness, new Excerpt(text.Title ?? "", shared[true]).Whole, new Excerpt(text.Detail ?? "", shared[false]).Beginning);
    }
}
