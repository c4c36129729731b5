using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Attachments;

/// <summary>
/// Brings what waits before the scanner, as soon as there is one that answers: what came while it was down, and what somebody released
/// meanwhile. Without a scanner it does nothing.
/// </summary>
public sealed partial class WaitingFiles(
    CaseStore store, CaseReader reader, FileShelf shelf, VirusScanner scanner, Quarantine quarantine, TimeProvider clock, ILogger<WaitingFiles> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private const int AtOnce = 20;

    private static readonly Actor System = new("system", Role.System, "", "");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Files carry the time of the machine, whatever clock the platform is given.
                quarantine.Sweep(DateTime.UtcNow);
                await Scan(stoppingToken);
            }
            // The scanner or the database may be away for a while; what waits goes on waiting.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!stoppingToken.IsCancellationRequested) NotScanned(e.GetType().Name);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks the scanner about what waits, until it does not answer.</summary>
    /// <returns>About how many it answered.</returns>
    public async Task<int> Scan(CancellationToken stop)
    {
        var (after, answered) = (-1L, 0);
        while (scanner.IsSetUp && await Waiting(after) is { Count: > 0 } waiting)
        {
            foreach (var (position, petition, added) in waiting)
            {
                after = position;
                if (!await Scan(position, new StreamId(petition), (int)added, stop)) return answered;
                answered++;
            }
        }

        return answered;
    }

    private async Task<IReadOnlyList<(long Position, string Petition, long Added)>> Waiting(long after)
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<(long, string, long)>(
            "SELECT position, petition, added FROM unscanned_files WHERE position > @after ORDER BY position LIMIT @AtOnce",
            new { after, AtOnce })).AsList();
    }

    // False where the scanner does not answer.
    private async Task<bool> Scan(long position, StreamId petition, int added, CancellationToken stop)
    {
        var file = (await reader.Petition(petition))?.State.Attachment(added);
        if (file is not null && await shelf.Open(petition, file, FileForm.Original, IdentityView.OfPlatform) is { } bytes)
        {
            var verdict = await scanner.Scan(bytes, stop);
            if (verdict == ScanVerdict.NotAsked) return false;
            await store.Act(new Intent(System, (cases, act) =>
                Attaching.Scan(cases.Petition(petition), added, verdict == ScanVerdict.Infected, act))
            {
                Streams = [petition],
            });
        }

        await store.Write(batch => batch.Connection.Execute(
            "DELETE FROM unscanned_files WHERE position = @position", new { position }, batch.Transaction));
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Files wait for the virus scanner ({Kind}); tried again in half a minute.")]
    private partial void NotScanned(string kind);
}
