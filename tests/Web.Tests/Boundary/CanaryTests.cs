using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Logging;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Search;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>
/// Petitions with a mark of its own in each field, brought to every kind of place in a tree of units; then everybody opens whatever their
/// pages lead to, and whatever they could type. A mark that reaches somebody to whom the gate does not open its field is a leak.
/// </summary>
public sealed partial class CanaryTests(GateSite site) : IClassFixture<GateSite>
{
    /// <summary>How many petitions; <c>./test canaries</c> sets more.</summary>
    private static readonly int Petitions =
        int.Parse(Environment.GetEnvironmentVariable("XINQIAO_CANARIES") ?? "24", CultureInfo.InvariantCulture);

    private static readonly Dictionary<char, Part> Marks = new()
    {
        ['t'] = Part.Text,
        ['w'] = Part.Text,
        ['r'] = Part.Text,
        ['p'] = Part.Text,
        ['n'] = Part.Identity,
        ['a'] = Part.Contact,
        ['e'] = Part.Contact,
        ['x'] = Part.Extract,
        ['q'] = Part.Requests,
    };

    // Of matter seven: zq00007n is the name, zq00007a the address.
    [GeneratedRegex(@"zq(\d{5})([a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();

    [GeneratedRegex(@"XF\d{4}-\d{6}-\w(-\d+)?")]
    private static partial Regex Number();

    private readonly List<Filed> filed = [];
    private readonly Dictionary<string, int> byNumber = [];
    private readonly ConcurrentDictionary<string, int> seen = [];
    private readonly ConcurrentBag<string> leaks = [];
    private readonly List<Matter> matters = [];

    [Fact]
    public async Task No_mark_reaches_anybody_to_whom_the_gate_does_not_open_its_field()
    {
        var log = new Lines();
        site.Get<ILoggerFactory>().AddProvider(log);
        for (var i = 0; i < Petitions; i++) await File(i);
        await site.Get<SearchFollower>().Follow(cancel: TestContext.Current.CancellationToken);
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        for (var i = 0; i < filed.Count; i++) await Grant(i);
        foreach (var f in filed) matters.Add(await site.State(f));

        await Parallel.ForEachAsync(GateSite.Askers, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (asker, _) => await Ask(asker));

        Assert.Empty(leaks.Distinct().Order().Take(50));
        // Nobody at all reads a line of the log for the sake of a petition.
        Assert.DoesNotContain(log.Written, l => Mark().IsMatch(l) || l.Contains(" 139", StringComparison.Ordinal));
        // Otherwise nothing would have been looked at: whoever may see something has seen it.
        foreach (var name in (string[])["registrar", "router", "supervisor", "liaison", "lead-handler", "other-handler", "recipient-handler", "recipient-head"])
            Assert.True(seen.GetValueOrDefault(name) > 0, $"{name} saw nothing");
        foreach (var name in (string[])["anonymous", "administrator", "complained-of-handler", "complained-of-head"])
            Assert.Equal(0, seen.GetValueOrDefault(name));
    }

    private static FilePetition Marked(FilePetition c, int i) => c with
    {
        Title = $"雨水管破损zq{i:00000}t",
        Narrative = $"雨水管破损，一楼进水。zq{i:00000}w",
        Request = $"修好雨水管zq{i:00000}r",
        PlaceDetail = $"濠西新村zq{i:00000}p",
        Name = $"甲zq{i:00000}n",
        Address = $"东街zq{i:00000}a",
        Email = $"zq{i:00000}e@example.cn",
        Phone = $"139{i:00000000}",
    };

    // Every case of routing: sealed and not, complained of, withdrawn from, with the lead unit, with another, returned, unsealed again.
    private async Task File(int i)
    {
        FilePetition Change(FilePetition c) => Marked(c, i);
        var f = (i % 12) switch
        {
            0 => await PassedOn(await site.File(Purpose.Accusation, Change), i),
            1 => await site.File(Purpose.Mixed, Change),
            2 => await Named(await site.File(Purpose.Accusation, Change), "jijian"),
            3 => await Unsealed(await site.File(Purpose.Accusation, Change)),
            4 => await site.File(Purpose.Request, Change),
            5 => await Named(await site.BringTo(Stage.ToForward, Change), "fenban"),
            6 => await Named(await site.BringTo(Stage.ToReceive, Change, "CG"), "fenban"),
            7 => await Withdrawn(await site.BringTo(Stage.ToAccept, Change)),
            8 => await site.BringTo(Stage.Served, Change),
            9 => await Returned(await site.BringTo(Stage.Objected, Change)),
            10 => await Named(await site.BringTo(Stage.InHand, Change), "fenban"),
            _ => await site.BringTo(Stage.NotAccepted, Change),
        };
        await site.On(f, Actor.Petitioner, (m, act) => InformationRequests.Ask(m, InformationRight.Explain, $"为什么zq{i:00000}q", ownHand: true, act));
        byNumber[f.Number] = byNumber[f.MatterNumber] = filed.Count;
        filed.Add(f);
    }

    // Of some cases somebody said for what; of the others nobody may read a name, whatever their post.
    private Task Grant(int i) => (i % 12) switch
    {
        2 => site.OpenIdentity(filed[i], "jijian", AccessPurpose.Verify),
        4 => site.OpenIdentity(filed[i], "dengji", AccessPurpose.Contact),
        8 => site.OpenIdentity(filed[i], "chengban"),
        9 => site.OpenIdentity(filed[i], "fenban", AccessPurpose.Serve),
        _ => Task.CompletedTask,
    };

    private async Task<Filed> Named(Filed f, string login)
    {
        await site.Name(f, login, GateSite.Inspectorate);
        return f;
    }

    // An extract went on; of every other one two persons agreed to tell who accuses.
    private async Task<Filed> PassedOn(Filed f, int i)
    {
        await site.PassOn(f, District.Discipline, $"局长收钱办事zq{i:00000}x");
        if (i % 24 == 0) return f;
        await site.On(f, GateSite.ActorOf("recipient-handler"), (m, act) => Disclosure.Ask(m, AccessPurpose.Verify, "须当面核实", act));
        foreach (var by in (string[])["recipient-head", "liaison"])
            await site.On(f, GateSite.ActorOf(by), (m, act) => Disclosure.Approve(m, m.Disclosures[^1].Version, act));
        return f;
    }

    private async Task<Filed> Unsealed(Filed f)
    {
        await Named(f, "jijian");
        await site.On(f, "jijian", (m, act) => Sealing.Unseal(m, Purpose.Request, "不涉及干部", act));
        return f;
    }

    private async Task<Filed> Withdrawn(Filed f)
    {
        await site.On(f, GateSite.ActorOf("withdrawn"), (m, act) => Conflict.Recuse(m, "信访人是亲属", act));
        return f;
    }

    private async Task<Filed> Returned(Filed f)
    {
        await site.AdmitObjection(f);
        return f;
    }

    private async Task Ask(Asker asker)
    {
        using var http = await site.Browser(asker);
        var (todo, known) = (new Queue<string>(), new HashSet<string>());
        foreach (var path in Typed()) if (known.Add(path)) todo.Enqueue(path);
        if (asker.Role is not Role.Petitioner) await Search(asker, http);
        while (todo.TryDequeue(out var path))
            foreach (var link in await Open(asker, http, path))
                if (known.Add(link)) todo.Enqueue(link);
    }

    // What somebody could type, whatever their pages lead to.
    private IEnumerable<string> Typed() =>
    [
        "/", "/desk", "/registers/readings", "/staff/matters", "/staff/due", "/staff/units", "/staff/national-numbers", "/sealed", "/extracts", "/registers/numbers", "/registers/changes",
        "/staff/due?unit=RS1", "/staff/units/RS1", "/staff/units/ZJ", "/staff/matters?list=overdue", "/staff/matters?unit=ZJ", "/log/checkpoint",
        .. filed.SelectMany(f => (string[])
        [
            $"/staff/matters/{f.Matter}", $"/staff/matters/{f.Matter}/identity", $"/sealed/{f.Matter}/identity", $"/staff/matters/{f.Matter}/files", $"/staff/matters/{f.Matter}/seal", $"/staff/matters/{f.Matter}/code",
            $"/sealed/{f.Matter}", $"/sealed/{f.Matter}/complained-of", $"/sealed/{f.Matter}/pass-on", $"/sealed/{f.Matter}/disclosure", $"/extracts/{f.Matter}", $"/staff/matters/{f.Matter}/documents/4/forwarding-letter",
        ]),
    ];

    private async Task Search(Asker asker, HttpClient http)
    {
        using var first = await http.GetAsync("/staff/search", TestContext.Current.CancellationToken);
        if (first.StatusCode != HttpStatusCode.OK) return;
        var page = new HtmlParser().ParseDocument(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var fields = Visitor.Values(page.Form(), new() { [Core.Search.SearchQuery.Field] = "雨水管" });
        using var found = await http.PostAsync("/staff/search", new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);
        Look(asker, "search", await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<IReadOnlyList<string>> Open(Asker asker, HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode < 500, $"{asker.Name} {path}");
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if (response.Headers.Location is { } to) Look(asker, path, to.ToString());
        if (bytes is [(byte)'P', (byte)'K', ..])
        {
            Look(asker, path, Unpacked(bytes));
            return [];
        }

        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Look(asker, path, text);
        if (response.StatusCode != HttpStatusCode.OK || !text.StartsWith("<!", StringComparison.Ordinal)) return [];
        return [.. new HtmlParser().ParseDocument(text).QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(IsFollowed)];
    }

    // Forms of acts show no more of a matter than its page; one of each was typed. A demo shows everybody's telephone, a real site none.
    private static bool IsFollowed(string link) => !link.StartsWith("/demo", StringComparison.Ordinal) && !link.StartsWith("/display", StringComparison.Ordinal)
        && !link.StartsWith("/verify", StringComparison.Ordinal) && !link.StartsWith("/log/tile", StringComparison.Ordinal)
        && (!link.StartsWith("/staff/matters/", StringComparison.Ordinal) || link.Contains("/documents/", StringComparison.Ordinal) || link.Contains(".xlsx", StringComparison.Ordinal))
        && !(link.StartsWith("/staff/matters?", StringComparison.Ordinal) && link.Count(c => c == '=') > 2);

    private static string Unpacked(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var text = new System.Text.StringBuilder();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    private void Look(Asker asker, string path, string text)
    {
        foreach (Match mark in Mark().Matches(text))
        {
            var kind = char.ToLowerInvariant(mark.Groups[2].Value[0]);
            Require(asker, path, int.Parse(mark.Groups[1].Value, CultureInfo.InvariantCulture), Marks[kind], FieldOf(kind));
        }

        foreach (Match number in Number().Matches(text))
            // The register of a series says its first and last, and nothing about any of them.
            if (!path.StartsWith("/registers/", StringComparison.Ordinal) && byNumber.TryGetValue(number.Value, out var i)) Require(asker, path, i, Part.Existence);
    }

    // What is identity needs a grant beside the gate, or the agreement of two.
    private void Require(Asker asker, string path, int i, Part part, IdentityField? field = null)
    {
        seen.AddOrUpdate(asker.Name, 1, (_, n) => n + 1);
        if (field is { } told && IdentityView.Disclosed(matters[i], asker.Viewer, site.Clock.Now).Opens(told)) return;
        if (!Gate.Opens(asker.Viewer, matters[i], part)
            || (field is { } f && !IdentityView.Granted(matters[i], asker.Viewer, site.Clock.Now).Opens(f))) leaks.Add($"{asker.Name} read {Words.Of(part)} of case {i % 12} at {Number().Replace(path, "…").Replace(filed[i].Matter.Value, "…", StringComparison.Ordinal)}");
    }

    private static IdentityField? FieldOf(char mark) => mark switch
    {
        'n' => IdentityField.Name,
        'a' => IdentityField.Address,
        'e' => IdentityField.Email,
        _ => null,
    };

    /// <summary>Keeps what the program logs.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception) + exception);

        public void Dispose() { }
    }
}
