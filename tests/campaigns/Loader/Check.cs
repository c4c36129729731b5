using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Loader;

/// <summary>Holds a database against what was acknowledged outside it.</summary>
internal static class Check
{
    /// <summary>Every acknowledged petition stands where its receipt says. Says each fault.</summary>
    public static bool Acknowledged(CaseStore store, IReadOnlyList<Acknowledged> acknowledged)
    {
        using var connection = store.Database.OpenToRead();
        var kept = Filed(connection).ToDictionary(f => f.Position, f => f.Number);
        var faults = acknowledged.Where(a => kept.GetValueOrDefault(a.Position) != a.Number)
            .Select(a => $"acknowledged and lost: {a.Number} at {a.Position}")
            .Concat(acknowledged.GroupBy(a => a.Number).Where(g => g.Count() > 1).Select(g => $"acknowledged twice: {g.Key}"));
        return Say(faults);
    }

    /// <summary>All of it: acknowledged acts, numbers, positions, the file itself, and whatever <c>xinqiao verify</c> checks.</summary>
    public static bool Everything(CaseStore store, IReadOnlyList<Acknowledged> acknowledged)
    {
        var sound = Acknowledged(store, acknowledged);
        using var connection = store.Database.OpenToRead();
        var filed = Filed(connection);
        var positions = connection.Query<long>("SELECT position FROM events ORDER BY position").AsList();
        var audit = Audit.Of(store, _ => { });
        sound &= Say(Numbers(filed)
            .Concat(Contiguous(positions))
            .Concat(Integrity(connection))
            .Concat(audit.Faults.Select(f => $"verify: {f}")));
        Console.WriteLine(
            $"{acknowledged.Count} acknowledged, {filed.Count} filed, {positions.Count} positions, {audit.Checkpoints} checkpoints: "
            + (sound ? "ok" : "BROKEN"));
        return sound;
    }

    private static List<Acknowledged> Filed(DbConnection connection) =>
    [
        .. connection.Query<(long Position, string Event)>(
                "SELECT position, event FROM events WHERE name = @name ORDER BY position", new { name = PetitionFiled.Stored })
            .Select(r => new Acknowledged(((PetitionFiled)StoredEvent.Read(r.Position, r.Event, texts: null).Event).Number, r.Position)),
    ];

    // XF2026-000001-7: organ and year, serial, check digit. Serials follow the log and have no gap.
    private static IEnumerable<string> Numbers(List<Acknowledged> filed) =>
        from series in filed.GroupBy(f => f.Number.Split('-')[0])
        from petition in series.Index()
        where int.Parse(petition.Item.Number.Split('-')[1]) != petition.Index + 1
        select $"number {petition.Item.Number} stands where {petition.Index + 1} belongs";

    private static IEnumerable<string> Contiguous(List<long> positions) =>
        positions.Index().Where(p => p.Item != p.Index).Take(1).Select(p => $"position {p.Item} stands where {p.Index} belongs");

    private static IEnumerable<string> Integrity(DbConnection connection) =>
        connection is SqliteConnection
            ? connection.Query<string>("PRAGMA integrity_check").Where(line => line != "ok").Select(line => "integrity_check: " + line)
            : [];

    private static bool Say(IEnumerable<string> faults)
    {
        var sound = true;
        foreach (var fault in faults)
        {
            sound = false;
            Console.WriteLine(fault);
        }

        return sound;
    }
}
