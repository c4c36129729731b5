using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Demo;

/// <summary>An act at a supplied time.</summary>
/// <param name="Case">Whose it is: a place in a list of petitions or messages.</param>
internal sealed record TimedAct(DateTimeOffset At, int Case, Intent Intent);

/// <summary>What became of a timed act. Exactly one of the two is there.</summary>
internal sealed record TimedAnswer(TimedAct Act, Result? Result, Exception? Failure);

/// <summary>
/// Records acts at supplied times, all cases together in the order of time, so that recorded times never go backwards. Many acts
/// wait for the writer at once and share its transactions.
/// </summary>
internal static class History
{
    // Half a batch of the writer decides while the other half waits.
    private const int Window = 256;

    /// <param name="skip">Asked before an act is sent: the case has failed already.</param>
    public static async IAsyncEnumerable<TimedAnswer> Record(
        CaseStore store, IEnumerable<TimedAct> acts, Func<TimedAct, bool> skip)
    {
        // A stable order: acts of one case at the same moment keep their sequence.
        foreach (var window in acts.OrderBy(a => a.At).Chunk(Window))
        {
            var sent = window.Where(a => !skip(a)).Select(a => (Act: a, Answer: store.Act(a.Intent with { At = a.At }))).ToList();
            foreach (var (act, answer) in sent) yield return await Answered(act, answer);
        }
    }

    private static async Task<TimedAnswer> Answered(TimedAct act, Task<Result> answer)
    {
        try
        {
            return new TimedAnswer(act, await answer, null);
        }
        catch (NoSuchCaseException e)
        {
            // What it is about was refused earlier in the same window.
            return new TimedAnswer(act, null, e);
        }
    }
}
