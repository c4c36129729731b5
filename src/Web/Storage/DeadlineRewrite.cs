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
/// under the head lock only their rows are written, and the few matters that changed meanwhile are folded once more. Most rows keep
/// every date under the new rules; those of a page are told so in one statement, which touches no index.
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
    /// <param name="Stale">Their rows of other rules, by matter and clock.</param>
    private sealed record Page(
        long Since, Dictionary<(string Matter, string Clock), DeadlineRow> Stale, IReadOnlySet<string> Matters, string From, string Until)
    {
        public List<DeadlineRow> Rows { get; init; } = [];
    }

    private static Page? NextPage(CaseStore store, Rules rules, string after, int rows)
    {
        using var connection = store.Database.OpenToRead();
        var since = connection.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1");
        var stale = new List<DeadlineRow>(rows);
        using (var reader = connection.ExecuteReader(
            """
            SELECT matter, clock, nominal, control, due, met_on, open, pack, calendar_version, sealed, unit FROM deadlines
            WHERE matter > @after AND calendar_version <> @version ORDER BY matter, clock LIMIT @rows
            """, new { after, version = rules.Version, rows }))
            while (reader.Read()) stale.Add(Read(reader));
        if (stale.Count == 0) return null;
        // The last matter of a full answer may have more rows; it begins the next page.
        var last = stale[^1].Matter;
        if (stale.Count == rows && stale[0].Matter != last) stale.RemoveAll(s => s.Matter == last);
        return new Page(
            since, stale.ToDictionary(s => (s.Matter, s.Clock)), stale.Select(s => s.Matter).ToHashSet(), stale[0].Matter, stale[^1].Matter);
    }

    private static DeadlineRow Read(IDataReader row)
    {
        return new DeadlineRow(
            row.GetString(0), row.GetString(1), Text(2), Text(3), Text(4), Text(5), row.GetInt64(6) == 1, row.GetString(7), row.GetString(8),
            (Secrecy)row.GetInt64(9), Text(10));
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    private static Page Fold(CaseStore store, Rules rules, Page page)
    {
        var rows = new List<DeadlineRow>(page.Stale.Count);
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
            if (matter is not null) rows.AddRange(DeadlineRow.Of(matter, rules));
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
        var untouched = page.Rows.Where(r => !changed.Contains(r.Matter)).ToList();
        List<object?[]> rows =
        [
            .. untouched.Where(r => changed.Length > 0 || !KeepsItsDates(page, r)).Select(r => r.Values),
            .. Again(store, batch, [.. changed.Where(page.Matters.Contains)]),
        ];
        batch.Put(MatterTable.Deadlines, rows);
        batch.Flush();
        // Terms that do not run any more under these rules.
        var running = untouched.Select(r => (r.Matter, r.Clock)).Concat(rows.Select(r => ((string)r[0]!, (string)r[1]!)));
        foreach (var (matter, clock) in page.Stale.Keys.Except(running))
            batch.Connection.Execute(
                "DELETE FROM deadlines WHERE matter = @matter AND clock = @clock", new { matter, clock }, batch.Transaction);
        // What is left of other rules between the two was read with the page, since nobody acted there.
        if (changed.Length == 0)
            batch.Connection.Execute(
                "UPDATE deadlines SET calendar_version = @Version WHERE matter >= @From AND matter <= @Until AND calendar_version <> @Version",
                new { inForce.Rules.Version, page.From, page.Until }, batch.Transaction);
        return true;
    }

    private static IEnumerable<object?[]> Again(CaseStore store, IBatch batch, string[] matters) => matters.Length == 0
        ? []
        : Rebuild.RowsOf(store, batch.Connection, batch.Transaction, matters).Where(r => r.Table == MatterTable.Deadlines).Select(r => r.Values);

    private static bool KeepsItsDates(Page page, DeadlineRow row) =>
        page.Stale.TryGetValue((row.Matter, row.Clock), out var before) && before with { CalendarVersion = row.CalendarVersion } == row;

    // Matters between the first and the last of the page, its own and new ones. Nothing is asked where nobody acted; else a
    // range of positions, which is short.
    private static string[] Changed(IBatch batch, Page page) => batch.Head.Size == page.Since
        ? []
        : [.. batch.Connection.Query<string>(
            """
            SELECT DISTINCT stream FROM events
            WHERE position >= @Since AND position < @Size AND stream >= @From AND stream <= @Until
            """, new { page.Since, batch.Head.Size, page.From, page.Until }, batch.Transaction)];
}
