using Xinqiao.Web.Ledger;

namespace Xinqiao.Web.Suggestions;

/// <summary>Learns anew each night, when nobody works.</summary>
public sealed partial class TrainingRounds(Training training, TimeProvider clock, ILogger<TrainingRounds> log) : BackgroundService
{
    /// <summary>The hour in Shanghai: after the nightly check.</summary>
    public const int Hour = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(NightlyCheck.UntilNext(clock.GetUtcNow(), Hour), clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                if (!await training.IsDone()) await training.Train(stoppingToken);
            }
            // What suggests now goes on; the next night tries again.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (stoppingToken.IsCancellationRequested) return;
                NotDone(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Suggestions did not learn anew last night; tried again the next night.")]
    private partial void NotDone(Exception e);
}
