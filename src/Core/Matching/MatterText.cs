namespace Xinqiao.Core.Matching;

/// <summary>What of a petition is compared with others. Whoever wrote it is not part of it.</summary>
public readonly record struct MatterText(string? Title, string? Detail);
