namespace Xinqiao.Core.Matching;

/// <summary>What is suggested to whoever registers and routes.</summary>
public enum SuggestionKind
{
    [Word("domain", "内容分类")] Domain,
    [Word("unit", "责任单位")] Unit,
}

/// <summary>A matter on which the office has decided: what was petitioned, and what became of it.</summary>
/// <param name="Text">As <see cref="LearntText"/> leaves it.</param>
/// <param name="Domain">Label of the first level under which it was registered.</param>
/// <param name="Unit">Code of the unit that answers for it in the end.</param>
/// <param name="On">The day on which it was recorded.</param>
public sealed record DecidedMatter(MatterText Text, string Domain, string Unit, DateOnly On)
{
    public string Label(SuggestionKind kind) => kind switch
    {
        SuggestionKind.Domain => Domain,
        SuggestionKind.Unit => Unit,
    };
}
