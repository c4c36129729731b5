using System.Data;
using System.Data.Common;
using Dapper;
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
    private const int PageLength = 1_000;

    /// <param name="progress">How many matters were rewritten.</param>
    /// <param name="pageLength">How many matters are written at once.</param>
    /// <returns>How many matters had rows of other rules.</returns>
    public static async Task<long> Run(
        CaseStore store, IProgress<long>? progress = null, int pageLength = PageLength, CancellationToken cancel = default)
    {
        var inForce = store.RulesInForce;
        var folding = new Queue<Task<Page>>();
        var (next, done) = (After(""), 0L);
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

                if (!folding.TryDequeue(out var folded)) return done;
                var ready = await folded;
                // The rules changed once more: whoever reads them begins anew.
                if (!await store.Write(batch => Put(store, inForce, batch, ready))) return done;
                done += ready.Matters.Count;
                progress?.Report(done);
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(folding)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Page? After(string last) => NextPage(store, inForce.Rules, last, pageLength);
    }

    /// <summary>Matters that follow each other by identity, with their rows once they are folded.</summary>
    /// <param name="Since">How long the log was before anything of them was read.</param>
    private sealed record Page(long Since, HashSet<string> Matters, string From, string Until)
    {
        public List<(string Matter, object?[] Values)> Rows { get; init; } = [];
    }

    private static Page? NextPage(CaseStore store, Rules rules, string after, int length)
    {
        using var connection = store.Database.OpenToRead();
        var since = connection.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1");
        var matters = connection.Query<string>(
            """
            SELECT DISTINCT matter FROM deadlines WHERE matter > @after AND calendar_version <> @version
            ORDER BY matter LIMIT @length
            """, new { after, version = rules.Version, length }).AsList();
        return matters.Count == 0 ? null : new Page(since, [.. matters], matters[0], matters[^1]);
    }

    private static Page Fold(CaseStore store, Rules rules, Page page)
    {
        var rows = new List<(string, object?[])>(page.Matters.Count * 3);
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
            if (matter is { Id.Value: var id }) rows.AddRange(MatterTable.Terms(matter, rules).Select(r => (id, r.Values)));
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
        var range = new { page.Since, page.From, page.Until, inForce.Rules.Version };
        var changed = batch.Connection.Query<string>(
            "SELECT DISTINCT stream FROM events WHERE position >= @Since AND stream >= @From AND stream <= @Until",
            range, batch.Transaction).ToHashSet();
        var again = changed.Count == 0 ? [] : Rebuild.RowsOf(store, batch.Connection, batch.Transaction, [.. changed]);
        batch.Put(MatterTable.Deadlines,
        [
            .. page.Rows.Where(r => !changed.Contains(r.Matter)).Select(r => r.Values),
            .. again.Where(r => r.Table == MatterTable.Deadlines).Select(r => r.Values),
        ]);
        batch.Flush();
        // Terms that do not run any more under these rules.
        batch.Connection.Execute(
            "DELETE FROM deadlines WHERE matter >= @From AND matter <= @Until AND calendar_version <> @Version", range, batch.Transaction);
        return true;
    }
}
