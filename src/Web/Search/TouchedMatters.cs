using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Search;

/// <summary>The matters that a piece of the log is about: by an event of their own, of their petition, or by what was erased of them.</summary>
/// <param name="Open">Those an index may hold.</param>
/// <param name="Closed">Matters of one petition share its words, so what seals one takes them all from every index (Art. 30).</param>
/// <param name="Erased">Texts that are not opened although they may still be there.</param>
internal sealed record TouchedMatters(
    IReadOnlyList<(string Id, string Petition, string? Unit)> Open, IReadOnlyList<string> Closed,
    IReadOnlySet<(long Position, string Field)> Erased)
{
    public static async Task<TouchedMatters> Read(CaseStore store, DbConnection connection, long from, long until)
    {
        var events = (await connection.QueryAsync<(string Stream, string Name, string Event)>(
            "SELECT stream, name, event FROM events WHERE position >= @from AND position < @until", new { from, until })).AsList();
        var erased = events.Where(e => e.Name == TextErased.Stored)
            .Select(e => (TextErased)StoredEvent.Read(0, e.Event, texts: null).Event).Select(e => (e.Position, e.Field)).ToHashSet();
        var touched = events.Select(e => e.Stream).Concat(await Streams(store, connection, [.. erased.Select(e => e.Position)]))
            .Where(s => new StreamId(s) is { IsPetition: true } or { IsMatter: true }).Distinct().ToArray();
        if (touched.Length == 0) return new TouchedMatters([], [], erased);

        var siblings = (await connection.QueryAsync<(string Id, string Petition, string? Unit, long Sealed)>(
            $"""
            SELECT m.id, m.petition, m.unit, m.sealed FROM matters m WHERE {store.Database.Among("m.petition", "@touched")}
              OR m.petition IN (SELECT t.petition FROM matters t WHERE {store.Database.Among("t.id", "@touched")})
            """, new { touched })).AsList();
        var closed = siblings.Where(m => m.Sealed != 0).Select(m => m.Petition).ToHashSet();
        return new TouchedMatters(
            [.. siblings.Where(m => !closed.Contains(m.Petition)).Select(m => (m.Id, m.Petition, m.Unit))],
            [.. siblings.Where(m => closed.Contains(m.Petition)).Select(m => m.Id)], erased);
    }

    private static async Task<IEnumerable<string>> Streams(CaseStore store, DbConnection connection, long[] positions) =>
        positions.Length == 0
            ? []
            : await connection.QueryAsync<string>(
                $"SELECT stream FROM events WHERE {store.Database.Among("position", "@positions")}", new { positions });
}
