namespace Xinqiao.Core.Matching;

/// <summary>What of a petition is compared with others. Whoever wrote it is not part of it.</summary>
public readonly record struct MatterText(string? Title, string? Detail)
{
    /// <summary>As a petition is written: what happened and what is asked are compared as one.</summary>
    public static MatterText Of(string? title, string? narrative, string? request) => new(title, $"{narrative}\n{request}".Trim());
}
