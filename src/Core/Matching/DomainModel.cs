namespace Xinqiao.Core.Matching;

/// <summary>A label that a message may bear, with how likely it is.</summary>
/// <param name="Score">Between 0 and 1; those of one message sum to 1.</param>
public readonly record struct Suggestion(string Label, float Score);

/// <summary>What the classifier says of one message.</summary>
/// <param name="Suggestions">Every label of the model, the likeliest first.</param>
/// <param name="IsSure">The first is likely enough to be shown as the suggestion; otherwise the page says that it is not sure.</param>
public sealed record Classification(IReadOnlyList<Suggestion> Suggestions, bool IsSure);

/// <summary>How title and detail are weighed where a message has the one, the other, or both.</summary>
/// <param name="Title">What the title's scores are multiplied by; 0 where there is none.</param>
/// <param name="Detail">What the detail's scores are multiplied by; 0 where there is none.</param>
/// <param name="SureAt">The least likelihood of the first label at which <see cref="Classification.IsSure"/>.</param>
internal sealed record Balance(float Title, float Detail, float SureAt);

/// <summary>
/// Suggests the domain (内容分类) of a message from its title and its detail: each is scored by the same linear weights, and the two
/// scores are weighed against each other. It holds hashes of n-grams that several messages share, and no text.
/// </summary>
public sealed class DomainModel
{
    private readonly ClassifierWeights weights;

    internal DomainModel(string[] labels, ClassifierWeights weights, Balance titleAlone, Balance detailAlone, Balance both) =>
        (Labels, this.weights, TitleAlone, DetailAlone, Both) = (labels, weights, titleAlone, detailAlone, both);

    /// <summary>What it can suggest: the labels it was trained with.</summary>
    public IReadOnlyList<string> Labels { get; }

    internal ClassifierWeights Weights => weights;
    internal Balance TitleAlone { get; }
    internal Balance DetailAlone { get; }
    internal Balance Both { get; }

    /// <param name="features">The caller's buffer; one for each thread.</param>
    public Classification Classify(string? title, string? detail, Features features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var balance = BalanceFor(title, detail);
        var scores = Scores(title, detail, balance, features);
        Softmax(scores);
        var suggestions = new Suggestion[Labels.Count];
        for (var label = 0; label < suggestions.Length; label++) suggestions[label] = new(Labels[label], scores[label]);
        // Of equally likely ones the earlier label stands first, so that the order never depends on the machine.
        Array.Sort(suggestions, (a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Label, b.Label));
        return new Classification(suggestions, suggestions[0].Score >= balance.SureAt);
    }

    internal Balance BalanceFor(string? title, string? detail) =>
        string.IsNullOrWhiteSpace(detail) ? TitleAlone : string.IsNullOrWhiteSpace(title) ? DetailAlone : Both;

    private float[] Scores(string? title, string? detail, Balance balance, Features features)
    {
        var (sum, part) = (new float[Labels.Count], new float[weights.Stride]);
        if (balance.Title != 0) Add(title, balance.Title);
        if (balance.Detail != 0) Add(detail, balance.Detail);
        return sum;

        void Add(string? text, float times)
        {
            weights.Score(features.Read(text), part);
            for (var label = 0; label < sum.Length; label++) sum[label] += part[label] * times;
        }
    }

    internal static void Softmax(Span<float> scores)
    {
        var most = float.NegativeInfinity;
        foreach (var score in scores) most = Math.Max(most, score);
        var sum = 0f;
        foreach (ref var score in scores) sum += score = MathF.Exp(score - most);
        foreach (ref var score in scores) score /= sum;
    }
}
