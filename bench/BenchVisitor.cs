using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Xinqiao.Bench;

/// <summary>A browser that keeps cookies, sends back what the forms of a page hold, and takes the time from sending to the last byte.</summary>
internal sealed partial class BenchVisitor : IDisposable
{
    private readonly HttpClient client;
    private string path = "/";

    public BenchVisitor(string address)
    {
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, CookieContainer = new() };
        client = new HttpClient(handler) { BaseAddress = new Uri(address) };
    }

    public string Page { get; private set; } = "";

    /// <summary>Ticks of <see cref="Stopwatch"/> of each request.</summary>
    public List<long> Took { get; } = [];

    public Task Open(string to) => Send(() => new HttpRequestMessage(HttpMethod.Get, to));

    /// <summary>Sends the form of the present page that has the first of these fields, with what it holds and what is typed.</summary>
    public Task Submit(params (string Field, string Value)[] typed)
    {
        var form = Forms().Matches(Page).Select(m => m.Value).First(f => f.Contains($" name=\"{typed[0].Field}\"", StringComparison.Ordinal));
        var fields = Inputs().Matches(form).Select(m => m.Value).Where(i => i.Contains("type=\"hidden\"", StringComparison.Ordinal))
            .ToDictionary(i => Attribute(i, "name"), i => Attribute(i, "value"));
        foreach (var (field, value) in typed) fields[field] = value;
        var action = Attribute(form[..form.IndexOf('>')], "action") is { Length: > 0 } to ? to : path;
        return Send(() => new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) });
    }

    /// <summary>The address of the first link that has this text.</summary>
    public string? Link(string text) =>
        Links().Matches(Page).Where(m => m.Groups["text"].Value.Contains(text, StringComparison.Ordinal))
            .Select(m => WebUtility.HtmlDecode(m.Groups["to"].Value)).FirstOrDefault();

    public IEnumerable<string> LinksTo(string start) =>
        Links().Matches(Page).Select(m => WebUtility.HtmlDecode(m.Groups["to"].Value)).Where(to => to.StartsWith(start, StringComparison.Ordinal));

    public void Dispose() => client.Dispose();

    private async Task Send(Func<HttpRequestMessage> request)
    {
        var start = Stopwatch.GetTimestamp();
        using var message = request();
        using var answer = await client.SendAsync(message);
        Page = await answer.Content.ReadAsStringAsync();
        Took.Add(Stopwatch.GetTimestamp() - start);
        path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{message.Method} {message.RequestUri}: {(int)answer.StatusCode}\n{Page}");
    }

    private static string Attribute(string element, string name)
    {
        var start = element.IndexOf($" {name}=\"", StringComparison.Ordinal);
        if (start < 0) return "";
        start += name.Length + 3;
        return WebUtility.HtmlDecode(element[start..element.IndexOf('"', start)]);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<a [^>]*?href=\"(?<to>[^\"]*)\"[^>]*>(?<text>.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Links();
}
