using Dapper;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// Keeps the erasures that this node or another recorded beside the node's keys as well (<see cref="KeptErasures"/>). The writer does so
/// after each of its own; this makes good what failed, and what other nodes recorded.
/// </summary>
public sealed partial class ErasureKeeper(CaseStore store, ILogger<ErasureKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long kept;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Look();
            await Task.Delay(Interval, store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One look.</summary>
    public void Look()
    {
        try
        {
            long recorded;
            using (var connection = store.Database.OpenToRead())
                recorded = connection.ExecuteScalar<long?>("SELECT version FROM streams WHERE id = 'f:erasures'") ?? 0;
            if (recorded == kept) return;
            KeptErasures.Bring(store);
            kept = recorded;
        }
        // The database or the disk may be away for a while; the next look finds what this one did not do.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            NotKept(store.Keys.Erasures, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Erasures could not be kept in {File}; tried again soon.")]
    private partial void NotKept(string file, Exception e);
}
