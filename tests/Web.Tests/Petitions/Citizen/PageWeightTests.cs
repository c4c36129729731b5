using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Citizen;

/// <summary>What a page of citizens costs on the wire: at most 15 KB in at most four requests, and no script.</summary>
public sealed class PageWeightTests(Site site) : IClassFixture<Site>
{
    private const int MostBytes = 15 * 1024, MostRequests = 4;

    [Fact]
    public async Task Every_page_stays_light_and_works_without_script()
    {
        using var visitor = site.Visitor();
        await Weigh(await visitor.Open("/"), visitor);
        var page = await visitor.Open("/petition");
        await Weigh(page, visitor);
        var typed = CitizenSteps.Petition();
        typed["purpose"] = "accusation";
        foreach (var fields in (string[][])[["purpose", "title", "narrative", "request"], ["placeDetail"], ["name", "phone", "address"]])
        {
            page = await visitor.Submit(page.Form(), CitizenSteps.Of(typed, fields), "next");
            await Weigh(page, visitor);
        }

        await Weigh(await visitor.Submit(page.Form(), new() { ["declared"] = "yes" }, "send"), visitor);
        await Weigh(await visitor.Open("/track"), visitor);
        page = await visitor.Open("/track/lost");
        await Weigh(page, visitor);
        await Weigh(await visitor.Submit(page.Form(), new() { ["number"] = PetitionNumber.Of("XF", 2026, 1) }, "send-code"), visitor);
        using var waiting = await site.Tracking(await site.BringTo(Stage.ToServe));
        page = await waiting.Open("/track/case");
        await Weigh(page, waiting);
        await Weigh(await waiting.Open(page.QuerySelector("form[action^='/track/open/']")!.GetAttribute("action")!), waiting);
        await Weigh(await waiting.Open("/track/supplement/1"), waiting);
        await Weigh(await waiting.Open("/track/withdraw/1"), waiting);
        using var tracking = await site.Tracking(await site.BringTo(Stage.Rated));
        page = await tracking.Open("/track/case");
        await Weigh(page, tracking);
        await Weigh(await tracking.Open("/track/rate"), tracking);
        await Weigh(await tracking.Open("/track/confirm/1"), tracking);
        await Weigh(await tracking.Open("/track/receipt"), tracking);
        await Weigh(await tracking.Open("/track/readers"), tracking);
        await Weigh(await tracking.Open(page.QuerySelector("a[href^='/track/documents/']")!.GetAttribute("href")!), tracking);
        await Weigh(await visitor.Open("/demo/phone"), visitor);
        var answered = await site.BringTo(Stage.Served);
        var answer = await site.PublishAnswer(answered);
        await Weigh(await visitor.Open("/answers"), visitor);
        await Weigh(await visitor.Open($"/answers/{answer}"), visitor);
        page = await visitor.Open("/petition");
        await Weigh(await visitor.Submit(page.Form(), CitizenSteps.Of(CitizenSteps.Petition(), "title", "narrative"), "similar"), visitor);
        using var published = await site.Tracking(answered);
        await Weigh(await published.Open("/track/unpublish/1"), published);
    }

    private async Task Weigh(IHtmlDocument page, Visitor visitor)
    {
        var path = visitor.Path;
        Assert.Empty(page.QuerySelectorAll("script, [style], [onclick]"));
        var parts = page.QuerySelectorAll("link[href], img[src]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!)
            .Where(part => !part.StartsWith("data:", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(parts.Count + 1 <= MostRequests, $"{path}: {parts.Count + 1} requests.");
        var sizes = new List<int> { await Compressed(visitor.Html) };
        foreach (var part in parts) sizes.Add(await OnTheWire(part));
        Assert.True(sizes.Sum() <= MostBytes, $"{path}: {string.Join(" + ", sizes)} bytes.");
        TestContext.Current.SendDiagnosticMessage($"{path} {page.Text("h1")}: {string.Join(" + ", sizes)} = {sizes.Sum()} bytes");
    }

    private async Task<int> OnTheWire(string path)
    {
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = site.Address };
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        return (await http.GetByteArrayAsync(path, TestContext.Current.CancellationToken)).Length;
    }

    // The answer to a POST cannot be asked for twice; it is compressed as the server does it.
    private static async Task<int> Compressed(string html)
    {
        using var memory = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(html), TestContext.Current.CancellationToken);
        return (int)memory.Length;
    }
}
