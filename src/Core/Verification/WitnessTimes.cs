namespace Xinqiao.Core.Verification;

/// <summary>
/// Whether events were recorded when they say: after the witnesses saw the checkpoint before them, and before they saw the one after.
/// An office that dates an event back by more than the time between two checkpoints contradicts its witnesses.
/// </summary>
public sealed class WitnessTimes
{
    /// <summary>How long a checkpoint may be on its way to the witnesses, and how far clocks may be apart, in milliseconds.</summary>
    public const long Tolerance = 60_000;

    private readonly long[] sizes, notBefore, notAfter;

    public WitnessTimes(IReadOnlyList<WitnessedSize> witnessed)
    {
        var bySize = witnessed.GroupBy(w => w.Size).OrderBy(g => g.Key)
            .Select(g => new WitnessedSize(g.Key, g.Min(w => w.Earliest), g.Max(w => w.Latest))).ToArray();
        sizes = [.. bySize.Select(w => w.Size)];
        (notBefore, notAfter) = (new long[sizes.Length], new long[sizes.Length]);
        // What was seen of a smaller tree holds for all that came later, and of a larger one for all that came before.
        for (var i = 0; i < sizes.Length; i++) notBefore[i] = Math.Max(bySize[i].Earliest, i > 0 ? notBefore[i - 1] : long.MinValue);
        for (var i = sizes.Length - 1; i >= 0; i--)
            notAfter[i] = Math.Min(bySize[i].Latest, i + 1 < sizes.Length ? notAfter[i + 1] : long.MaxValue);
    }

    /// <summary>How many sizes were witnessed.</summary>
    public int Count => sizes.Length;

    /// <summary>What is wrong with the time of an event; null where nothing is.</summary>
    public string? Fault(long position, long recordedAt)
    {
        // The first witnessed tree that holds the event, and the one before it.
        var after = Array.BinarySearch(sizes, position + 1);
        if (after < 0) after = ~after;
        if (after > 0 && recordedAt < notBefore[after - 1] - Tolerance)
            return $"记录时间早于见证方见到前面 {sizes[after - 1]} 条的时间，倒签了 (recorded before the witnesses saw what stands before it)";
        if (after < sizes.Length && recordedAt > notAfter[after] + Tolerance)
            return $"记录时间晚于见证方见到前 {sizes[after]} 条的时间 (recorded after the witnesses saw it)";
        return null;
    }
}
