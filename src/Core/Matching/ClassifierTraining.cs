using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Xinqiao.Core.Matching;

/// <summary>What texts teach of their n-grams, in two ways that err apart.</summary>
/// <param name="Separators">For each label a plane between its texts and the rest, with margin one.</param>
/// <param name="Ratios">For each label how much more of it an n-gram has than of the rest: naive Bayes, which few texts mislead less.</param>
internal sealed record LearntWeights(ClassifierWeights Separators, ClassifierWeights Ratios);

/// <summary>
/// Learns weights: for each label a linear separator with squared hinge loss, by dual coordinate descent, all labels in one pass over
/// the texts. Before, each n-gram is scaled by how unevenly it is spread between the label and the rest (Wang and Manning 2012).
/// </summary>
internal static class ClassifierTraining
{
    private const int Passes = 12;

    /// <summary>How dearly a text on the wrong side is paid for.</summary>
    private const float Penalty = 1;

    /// <summary>What an evenly spread n-gram is scaled by.</summary>
    private const float LeastContrast = 0.3f;

    /// <summary>Brings the scores by ratios near those by separators in size.</summary>
    private const float RatioScale = 0.2f;

    /// <param name="chosen">Numbers of the texts to learn from.</param>
    /// <param name="seed">Of the order in which they are visited.</param>
    public static LearntWeights Learn(ClassifierTexts texts, int[] chosen, ulong seed)
    {
        var known = texts.Known;
        var (weights, ratios) = (new ClassifierWeights(known), new ClassifierWeights(known));
        if (known.Labels < 2) return new LearntWeights(weights, ratios);
        var logs = LogRatios(texts, chosen);
        for (var row = 0; row < known.Hashes.Length; row++)
            for (var label = 0; label < known.Labels; label++)
                ratios.Rows[row * known.Stride + label] = RatioScale * logs[row * known.Stride + label];
        var contrasts = Array.ConvertAll(logs, log => LeastContrast + MathF.Abs(log));
        var squares = Squares(texts, chosen, contrasts);
        // A weight of the scaled n-gram changes by its contrast, and counts by its contrast: kept are the products.
        foreach (ref var contrast in contrasts.AsSpan()) contrast *= contrast;
        Descend(texts, chosen, seed, contrasts, squares, weights);
        return new LearntWeights(weights, ratios);
    }

    // The log of the n-gram's share in the label over its share in the rest, smoothed so that an unseen one is even.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] LogRatios(ClassifierTexts texts, int[] chosen)
    {
        var (stride, labels) = (texts.Known.Stride, texts.Known.Labels);
        var (mass, totals) = (new float[texts.Known.Rows.Length], new float[labels]);
        foreach (var text in chosen)
        {
            var rows = texts.RowsOf(text);
            var strengths = texts.StrengthsOf(text);
            for (var label = 0; label < labels; label++)
            {
                if (texts.Signs[text * stride + label] <= 0) continue;
                for (var i = 0; i < rows.Length; i++)
                {
                    mass[rows[i] * stride + label] += strengths[i];
                    totals[label] += strengths[i];
                }
            }
        }

        var all = totals.Sum();
        for (var row = 0; row < texts.Known.Hashes.Length; row++)
        {
            var own = mass.AsSpan(row * stride, labels);
            var sum = 0f;
            foreach (var part in own) sum += part;
            for (var label = 0; label < labels; label++)
            {
                var share = (totals[label] + 1) / (all + labels);
                var inside = (own[label] + share) / (totals[label] + 1);
                var outside = (sum - own[label] + 1 - share) / (all - totals[label] + 1);
                own[label] = MathF.Log(inside / outside);
            }
        }

        return mass;
    }

