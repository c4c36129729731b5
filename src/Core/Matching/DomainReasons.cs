namespace Xinqiao.Core.Matching;

/// <summary>Words of the message that spoke for a label.</summary>
/// <param name="Words">As they stand in the text.</param>
/// <param name="Weight">How much they raised the label's score above the mean of the others.</param>
public sealed record Reason(string Words, float Weight);

/// <summary>
/// Why a label is suggested, in the message's own words. The sum is the model's; a page that shows the words shows why, and nothing is
/// kept of them.
/// </summary>
public static class DomainReasons
{
    private const int ShortestWord = 2, LongestWord = 5;

    /// <param name="label">One of the model's labels.</param>
    /// <param name="most">At most so many, the weightiest first; none overlaps another.</param>
    /// <param name="features">The caller's buffer.</param>
    public static IReadOnlyList<Reason> Of(DomainModel model, string? title, string? detail, string label, int most, Features features)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        var number = model.Labels.Index().First(l => l.Item == label).Index;
        var balance = model.BalanceFor(title, detail);
        var candidates = new List<Reason>();
        if (balance.Title != 0) candidates.AddRange(InText(model.Weights, title ?? "", number, balance.Title, most, features));
        if (balance.Detail != 0) candidates.AddRange(InText(model.Weights, detail ?? "", number, balance.Detail, most, features));
        return [.. candidates.GroupBy(r => r.Words).Select(same => new Reason(same.Key, same.Sum(r => r.Weight)))
            .OrderByDescending(r => r.Weight).ThenBy(r => r.Words, StringComparer.Ordinal).Take(most)];
    }

    private static List<Reason> InText(
        ClassifierWeights weights, string text, int label, float times, int most, Features features)
    {
        var grams = features.Read(text);
        var share = Shares(weights, grams, label, times);
        var units = features.Units;
        var origins = features.Origins;
        var words = new List<(int Start, int Length, float Weight)>();
        for (var start = 0; start < units.Length; start++)
            for (var length = 1; length <= LongestWord && start + length <= units.Length; length++)
            {
                if (!char.IsLetter(units[start + length - 1])) break;
                if (length < ShortestWord || origins[start + length - 1] - origins[start] != length - 1) continue;
                var weight = WeightOf(units.Slice(start, length), share);
                if (weight > 0) words.Add((start, length, weight));
            }

        return Weightiest(text, words, origins, most);
    }

    // What one occurrence of each n-gram adds to the label's score above the mean of the others.
    private static Dictionary<uint, float> Shares(ClassifierWeights weights, ReadOnlySpan<Gram> grams, int label, float times)
    {
        var (shares, square) = (new Dictionary<uint, float>(grams.Length), 0f);
        foreach (var gram in grams)
        {
            var row = weights.Find(gram.Hash);
            if (row < 0) continue;
            var strength = weights.StrengthOf(row, gram.Count);
            square += strength * strength;
            var numbers = weights.Rows.AsSpan(row * weights.Stride, weights.Labels);
            var sum = 0f;
            foreach (var number in numbers) sum += number;
            var others = (sum - numbers[label]) / Math.Max(weights.Labels - 1, 1);
            shares[gram.Hash] = strength / gram.Count * times * (numbers[label] - others);
        }

        foreach (var hash in shares.Keys) shares[hash] /= MathF.Sqrt(square);
        return shares;
    }

    private static float WeightOf(ReadOnlySpan<char> word, Dictionary<uint, float> shares)
    {
        var sum = 0f;
        for (var start = 0; start < word.Length; start++)
            for (var length = 1; length <= Features.LongestGram && start + length <= word.Length; length++)
                sum += shares.GetValueOrDefault(Features.HashOf(word.Slice(start, length)));
        return sum;
    }

    // A longer word weighs more by its length alone, so a shorter one goes first where it has nearly all of the weight.
    private static List<Reason> Weightiest(
        string text, List<(int Start, int Length, float Weight)> words, ReadOnlySpan<int> origins, int most)
    {
        var (reasons, taken) = (new List<Reason>(), new HashSet<int>());
        foreach (var (start, length, weight) in words.OrderByDescending(w => w.Weight / MathF.Sqrt(w.Length)).ThenBy(w => w.Start))
        {
            if (reasons.Count == most) break;
            if (Enumerable.Range(start, length).Any(taken.Contains)) continue;
            taken.UnionWith(Enumerable.Range(start, length));
            reasons.Add(new Reason(text.Substring(origins[start], length), weight));
        }

        return reasons;
    }
}
