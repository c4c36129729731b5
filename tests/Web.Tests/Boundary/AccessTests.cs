using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.House;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>
/// Every address of the running site, with every verb it answers, asked by everybody: who gets in stands in docs/access.txt, and an
/// address that is missing there fails.
/// </summary>
public sealed class AccessTests(GateSite site) : IClassFixture<GateSite>
{
    private static readonly string Table = Repository.Path("docs/access.txt");

    private const string Preface =
        """
        # Who gets in where. One line: the verb, the address, the kind of matter it is asked of, and everybody who gets in.
        # Whoever is not named is sent to sign in, forbidden, or told that there is no such thing, alike whether there is one or not.
        # “ordinary” is a matter that the housing bureau (lead) has in hand and that complains of the labour inspectorate; “sealed” an
        # accusation against the latter; “reviewed” one like the first that was answered, and that “reviewer” and “review-head”, of the organ above,
        # were asked to review. “complained-of” works there, “above-complained-of” in the bureau above it; “superior” in the unit
        # above the lead, which is not the one that the letter names for a review; “other” in a third unit; “withdrawn” in the lead unit, and withdrew; “recipient” in the organ that got an extract of what is sealed. Forms are sent without the token of a page: nothing is changed by them.
        # “/health” answers whoever asks from the machine itself, as all of these do here, and addresses that the office named.
        # Written by XINQIAO_REGENERATE=1 ./test Web, and read by whoever reviews the change.

        """;

    [Fact]
    public async Task Whoever_gets_in_anywhere_stands_in_the_table_and_nobody_else_gets_in()
    {
        var answered = await site.BringTo(Stage.Served);
        var answer = await site.PublishAnswer(answered);
        var matters = new[] { ("ordinary", await Ordinary()), ("reviewed", await Reviewed()), ("sealed", await Sealed()) };
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        var askers = new List<(string Name, HttpClient Http)>();
        foreach (var asker in GateSite.Askers) askers.Add((asker.Name, await site.Browser(asker)));

        foreach (var (verb, pattern) in await site.Addresses())
        {
            var isOfACase = pattern.RawText!.Contains("matters/{id}", StringComparison.Ordinal) || pattern.RawText.Contains("sealed/{id}", StringComparison.Ordinal)
                || pattern.RawText.Contains("extracts/{id}", StringComparison.Ordinal) || pattern.RawText.Contains("groups/{id}", StringComparison.Ordinal);
            foreach (var (kind, f) in isOfACase ? matters : [("-", matters[0].Item2)])
            {
                var entered = new List<string>();
                foreach (var (name, http) in askers)
                    if (await GetsIn(http, verb, pattern.PathTo(f, answer))) entered.Add(name);
                lines.Add($"{verb,-4} {"/" + pattern.RawText.TrimStart('/'),-90} {kind,-9} {Named(entered)}".TrimEnd());
            }
        }

        foreach (var (_, http) in askers) http.Dispose();
        if (Environment.GetEnvironmentVariable("XINQIAO_REGENERATE") == "1") File.WriteAllText(Table, Preface + string.Join('\n', lines) + "\n");
        Assert.Equal(Preface + string.Join('\n', lines) + "\n", File.ReadAllText(Table));
    }

    // Whatever the table says, it may not say this.
    [Fact]
    public void The_table_lets_nobody_in_who_is_complained_of_stands_above_it_withdrew_or_has_nothing_to_do_with_a_matter()
    {
        var cases = File.ReadLines(Table).Where(l => l.Contains(" ordinary ", StringComparison.Ordinal) || l.Contains(" sealed ", StringComparison.Ordinal) || l.Contains(" reviewed ", StringComparison.Ordinal))
            .Where(l => !l.StartsWith('#')).ToList();
        Assert.True(cases.Count > 100);
        foreach (var line in cases)
        {
            foreach (var name in (string[])["everybody", "staff", "anonymous", "administrator", "complained-of", "withdrawn", "other-", "superior-"])
                Assert.False(line[Names..].Contains(name, StringComparison.Ordinal), line);
            // The organ above sees nothing before it is asked.
            if (!line.Contains(" reviewed ", StringComparison.Ordinal)) Assert.False(line[Names..].Contains("review", StringComparison.Ordinal), line);
            if (!line.Contains(" sealed ", StringComparison.Ordinal)) continue;
            var extract = line.Contains(" /extracts/", StringComparison.Ordinal);
            Assert.Contains(line[Names..].Trim(), extract ? (string[])["recipient-handler recipient-head"] : ["liaison", "nobody"]);
        }
    }

    // Where the names begin in a line.
    private const int Names = 4 + 1 + 90 + 1 + 9 + 1;

    private static string Named(List<string> entered) =>
        entered.Count == 0 ? "nobody"
        : entered.Count == GateSite.Askers.Count ? "everybody"
        : entered.Count == GateSite.Askers.Count - 1 && !entered.Contains("anonymous") ? "staff"
        : string.Join(' ', entered);

    private static async Task<bool> GetsIn(HttpClient http, string verb, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        if (verb != "GET") request.Content = new FormUrlEncodedContent([]);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode < 500, $"{verb} {path}: {(int)response.StatusCode}");
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) return false;
        return response.Headers.Location?.ToString() is not { } to
            || !(to.Contains("/sign-in?ReturnUrl", StringComparison.Ordinal) || to.Contains("/track?ReturnUrl", StringComparison.Ordinal) || to == "/track");
    }

    private async Task<Filed> Ordinary()
    {
        var f = await site.BringTo(Stage.ToForward);
        await site.Name(f, "fenban", GateSite.Inspectorate);
        await site.Forward(f);
        await site.Receive(f);
        await site.On(f, GateSite.ActorOf("withdrawn"), (m, act) => Conflict.Recuse(m, "信访人是亲属", act));
        return f;
    }

    private async Task<Filed> Reviewed()
    {
        var f = await Ordinary();
        await site.GiveNotice(f);
        await site.Accept(f);
        await site.Submit(f);
        await site.Approve(f);
        await site.Serve(f);
        await site.AskReview(f);
        return f;
    }

    private async Task<Filed> Sealed()
    {
        var f = await site.File(Purpose.Accusation);
        await site.Name(f, "jijian", GateSite.Inspectorate);
        await site.PassOn(f, District.Discipline);
        return f;
    }
}
