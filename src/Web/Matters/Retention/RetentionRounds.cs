namespace Xinqiao.Web.Matters.Retention;

/// <summary>Carries out what was approved: soon after the approval, and after a start whatever was left half-way.</summary>
public sealed partial class RetentionRounds(Destroying destroying, TimeProvider clock, ILogger<RetentionRounds> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await destroying.Run(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // Whatever was not done is found by the next round.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotDone(e);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An approved list of what is to be destroyed was not carried out to its end; tried again soon.")]
    private partial void NotDone(Exception e);
}
