using System.Diagnostics;
using Xinqiao.Core.Matching;

namespace Xinqiao.Bench;

/// <summary>How fast the texts most like one are found among many, how near to the exact answer, and what it takes in memory.</summary>
internal static class SimilarBench
{
    private const int Top = 10;

    public static async Task Measure(IReadOnlyList<FileInfo> files, int count, int queries, int exactQueries, int databaseQueries, string? server)
    {
        var made = new RecombinedTexts(files, count);
        var asked = Enumerable.Range(0, queries).Select(i => IsVariant(i) ? made.Variant(Source(i, count)) : made.Text(count + i)).ToList();
        Console.WriteLine($"{count:N0} texts from {made.Messages:N0} messages; load of the machine before: {Load()}");

        var texts = Build(made, count);
        Console.WriteLine($"  resident       {Environment.WorkingSet / 1e9:0.00} GB, of it arrays {GC.GetTotalMemory(false) / 1e9:0.00} GB");
        AddAndFind(texts, made, count);
        var found = Ask("ours", asked, count, text => [.. texts.Find(text, Top).Select(n => n.Text)]);
        Compare(texts, asked.Take(exactQueries).ToList());
        if (databaseQueries == 0) return;
        await BigramDatabases.Measure(made, count, asked.Take(databaseQueries).ToList(), found, server);
    }

    // Half of the questions are a registered text in another shape, half are new.
    internal static bool IsVariant(int query) => query % 2 == 0;

    internal static int Source(int query, int count) => (int)((uint)query * 2_654_435_761L % count);

    private static SimilarTexts Build(RecombinedTexts made, int count)
    {
        var texts = new SimilarTexts();
        var (adding, worked) = (TimeSpan.Zero, TimeSpan.Zero);
        var some = new MatterText[10_000];
        for (var from = 0; from < count; from += some.Length)
        {
            var until = Math.Min(some.Length, count - from);
            for (var i = 0; i < until; i++) some[i] = made.Text(from + i);
            var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            for (var i = 0; i < until; i++) texts.Add(some[i]);
            adding += Stopwatch.GetElapsedTime(start);
            worked += Environment.CpuUsage.TotalTime - processor;
            if ((from + until) % 1_000_000 == 0) Console.WriteLine($"  {from + until:N0} added in {adding.TotalSeconds:0} s, processor {worked.TotalSeconds:0} s");
        }

        Console.WriteLine(
            $"  built          {count / adding.TotalSeconds:N0} texts/s one by one, processor {worked.TotalMicroseconds / count:0.0} µs a text "
            + $"({1e6 / (worked.TotalMicroseconds / count):N0} a processor second); goal 20,000");
        return texts;
    }

    private static void AddAndFind(SimilarTexts texts, RecombinedTexts made, int count)
    {
        var late = made.Text(count + 1_000_000);
        var added = texts.Add(late);
        Console.WriteLine($"  added last     {(texts.Find(late, 1) is [var first] && first.Text == added ? "found by the next question" : "NOT FOUND")}");
    }

    /// <summary>Prints the latencies, and how often the source of a variant was among the answers.</summary>
    public static IReadOnlyList<int>[] Ask(string name, IReadOnlyList<MatterText> asked, int count, Func<MatterText, IReadOnlyList<int>> find)
    {
        foreach (var text in asked.Take(50)) find(text);
        var (times, work, found) = (new double[asked.Count], new double[asked.Count], new IReadOnlyList<int>[asked.Count]);
        for (var i = 0; i < asked.Count; i++)
        {
            var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            found[i] = find(asked[i]);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            work[i] = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
        }

        var variants = Enumerable.Range(0, asked.Count).Where(IsVariant).ToList();
        var hits = variants.Count(i => found[i].Contains(Source(i, count)));
        Console.WriteLine(
            $"  {name,-14} {asked.Count} questions, p50 {At(times, 0.5):0.00} ms, p95 {At(times, 0.95):0.00} ms, p99 {At(times, 0.99):0.00} ms; "
            + $"processor p50 {At(work, 0.5):0.00} ms, p95 {At(work, 0.95):0.00} ms; source among the first ten {(double)hits / variants.Count:P1}");
        return found;
    }

    private static void Compare(SimilarTexts texts, List<MatterText> asked)
    {
        var ratios = new List<double>();
        var took = Stopwatch.StartNew();
        foreach (var text in asked)
        {
            var (exact, found) = (texts.FindExactly(text, Top), texts.Find(text, Top));
            if (exact.Count == Top) ratios.Add(found.Count < Top ? 0 : found[^1].Score / exact[^1].Score);
        }

        if (ratios.Count == 0) return;
        Console.WriteLine(
            $"  recall         of {ratios.Count} questions, score of the tenth found / exact tenth: mean {ratios.Average():0.0000}, least {ratios.Min():0.000}, "
            + $"{(double)ratios.Count(r => r >= 0.98) / ratios.Count:P1} of them ≥ 0.98 (exact search {took.Elapsed.TotalMilliseconds / asked.Count:0} ms)");
    }

    internal static double At(double[] values, double share) => values.Order().ElementAt((int)Math.Ceiling(share * values.Length) - 1);

    private static string Load() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Trim() : "unknown";
}
