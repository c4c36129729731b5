using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Search;

/// <summary>What stands beside a form: which matters say nearly the same, and what can be done with each.</summary>
/// <param name="Answer">Null where nobody asked.</param>
/// <param name="AskAt">Where a button asks whether one is the same petitioner's.</param>
public sealed record SimilarPanel(SimilarAnswer? Answer, string AskAt)
{
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    /// <summary>What was answered of one of them; null where nobody asked.</summary>
    public (string Matter, Sameness Answer)? Compared { get; init; }
}
