using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Petitions;

namespace Xinqiao.Web.Storage;

/// <summary>How far a rebuild has come, in streams.</summary>
public readonly record struct RebuildProgress(long Done, long Total);

/// <summary>
/// Makes the rows that lists read anew from the log, beside live traffic: into new tables, page by page; then what changed
/// meanwhile; then the last of it and the swap under the head lock, which takes as long as an act.
/// </summary>
public static class Rebuild
{
    // A page is one write among the acts that wait; more streams would make those wait longer.
    private const int PageLength = 500;

    private const int SwapTries = 20;

    private static readonly Table[] Projections =
    [
        PetitionTable.Petitions, MatterTable.Matters, MatterTable.Deadlines, MatterTable.Objections, MatterTable.Erasures, MatterTable.Barred,
        MatterTable.Links, MatterTable.Extracts, MatterTable.Reviews, MatterTable.Answers,
    ];

    /// <summary>Rebuilds petitions, matters, deadlines, objections, erasures that were asked for, to whom a matter is closed, links, extracts, reviews, and public answers. If it is interrupted, the old rows stay and it can be run again.</summary>
    public static async Task Run(CaseStore store, IProgress<RebuildProgress>? progress = null, CancellationToken cancel = default)
    {
        await store.Write(batch =>
        {
            foreach (var table in Projections) batch.MakeEmptyCopy(table);
            return true;
        });
        var upTo = Size(store);
        await CopyAll(store, progress, cancel);
        for (var left = SwapTries; ; left--)
        {
            upTo = await CatchUp(store, upTo, cancel);
            try
            {
                await store.Write(batch => Swap(store, batch, upTo));
                return;
            }
            // A list that is being read holds its tables; whoever waits for the other is told, and here it is no harm.
            catch (DbException e) when (e.IsTransient && left > 0) { }
        }
    }

    private static async Task CopyAll(CaseStore store, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        var (after, done) = ("", 0L);
        var total = Ask(store, c => c.ExecuteScalar<long>("SELECT count(*) FROM streams"));
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var page = Ask(store, c => c.Query<string>(
                "SELECT id FROM streams WHERE id > @after ORDER BY id LIMIT @PageLength", new { after, PageLength }).ToArray());
            if (page.Length == 0) return;
            var rows = Ask(store, c => RowsOf(store, c, null, page));
            await store.Write(batch => Put(batch, rows));
            after = page[^1];
            done += page.Length;
            progress?.Report(new RebuildProgress(done, total));
        }
    }

    // Each round is shorter than the one before, until few enough are left for the swap.
    private static async Task<long> CatchUp(CaseStore store, long upTo, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var size = Size(store);
            var changed = Ask(store, c => Changed(c, null, upTo));
            if (changed.Length <= PageLength) return upTo;
            foreach (var page in changed.Chunk(PageLength))
            {
                var rows = Ask(store, c => RowsOf(store, c, null, page));
                await store.Write(batch => Replace(store, batch, page, rows));
            }

            upTo = size;
        }
    }

    private static bool Swap(CaseStore store, IBatch batch, long upTo)
    {
        var changed = Changed(batch.Connection, batch.Transaction, upTo);
        foreach (var page in changed.Chunk(PageLength))
            Replace(store, batch, page, RowsOf(store, batch.Connection, batch.Transaction, page));
        foreach (var table in Projections) batch.SwapIn(table);
        return true;
    }

    private static bool Replace(CaseStore store, IBatch batch, string[] streams, IReadOnlyList<Row> rows)
    {
        foreach (var table in Projections)
            batch.Connection.Execute(
                $"DELETE FROM {table.Rebuilt.Name} WHERE {store.Database.Among(table.Key[0], "@streams")}", new { streams },
                batch.Transaction);
        return Put(batch, rows);
    }

    private static bool Put(IBatch batch, IReadOnlyList<Row> rows)
    {
        foreach (var ofTable in rows.GroupBy(r => r.Table)) batch.Put(ofTable.Key.Rebuilt, [.. ofTable.Select(r => r.Values)]);
        batch.Flush();
        return true;
    }

    /// <summary>The rows of these streams, folded from the log.</summary>
    internal static List<Row> RowsOf(CaseStore store, DbConnection connection, DbTransaction? transaction, string[] streams)
    {
        var (petitions, matters) = (new Dictionary<StreamId, Petition>(), new Dictionary<StreamId, Matter>());
        foreach (var (position, text) in connection.Query<(long, string)>(
                     $"SELECT position, event FROM events WHERE {store.Database.Among("stream", "@streams")} ORDER BY stream, version",
                     new { streams }, transaction))
        {
            var recorded = StoredEvent.Read(position, text, texts: null);
            var stream = recorded.Event.Stream;
            if (stream.IsPetition) petitions[stream] = Petition.Apply(petitions.GetValueOrDefault(stream), recorded);
            if (stream.IsMatter) matters[stream] = Matter.Apply(matters.GetValueOrDefault(stream), recorded);
        }

        return
        [
            .. petitions.Values.SelectMany(p => PetitionTable.Changes(null, p)),
            .. matters.Values.SelectMany(m => MatterTable.Changes(null, m, store.Rules)),
        ];
    }

    private static string[] Changed(DbConnection connection, DbTransaction? transaction, long since) =>
        [.. connection.Query<string>("SELECT DISTINCT stream FROM events WHERE position >= @since", new { since }, transaction)];

    private static long Size(CaseStore store) => Ask(store, c => c.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1"));

    private static T Ask<T>(CaseStore store, Func<DbConnection, T> question)
    {
        using var connection = store.Database.OpenToRead();
        return question(connection);
    }
}
