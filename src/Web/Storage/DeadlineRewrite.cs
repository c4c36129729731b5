using System.Data;
using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Rewrites the rows of terms after the rules changed (decision 14). It looks for rows reckoned under other rules, so it can be
/// interrupted and run again, and does nothing where nothing is left to do. Matters are folded beside live traffic, on all cores;
/// under the head lock only their rows are written, and the few matters that changed meanwhile are folded once more.
/// </summary>
public static class DeadlineRewrite
{
    // Written as one among the acts that wait; more would make those wait longer.
    private const int PageRows = 3_000;

    /// <param name="progress">How many matters were rewritten.</param>
    /// <param name="pageRows">How many rows are written at once; at least as many as a matter has terms.</param>
    /// <returns>How many matters had rows of other rules.</returns>
    public static async Task<long> Run(
        CaseStore store, IProgress<long>? progress = null, int pageRows = PageRows, CancellationToken cancel = default)
    {
        var inForce = store.RulesInForce;
        var (folding, writing) = (new Queue<Task<Page>>(), Task.FromResult(true));
        var (next, done, written) = (After(""), 0L, 0);
        try
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                for (; next is not null && folding.Count <= Environment.ProcessorCount; next = After(next.Until))
                {
                    var page = next;
                    folding.Enqueue(Task.Run(() => Fold(store, inForce.Rules, page), cancel));
                }

                // The rules changed once more: whoever reads them begins anew.
                if (!await writing) return done;
                done += written;
                if (written > 0) progress?.Report(done);
                if (!folding.TryDequeue(out var folded)) return done;
                var ready = await folded;
                (writing, written) = (store.Write(batch => Put(store, inForce, batch, ready)), ready.Matters.Count);
            }
        }
        finally
        {
            await Task.WhenAll([.. folding.Cast<Task>(), writing]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Page? After(string last) => NextPage(store, inForce.Rules, last, pageRows);
    }

    /// <summary>Matters that follow each other by identity, with their rows once they are folded.</summary>
    /// <param name="Since">How long the log was before anything of them was read.</param>
    /// <param name="Stale">Their terms that have rows of other rules.</param>
    private sealed record Page(long Since, HashSet<(string Matter, string Clock)> Stale, IReadOnlySet<string> Matters, string From, string Until)
    {
        public List<object?[]> Rows { get; init; } = [];
    }

    private static Page? NextPage(CaseStore store, Rules rules, string after, int rows)
    {
        using var connection = store.Database.OpenToRead();
        var since = connection.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1");
        var stale = connection.Query<(string Matter, string Clock)>(
            """
            SELECT matter, clock FROM deadlines WHERE matter > @after AND calendar_version <> @version
            ORDER BY matter, clock LIMIT @rows
            """, new { after, version = rules.Version, rows }).AsList();
        if (stale.Count == 0) return null;
        // The last matter of a full answer may have more rows; it begins the next page.
        var last = stale[^1].Matter;
        if (stale.Count == rows && stale[0].Matter != last) stale.RemoveAll(s => s.Matter == last);
        return new Page(since, [.. stale], stale.Select(s => s.Matter).ToHashSet(), stale[0].Matter, stale[^1].Matter);
    }

    private static Page Fold(CaseStore store, Rules rules, Page page)
    {
        var rows = new List<object?[]>(page.Stale.Count);
        using var connection = store.Database.OpenToRead();
        using var events = EventsOf(connection, page);
        Matter? matter = null;
        while (events.Read())
        {
            var stream = events.GetString(0);
            if (!page.Matters.Contains(stream)) continue;
            if (matter is not null && matter.Id.Value != stream) Keep();
            matter = Matter.Apply(matter, StoredEvent.Read(events.GetInt64(1), events.GetString(2), texts: null));
        }

        Keep();
        return page with { Rows = rows };

        void Keep()
        {
            if (matter is not null) rows.AddRange(MatterTable.Terms(matter, rules).Select(r => r.Values));
            matter = null;
        }
    }

    // A range of the index, in its order: nothing is sorted and no list of a thousand identities is sent.
    private static IDataReader EventsOf(DbConnection connection, Page page) => connection.ExecuteReader(
        "SELECT stream, position, event FROM events WHERE stream >= @From AND stream <= @Until ORDER BY stream, version",
        new { page.From, page.Until });

    private static bool Put(CaseStore store, RulesInForce inForce, IBatch batch, Page page)
    {
        if (StoredRules.Position(batch.Connection, batch.Transaction) != inForce.Position) return false;
        var changed = Changed(batch, page);
        var rows = changed.Length == 0 ? page.Rows : page.Rows.Where(r => !changed.Contains(MatterOf(r)))
            .Concat(Rebuild.RowsOf(store, batch.Connection, batch.Transaction, changed)
                .Where(r => r.Table == MatterTable.Deadlines).Select(r => r.Values)).ToList();
        batch.Put(MatterTable.Deadlines, rows);
        batch.Flush();
        // Terms that do not run any more under these rules.
        foreach (var (matter, clock) in page.Stale.Except(rows.Select(r => (MatterOf(r), (string)r[1]!))))
            batch.Connection.Execute(
                "DELETE FROM deadlines WHERE matter = @matter AND clock = @clock", new { matter, clock }, batch.Transaction);
        return true;
    }

    private static string MatterOf(object?[] row) => (string)row[0]!;

    // Nothing is asked where nobody acted; else a range of positions, which is short.
    private static string[] Changed(IBatch batch, Page page) => batch.Head.Size == page.Since
        ? []
        : [.. batch.Connection.Query<string>(
            "SELECT DISTINCT stream FROM events WHERE position >= @Since AND position < @Size",
            new { page.Since, batch.Head.Size }, batch.Transaction).Where(page.Matters.Contains)];
}
