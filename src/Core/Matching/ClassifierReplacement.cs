namespace Xinqiao.Core.Matching;

/// <summary>A matter of the last month: what was decided in the end, and what either model suggests, neither having seen it.</summary>
public sealed record ComparedSuggestion(string Decided, string Old, string New);

/// <summary>Whether a newly trained model takes the place of the one in use.</summary>
/// <param name="Judged">So many matters of the last month were compared.</param>
/// <param name="IsFirst">There was none in use; the commonest label stood for it.</param>
/// <param name="OldF1">Macro-F1 of the model in use on the last month.</param>
/// <param name="NewF1">The same of the new one.</param>
public sealed record Replacement(int Judged, bool IsFirst, bool Replaces, double OldF1, double NewF1)
{
    /// <summary>The sentence a person reads.</summary>
    public Phrase Reason => (IsFirst, Replaces, Judged < ClassifierReplacement.LeastMessages) switch
    {
        (true, _, true) => (Phrase)$"最近三十日只有{Judged}件有了决定，不足{ClassifierReplacement.LeastMessages}件，比较不出好坏，暂不启用。",
        (false, _, true) => $"最近三十日只有{Judged}件有了决定，不足{ClassifierReplacement.LeastMessages}件，比较不出好坏，继续使用原模型。",
        (true, true, _) => $"最近三十日的{Judged}件中，新模型宏平均F1为{NewF1:0.000}，高于一律选最常见的{OldF1:0.000}，启用。",
        (true, false, _) => $"最近三十日的{Judged}件中，新模型宏平均F1为{NewF1:0.000}，不高于一律选最常见的{OldF1:0.000}，不启用。",
        (false, true, _) => $"最近三十日的{Judged}件中，新模型宏平均F1为{NewF1:0.000}，高于原模型的{OldF1:0.000}，启用新模型。",
        (false, false, _) => $"最近三十日的{Judged}件中，新模型宏平均F1为{NewF1:0.000}，不高于原模型的{OldF1:0.000}，继续使用原模型。",
    };
}

/// <summary>A new model replaces the old one only where it is better on the last month.</summary>
public static class ClassifierReplacement
{
    /// <summary>From a month with fewer matters nothing is concluded.</summary>
    public const int LeastMessages = 100;

    /// <param name="lastMonth">Decided matters of the last month; the new model must have been trained without them.</param>
    /// <param name="isFirst">No model is in use; the old suggestion is always the commonest label.</param>
    public static Replacement Decide(IReadOnlyList<ComparedSuggestion> lastMonth, bool isFirst = false)
    {
        ArgumentNullException.ThrowIfNull(lastMonth);
        var labels = lastMonth.SelectMany(m => (string[])[m.Decided, m.Old, m.New]).Distinct().ToArray();
        double F1(Func<ComparedSuggestion, string> suggested) => MacroF1.Of(
            labels.Length, lastMonth.Select(m => ((int[])[Array.IndexOf(labels, m.Decided)], Array.IndexOf(labels, suggested(m)))));
        var (old, new_) = (F1(m => m.Old), F1(m => m.New));
        return new(lastMonth.Count, isFirst, lastMonth.Count >= LeastMessages && new_ > old, old, new_);
    }
}
