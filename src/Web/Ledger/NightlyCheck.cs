using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// Each night, when nobody works, holds a sample of matters against the log. What it finds stands on the administrator's desk and
/// in the program's log; <c>rebuild</c> mends rows, <c>verify</c> tells about the log.
/// </summary>
public sealed partial class NightlyCheck(CaseStore store, ILogger<NightlyCheck> log) : BackgroundService
{
    /// <summary>The hour in Shanghai, and how many positions of the log are drawn.</summary>
    public const int Hour = 3, Draws = 2_000;

    /// <summary>What the last night's look found; null before the first.</summary>
    public RowSampleResult? Last { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(UntilNext(store.Clock.GetUtcNow()), store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                Look();
            }
            // A night without a look is told and made good the next night; the office's work does not depend on it.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotDone(e);
            }
        }
    }

    /// <summary>One look, with another sample each time.</summary>
    public RowSampleResult Look()
    {
        Last = RowSample.Of(store, Draws, Random.Shared);
        foreach (var matter in Last.Strayed) Strayed(matter);
        return Last;
    }

    /// <summary>How long until it is so many o'clock in Shanghai.</summary>
    public static TimeSpan UntilNext(DateTimeOffset now, int hour = Hour)
    {
        var next = Shanghai.StartOf(Shanghai.DateOf(now)).AddHours(hour);
        return (next > now ? next : next.AddDays(1)) - now;
    }

    [LoggerMessage(LogLevel.Error, "The rows of matter {Matter} say something else than the log; run verify, then rebuild.")]
    private partial void Strayed(StreamId matter);

    [LoggerMessage(LogLevel.Warning, "The nightly check of the lists was not done.")]
    private partial void NotDone(Exception e);
}
