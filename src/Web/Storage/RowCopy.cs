using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Xinqiao.Core;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Copies every row of one moment into an empty database of either engine, in one transaction. Both have the same tables, so what one
/// engine held the other can take. Freed pages, where erased texts may linger, are not copied; nor is the search index, which each engine
/// keeps in its own way and makes anew from the log.
/// </summary>
internal static class RowCopy
{
    private const string Tables =
        """
        SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'search_%' ORDER BY m.name = 'head', m.name, c.cid
        """;

    /// <param name="shapes">The SQLite one of the two, which tells the tables.</param>
    /// <param name="holds">Whether the target must not be written until it was checked.</param>
    /// <returns>How many events were copied.</returns>
    /// <exception cref="DatabaseUnusableException">The target holds something already.</exception>
    public static long All(IDatabase from, IDatabase to, IDatabase shapes, bool holds, Action<string, long> progress)
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
        foreach (var (table, columns) in tables)
        {
            // The one tells of this place alone; drafts are gone after a week, and from every copy.
            if (table is "restored" or "drafts") continue;
            var rows = Copy(source, snapshot, target, table, columns);
            progress(table, rows);
        }

        var size = target.Connection.ExecuteScalar<long>("SELECT size FROM head", transaction: target.Transaction);
        if (holds)
            target.Connection.Execute("INSERT INTO restored (id, size, witnessed) VALUES (1, @size, 0)", new { size }, target.Transaction);
        target.Commit();
        return size;
    }

    private static List<(string Table, Column[] Columns)> Shapes(DbConnection connection, DbTransaction transaction) =>
        [.. connection.Query<(string Table, string Column, string Type)>(Tables, transaction: transaction).GroupBy(c => c.Table)
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

    private static long Copy(DbConnection source, DbTransaction snapshot, IBatch target, string table, Column[] columns)
    {
        using var command = source.CreateCommand();
        command.Transaction = snapshot;
        var names = string.Join(", ", columns.Select(c => c.Name));
        command.CommandText = $"SELECT {names} FROM {table}";
        using var reader = command.ExecuteReader();
        return target.Connection is NpgsqlConnection postgres
            ? IntoPostgres(reader, postgres, $"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", columns)
            : IntoSqlite(
                reader, target, $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Select((_, i) => "$" + i))})", columns);
    }

    private static long IntoPostgres(DbDataReader reader, NpgsqlConnection to, string copy, Column[] columns)
    {
        using var import = to.BeginBinaryImport(copy);
        var rows = 0L;
        for (; reader.Read(); rows++)
        {
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

    private static long IntoSqlite(DbDataReader reader, IBatch to, string insert, Column[] columns)
    {
        using var command = to.Connection.CreateCommand();
        command.Transaction = to.Transaction;
        command.CommandText = insert;
        for (var i = 0; i < columns.Length; i++) command.Parameters.Add(new SqliteParameter("$" + i, null));
        var rows = 0L;
        for (; reader.Read(); rows++)
        {
            for (var i = 0; i < columns.Length; i++) command.Parameters[i].Value = reader.GetValue(i);
            command.ExecuteNonQuery();
        }

        return rows;
    }
}
