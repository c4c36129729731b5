namespace Xinqiao.Core.Matching;

/// <summary>The scores of one text by weights that had not seen it.</summary>
internal sealed record RawScores(int[] Labels, float[] Separators, float[] Ratios);

/// <summary>
/// How far each label goes by its separator and how far by its ratios, and how readily it is suggested: three numbers of its own, learnt on
/// texts that neither had seen, such that the blended scores are logarithms of likelihoods. A common label needs its own words less than
/// a rare one, and separators learnt apart do not know that. Multinomial regression, held near what is usual by a ridge; each step
/// solves the quadratic that bounds the likelihood from below (Böhning 1992), so that every step improves it.
/// </summary>
internal sealed class Blend
{
    /// <summary>What the numbers are before anything is known: separators with margin one need about that much.</summary>
    private const double UsualSeparator = 3, UsualRatio = 0, UsualOffset = 0;

    /// <summary>How hard the numbers are held to it; some tens of texts outweigh it.</summary>
    private const double Ridge = 40, OffsetRidge = 10;

    private const int MostSteps = 200;
    private const double Settled = 1e-3;

    private readonly double[] separators, ratios, offsets;

    private Blend(int labels)
    {
        (separators, ratios, offsets) = (new double[labels], new double[labels], new double[labels]);
        Array.Fill(separators, UsualSeparator);
    }

    public static Blend Learn(IReadOnlyList<RawScores> unseen, int labels)
    {
        var blend = new Blend(labels);
        var bounds = Bounds(unseen, labels);
        for (var step = 0; step < MostSteps; step++)
            if (blend.Improve(unseen, bounds) < Settled) break;
        return blend;
    }

    /// <summary>One table of weights whose scores are the blended ones.</summary>
    public ClassifierWeights Of(LearntWeights learnt)
    {
        var blended = new ClassifierWeights(learnt.Separators);
        for (var row = 0; row < blended.Hashes.Length; row++)
            for (var label = 0; label < blended.Labels; label++)
            {
                var at = row * blended.Stride + label;
                blended.Rows[at] = (float)(separators[label] * learnt.Separators.Rows[at] + ratios[label] * learnt.Ratios.Rows[at]);
            }

        for (var label = 0; label < blended.Labels; label++)
            blended.Bias[label] = (float)(separators[label] * learnt.Separators.Bias[label] + offsets[label]);
        return blended;
    }

    public float[] Of(RawScores raw)
    {
        var scores = new float[offsets.Length];
        for (var label = 0; label < scores.Length; label++)
            scores[label] = (float)(separators[label] * raw.Separators[label] + ratios[label] * raw.Ratios[label] + offsets[label]);
        return scores;
    }

    // The likelihood bends nowhere more sharply than this, for each label over its three numbers; the ridge is in it.
    private static Symmetric3[] Bounds(IReadOnlyList<RawScores> unseen, int labels)
    {
        var bounds = new Symmetric3[labels];
        foreach (var text in unseen)
            for (var label = 0; label < labels; label++) bounds[label].Add(0.5, text.Separators[label], text.Ratios[label]);
        foreach (ref var bound in bounds.AsSpan()) bound.AddToDiagonal(Ridge, Ridge, OffsetRidge);
        return bounds;
    }

    // Returns the greatest change of a number.
    private double Improve(IReadOnlyList<RawScores> unseen, Symmetric3[] bounds)
    {
        var slopes = new (double Separator, double Ratio, double Offset)[bounds.Length];
        foreach (var text in unseen)
        {
            var likely = Of(text);
            DomainModel.Softmax(likely);
            var own = Math.Max(text.Labels.Sum(label => likely[label]), 1e-6);
            for (var label = 0; label < likely.Length; label++)
            {
                // Of several labels each gets the share that it has already.
                var error = (text.Labels.Contains(label) ? likely[label] / own : 0) - likely[label];
                ref var slope = ref slopes[label];
                slope.Separator += error * text.Separators[label];
                slope.Ratio += error * text.Ratios[label];
                slope.Offset += error;
            }
        }

        var most = 0.0;
        for (var label = 0; label < bounds.Length; label++)
        {
            var (a, b, c) = bounds[label].Solve(
                slopes[label].Separator - Ridge * (separators[label] - UsualSeparator), slopes[label].Ratio - Ridge * (ratios[label] - UsualRatio),
                slopes[label].Offset - OffsetRidge * (offsets[label] - UsualOffset));
            (separators[label], ratios[label], offsets[label]) = (separators[label] + a, ratios[label] + b, offsets[label] + c);
            most = Math.Max(most, Math.Max(Math.Abs(a), Math.Max(Math.Abs(b), Math.Abs(c))));
        }

        return most;
    }

    /// <summary>A symmetric matrix of three rows whose third belongs to a constant one.</summary>
    private struct Symmetric3
    {
        private double aa, ab, ac, bb, bc, cc;

        public void Add(double times, double a, double b)
        {
            (aa, ab, ac) = (aa + times * a * a, ab + times * a * b, ac + times * a);
            (bb, bc, cc) = (bb + times * b * b, bc + times * b, cc + times);
        }

        public void AddToDiagonal(double a, double b, double c) => (aa, bb, cc) = (aa + a, bb + b, cc + c);

        // By Cramer's rule; the ridge keeps the determinant away from zero.
        public readonly (double A, double B, double C) Solve(double x, double y, double z)
        {
            var (m11, m12, m13) = (bb * cc - bc * bc, ac * bc - ab * cc, ab * bc - ac * bb);
            var (m22, m23, m33) = (aa * cc - ac * ac, ab * ac - aa * bc, aa * bb - ab * ab);
            var determinant = aa * m11 + ab * m12 + ac * m13;
            return ((m11 * x + m12 * y + m13 * z) / determinant, (m12 * x + m22 * y + m23 * z) / determinant,
                (m13 * x + m23 * y + m33 * z) / determinant);
        }
    }
}
