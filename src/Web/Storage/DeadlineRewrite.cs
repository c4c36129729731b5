using Dapper;
using Xinqiao.Web.Matters;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Rewrites the rows of terms after a calendar was loaded (decision 14). It looks for rows reckoned under another calendar, so it
/// can be interrupted and run again, and does nothing where nothing is left to do.
/// </summary>
public static class DeadlineRewrite
{
    // Folded and written under the head lock, where acts wait for it.
    private const int PageLength = 200;

    /// <param name="progress">How many matters were rewritten.</param>
    /// <returns>How many matters had rows of another calendar.</returns>
    public static async Task<long> Run(CaseStore store, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (after, done) = ("", 0L);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var page = await store.Write(batch => Page(store, batch, after));
            if (page.Length == 0) return done;
            after = page[^1];
            done += page.Length;
            progress?.Report(done);
        }
    }

    private static string[] Page(CaseStore store, IBatch batch, string after)
    {
        var matters = batch.Connection.Query<string>(
            """
            SELECT DISTINCT matter FROM deadlines WHERE matter > @after AND calendar_version <> @version
            ORDER BY matter LIMIT @PageLength
            """, new { after, version = store.Rules.Version, PageLength }, batch.Transaction).ToArray();
        if (matters.Length == 0) return matters;
        batch.Connection.Execute(
            $"DELETE FROM deadlines WHERE {store.Database.Among("matter", "@matters")}", new { matters }, batch.Transaction);
        var rows = Rebuild.RowsOf(store, batch.Connection, batch.Transaction, matters);
        batch.Put(MatterTable.Deadlines, [.. rows.Where(r => r.Table == MatterTable.Deadlines).Select(r => r.Values)]);
        batch.Flush();
        return matters;
    }
}
