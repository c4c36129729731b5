using System.IO.Compression;
using System.Text;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// The published log at <c>/log/</c>, for whoever wants to check the office: what C2SP tlog-tiles names, with the policy beside it.
/// Read by programs of others, so it may be read from anywhere.
/// </summary>
public sealed class LogPages(CaseStore store, WitnessedCheckpoint checkpoint)
{
    private const string Text = "text/plain; charset=utf-8", Bytes = "application/octet-stream";
    private const string ForGood = "public, max-age=31536000, immutable", Moment = "public, max-age=5";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(WebApplication app)
    {
        var log = app.MapGroup("/log").AllowAnonymous();
        log.MapMethods("/checkpoint", Reading, (HttpContext context, LogPages pages) => pages.Checkpoint(context));
        log.MapMethods("/policy", Reading, (HttpContext context, LogPages pages) => pages.Policy(context));
        log.MapMethods("/origin/{number:int}", Reading, (HttpContext context, LogPages pages, int number) => pages.Origin(context, number));
        log.MapMethods("/{**path}", Reading, (HttpContext context, LogPages pages, string? path) => pages.Tile(context, path ?? ""));
    }

    private Task Checkpoint(HttpContext context) => checkpoint.Newest() is { } note
        ? Answer(context, Text, Moment, Encoding.UTF8.GetBytes(note.ToString()))
        : Missing(context);

    private Task Policy(HttpContext context) =>
        Answer(context, Text, Moment, Encoding.UTF8.GetBytes(PublishedPolicy.Text(store)));

    private async Task Origin(HttpContext context, int number)
    {
        await using var connection = store.Database.OpenToRead();
        var text = FormerNames.Of(store, connection).FirstOrDefault(f => f.Path == FormerOrigin.Path(number)).Text;
        await (text is null ? Missing(context) : Answer(context, Text, Moment, Encoding.UTF8.GetBytes(text)));
    }

    private async Task Tile(HttpContext context, string path)
    {
        if (Read(path) is not var (tile, isEntries))
        {
            await Missing(context);
            return;
        }

        await using var connection = store.Database.OpenToRead();
        var tiles = new LogTiles(connection);
        if (!tile.IsWithin(tiles.Size()))
            await Missing(context);
        else if (isEntries)
            await Answer(context, Bytes, ForGood, Squeezed(context, tiles.Entries(tile)));
        else
            await Answer(context, Bytes, ForGood, tiles.Hashes(tile));
    }

    private static (Tile Tile, bool Entries)? Read(string path)
    {
        try
        {
            return Core.Ledger.Tile.Parse(path);
        }
        catch (LedgerFormatException)
        {
            return null;
        }
    }

    // Half of a bundle is base64; of tiles, which are hashes, nothing can be saved.
    private static byte[] Squeezed(HttpContext context, byte[] bundle)
    {
        context.Response.Headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase)) return bundle;
        context.Response.Headers.ContentEncoding = "gzip";
        using var squeezed = new MemoryStream();
        using (var gzip = new GZipStream(squeezed, CompressionLevel.Fastest)) gzip.Write(bundle);
        return squeezed.ToArray();
    }

    private static Task Answer(HttpContext context, string type, string cache, byte[] body)
    {
        var response = context.Response;
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = cache;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }

    // Not for keeping: a tile that is not there today may be tomorrow.
    private static Task Missing(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = Text;
        return context.Response.WriteAsync("登记账中没有这个文件。 The log has no such file.\n");
    }
}
