using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Xinqiao.Core;
using Xinqiao.Web.Storage;

namespace Xinqiao.Bench;

/// <summary>
/// The yardstick: rows that the store wrote, written again in the same transactions into a database of the same schema and the
/// same durability, empty or a copy of the store's own from before, by prepared statements of one row each and nothing else.
/// </summary>
internal static class Bare
{
    public static TimeSpan Write(Place place, List<RecordedBatch> batches)
    {
        using (var database = Databases.At(place.Address)) database.Prepare();
        return place.IsSqlite ? WriteSqlite(place.Address, batches) : WritePostgres(place.Address, batches);
    }

    /// <summary>The same through the store's own engine: what is left of the store is then all that stands above the engine.</summary>
    public static TimeSpan WriteThroughEngine(Place place, List<RecordedBatch> batches)
    {
        using var database = Databases.At(place.Address);
        database.Prepare();
        var start = Stopwatch.GetTimestamp();
        foreach (var recorded in batches)
        {
            using var batch = database.BeginBatch();
            foreach (var (table, rows) in recorded.Puts) batch.Put(table, rows);
            batch.Flush();
            batch.Commit();
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan WriteSqlite(string file, List<RecordedBatch> batches)
    {
        using var connection = new SqliteConnection($"Data Source={file};Foreign Keys=True;Pooling=False");
        connection.Open();
        connection.Execute(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
            PRAGMA cache_size = -65536; PRAGMA secure_delete = ON
            """);
        var inserts = new Dictionary<Table, SqliteCommand>();
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var (table, rows) in batch.Puts)
            {
                if (!inserts.TryGetValue(table, out var insert)) inserts[table] = insert = Prepare(connection, table);
                insert.Transaction = transaction;
                foreach (var row in rows)
                {
                    for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i] ?? DBNull.Value;
                    insert.ExecuteNonQuery();
                }
            }

            transaction.Commit();
        }

        var took = Stopwatch.GetElapsedTime(start);
        foreach (var insert in inserts.Values) insert.Dispose();
        return took;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, Table table)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = InsertInto(table);
        for (var i = 1; i <= table.Columns.Count; i++) insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        return insert;
    }

    private static TimeSpan WritePostgres(string connectionString, List<RecordedBatch> batches)
    {
        using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, Pooling = false }.ToString());
        connection.Open();
        var statements = batches.SelectMany(b => b.Puts).Select(p => p.Table).Distinct().ToDictionary(t => t, InsertInto);
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            using var transaction = connection.BeginTransaction();
            using var commands = new NpgsqlBatch(connection, transaction);
            foreach (var (table, rows) in batch.Puts)
                foreach (var row in rows)
                    commands.BatchCommands.Add(Insert(statements[table], table, row));
            commands.ExecuteNonQuery();
            transaction.Commit();
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static NpgsqlBatchCommand Insert(string statement, Table table, object?[] row)
    {
        var command = new NpgsqlBatchCommand(statement);
        for (var i = 0; i < row.Length; i++)
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = row[i] ?? DBNull.Value,
                NpgsqlDbType = table.Columns[i].Type switch
                {
                    ColumnType.Text => NpgsqlDbType.Text,
                    ColumnType.Integer => NpgsqlDbType.Bigint,
                    ColumnType.Bytes => NpgsqlDbType.Bytea,
                },
            });
        return command;
    }

    private static string InsertInto(Table table) =>
        $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))}) "
        + $"VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))}) {table.ConflictClause()}";
}