    // Squared lengths of the scaled texts; the contrasts of each label are set so that these are one on the average.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Squares(ClassifierTexts texts, int[] chosen, float[] contrasts)
    {
        var stride = texts.Known.Stride;
        var (squares, means) = (new float[texts.Count * stride], new float[stride]);
        foreach (var text in chosen)
        {
            var rows = texts.RowsOf(text);
            var strengths = texts.StrengthsOf(text);
            var own = squares.AsSpan(text * stride, stride);
            for (var i = 0; i < rows.Length; i++)
                for (var label = 0; label < texts.Known.Labels; label++)
                {
                    var scaled = contrasts[rows[i] * stride + label] * strengths[i];
                    own[label] += scaled * scaled;
                }

            for (var label = 0; label < stride; label++) means[label] += own[label] / chosen.Length;
        }

        for (var i = 0; i < contrasts.Length; i++)
            if (means[i % stride] > 0) contrasts[i] /= MathF.Sqrt(means[i % stride]);
        for (var i = 0; i < squares.Length; i++)
            if (means[i % stride] > 0) squares[i] /= means[i % stride];
        return squares;
    }

    private static void Descend(
        ClassifierTexts texts, int[] chosen, ulong seed, float[] squaredContrasts, float[] squares, ClassifierWeights weights)
    {
        var stride = weights.Stride;
        var (duals, order) = (new float[texts.Count * stride], (int[])chosen.Clone());
        var (scores, steps) = (new float[stride], new float[stride]);
        for (var pass = 0; pass < Passes; pass++)
        {
            seed = Shuffle(order, seed);
            foreach (var text in order)
            {
                var rows = texts.RowsOf(text);
                var strengths = texts.StrengthsOf(text);
                Score(scores, weights, rows, strengths);
                var first = text * stride;
                if (!Step(scores, texts.Signs.AsSpan(first, stride), squares.AsSpan(first, stride), duals.AsSpan(first, stride), steps))
                    continue;
                Change(weights, squaredContrasts, steps, rows, strengths);
                ClassifierWeights.AddTo(weights.Bias, steps, 1);
            }
        }
    }

    // The best change of this text's dual variables, as a change of the weights; false where nothing changes.
    private static bool Step(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> signs, ReadOnlySpan<float> squares, Span<float> duals, Span<float> steps)
    {
        const float diagonal = 1 / (2 * Penalty);
        var any = false;
        for (var label = 0; label < scores.Length; label++)
        {
            var slope = signs[label] * scores[label] - 1 + diagonal * duals[label];
            var dual = Math.Max(duals[label] - slope / (squares[label] + 1 + diagonal), 0);
            steps[label] = (dual - duals[label]) * signs[label];
            duals[label] = dual;
            any |= steps[label] != 0;
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // runs long before the runtime would think of it
    private static void Score(float[] scores, ClassifierWeights weights, ReadOnlySpan<int> rows, ReadOnlySpan<float> strengths)
    {
        for (var label = 0; label < scores.Length; label += Vector256<float>.Count)
        {
            var sum = Vector256.LoadUnsafe(ref weights.Bias[label]);
            for (var i = 0; i < rows.Length; i++)
                sum += Vector256.LoadUnsafe(ref weights.Rows[rows[i] * weights.Stride + label]) * strengths[i];
            sum.StoreUnsafe(ref scores[label]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Change(
        ClassifierWeights weights, float[] squaredContrasts, float[] steps, ReadOnlySpan<int> rows, ReadOnlySpan<float> strengths)
    {
        for (var label = 0; label < steps.Length; label += Vector256<float>.Count)
        {
            var step = Vector256.LoadUnsafe(ref steps[label]);
            for (var i = 0; i < rows.Length; i++)
            {
                var at = rows[i] * weights.Stride + label;
                var change = step * Vector256.LoadUnsafe(ref squaredContrasts[at]) * strengths[i];
                (Vector256.LoadUnsafe(ref weights.Rows[at]) + change).StoreUnsafe(ref weights.Rows[at]);
            }
        }
    }

    private static ulong Shuffle(int[] order, ulong seed)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            seed = seed * 6364136223846793005 + 1442695040888963407;
            var j = (int)((seed >> 33) % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return seed;
    }
}
