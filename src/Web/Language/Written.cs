using Xinqiao.Core;

namespace Xinqiao.Web.Language;

/// <summary>What somebody wrote, shown as it stands to every reader; in its place, where there is none, words of the house.</summary>
public static class Written
{
    /// <summary>A text as a phrase that has nothing to translate.</summary>
    public static Phrase Or(string? text, Phrase none) => text is null ? none : (Phrase)$"{text}";

    public static Phrase Of(PrivateText text) => text.Basis is { } basis
        ? (Phrase)$"（已删除，依据{basis}）"
        : Or(text.Value, text.IsWithheld ? "（未打开）" : "（已删除）");

    /// <summary>There is something to show in its place: it was given, and may have been erased or withheld since.</summary>
    public static bool WasGiven(PrivateText text) => text.Value is not null || text.Basis is not null || text.IsWithheld;

    public static IEnumerable<Phrase> Lines(PrivateText text) =>
        text.Value is { } value ? value.Split('\n').Select(line => (Phrase)$"{line}") : [Of(text)];

    public static Phrase Title(string? title) => Or(title, "（标题已删除）");
}
