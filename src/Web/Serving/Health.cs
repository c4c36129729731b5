using System.Net;
using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Serving;

/// <summary>
/// <c>/health</c>, for the program by which an office watches its servers: 200 where all is well, 503 where something is not, and which of a few
/// named things it is. Nothing of a case stands in it. It answers the machine itself and the addresses that the office named; to everybody
/// else there is no such address.
/// </summary>
public sealed class Health(CaseStore store, WitnessedCheckpoint published, WitnessRounds witnesses, Front? front = null)
{
    public const string Path = "/health";

    /// <summary>Bytes that have to be free where the database and the files lie.</summary>
    public const long LeastFree = 1L << 30;

    /// <summary>Minutes in which an entry of the log is published, and seconds in which the database takes a write.</summary>
    public const int PublishedMinutes = 10, Patience = 5;

    /// <summary>The month from which on the working days of the next year have to be known: terms begin to end in it.</summary>
    private const int NextYearFrom = 12;

    public static void Map(WebApplication app) =>
        app.MapGet(Path, (HttpContext context, Health self) => self.Answer(context)).AllowAnonymous().ExcludeFromDescription();

    /// <summary>Whether it came from this very machine, and through no proxy.</summary>
    public static bool IsFromHere(HttpContext context) => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private async Task<IResult> Answer(HttpContext context)
    {
        if (!IsFromHere(context) && !IsNamed(context.Connection.RemoteIpAddress)) return Results.NotFound();
        var checks = new Dictionary<string, bool>
        {
            ["database"] = await Holds(TakesWrites),
            ["space"] = await Holds(() => Task.FromResult(HasSpace(Folders(), LeastFree))),
            ["published"] = await Holds(IsPublished),
            ["witnesses"] = witnesses.Standings.Values.All(s => !s.IsAlarm),
            ["calendar"] = KnowsTheYear(Shanghai.DateOf(store.Clock.GetUtcNow())),
            ["clock"] = await Holds(() => Task.FromResult(ClockReading.Take(store) is { IsBehindTheLog: false, IsOffTheServer: false })),
        };
        var isWell = checks.Values.All(holds => holds);
        return Results.Json(
            new { ok = isWell, checks = checks.ToDictionary(c => c.Key, c => c.Value ? "ok" : "failing") },
            statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private bool IsNamed(IPAddress? address) =>
        address is not null && front?.Monitors.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) is true;

    /// <summary>Whether every one of the folders has as much free.</summary>
    internal static bool HasSpace(IEnumerable<string> folders, long least) => folders.All(folder => new DriveInfo(folder).AvailableFreeSpace >= least);

    // What is beside the keys: outbox, quarantine. And the file of SQLite, wherever it is.
    private IReadOnlyList<string> Folders()
    {
        using var connection = store.Database.OpenToRead();
        return File.Exists(connection.DataSource) ? [store.Keys.Folder, System.IO.Path.GetDirectoryName(connection.DataSource)!] : [store.Keys.Folder];
    }

    // A write that changes nothing, durable like any other.
    private async Task<bool> TakesWrites() => await store.Write(batch =>
        batch.Connection.Execute("UPDATE head SET size = size WHERE id = 1", transaction: batch.Transaction)) == 1;

    private async Task<bool> IsPublished()
    {
        var size = published.Newest() is { } note ? Checkpoint.Parse(note.Text).Size : 0;
        await using var connection = store.Database.OpenToRead();
        var waitsSince = await connection.ExecuteScalarAsync<long?>("SELECT recorded_at FROM events WHERE position = @size", new { size });
        return waitsSince is null
               || store.Clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(waitsSince.Value) <= TimeSpan.FromMinutes(PublishedMinutes);
    }

    private bool KnowsTheYear(DateOnly today) =>
        store.Calendar.On(new DateOnly(today.Month < NextYearFrom ? today.Year : today.Year + 1, 12, 31)) is not null;

    private static async Task<bool> Holds(Func<Task<bool>> check)
    {
        try
        {
            return await Task.Run(check).WaitAsync(TimeSpan.FromSeconds(Patience));
        }
        // Whatever it was, it does not hold; the fault itself stands in the messages of what uses it.
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
