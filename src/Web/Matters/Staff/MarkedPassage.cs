using Xinqiao.Core.Redaction;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>A passage that may tell who somebody is, as a page shows it: struck, unless whoever reads keeps it.</summary>
/// <param name="Key">What the form sends of it where it is kept.</param>
/// <param name="Before">A little of what stands before it.</param>
public sealed record MarkedPassage(string Key, RevealingKind Kind, string Before, string Marked, string After, bool IsKept)
{
    private const int Around = 10;

    public static MarkedPassage Of(string text, Revealing passage, string key, IReadOnlyCollection<string> kept) => new(
        key, passage.Kind, text[Math.Max(0, passage.Start - Around)..passage.Start].ReplaceLineEndings(" "), text[passage.Start..passage.End],
        text[passage.End..Math.Min(text.Length, passage.End + Around)].ReplaceLineEndings(" "), kept.Contains(key));
}
