using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>What a look at a sample of matters found.</summary>
/// <param name="Matters">How many were folded from the log.</param>
/// <param name="Strayed">Those whose rows say something else than the log.</param>
public sealed record RowSampleResult(DateTimeOffset At, int Matters, IReadOnlyList<StreamId> Strayed);

/// <summary>
/// Folds a sample of matters from the log and holds the rows that lists read against it (decision 14). Matters with more history
/// are drawn more often: positions of the log are drawn, not matters.
/// </summary>
public static class RowSample
{
    private static readonly Table[] Tables =
    [
        MatterTable.Matters, MatterTable.Deadlines, MatterTable.Objections, MatterTable.Barred, MatterTable.Links, MatterTable.Extracts, MatterTable.Reviews,
        MatterTable.Answers,
    ];

    /// <param name="draws">How many positions are drawn.</param>
    public static RowSampleResult Of(CaseStore store, int draws, Random random)
    {
        using var connection = store.Database.OpenToRead();
        // One moment for log and rows, while the site goes on writing.
        using var snapshot = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var size = connection.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1", transaction: snapshot);
        var positions = Enumerable.Range(0, draws).Select(_ => random.NextInt64(size)).Distinct().ToArray();
        var streams = connection.Query<string>(
                $"SELECT DISTINCT stream FROM events WHERE {store.Database.Among("position", "@positions")}", new { positions }, snapshot)
            .Where(s => new StreamId(s).IsMatter).ToArray();
        var expected = Rebuild.RowsOf(store, connection, snapshot, streams).ToLookup(r => r.Table);
        var strayed = new HashSet<string>();
        foreach (var table in Tables) Compare(store, connection, snapshot, table, expected[table], streams, strayed);
        return new(store.Clock.GetUtcNow(), streams.Length, [.. strayed.Order(StringComparer.Ordinal).Select(s => new StreamId(s))]);
    }

    private static void Compare(
        CaseStore store, DbConnection connection, DbTransaction snapshot, Table table, IEnumerable<Row> expected, string[] streams,
        HashSet<string> strayed)
    {
        // Rows of other rules are waiting to be rewritten; they are not wrong.
        var current = table == MatterTable.Deadlines ? " AND calendar_version = @version" : "";
        var names = table.Columns.Select(c => c.Name).ToList();
        var found = connection.Query(
                $"SELECT {string.Join(", ", names)} FROM {table.Name} WHERE {store.Database.Among(table.Key[0], "@streams")}{current}",
                new { streams, version = store.Rules.Version }, snapshot)
            .Select(row => Text(((IDictionary<string, object?>)row).Values)).ToHashSet();
        var waiting = current == ""
            ? []
            : connection.Query<string>(
                $"SELECT DISTINCT matter FROM deadlines WHERE {store.Database.Among("matter", "@streams")} AND calendar_version <> @version",
                new { streams, version = store.Rules.Version }, snapshot).ToHashSet();
        foreach (var row in expected)
            if (!found.Remove(Text(row.Values)) && !waiting.Contains((string)row.Values[0]!)) strayed.Add((string)row.Values[0]!);
        // What is left stands in no log.
        foreach (var row in found) strayed.Add(row[..row.IndexOf('\u001f')]);
    }

    private static string Text(IEnumerable<object?> values) => string.Join('\u001f', values.Select(v => v?.ToString()));
}
