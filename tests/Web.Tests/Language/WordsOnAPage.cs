using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xinqiao.Web.Language;

namespace Xinqiao.Web.Tests.Language;

/// <summary>
/// The Chinese of a page that reaches a reader of English: text, title, and what attributes say. What stands in a field was typed, and
/// what says that it is Chinese (a letter of an office, the link to the Chinese pages) is so on purpose.
/// </summary>
internal static class WordsOnAPage
{
    private static readonly string[] Attributes = ["title", "aria-label", "aria-description", "placeholder", "alt", "data-label", "label"];

    private static readonly HashSet<string> Unread = ["SCRIPT", "STYLE", "TEXTAREA", "TEMPLATE"];

    public static IEnumerable<string> InChinese(IHtmlDocument page)
    {
        foreach (var node in page.DocumentElement.GetDescendants())
        {
            if (node is IText text && text.ParentElement is { } parent && !Unread.Contains(parent.NodeName) && !IsChineseOnPurpose(parent))
                yield return text.Data;
            else if (node is IElement element && !IsChineseOnPurpose(element))
                foreach (var said in Attributes.Select(element.GetAttribute).Append(ButtonOf(element)))
                    if (said is not null) yield return said;
        }
    }

    /// <summary>The page as a whole says that it is English.</summary>
    public static bool SaysItIsEnglish(IHtmlDocument page) => page.DocumentElement.GetAttribute("lang") == "en";

    private static string? ButtonOf(IElement element) =>
        element is IHtmlInputElement { Type: "submit" or "button" or "reset" } button ? button.Value : null;

    // The nearest that says a language: a page in English may hold a letter in Chinese.
    private static bool IsChineseOnPurpose(IElement element) => element.Closest("[lang]")?.GetAttribute("lang") is "zh-CN";

    /// <summary>What is left of a text without the data: the stretches that begin and end with a Chinese character.</summary>
    public static string? WithoutData(string text, IReadOnlyList<string> longestFirst)
    {
        if (!Reader.HasHan(text)) return null;
        var left = Flat(text);
        foreach (var data in longestFirst)
            if (left.Contains(data, StringComparison.Ordinal)) left = left.Replace(data, " ", StringComparison.Ordinal);
        return Reader.HasHan(left) ? Flat(left) : null;
    }

    /// <summary>With single spaces, as the words of a page are compared.</summary>
    public static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
