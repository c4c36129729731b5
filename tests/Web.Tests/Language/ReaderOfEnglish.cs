using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Xunit;

namespace Xinqiao.Web.Tests.Language;

/// <summary>Somebody whose browser asks for English, and who notes every Chinese word that a page says.</summary>
internal sealed partial class ReaderOfEnglish : IDisposable
{
    private readonly List<(string Page, string Words)> met = [];
    private readonly string who;

    public ReaderOfEnglish(Visitor visitor, string who)
    {
        (Visitor, this.who) = (visitor, who);
        visitor.SetCookie("lang", "en", "/");
    }

    public Visitor Visitor { get; }

    public async Task<IHtmlDocument> Open(string path) => Note("", await Visitor.Open(path));

    /// <summary>Opens the page, and sends each of its forms with nothing filled in, by each of its buttons.</summary>
    public async Task OpenAndSendEmpty(string path)
    {
        var page = await Open(path);
        var forms = FormsOf(page).Count;
        for (var i = 0; i < forms; i++)
        {
            var buttons = FormsOf(page)[i].QuerySelectorAll("button[type=submit], button:not([type])").Select(b => b.GetAttribute("value")).Distinct().ToList();
            foreach (var button in buttons.Count == 0 ? [null] : buttons)
            {
                var now = FormsOf(await Visitor.Open(path));
                if (i >= now.Count) continue; // an earlier one was accepted
                Note(button is null ? ", sent empty" : $", sent empty by “{button}”", await Visitor.Submit(now[i], Emptied(now[i]), button));
            }
        }
    }

    /// <summary>Everything that links lead to.</summary>
    /// <param name="follow">Which addresses belong to the walk.</param>
    public async Task Walk(string start, Func<string, bool> follow, bool sendEmpty = false)
    {
        var seen = new HashSet<string>();
        var waiting = new Queue<string>([start]);
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            var page = await Open(path);
            foreach (var link in page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]))
                if (link.StartsWith('/') && !Elsewhere().IsMatch(link) && follow(link)) waiting.Enqueue(link);
            if (sendEmpty && FormsOf(page).Count > 0) await OpenAndSendEmpty(path);
        }
    }

    public IHtmlDocument Note(string how, IHtmlDocument page)
    {
        var address = $"{Matter().Replace(Visitor.Path.Split('?')[0], "{id}")}{how}";
        if (Visitor.Response.Content.Headers.ContentType?.MediaType != "text/html" || address.Contains("/documents/", StringComparison.Ordinal) || address == "/api") return page; // papers; a page for those who write programs
        if (!WordsOnAPage.SaysItIsEnglish(page)) met.Add((address, "（the page is not in English）中"));
        met.AddRange(WordsOnAPage.InChinese(page).Select(words => (address, words)));
        return page;
    }

    /// <summary>Fails with every page and the words on it that are nobody's data.</summary>
    public static void AssertMetNoChinese(IReadOnlyList<string> data, params IEnumerable<ReaderOfEnglish> readers)
    {
        var left = readers.SelectMany(r => r.met.Select(m => (m.Page, r.who, Words: WordsOnAPage.WithoutData(m.Words, data))))
            .Where(m => m.Words is not null).DistinctBy(m => (m.Page, m.Words))
            .GroupBy(m => m.Words).Select(g => $"{g.First().Page} ({g.First().who}; on {g.Count()} pages): {g.Key}").ToList();
        Assert.True(left.Count == 0, $"{left.Count} words are Chinese to a reader of English:\n{string.Join('\n', left)}");
    }

    public void Dispose() => Visitor.Dispose();

    private static List<IHtmlFormElement> FormsOf(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("main form[method=post]").OfType<IHtmlFormElement>()];

    // Nothing chosen, nothing typed; what the page itself keeps in the form stays.
    private static Dictionary<string, string?> Emptied(IHtmlFormElement form)
    {
        var fields = new Dictionary<string, string?>();
        foreach (var element in form.QuerySelectorAll("input[name]:not([type=hidden]), textarea[name], select[name]"))
            fields[element.GetAttribute("name")!] = element is IHtmlInputElement { Type: "checkbox" or "radio" } ? null : "";
        return fields;
    }

    // The other language, the way out, files, and the next page of a list.
    [GeneratedRegex(@"^/(display|sign-out)|^//|\.\w+$|/docx$|[?&]after=")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("m[0-9a-f]{32}")]
    private static partial Regex Matter();
}
