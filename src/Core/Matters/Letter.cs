using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>A document may only be issued with all its mandatory contents (rules 2.9); what is missing is named.</summary>
public static class Letter
{
    public static readonly Article Source = Article.House("文书必备内容");

    /// <param name="kinds">The documents that the act issues.</param>
    /// <param name="contents">What the act states, by the names of <see cref="MandatoryContents"/>.</param>
    public static Decision Issue(
        ReadOnlySpan<DocumentKind> kinds, ReadOnlySpan<(string Name, string? Value)> contents, params CaseEvent[] events)
    {
        var missing = new List<Refusal>();
        foreach (var kind in kinds)
            foreach (var name in MandatoryContents.StatedBy(kind))
                if (!IsStated(name, contents))
                    missing.Add(new Refusal(
                        Source, "content-missing", $"《{Words.Label(kind)}》缺少必备内容“{(Phrase)name}”，补齐后才能制发。", name));
        return missing.Count == 0 ? Decision.Accept(events) : Decision.Refuse(missing);
    }

    private static bool IsStated(string name, ReadOnlySpan<(string Name, string? Value)> contents)
    {
        foreach (var content in contents)
            if (content.Name == name) return !string.IsNullOrWhiteSpace(content.Value);
        return false;
    }
}
