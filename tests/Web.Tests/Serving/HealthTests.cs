using System.Net;
using System.Text.Json;
using Dapper;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Tests.Commands;
using Xinqiao.Web.Tests.Ledger;
using Xunit;

namespace Xinqiao.Web.Tests.Serving;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly Site site = new();
    private readonly Scratch scratch = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return site.DisposeAsync();
    }

    [Fact]
    public async Task All_is_well_or_it_is_named_what_is_not()
    {
        Assert.Equal((HttpStatusCode.OK, ""), await Ask(site));

        // The year that comes is not known yet, and terms begin to end in it.
        site.Clock.Now = new DateTimeOffset(2026, 11, 30, 23, 59, 0, TimeSpan.FromHours(8));
        Assert.Equal((HttpStatusCode.OK, ""), await Ask(site));
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "calendar"), await Ask(site));

        site.Clock.Now = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(8));
        await site.File();
        site.Clock.Now = site.Clock.Now.AddSeconds(-6);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "clock"), await Ask(site));
        site.Clock.Now = site.Clock.Now.AddSeconds(6);
        Assert.Equal((HttpStatusCode.OK, ""), await Ask(site));
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_is_named()
    {
        await using (var connection = site.Database.OpenToRead())
            await connection.ExecuteAsync("CREATE TRIGGER full BEFORE UPDATE ON head BEGIN SELECT raise(ABORT, 'database or disk is full'); END");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database"), await Ask(site));
    }

    [Fact]
    public async Task An_entry_that_waits_for_its_witnesses_is_named_after_ten_minutes()
    {
        // At an address where nobody is.
        await File.WriteAllTextAsync(
            site.Store.Keys.Witnesses, $"witness W {TestWitness.Three[0].Public} http://127.0.0.1:9\nquorum W\n", TestContext.Current.CancellationToken);
        await site.Restart();
        Assert.Equal((HttpStatusCode.OK, ""), await Ask(site));
        site.Clock.Now = site.Clock.Now.AddMinutes(Health.PublishedMinutes).AddSeconds(1);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "published"), await Ask(site));
    }

    [Fact]
    public void A_folder_with_too_little_space_is_seen()
    {
        var folder = Path.GetTempPath();
        Assert.True(Health.HasSpace([folder], 1));
        Assert.False(Health.HasSpace([folder, folder], long.MaxValue));
    }

    [Fact]
    public async Task Nothing_of_a_case_stands_in_it()
    {
        var f = await site.File();
        using var visitor = site.Visitor();
        await visitor.Open(Health.Path);
        Assert.Equal(
            """{"ok":true,"checks":{"database":"ok","space":"ok","published":"ok","witnesses":"ok","calendar":"ok","clock":"ok"}}""", visitor.Html);
        Assert.DoesNotContain(f.Number, visitor.Html, StringComparison.Ordinal);
        Assert.Equal("no-store", visitor.Response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Nobody_but_the_machine_itself_and_named_addresses_is_answered()
    {
        (await Typed.Run(
            site.Clock, "init", "--database", scratch["real.db"], "--keys", scratch["keys"], "--district", "320613", "--origin", "xf.example.gov.cn",
            "--admin", "admin")).Ok();
        string[] serve =
        [
            "serve", "--database", scratch["real.db"], "--keys", scratch["keys"], "--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0", "--monitor", "192.0.2.7",
        ];
        await using var served = await Served.Start(site.Clock, serve);

        // By the shortest way, in clear; everything else is refused there.
        Assert.Equal(HttpStatusCode.OK, await Status(served, null));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(served, null, "/"));
        Assert.Equal(HttpStatusCode.OK, await Status(served, "192.0.2.7"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(served, "192.0.2.8"));
        // Whoever says that they are somebody else is who the proxy says they are.
        Assert.Equal(HttpStatusCode.NotFound, await Status(served, "127.0.0.1, 192.0.2.8"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(served, "192.0.2.7, 192.0.2.8"));
        (await Typed.Run(site.Clock, [.. serve[..^1], "nowhere"])).Refused("--monitor");
    }

    private static async Task<HttpStatusCode> Status(Served served, string? from, string path = Health.Path)
    {
        using var http = new HttpClient { BaseAddress = served.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
            request.Headers.Add("X-Forwarded-Proto", "https");
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    // What fails, by name.
    private static async Task<(HttpStatusCode Status, string Failing)> Ask(Site site)
    {
        using var visitor = site.Visitor();
        await visitor.Open(Health.Path);
        using var answer = JsonDocument.Parse(visitor.Html);
        var failing = answer.RootElement.GetProperty("checks").EnumerateObject().Where(c => c.Value.GetString() != "ok").Select(c => c.Name).ToList();
        Assert.Equal(failing.Count == 0, answer.RootElement.GetProperty("ok").GetBoolean());
        return (visitor.Status, string.Join(' ', failing));
    }
}
