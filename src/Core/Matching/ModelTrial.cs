namespace Xinqiao.Core.Matching;

/// <summary>
/// A model learnt from what an office decided, tried on what it decided later. The model that is tried is the one that is used: it has not
/// seen the month it was judged by, and neither has the one it is compared with.
/// </summary>
/// <param name="Through">The last day it learnt from.</param>
/// <param name="Learnt">So many matters it learnt from.</param>
public sealed record ModelTrial(DomainModel Model, DateOnly Through, int Learnt, Judgement Judgement, Replacement Replacement)
{
    /// <summary>Days that are kept back to judge by.</summary>
    public const int Month = 30;

    /// <summary>In so many matters an n-gram or a label must stand to be learnt: what few share may tell who they are.</summary>
    public const int LeastMatters = 3;

    /// <summary>Of the suggestions that are called sure, so many are right: a unit is never as certain from the words as a domain.</summary>
    private const double ShareRight = 0.9;

    /// <summary>Null where there is nothing to tell apart yet.</summary>
    public static ModelTrial? Of(IReadOnlyList<DecidedMatter> decided, SuggestionKind kind, DomainModel? inUse, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(decided);
        var through = today.AddDays(-Month);
        return Of([.. decided.Where(m => m.On <= through)], [.. decided.Where(m => m.On > through)], kind, inUse, through);
    }

    /// <summary>Learns from some and judges by others.</summary>
    public static ModelTrial? Of(
        IReadOnlyList<DecidedMatter> earlier, IReadOnlyList<DecidedMatter> later, SuggestionKind kind, DomainModel? inUse, DateOnly through)
    {
        var labels = earlier.GroupBy(m => m.Label(kind)).Where(g => g.Count() >= LeastMatters)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(DomainTrainer.MostLabels).Select(g => g.Key).ToList();
        if (labels.Count < 2) return null;
        var learnt = earlier.Where(m => labels.Contains(m.Label(kind))).ToList();
        var model = DomainTrainer.Train(
            [.. learnt.Select(m => new LabelledMessage(m.Text.Title, m.Text.Detail, [m.Label(kind)]))],
            leastMatters: LeastMatters, shareRight: ShareRight).Model;
        var features = new Features();
        string First(DomainModel of, DecidedMatter m) => of.Classify(m.Text.Title, m.Text.Detail, features).Suggestions[0].Label;
        var compared = later.Select(m => new ComparedSuggestion(m.Label(kind), inUse is null ? labels[0] : First(inUse, m), First(model, m)));
        return new ModelTrial(
            model, through, learnt.Count, Judgement.Of(model, kind, later, labels[0]),
            ClassifierReplacement.Decide([.. compared], isFirst: inUse is null));
    }
}
