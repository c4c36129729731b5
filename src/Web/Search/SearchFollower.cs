using System.Data.Common;
using Dapper;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>How far the index has followed the log.</summary>
public readonly record struct IndexProgress(long Position, long Size)
{
    internal const string Select =
        "SELECT s.position, h.size FROM search_progress s JOIN head h ON h.id = s.id WHERE s.id = 1";

    public bool IsDone => Position >= Size;

    /// <summary>It is being made; somebody who finds nothing should know.</summary>
    public bool IsFarBehind => Size - Position > 1_000;
}

/// <summary>
/// Keeps the search index a moment behind the log, outside the transaction of any act. It reads events from where the index stands,
/// makes the rows of the matters they are about anew, and moves on by compare and set: on two nodes at once one of them writes a page
/// and the other throws its own away, and after a stop it goes on where it was.
/// </summary>
public sealed partial class SearchFollower(CaseStore store, ILogger<SearchFollower> log) : BackgroundService
{
    // Written as one among the acts that wait; more would make those wait longer. Behind a long import a matter is touched many times, and
    // a longer page makes its row once.
    private const int PageLength = 100, PageFarBehind = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly IndexedMatters matters = new(store);
    private readonly IndexWords words = new(store.Keys);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Follow(cancel: stoppingToken);
            }
            // The database may be away for a while; the next look finds what this one did not do.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (stoppingToken.IsCancellationRequested) return;
                Failed(e);
            }

            await Task.Delay(Interval, store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Follows to the end of the log.</summary>
    public async Task Follow(IProgress<IndexProgress>? progress = null, CancellationToken cancel = default)
    {
        for (var at = await Progress(); !at.IsDone; at = await Progress())
        {
            cancel.ThrowIfCancellationRequested();
            var until = Math.Min(at.Position + (at.IsFarBehind ? PageFarBehind : PageLength), at.Size);
            var rows = await Rows(at.Position, until);
            await store.Write(batch => Put(batch, at.Position, until, rows));
            progress?.Report(at with { Position = until });
        }
    }

    /// <summary>Forgets the index and makes it anew. Until it has caught up again, older matters are not found.</summary>
    public async Task Rebuild(IProgress<IndexProgress>? progress = null, CancellationToken cancel = default)
    {
        await store.Write(batch => batch.Connection.Execute(
            store.Database.ForgetWords + "; UPDATE search_progress SET position = 0 WHERE id = 1", transaction: batch.Transaction));
        await Follow(progress, cancel);
    }

    private async Task<IndexProgress> Progress()
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.QuerySingleAsync<IndexProgress>(IndexProgress.Select);
    }

    /// <summary>What the rows of the matters that these events are about become; null where a matter has none.</summary>
    private async Task<IReadOnlyList<(long Row, string? Words)>> Rows(long from, long until)
    {
        await using var connection = store.Database.OpenToRead();
        var touched = await TouchedMatters.Read(store, connection, from, until);
        var units = touched.Open.ToDictionary(m => m.Id, m => m.Unit);
        var open = await matters.Read(connection, [.. touched.Open.Select(m => (m.Id, m.Petition))], touched.Erased);
        return
        [
            .. open.Select(m => (m.Row, (string?)words.Of(m, units[m.Id]))),
            .. (await RowsOf(connection, [.. touched.Closed])).Select(row => (row, (string?)null)),
        ];
    }

    private async Task<IEnumerable<long>> RowsOf(DbConnection connection, string[] ids) => ids.Length == 0
        ? []
        : await connection.QueryAsync<long>(
            $"SELECT position FROM events WHERE {store.Database.Among("stream", "@ids")} AND version = 1", new { ids });

    private bool Put(IBatch batch, long from, long until, IReadOnlyList<(long Row, string? Words)> rows)
    {
        // Another node, or a rebuild, was here first: what was read belongs to a page that is no longer next.
        if (batch.Connection.Execute(
                "UPDATE search_progress SET position = @until WHERE id = 1 AND position = @from", new { from, until }, batch.Transaction) == 0)
            return false;
        if (rows.Count == 0) return true;
        batch.Connection.Execute(
            $"DELETE FROM search_words WHERE {store.Database.Among("rowid", "@old")}", new { old = rows.Select(r => r.Row).ToArray() },
            batch.Transaction);
        batch.Connection.Execute(
            $"INSERT INTO search_words (rowid, words) VALUES (@Row, {store.Database.Words("@Words")})",
            rows.Where(r => r.Words is not null).Select(r => new { r.Row, r.Words }), batch.Transaction);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The search index could not follow the log; tried again soon.")]
    private partial void Failed(Exception e);
}
