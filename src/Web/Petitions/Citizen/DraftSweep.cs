namespace Xinqiao.Web.Petitions.Citizen;

/// <summary>Once an hour deletes drafts whose week is over.</summary>
public sealed partial class DraftSweep(Drafts drafts, TimeProvider clock, ILogger<DraftSweep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await drafts.Sweep();
            }
            // Nobody can open what is over; the next hour deletes it.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotSwept(e);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Drafts that are over were not deleted; tried again in an hour.")]
    private partial void NotSwept(Exception e);
}
