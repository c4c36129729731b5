namespace Xinqiao.Core.Matching;

/// <summary>A text by its runs of four letters, to tell whether another is the same text sent again: unchanged, or changed in a few places.</summary>
public sealed class NearCopy
{
    private const int Run = 4;

    // Of all runs in either text, so many of ten are in both.
    private const double Least = 0.7;

    private readonly HashSet<ulong> runs;
    private readonly ulong digest;

    public NearCopy(in MatterText text)
    {
        digest = FoldedText.Digest(text);
        runs = RunsOf(text.Detail);
        // A title repeats the detail in other words; it counts only where there is no detail.
        if (runs.Count == 0) runs = RunsOf(text.Title);
    }

    public bool Is(NearCopy other)
    {
        if (digest != 0 && digest == other.digest) return true;
        var (fewer, more) = runs.Count < other.runs.Count ? (runs, other.runs) : (other.runs, runs);
        if (fewer.Count == 0 || fewer.Count < Least * more.Count) return false;
        var shared = fewer.Count(more.Contains);
        return shared >= Least * (fewer.Count + more.Count - shared);
    }

    private static HashSet<ulong> RunsOf(string? text)
    {
        Span<char> folded = new char[Math.Min(text?.Length ?? 0, GramBag.LongestDetail)];
        var length = FoldedText.Fold(text, folded);
        var runs = new HashSet<ulong>();
        var run = 0ul;
        for (var i = 0; i < length; i++)
        {
            run = run << 16 | folded[i];
            if (i >= Run - 1) runs.Add(run);
        }

        return runs;
    }
}
