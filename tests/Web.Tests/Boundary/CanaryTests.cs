using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Logging;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Search;
using Xinqiao.Web.Tests.Attachments;
using Xunit;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>
/// Petitions with a mark of its own in each field, brought to every kind of place in a tree of units; then everybody opens whatever their
/// pages lead to, and whatever they could type. A mark that reaches somebody to whom the gate does not open its field is a leak.
/// </summary>
public sealed class CanaryTests(GateSite site) : IClassFixture<GateSite>
{
    /// <summary>How many petitions; <c>./test canaries</c> sets more.</summary>
    private static readonly int Petitions =
        int.Parse(Environment.GetEnvironmentVariable("XINQIAO_CANARIES") ?? "24", CultureInfo.InvariantCulture);

    private readonly CanaryDistrict district = new(site);
    private readonly List<string> files = [];
    private readonly ConcurrentDictionary<string, int> seen = [];
    private readonly ConcurrentBag<string> leaks = [];

    [Fact]
    public async Task No_mark_reaches_anybody_to_whom_the_gate_does_not_open_its_field()
    {
        var log = new LogLines();
        site.Get<ILoggerFactory>().AddProvider(log);
        await district.Fill(Petitions);
        await site.Get<SearchFollower>().Follow(cancel: TestContext.Current.CancellationToken);
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        await district.Grant();
        foreach (var f in district.Filed) files.AddRange((await site.Files(f)).Select(a => $"/staff/matters/{f.Matter}/files/{a.Version}"));

        Assert.True(files.Count >= Petitions / 6);

        await Parallel.ForEachAsync(GateSite.Askers, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (asker, _) => await Ask(asker));

        Assert.Empty(leaks.Distinct().Order().Take(50));
        // Nobody at all reads a line of the log for the sake of a petition.
        Assert.DoesNotContain(log.Written, l => CanaryDistrict.Mark().IsMatch(l.Text) || l.Text.Contains(" 139", StringComparison.Ordinal));
        // Otherwise nothing would have been looked at: whoever may see something has seen it.
        foreach (var name in (string[])["registrar", "router", "supervisor", "liaison", "lead-handler", "other-handler", "recipient-handler", "recipient-head"])
            Assert.True(seen.GetValueOrDefault(name) > 0, $"{name} saw nothing");
        foreach (var name in (string[])["anonymous", "administrator", "complained-of-handler", "complained-of-head"])
            Assert.Equal(0, seen.GetValueOrDefault(name));
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
        "/answers", "/administration/suggestions", "/staff/scans", .. files,
        .. district.Filed.SelectMany(f => (string[])
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

    /// <summary>What stands in a file, packed or not.</summary>
    internal static string Readable(byte[] bytes) => bytes is [(byte)'P', (byte)'K', ..] ? Unpacked(bytes) : System.Text.Encoding.UTF8.GetString(bytes);

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
        foreach (Match mark in CanaryDistrict.Mark().Matches(text))
        {
            // A random token may look like a mark; none of ours has such a number.
            if (CanaryDistrict.NumberOf(mark) >= district.Filed.Count) continue;
            var kind = char.ToLowerInvariant(mark.Groups[2].Value[0]);
            Require(asker, path, CanaryDistrict.NumberOf(mark), CanaryDistrict.Marks[kind], CanaryDistrict.FieldOf(kind));
        }

        foreach (Match number in CanaryDistrict.Number().Matches(text))
            // The register of a series says its first and last, and nothing about any of them.
            if (!path.StartsWith("/registers/", StringComparison.Ordinal) && district.ByNumber.TryGetValue(number.Value, out var i)) Require(asker, path, i, Part.Existence);
    }

    // What is identity needs a grant beside the gate, or the agreement of two.
    private void Require(Asker asker, string path, int i, Part part, IdentityField? field = null)
    {
        seen.AddOrUpdate(asker.Name, 1, (_, n) => n + 1);
        if (field is { } told && IdentityView.Disclosed(district.Matters[i], asker.Viewer, site.Clock.Now).Opens(told)) return;
        if (!Gate.Opens(asker.Viewer, district.Matters[i], part)
            || (field is { } f && !IdentityView.Granted(district.Matters[i], asker.Viewer, site.Clock.Now).Opens(f))) leaks.Add($"{asker.Name} read {Words.Of(part)} of case {i % 12} at {CanaryDistrict.Number().Replace(path, "…").Replace(district.Filed[i].Matter.Value, "…", StringComparison.Ordinal)}");
    }
}
