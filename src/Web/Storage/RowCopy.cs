using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage.Postgres;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Copies every row of one moment into an empty database of either engine, in one transaction. Both have the same tables, so what one
/// engine held the other can take. Freed pages, where erased texts may linger, are not copied; nor is the search index, which each engine
/// keeps in its own way and makes anew from the log.
/// </summary>
internal static class RowCopy
{
    private const string AllColumns =
        """
        SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'search_%' ORDER BY m.name = 'head', m.name, c.cid
        """;

    /// <param name="shapes">The SQLite one of the two, which tells the tables.</param>
    /// <param name="holds">Whether the target must not be written until it was checked.</param>
    /// <param name="later">Erasures that were recorded later than that moment: what they name is not copied, and they themselves are kept.</param>
    /// <returns>How many events were copied.</returns>
    /// <exception cref="DatabaseUnusableException">The target holds something already.</exception>
    public static long All(IDatabase from, IDatabase to, IDatabase shapes, bool holds, Action<string, long> progress, IReadOnlyCollection<RegainedEntry>? later = null)
    {
        using var source = from.OpenToRead();
        using var snapshot = source is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : source.BeginTransaction(IsolationLevel.RepeatableRead);
        using var target = to.BeginBatch();
        var tables = Shapes(shapes == from ? source : target.Connection, shapes == from ? snapshot : target.Transaction);
        RequireEmpty(target, tables);
        // Without the head row events may be put in below its size; it comes last.
        target.Connection.Execute("DELETE FROM head", transaction: target.Transaction);
        // Whole tables at once are taken by no table that guards its rows.
        if (target is { Connection: NpgsqlConnection filled, Transaction: NpgsqlTransaction lifting }) RowPolicies.Lift(filled, lifting);
        var erased = (later ?? []).Select(e => e.Erasure!).Select(e => (e.Position, e.Field)).ToHashSet();
        foreach (var (table, columns) in tables)
        {
            // The one tells of this place alone; drafts are gone after a week, and from every copy.
            if (table is "restored" or "drafts") continue;
            var rows = Copy(source, snapshot, target, table, columns, erased);
            progress(table, rows);
        }

        Keep(target, later ?? []);

        var size = target.Connection.ExecuteScalar<long>("SELECT size FROM head", transaction: target.Transaction);
        if (target is { Connection: NpgsqlConnection guarded, Transaction: NpgsqlTransaction bringing }) RowPolicies.Bring(guarded, bringing);
        if (holds)
            target.Connection.Execute("INSERT INTO restored (id, size, witnessed) VALUES (1, @size, 0)", new { size }, target.Transaction);
        target.Commit();
        return size;
    }

    private static List<(string Table, Column[] Columns)> Shapes(DbConnection connection, DbTransaction transaction) =>
        [.. connection.Query<(string Table, string Column, string Type)>(AllColumns, transaction: transaction).GroupBy(c => c.Table)
            .Select(t => (t.Key, t.Select(c => new Column(c.Column, c.Type switch
            {
                "INTEGER" => ColumnType.Integer,
                "BLOB" => ColumnType.Bytes,
                _ => ColumnType.Text,
            })).ToArray()))];

    private static void RequireEmpty(IBatch target, List<(string Table, Column[] Columns)> tables)
    {
        foreach (var (table, _) in tables)
            if (target.Connection.ExecuteScalar<long>(
                    $"SELECT count(*) FROM {table}{(table == "head" ? " WHERE size > 0" : "")}", transaction: target.Transaction) > 0)
                throw new DatabaseUnusableException($"目标数据库不是空的（{table} 中有记录），不会覆盖。请另选一个空库。");
    }

    private static void Keep(IBatch target, IReadOnlyCollection<RegainedEntry> erasures)
    {
        target.Put(Tables.RegainedEntries, [.. erasures.Select(e => new object?[] { e.Index, e.ToString() })]);
        var size = target.Connection.ExecuteScalar<long>("SELECT size FROM head", transaction: target.Transaction);
        target.Put(Tables.ErasedTexts, [
            .. erasures.Where(e => e.Erasure!.Position < size).Select(e => ErasedTextRow.Values(e.Erasure!, e.Index)),
        ]);
        target.Flush();
    }

    private static bool IsErased(DbDataReader row, string table, HashSet<(long, string)> erased) => erased.Count > 0 && table switch
    {
        "field_values" => erased.Contains((row.GetInt64(0), row.GetString(1))),
        "attachment_files" or "unscanned_files" => erased.Contains((row.GetInt64(0), Attaching.FileContent)),
        _ => false,
    };

    private static long Copy(
        DbConnection source, DbTransaction snapshot, IBatch target, string table, Column[] columns, HashSet<(long, string)> erased)
    {
        using var command = source.CreateCommand();
        command.Transaction = snapshot;
        var names = string.Join(", ", columns.Select(c => c.Name));
        command.CommandText = $"SELECT {names} FROM {table}";
        using var reader = command.ExecuteReader();
        return target.Connection is NpgsqlConnection postgres
            ? IntoPostgres(reader, postgres, Skipped, $"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", columns)
            : IntoSqlite(
                reader, target, Skipped, $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Select((_, i) => "$" + i))})", columns);

        bool Skipped() => IsErased(reader, table, erased);
    }

    private static long IntoPostgres(DbDataReader reader, NpgsqlConnection to, Func<bool> skipped, string copy, Column[] columns)
    {
        using var import = to.BeginBinaryImport(copy);
        var rows = 0L;
        while (reader.Read())
        {
            if (skipped()) continue;
            rows++;
            import.StartRow();
            for (var i = 0; i < columns.Length; i++)
            {
                if (reader.IsDBNull(i)) import.WriteNull();
                else import.Write(reader.GetValue(i), columns[i].Type switch
                {
                    ColumnType.Text => NpgsqlDbType.Text,
                    ColumnType.Integer => NpgsqlDbType.Bigint,
                    ColumnType.Bytes => NpgsqlDbType.Bytea,
                });
            }
        }

        import.Complete();
        return rows;
    }

    private static long IntoSqlite(DbDataReader reader, IBatch to, Func<bool> skipped, string insert, Column[] columns)
    {
        using var command = to.Connection.CreateCommand();
        command.Transaction = to.Transaction;
        command.CommandText = insert;
        for (var i = 0; i < columns.Length; i++) command.Parameters.Add(new SqliteParameter("$" + i, null));
        var rows = 0L;
        while (reader.Read())
        {
            if (skipped()) continue;
            rows++;
            for (var i = 0; i < columns.Length; i++) command.Parameters[i].Value = reader.GetValue(i);
            command.ExecuteNonQuery();
        }

        return rows;
    }
}
