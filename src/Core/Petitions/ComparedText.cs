using Xinqiao.Core.Matching;

namespace Xinqiao.Core.Petitions;

/// <summary>A petition that is still being taken down, as it is compared with those that were: what it says, and not who says it.</summary>
public static class ComparedText
{
    /// <summary>Null where there is nothing to compare yet, or where it could not be filed as it is; the refusals say why.</summary>
    public static MatterText? Read(string? title, string? narrative, string? requests, out IReadOnlyList<Refusal> refusals)
    {
        var rule = new TextRule()
            .Optional("title", "一句话标题", title, PetitionLimits.Title)
            .Optional("narrative", "事情经过", narrative, PetitionLimits.Narrative)
            .Optional("requests", "诉求", requests, PetitionLimits.Request);
        refusals = rule.Refusals;
        // What is asked alone ("请尽快处理") says of no matter which it is.
        return rule.Passed && !string.IsNullOrWhiteSpace(title + narrative) ? MatterText.Of(title, narrative, requests) : null;
    }
}
