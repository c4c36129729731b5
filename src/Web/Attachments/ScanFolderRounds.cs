using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Web.Matters;

namespace Xinqiao.Web.Attachments;

/// <summary>
/// Takes pages out of the scanner's folder: to the petition whose number they bear, or else among those that are to be sorted. A page is
/// deleted there only when it is durable here; if the program is killed in between, the next round finds that it is here already.
/// </summary>
public sealed partial class ScanFolderRounds(
    ScanFolder folder, FileIntake intake, UnsortedScans unsorted, PetitionerQueries petitions, TimeProvider clock,
    ILogger<ScanFolderRounds> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly Actor System = new("system", Role.System, "", "");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Round(stoppingToken);
            }
            // A share that is away for a while, a disk that is full: what lies in the folder goes on lying there.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!stoppingToken.IsCancellationRequested) NotTaken(e.GetType().Name);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes what lies still since the round before.</summary>
    public async Task Round(CancellationToken stop)
    {
        foreach (var file in folder.Settled())
        {
            if (await Take(file, stop) is { } refusal) folder.PutAside(file, refusal.ToString());
            else file.Delete();
        }
    }

    private async Task<Refusal?> Take(FileInfo file, CancellationToken stop)
    {
        if (FileRule.OfName(file.Name) is { } misnamed) return misnamed;
        if (FileRule.OfLength(file.Name, file.Length) is { } fault) return fault;
        var (good, refusal) = await intake.Check(file.Name, await File.ReadAllBytesAsync(file.FullName, stop), stop);
        if (good is null) return refusal;
        if (ScannedNumber.Of(good) is { } number && await petitions.Numbered(number) is { } petition)
        {
            refusal = await intake.Record(good, new FileFor(
                System, petition, (await petitions.Ids(petition))[0], AttachmentKind.Scan));
            return refusal?.Code == "already-attached" ? null : refusal;
        }

        await unsorted.Keep(good);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "Pages wait in the scanner's folder ({Kind}); tried again in a few seconds.")]
    private partial void NotTaken(string kind);
}
