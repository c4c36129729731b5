using System.Runtime.InteropServices;

namespace Xinqiao.Core.Matching;

/// <summary>
/// Texts to learn from, as sparse vectors of length one over the n-grams that several matters hold: what stands in one alone says who wrote
/// it, not what about.
/// </summary>
internal sealed class ClassifierTexts
{
    private readonly int[] starts;
    private readonly int[] rows;
    private readonly float[] strengths;

    /// <param name="signs">For each text and label +1 where it bears the label, otherwise -1; 0 up to whole vectors.</param>
    private ClassifierTexts(ClassifierWeights known, int[] starts, int[] rows, float[] strengths, float[] signs) =>
        (Known, this.starts, this.rows, this.strengths, Signs) = (known, starts, rows, strengths, signs);

    /// <summary>The n-grams and how rare each is; the weights are still zero.</summary>
    public ClassifierWeights Known { get; }

    public float[] Signs { get; }
    public int Count => starts.Length - 1;

    public ReadOnlySpan<int> RowsOf(int text) => rows.AsSpan(starts[text]..starts[text + 1]);

    public ReadOnlySpan<float> StrengthsOf(int text) => strengths.AsSpan(starts[text]..starts[text + 1]);

    /// <param name="leastMatters">In so many of them an n-gram must stand to be known.</param>
    public static ClassifierTexts Read(TrainingSample sample, int labels, int leastMatters)
    {
        var texts = sample.Texts;
        var (features, grams, starts) = (new Features(), new List<Gram>(), new int[texts.Count + 1]);
        for (var text = 0; text < texts.Count; text++)
        {
            grams.AddRange(features.Read(texts[text].Text));
            starts[text + 1] = grams.Count;
        }

        var held = new ulong[grams.Count];
        for (var text = 0; text < texts.Count; text++)
            for (var i = starts[text]; i < starts[text + 1]; i++) held[i] = (ulong)grams[i].Hash << 32 | (uint)sample.MatterOf(text);
        var known = KnownOf(held, leastMatters, texts.Count, labels);
        return Vectors(texts, known, starts, CollectionsMarshal.AsSpan(grams));
    }

    /// <param name="held">For each n-gram of each text its hash and, below that, the matter it stands in.</param>
    private static ClassifierWeights KnownOf(ulong[] held, int leastMatters, int texts, int labels)
    {
        Array.Sort(held);
        var (hashes, counts) = (new List<uint>(), new List<int>());
        for (var first = 0; first < held.Length;)
        {
            var (next, matters) = (first + 1, 1);
            for (; next < held.Length && held[next] >> 32 == held[first] >> 32; next++)
                if (held[next] != held[next - 1]) matters++;
            if (matters >= leastMatters)
            {
                hashes.Add((uint)(held[first] >> 32));
                counts.Add(next - first);
            }

            first = next;
        }

        var known = new ClassifierWeights([.. hashes], labels);
        // Rounded as the model's file will hold it, so that a model in memory and the same one read again answer alike.
        for (var row = 0; row < counts.Count; row++)
            known.RarityOf(row) = (float)(Half)(1 + MathF.Log((1f + texts) / (1f + counts[row])));
        return known;
    }

    private static ClassifierTexts Vectors(
        IReadOnlyList<(string Text, int[] Labels)> texts, ClassifierWeights known, int[] starts, ReadOnlySpan<Gram> grams)
    {
        var (kept, rows, strengths) = (new int[texts.Count + 1], new List<int>(grams.Length), new List<float>(grams.Length));
        var signs = new float[texts.Count * known.Stride];
        for (var text = 0; text < texts.Count; text++)
        {
            var square = 0f;
            foreach (var gram in grams[starts[text]..starts[text + 1]])
            {
                var row = known.Find(gram.Hash);
                if (row < 0) continue;
                rows.Add(row);
                strengths.Add(known.StrengthOf(row, gram.Count));
                square += strengths[^1] * strengths[^1];
            }

            kept[text + 1] = rows.Count;
            foreach (ref var strength in CollectionsMarshal.AsSpan(strengths)[kept[text]..]) strength /= MathF.Sqrt(square);
            var own = signs.AsSpan(text * known.Stride, known.Labels);
            own.Fill(-1);
            foreach (var label in texts[text].Labels) own[label] = 1;
        }

        return new ClassifierTexts(known, kept, [.. rows], [.. strengths], signs);
    }
}
