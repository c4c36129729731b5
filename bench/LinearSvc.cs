using System.Runtime.Intrinsics;

namespace Xinqiao.Bench;

/// <summary>
/// The yardstick: one text of title and detail, TF-IDF over its runs of one to three characters (smoothed idf, length one), and for each
/// label a linear support vector machine with squared hinge loss and C = 1, by dual coordinate descent as LIBLINEAR does it, up to eight labels side by side.
/// </summary>
internal sealed class LinearSvc
{
    private const int LongestRun = 3, Passes = 15;
    private const float Penalty = 1;
    private readonly Dictionary<uint, int> columns = [];
    private readonly float[] rarities;
    private readonly Vector256<float>[] weights;
    private readonly string[] labels;

    /// <param name="texts">Already counted, with the first label each bears.</param>
    public LinearSvc(IReadOnlyList<(Dictionary<uint, int> Runs, string Label)> texts)
    {
        labels = [.. texts.Select(t => t.Label).Distinct().Order(StringComparer.Ordinal)];
        var holders = new List<int>();
        foreach (var (runs, _) in texts)
            foreach (var run in runs.Keys)
            {
                if (columns.TryAdd(run, holders.Count)) holders.Add(0);
                holders[columns[run]]++;
            }

        rarities = [.. holders.Select(n => (float)(Math.Log((1.0 + texts.Count) / (1 + n)) + 1))];
        var vectors = texts.Select(t => Vector(t.Runs)).ToArray();
        weights = new Vector256<float>[columns.Count + 1];
        Learn(vectors, [.. texts.Select(t => Vector256.Create(-1f).WithElement(Array.IndexOf(labels, t.Label), 1f))]);
    }

    /// <summary>The runs of a text and how often each occurs; blanks left out.</summary>
    public static Dictionary<uint, int> Count(string text)
    {
        var (units, runs) = (text.Where(unit => !char.IsWhiteSpace(unit)).Select(char.ToLowerInvariant).ToArray(), new Dictionary<uint, int>());
        for (var start = 0; start < units.Length; start++)
        {
            var hash = 0xCBF29CE484222325UL;
            for (var length = 1; length <= LongestRun && start + length <= units.Length; length++)
            {
                hash = (hash ^ units[start + length - 1]) * 0x9E3779B97F4A7C15;
                hash ^= hash >> 32;
                runs[(uint)hash] = runs.GetValueOrDefault((uint)hash) + 1;
            }
        }

        return runs;
    }

    public string Suggest(Dictionary<uint, int> runs)
    {
        var vector = Vector(runs);
        var scores = Score(vector);
        return labels[Enumerable.Range(0, labels.Length).MaxBy(label => scores[label])];
    }

    private (int Column, float Value)[] Vector(Dictionary<uint, int> runs)
    {
        var found = runs.Where(r => columns.ContainsKey(r.Key)).Select(r => (Column: columns[r.Key], Value: r.Value * rarities[columns[r.Key]])).ToArray();
        var length = MathF.Sqrt(found.Sum(f => f.Value * f.Value));
        for (var i = 0; i < found.Length; i++) found[i].Value /= length;
        return found;
    }

    private void Learn((int Column, float Value)[][] vectors, Vector256<float>[] signs)
    {
        var (duals, random, order) = (new Vector256<float>[vectors.Length], new Random(1), Enumerable.Range(0, vectors.Length).ToArray());
        const float diagonal = 1 / (2 * Penalty);
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var slope = signs[i] * Score(vectors[i]) - Vector256<float>.One + duals[i] * diagonal;
                // Vectors have length one, and the bias is a column of ones.
                var dual = Vector256.Max(duals[i] - slope / Vector256.Create(2 + diagonal), Vector256<float>.Zero);
                var step = (dual - duals[i]) * signs[i];
                duals[i] = dual;
                if (step == Vector256<float>.Zero) continue;
                foreach (var (column, value) in vectors[i]) weights[column] += step * value;
                weights[^1] += step;
            }
        }
    }

    private Vector256<float> Score((int Column, float Value)[] vector)
    {
        var sum = weights[^1];
        foreach (var (column, value) in vector) sum += weights[column] * value;
        return sum;
    }
}
