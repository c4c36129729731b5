using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Search;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Suggestions;

/// <summary>
/// What the office has decided, read to be learnt from: matters of which a unit has taken charge. One that is sealed, or of a petition of which
/// anything is sealed, is never opened; a model that learnt from what was sealed afterwards is used no more (<see cref="SuggestionModels.Forget"/>).
/// </summary>
internal sealed class DecidedMatters(CaseStore store)
{
    /// <summary>So many of the latest are read.</summary>
    public const int Most = 20_000;

    private const int PageLength = 500;

    // A unit that has accepted or diverted a matter objects no more.
    private static readonly string[] Settled =
    [
        .. new[] { Stage.Routed, Stage.InHand, Stage.ToApprove, Stage.ToServe, Stage.UnderReview, Stage.Served, Stage.Rated, Stage.NotAccepted }.Select(Words.Of),
    ];

    private readonly IndexedMatters matters = new(store);

    /// <summary>In the order in which they were raised. A repeat or a supplement says again what was learnt before, and is left out.</summary>
    public async Task<IReadOnlyList<DecidedMatter>> Read(CancellationToken cancel = default)
    {
        await using var connection = store.Database.OpenToRead();
        var rows = (await connection.QueryAsync<(string Id, string Petition, string Domain, string Unit, long RaisedAt)>(
            $"""
            SELECT m.id, m.petition, m.domain, m.unit, m.raised_at FROM matters m
            WHERE m.sealed = @ordinary AND m.unit IS NOT NULL AND m.domain IS NOT NULL AND {store.Database.Among("m.stage", "@Settled")}
              AND NOT EXISTS (SELECT 1 FROM matters s WHERE s.petition = m.petition AND s.sealed <> @ordinary)
              AND NOT EXISTS (SELECT 1 FROM matter_links l WHERE l.matter = m.id AND l.withdrawn_on IS NULL AND l.kind IN (@again, @more))
            ORDER BY m.id DESC LIMIT @Most
            """, new
            {
                ordinary = (long)Secrecy.Ordinary,
                Settled,
                again = Words.Of(LinkKind.Repeat),
                more = Words.Of(LinkKind.Supplement),
                Most,
            })).Reverse();
        var decided = new List<DecidedMatter>();
        foreach (var page in rows.Chunk(PageLength))
        {
            cancel.ThrowIfCancellationRequested();
            var texts = (await matters.Written(connection, [.. page.Select(r => (r.Id, r.Petition))])).ToDictionary(w => w.Id, w => w.Text);
            decided.AddRange(
                from row in page
                let text = LearntText.Of(texts[row.Id])
                where !string.IsNullOrWhiteSpace(text.Title + text.Detail) // erased
                select new DecidedMatter(text, row.Domain, row.Unit, Shanghai.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(row.RaisedAt))));
        }

        return decided;
    }
}
