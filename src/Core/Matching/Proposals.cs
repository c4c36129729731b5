namespace Xinqiao.Core.Matching;

/// <summary>How much is to be thought of a proposal, in plain words.</summary>
public enum Sureness
{
    [Word("sure", "有把握")] Sure,
    [Word("unsure", "不太确定")] Unsure,
}

/// <summary>A label that is put before a person, who decides.</summary>
/// <param name="Words">Those of the text that speak for it, the weightiest first; never none.</param>
public sealed record Proposal(string Label, Sureness Sureness, IReadOnlyList<string> Words);

/// <summary>What a model proposes for a text: nothing where it is not sure enough, and nothing without a reason.</summary>
public static class Proposals
{
    /// <summary>Below even odds nothing is proposed; beside a proposal stands what has one chance in ten.</summary>
    public const float LeastLikely = 0.5f, LeastBeside = 0.1f;

    private const int MostWords = 5;

    /// <param name="text">As <see cref="LearntText"/> leaves it.</param>
    /// <param name="isOpen">Whether a label may be proposed at all; what may not is left out as if the model did not know it.</param>
    /// <param name="most">At most so many, the likeliest first.</param>
    public static IReadOnlyList<Proposal> Of(DomainModel model, MatterText text, Func<string, bool> isOpen, int most)
    {
        ArgumentNullException.ThrowIfNull(model);
        var features = new Features();
        var likely = model.Classify(text.Title, text.Detail, features).Suggestions.Where(s => isOpen(s.Label)).Take(most).ToList();
        var sureAt = model.BalanceFor(text.Title, text.Detail).SureAt;
        if (likely.Count == 0 || likely[0].Score < Math.Min(LeastLikely, sureAt)) return [];
        var proposals =
            from suggestion in likely
            where suggestion.Score >= LeastBeside
            let words = DomainReasons.Of(model, text.Title, text.Detail, suggestion.Label, MostWords, features)
            select new Proposal(
                suggestion.Label, suggestion.Score >= sureAt ? Sureness.Sure : Sureness.Unsure, [.. words.Select(w => w.Words)]);
        // Where not even the first has a reason, the others are guesses.
        return [.. proposals.TakeWhile(p => p.Words.Count > 0)];
    }
}
