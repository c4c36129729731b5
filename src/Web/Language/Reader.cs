using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Xinqiao.Core;

namespace Xinqiao.Web.Language;

/// <summary>
/// Who reads a page, as far as the language goes: Chinese, or English for whoever asked for it (the cookie <c>lang</c>). The words of
/// the house are told in it; what people typed, and documents of an office, stay as they were written.
/// </summary>
public static partial class Reader
{
    public const string Cookie = "lang";

    private static readonly ConcurrentDictionary<string, string> Markups = new();

    public static bool ReadsEnglish(HttpContext? context) => context?.Request.Cookies[Cookie] == "en";

    public static string Tell(HttpContext? context, Phrase phrase) => ReadsEnglish(context) ? InEnglish(phrase) : phrase.ToString();

    /// <summary>The phrase in English; in Chinese where no translation is known, which a test does not let through.</summary>
    public static string InEnglish(Phrase phrase)
    {
        var template = phrase.Template;
        var english = Catalogue.English.Find(template) ?? (HasHan(template) ? template : Punctuated(template));
        return phrase.Arguments.Count == 0
            ? english.Replace("{{", "{").Replace("}}", "}")
            : string.Format(CultureInfo.InvariantCulture, english, [.. phrase.Arguments.Select(Argument)]);
    }

    /// <summary>
    /// A piece of a page's own markup with its words in English: the text between tags, and what an attribute says to a reader.
    /// The pieces are constants of the program, so each is translated once.
    /// </summary>
    public static string MarkupInEnglish(string markup) => Markups.GetOrAdd(markup, static m => Translate(m));

    /// <summary>The words of a piece of markup, each as it is looked up.</summary>
    public static IEnumerable<string> WordsIn(string markup)
    {
        var found = new List<string>();
        Translate(markup, words =>
        {
            found.Add(words);
            return words;
        });
        return found;
    }

    public static bool HasHan(string text) => text.Any(c => c is >= '\u3400' and <= '\u9fff');

    private static object? Argument(object? argument) => argument switch
    {
        Phrase phrase => InEnglish(phrase),
        ITold told => InEnglish(told.Told),
        _ => argument,
    };

    private static string Translate(string markup) => Translate(markup, words => Catalogue.English.Find(words) ?? words);

    private static string Translate(string markup, Func<string, string> word)
    {
        // A piece may begin within a tag: up to the first “>” that no “<” precedes, there is no text.
        var text = markup.IndexOfAny(['<', '>']) is var first and >= 0 && markup[first] == '>' ? first + 1 : 0;
        var inTag = Attributes().Replace(markup[..text], m => Quoted(m, word));
        return inTag + TextsAndTags().Replace(markup[text..], m => m.Value[0] == '<'
            ? Attributes().Replace(m.Value, a => Quoted(a, word))
            : Text(m.Value, word));
    }

    private static string Quoted(Match attribute, Func<string, string> word) =>
        HasHan(attribute.Groups[2].Value)
            ? $"{attribute.Groups[1].Value}=\"{word(attribute.Groups[2].Value).Replace("\"", "&quot;")}\""
            : attribute.Value;

    // Space around the words, and line ends within them, are the markup's own.
    private static string Text(string text, Func<string, string> word)
    {
        if (!HasHan(text)) return Punctuated(text);
        var words = Space().Replace(text.Trim(), " ");
        var start = text.IndexOf(text.Trim()[0]);
        return text[..start] + word(words) + text[(start + text.Trim().Length)..];
    }

    // Chinese punctuation between two values: the words are English, so its signs are too.
    private static string Punctuated(string text) => text
        .Replace("（", " (").Replace("）", ")").Replace("：", ": ").Replace("；", "; ").Replace("，", ", ").Replace("、", ", ").Replace("。", ".")
        .Replace("“", "\"").Replace("”", "\"").Replace("　", " ");

    [GeneratedRegex("(?<= |^)(title|placeholder|aria-label|alt|data-label|label)=\"([^\"]*)\"")]
    private static partial Regex Attributes();

    [GeneratedRegex("<[^>]*>?|[^<]+")]
    private static partial Regex TextsAndTags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
