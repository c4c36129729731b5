namespace Xinqiao.Web.Storage;

/// <summary>
/// Every few seconds looks whether any node on the database changed the rules, takes them over, and rewrites the rows of terms.
/// After a start it finishes what an earlier program left undone, or what a newer one brings.
/// </summary>
public sealed partial class RulesWatch(CaseStore store, ILogger<RulesWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RulesInForce? rewritten;

    /// <summary>How many matters the rewrite that is under way has reached; null where none is.</summary>
    public long? Rewriting { get; private set; }

    /// <summary>This node changed the rules: look now.</summary>
    public void Call() => called.TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            called = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

            // Until somebody calls, the time is over, or the program ends.
            await called.Task.WaitAsync(Interval, store.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One look: new rules are read, and rows of other rules rewritten.</summary>
    public async Task Follow(CancellationToken cancel)
    {
        store.ReadRules();
        if (ReferenceEquals(store.RulesInForce, rewritten)) return;
        var inForce = store.RulesInForce;
        try
        {
            Rewriting = 0;
            await DeadlineRewrite.Run(store, new Reached(this), cancel: cancel);
            rewritten = inForce;
        }
        finally
        {
            Rewriting = null;
        }
    }

    private sealed class Reached(RulesWatch watch) : IProgress<long>
    {
        public void Report(long value) => watch.Rewriting = value;
    }

    [LoggerMessage(LogLevel.Warning, "Rules could not be followed; tried again soon.")]
    private partial void Failed(Exception e);
}
