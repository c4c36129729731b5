using System.Diagnostics;
using Xinqiao.Core.Matching;

namespace Xinqiao.Bench;

/// <summary>An unseen message with what either suggested for it, by numbers of labels.</summary>
internal sealed record Judged(Row Row, int[] Truth, int Ours, float Score, bool Sure, int Svc);

/// <summary>How well and how fast messages are classified into domains, beside a linear SVC that learnt from the same rows.</summary>
internal sealed class ClassificationBench
{
    private const int Resamples = 2_000;
    private static readonly double[] Coverages = [1, 0.9, 0.8, 0.7, 0.6, 0.5];
    private readonly List<Row> rows;
    private readonly string[] labels;
    private readonly Dictionary<uint, int>[] runs;

    private ClassificationBench(List<Row> rows)
    {
        this.rows = rows;
        labels = [.. rows.SelectMany(r => r.Message.Labels).Distinct().Order(StringComparer.Ordinal)];
        runs = [.. rows.Select(r => LinearSvc.Count(r.Text))];
    }

    /// <param name="folder">Holds domain_titles, domain_texts and domain_full, each .jsonl.gz.</param>
    public static async Task Measure(string folder)
    {
        var rows = await LabelledRows.Read(folder);
        var bench = new ClassificationBench(rows);
        Console.WriteLine(
            $"{rows.Count(r => r.Message.Detail is null):N0} titles, {rows.Count(r => r.Message.Title is null):N0} texts, "
            + $"{rows.Count(r => r.HasBoth && r.Learnt):N0} with both, {rows.Count(r => !r.Learnt):N0} matched; "
            + $"{rows.Select(r => r.Group).Distinct().Count():N0} groups, {LabelledRows.Folds} folds");
        var titles = bench.Cross("title alone, learnt from titles", r => r.Message.Detail is null, r => r.Message.Detail is null);
        bench.Report("title alone", titles);
        var texts = bench.Cross("text alone, learnt from texts", r => r.Message.Title is null, r => r.Message.Title is null);
        bench.Report("text alone", texts);
        var both = bench.Cross("title and text, learnt from all", r => r.Learnt, r => r.HasBoth);
        bench.Report("title and text, published together", [.. both.Where(j => j.Row.Learnt)]);
        bench.Report("title and text, matched", [.. both.Where(j => !j.Row.Learnt)]);
        bench.Report("title and text, all of these", both);
        var whole = bench.Cross("title and text, learnt from the matched too", _ => true, r => r.HasBoth);
        bench.Report("title and text, matched, learnt from the matched too", [.. whole.Where(j => !j.Row.Learnt)]);
        bench.Report("title and text, all of these, learnt from the matched too", whole);
        bench.Speed();
    }

    private List<Judged> Cross(string name, Func<Row, bool> learnt, Func<Row, bool> asked)
    {
        var judged = new List<Judged>();
        for (var fold = 0; fold < LabelledRows.Folds; fold++)
        {
            var learn = Enumerable.Range(0, rows.Count).Where(i => rows[i].Fold != fold && learnt(rows[i])).ToList();
            var model = DomainTrainer.Train(learn.ConvertAll(i => rows[i].Message)).Model;
            var svc = new LinearSvc(learn.ConvertAll(i => (runs[i], rows[i].Message.Labels[0])));
            var features = new Features();
            var part = Enumerable.Range(0, rows.Count).Where(i => rows[i].Fold == fold && asked(rows[i])).Select(i =>
            {
                var (message, truth) = (rows[i].Message, rows[i].Message.Labels.Select(NumberOf).ToArray());
                var ours = model.Classify(message.Title, message.Detail, features);
                return new Judged(
                    rows[i], truth, NumberOf(ours.Suggestions[0].Label), ours.Suggestions[0].Score, ours.IsSure, NumberOf(svc.Suggest(runs[i])));
            }).ToList();
            Console.WriteLine($"{name}, fold {fold + 1}: {part.Count:N0} asked, macro-F1 {OfOurs(part):0.0000}, SVC {OfSvc(part):0.0000}");
            judged.AddRange(part);
        }

        return judged;
    }

    private void Report(string name, List<Judged> judged)
    {
        var (random, ours, gains) = (new Random(1), new List<double>(), new List<double>());
        for (var i = 0; i < Resamples; i++)
        {
            var drawn = Enumerable.Range(0, judged.Count).Select(_ => judged[random.Next(judged.Count)]).ToList();
            ours.Add(OfOurs(drawn));
            gains.Add(ours[^1] - OfSvc(drawn));
        }

        ours.Sort();
        gains.Sort();
        double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
        Console.WriteLine($"{name}: n {judged.Count:N0}, {labels.Length} labels");
        Console.WriteLine($"  macro-F1 {OfOurs(judged):0.0000}, 95 % interval {At(ours, 0.025):0.0000} to {At(ours, 0.975):0.0000}; SVC {OfSvc(judged):0.0000}");
        Console.WriteLine(
            $"  above the SVC by {OfOurs(judged) - OfSvc(judged):0.0000}, 95 % interval {At(gains, 0.025):0.0000} to {At(gains, 0.975):0.0000}, "
            + $"above in {gains.Count(g => g > 0) * 100.0 / Resamples:0.0} % of {Resamples:N0} resamples");
        var best = judged.OrderByDescending(j => j.Score).ToList();
        Console.WriteLine("  right at coverage " + string.Join(", ", Coverages.Select(share =>
            $"{share:0 %}: {best.Take((int)(share * best.Count)).Average(Right):0.0000}")));
        var sure = judged.Where(j => j.Sure).ToList();
        Console.WriteLine($"  sure of {(double)sure.Count / judged.Count:0.0 %}, of which right {(sure.Count == 0 ? 0 : sure.Average(Right)):0.0000}");
    }

    private void Speed()
    {
        var learn = rows.Where(r => r.Learnt).Select(r => r.Message).ToList();
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var model = DomainTrainer.Train(learn).Model;
        Console.WriteLine(
            $"training on all {learn.Count:N0}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, "
            + $"processor {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.0} s; model {DomainModelFile.Write(model).Length:N0} bytes");
        var messages = rows.Where(r => r.HasBoth).Select(r => r.Message).ToList();
        var features = new Features();
        (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var asked = 0;
        for (; Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5); asked++)
        {
            var message = messages[asked % messages.Count];
            model.Classify(message.Title, message.Detail, features);
        }

        var (took, worked) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
        Console.WriteLine(
            $"classified {asked / took.TotalSeconds:N0} messages/s with title and text on one thread, {asked / worked.TotalSeconds:N0} a second of processor");
    }

    private int NumberOf(string label) => Array.IndexOf(labels, label);
    private static double Right(Judged judged) => judged.Truth.Contains(judged.Ours) ? 1 : 0;
    private double OfOurs(List<Judged> judged) => MacroF1.Of(labels.Length, judged.Select(j => (j.Truth, j.Ours)));
    private double OfSvc(List<Judged> judged) => MacroF1.Of(labels.Length, judged.Select(j => (j.Truth, j.Svc)));
}
