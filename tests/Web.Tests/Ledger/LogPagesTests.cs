using System.IO.Compression;
using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>The published log over HTTP, asked as a stranger's program asks.</summary>
public sealed class LogPagesTests(LogPagesTests.Published published) : IClassFixture<LogPagesTests.Published>, IDisposable
{
    /// <summary>The demo district with its petitions: several hundred events.</summary>
    public sealed class Published : IAsyncLifetime
    {
        private readonly Commands.Scratch scratch = new();
        private IDatabase? database;
        private WebApplication? app;

        public CaseStore Store { get; private set; } = null!;
        public Uri Address { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            database = Databases.At(scratch["site.db"]);
            database.Prepare();
            Store = await DemoDistrict.FoundWithPetitions(database, KeyFolder.Create(scratch["keys"]), new TestClock());
            app = Wiring.Build(Store, "http://127.0.0.1:0");
            await app.StartAsync();
            Address = new Uri(app.Urls.First());
        }

        public async ValueTask DisposeAsync()
        {
            if (app is not null) await app.DisposeAsync();
            Store?.Dispose();
            database?.Dispose();
            scratch.Dispose();
        }
    }

    private readonly HttpClient http = new() { BaseAddress = new Uri(published.Address, "/log/") };

    public void Dispose() => http.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CaseStore Store => published.Store;

    private async Task<byte[]> Get(string path)
    {
        var response = await http.GetAsync(path, Cancel);
        Assert.True(response.IsSuccessStatusCode, path);
        return await response.Content.ReadAsByteArrayAsync(Cancel);
    }

    private async Task<long> Size() => Checkpoint.Parse(SignedNote.Parse(await Get("checkpoint")).Text).Size;

    [Fact]
    public async Task Whoever_asks_for_the_checkpoint_gets_the_newest_signed_one_to_be_kept_for_seconds()
    {
        var response = await http.GetAsync("checkpoint", Cancel);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=5", response.Headers.CacheControl!.ToString());
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        var note = SignedNote.Parse(await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.True(note.Check(Store.LogKey.Publics, LogKey.Verify).IsTrusted);
        await using var connection = Store.Database.OpenToRead();
        Assert.Equal(await connection.ExecuteScalarAsync<long>("SELECT size FROM head"), Checkpoint.Parse(note.Text).Size);
    }

    [Fact]
    public async Task The_whole_log_fetched_over_http_is_sound_under_its_policy()
    {
        var size = await Size();
        Assert.InRange(size, 257, 65_000);
        var files = new Dictionary<string, byte[]>();
        foreach (var path in Tile.Of(size).SelectMany(t => t.Level == 0 ? new[] { t.Path, t.EntriesPath } : [t.Path]).Append("checkpoint"))
            files[path] = await Get(path);
        var policy = LogPolicy.Parse(System.Text.Encoding.UTF8.GetString(await Get("policy")));
        var found = LogAudit.Of(policy, LogKey.Verify, files.GetValueOrDefault, (n, work) => Parallel.For(0, n, work), files.Keys);
        Assert.Empty(found.Faults);
        Assert.Equal(size, found.Kinds.Values.Sum());
        Assert.Equal(0, found.Others);
    }

    [Fact]
    public async Task An_exported_folder_holds_the_same_bytes()
    {
        using var scratch = new Commands.Scratch();
        var checkpoint = LogExport.Run(Store, scratch["log"], _ => { }, Cancel);
        foreach (var tile in Tile.Of(checkpoint.Size))
        {
            Assert.Equal(File.ReadAllBytes(scratch["log", tile.Path]), await Get(tile.Path));
            if (tile.Level == 0) Assert.Equal(File.ReadAllBytes(scratch["log", tile.EntriesPath]), await Get(tile.EntriesPath));
        }

        Assert.Equal(File.ReadAllBytes(scratch["log", "checkpoint"]), await Get("checkpoint"));
        Assert.Equal(File.ReadAllBytes(scratch["log", "policy"]), await Get("policy"));
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/entries/000")]
    [InlineData("tile/0/000.p/17")]
    [InlineData("tile/1/000.p/1")]
    public async Task A_tile_is_bytes_for_good(string path)
    {
        var response = await http.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.ToString());
        var cache = response.Headers.CacheControl!;
        Assert.Equal((true, TimeSpan.FromDays(365), false), (cache.Public, cache.MaxAge, cache.NoStore));
        Assert.Contains("immutable", cache.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Partial_tiles_of_every_signed_size_are_the_beginning_of_the_full_ones()
    {
        await using var connection = Store.Database.OpenToRead();
        var full = await Get("tile/0/000");
        var sizes = (await connection.QueryAsync<long>("SELECT size FROM checkpoints WHERE size < 256 ORDER BY size")).ToList();
        Assert.NotEmpty(sizes);
        foreach (var size in sizes)
        {
            Assert.Equal(full[..(int)(size * 32)], await Get($"tile/0/000.p/{size}"));
            Assert.Equal(size, EntryBundle.Decode(await Get($"tile/entries/000.p/{size}"), (int)size).Count);
        }
    }

    [Fact]
    public async Task Beyond_the_log_and_beside_it_there_is_nothing()
    {
        var size = await Size();
        var last = size / 256;
        string[] missing =
        [
            $"tile/0/{last:000}", $"tile/entries/{last:000}", $"tile/0/{last:000}.p/{size % 256 + 1}", $"tile/0/{last + 1:000}.p/1", "tile/2/000.p/1",
            $"tile/1/000.p/{last + 1}", "tile/1/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/0", "tile/0/x000/000", "tile/8/000", "tile",
            "tile/0/..%2f..%2fcheckpoint", "", "checkpoint/", "other", "tile/0/x999/x999/x999/x999/x999/999",
        ];
        foreach (var path in missing)
        {
            var response = await http.GetAsync(path, Cancel);
            if (path == "checkpoint/" && response.IsSuccessStatusCode) continue; // routing takes a last slash for none
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path}: {response.StatusCode}");
            Assert.True(response.Headers.CacheControl!.NoStore, path);
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"tile/0/{last:000}.p/{size % 256}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("checkpoint", null, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_bundle_is_squeezed_for_whoever_can_read_that()
    {
        var plain = await Get("tile/entries/000");
        using var request = new HttpRequestMessage(HttpMethod.Get, "tile/entries/000");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        var response = await http.SendAsync(request, Cancel);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        var squeezed = await response.Content.ReadAsByteArrayAsync(Cancel);
        Assert.True(squeezed.Length < plain.Length * 3 / 4);
        using var unpacked = new MemoryStream();
        await using (var gzip = new GZipStream(new MemoryStream(squeezed), CompressionMode.Decompress)) await gzip.CopyToAsync(unpacked, Cancel);
        Assert.Equal(plain, unpacked.ToArray());
    }

    [Fact]
    public async Task Nothing_personal_and_no_number_of_a_petition_stands_in_the_log()
    {
        var size = await Size();
        foreach (var tile in Tile.Of(size).Where(t => t.Level == 0))
            foreach (var entry in EntryBundle.Decode(await Get(tile.EntriesPath), tile.Width))
                Assert.Equal(entry.ToArray(), Leaf.Parse(entry.Span).ToUtf8());
    }
}
