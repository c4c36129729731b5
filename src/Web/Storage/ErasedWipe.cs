using Dapper;
using Xinqiao.Core;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Empties what the engine keeps of erased texts beside their rows. The writer does so after each erasure; where a reader was in the way,
/// or the program ended before it was done, this asks again until nothing is left, and says so meanwhile.
/// </summary>
public sealed partial class ErasedWipe(CaseStore store, ILogger<ErasedWipe> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private bool hasLooked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!hasLooked || store.IsWipeOwed) Ask();
            await Task.Delay(Interval, store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool HasErased()
    {
        using var connection = store.Database.OpenToRead();
        return connection.ExecuteScalar<long?>("SELECT 1 FROM events WHERE stream = @stream LIMIT 1", new { stream = StreamId.Furniture("erasures").Value }) is not null;
    }

    private void Ask()
    {
        try
        {
            // Whatever the last run of the program left, if anything was ever erased.
            var isLeft = !hasLooked && HasErased();
            hasLooked = true;
            if ((isLeft || store.IsWipeOwed) && !store.Wipe()) StillThere(null);
        }
        // The database may be away for a while; the next look finds what this one did not do.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            StillThere(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Copies of pages with erased texts are still held by a reader; asked again soon.")]
    private partial void StillThere(Exception? e);
}
