using Dapper;
using Xinqiao.Core.Search;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>
/// Keeps the index of similar matters a moment behind the log, outside the transaction of any act. At the start it reads the log from
/// its beginning; what has been sealed or erased since is never opened.
/// </summary>
public sealed partial class SimilarFollower(CaseStore store, SimilarIndex index, ILogger<SimilarFollower> log) : BackgroundService
{
    private const int PageLength = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly IndexedMatters matters = new(store);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Follow(stoppingToken);
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
    public async Task Follow(CancellationToken cancel = default)
    {
        var began = store.Clock.GetUtcNow();
        await using var connection = store.Database.OpenToRead();
        var size = await connection.QuerySingleAsync<long>("SELECT size FROM head WHERE id = 1");
        for (var from = index.Position; from < size; from = index.Position)
        {
            cancel.ThrowIfCancellationRequested();
            var until = Math.Min(from + PageLength, size);
            var touched = await TouchedMatters.Read(store, connection, from, until);
            // What was petitioned never changes, unless some of it is erased.
            var isErased = touched.Erased.Any(e => SearchedText.Opens(e.Field));
            var read = touched.Open.Where(m => isErased || !index.Holds(m.Id)).Select(m => (m.Id, m.Petition)).ToList();
            index.MoveOn(from, until, await matters.Written(connection, read, touched.Erased), touched.Closed);
        }

        index.HasAll(began);
    }

    [LoggerMessage(LogLevel.Warning, "The index of similar matters could not follow the log; tried again soon.")]
    private partial void Failed(Exception e);
}
