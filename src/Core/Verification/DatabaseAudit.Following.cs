namespace Xinqiao.Core.Verification;

/// <summary>The rows that a table has to have, by what the log says.</summary>
public sealed record FollowingTable(TableShape Shape, IReadOnlyCollection<object?[]> Rows);

/// <content>The rows that follow from the log, for whoever took entries in again.</content>
public sealed partial class DatabaseAudit
{
    /// <summary>Every table that is a function of the log, with the rows it has to have; what is checked on the way is told by <see cref="Of"/>.</summary>
    public static IReadOnlyList<FollowingTable> Following(AuditedDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var audit = new DatabaseAudit(database);
        audit.Log(_ => { });
        audit.Regained();
        return
        [
            .. audit.fold.Tables(audit.Broken).Select(table => new FollowingTable(table.Shape, table.Expected)),
            new(LogTables.Streams, [
                .. audit.fold.Streams.Select(s => new object?[] { s.Key, s.Value.Version, Convert.FromBase64String(s.Value.Commitment) }),
            ]),
            new(LogTables.Numbers, [
                .. audit.numbers.Last.Select(g => new object?[] { g.Key.Organ, g.Key.Subject, (long)g.Key.Year, (long)g.Value }),
            ]),
            new(LogTables.TileRoots, [.. audit.tileRoots.Select((root, number) => new object?[] { (long)number, root.ToArray() })]),
        ];
    }
}
