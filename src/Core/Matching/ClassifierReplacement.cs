namespace Xinqiao.Core.Matching;

/// <summary>A message of the last month: what it was filed under in the end, and what either model suggests, neither having seen it.</summary>
public sealed record ComparedSuggestion(string Filed, string Old, string New);

/// <summary>Whether a newly trained model takes the place of the one in use.</summary>
/// <param name="OldF1">Macro-F1 of the model in use on the last month.</param>
/// <param name="NewF1">The same of the new one.</param>
/// <param name="Reason">The sentence a person reads.</param>
public sealed record Replacement(bool Replaces, double OldF1, double NewF1, string Reason);

/// <summary>A new model replaces the old one only where it is better on the last month.</summary>
public static class ClassifierReplacement
{
    /// <summary>From a month with fewer messages nothing is concluded.</summary>
    public const int LeastMessages = 100;

    /// <param name="lastMonth">Filed messages of the last month; the new model must have been trained without them.</param>
    public static Replacement Decide(IReadOnlyList<ComparedSuggestion> lastMonth)
    {
        ArgumentNullException.ThrowIfNull(lastMonth);
        var labels = lastMonth.SelectMany(m => (string[])[m.Filed, m.Old, m.New]).Distinct().ToArray();
        double F1(Func<ComparedSuggestion, string> suggested) => MacroF1.Of(
            labels.Length, lastMonth.Select(m => ((int[])[Array.IndexOf(labels, m.Filed)], Array.IndexOf(labels, suggested(m)))));
        var (old, new_) = (F1(m => m.Old), F1(m => m.New));
        if (lastMonth.Count < LeastMessages)
            return new(false, old, new_, $"上月只有{lastMonth.Count}件已定分类，不足{LeastMessages}件，继续使用原模型。");
        return new_ > old
            ? new(true, old, new_, $"上月{lastMonth.Count}件中，新模型宏平均F1为{new_:0.000}，高于原模型的{old:0.000}，启用新模型。")
            : new(false, old, new_, $"上月{lastMonth.Count}件中，新模型宏平均F1为{new_:0.000}，不高于原模型的{old:0.000}，继续使用原模型。");
    }
}
