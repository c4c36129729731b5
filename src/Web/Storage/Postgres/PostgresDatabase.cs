using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Storage.Postgres;

/// <summary>
/// PostgreSQL 15 or later, one or several nodes. The head row is locked first; all rows of a batch travel in one round trip.
/// </summary>
public sealed class PostgresDatabase : IDatabase
{
    private readonly NpgsqlDataSource source;
    private NpgsqlConnection? writer;

    /// <param name="connectionString">As Npgsql reads it.</param>
    public PostgresDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
        };
        // Over a network nobody listens in, and the server is the one it says it is, unless the office says otherwise.
        if (!SaysHow(connectionString) && !IsHere(builder.Host)) builder.SslMode = SslMode.VerifyFull;
        builder.Options = $"{builder.Options} -c {RowPolicies.ReadsAs}={RowPolicies.TheProgram}".TrimStart();
        source = NpgsqlDataSource.Create(builder);
    }

    private static bool SaysHow(string connectionString) => new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys!
        .Cast<string>().Any(key => key.Replace(" ", "", StringComparison.Ordinal).Equals("sslmode", StringComparison.OrdinalIgnoreCase));

    // A socket is a path; several hosts are one with commas.
    private static bool IsHere(string? hosts) => (hosts ?? "").Split(',').All(
        host => host.StartsWith('/') || host.Split(':')[0] is "localhost" or "127.0.0.1" || host.Trim('[', ']') == "::1");

    /// <summary>How the server is spoken to.</summary>
    internal SslMode Encryption => new NpgsqlConnectionStringBuilder(source.ConnectionString).SslMode;

    public string Engine => "PostgreSQL";

    public void Prepare()
    {
        try
        {
            using var connection = source.OpenConnection();
            foreach (var setting in (string[])["fsync", "full_page_writes", "synchronous_commit"])
                if (connection.ExecuteScalar<string>($"SHOW {setting}") == "off")
                    throw new DatabaseUnusableException(
                        $"PostgreSQL 的 {setting} 为 off，断电会丢失已受理的信访件，拒绝启动。请在 postgresql.conf 中改为 on。");
            if (connection.ExecuteScalar<bool>("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
                throw new DatabaseUnusableException(
                    "程序用的 PostgreSQL 用户是超级用户，或者带有 BYPASSRLS，数据库的行级保护对它不起作用，拒绝启动。"
                    + "请由数据库管理员执行 ALTER ROLE 用户名 NOSUPERUSER NOBYPASSRLS，或者另建普通用户并把数据库交给它。");
            Migrate(connection);
        }
        catch (NpgsqlException e)
        {
            throw new DatabaseUnusableException(Explain(e) ?? e.Message, e);
        }
    }

    private static void Migrate(NpgsqlConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        // Two nodes may start at once: the second waits here and finds the work done.
        connection.Execute("SELECT pg_advisory_xact_lock(7367151)", transaction: transaction);
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version int NOT NULL)", transaction: transaction);
        SchemaFiles.Migrate("Postgres",
            () => connection.ExecuteScalar<int?>("SELECT max(version) FROM schema_version", transaction: transaction) ?? 0,
            (script, version) =>
            {
                // A column that a policy asks cannot be changed under it.
                RowPolicies.Lift(connection, transaction);
                connection.Execute(script, transaction: transaction);
                connection.Execute("INSERT INTO schema_version VALUES (@version)", new { version }, transaction);
            });
        RowPolicies.Bring(connection, transaction);
        transaction.Commit();
    }

    public DbConnection OpenToRead() => source.OpenConnection();

    public DbConnection OpenFor(Viewer viewer)
    {
        var connection = source.OpenConnection();
        try
        {
            RowPolicies.LetSee(connection, viewer);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public string Among(string column, string parameter) => $"{column} = ANY({parameter})";

    public string HasWords(string parameter) => $"words @@ CAST(replace({parameter}, ' ', '&') AS tsquery)";

    public string Words(string parameter) => $"CAST({parameter} AS tsvector)";

    public string ForgetWords => "DELETE FROM search_words";

    public IBatch BeginBatch()
    {
        var isFresh = writer is not { State: ConnectionState.Open };
        if (isFresh)
        {
            writer?.Dispose();
            writer = source.OpenConnection();
            // The writer's plans are kept as long as its connection. Made on empty tables they would read whole ones for ever after.
            writer.Execute("SET enable_seqscan = off");
        }

        try
        {
            return Begin(writer!);
        }
        // The server restarted since the last batch. Nothing was decided yet, so a new connection begins the same batch.
        catch (NpgsqlException) when (!isFresh && writer!.State != ConnectionState.Open)
        {
            return BeginBatch();
        }
    }

    private static Batch Begin(NpgsqlConnection connection)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            return new Batch(
                connection, transaction, connection.QuerySingle<Head>(Head.Select + " FOR UPDATE", transaction: transaction));
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    // A dead row stands in its page until the table is vacuumed, and is not removed while an older snapshot may read it.
    public bool WipeErased()
    {
        using var connection = OpenToRead();
        foreach (var table in (string[])["field_values", "attachment_files"]) connection.Execute($"VACUUM {table}");
        return connection.ExecuteScalar<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL") == 0;
    }

    public string? Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: "53100" } => "PostgreSQL 所在磁盘已满。请清理磁盘空间后重试；已受理的信访件没有丢失。",
        PostgresException { SqlState: "25006" } => "PostgreSQL 处于只读状态（可能是备机）。请连接主库。",
        PostgresException { SqlState: "28P01" or "28000" } => "PostgreSQL 拒绝了用户名或口令，请检查连接字符串。",
        PostgresException { SqlState: "3D000" } e => $"PostgreSQL 中没有这个数据库：{e.MessageText}。请先建立空数据库。",
        PostgresException { SqlState: "XX001" or "XX002" } => "PostgreSQL 报告数据损坏。请停止服务，用最近的备份恢复。",
        NpgsqlException { InnerException: SocketException } =>
            "连接不上 PostgreSQL。请检查主机、端口和数据库服务是否已启动。",
        _ => null,
    };

    public void Dispose()
    {
        writer?.Dispose();
        source.Dispose();
    }

    private sealed class Batch(NpgsqlConnection connection, NpgsqlTransaction transaction, Head head) : IBatch
    {
        private readonly List<(Table Table, int Rows)> expected = [];
        private readonly NpgsqlBatch batch = new(connection, transaction);

        public DbConnection Connection => connection;
        public DbTransaction Transaction => transaction;
        public Head Head => head;

        public void Put(Table table, IReadOnlyList<object?[]> rows)
        {
            if (rows.Count == 0) return;
            var columns = table.Columns;
            var command = new NpgsqlBatchCommand(
                $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(c => c.Name))}) "
                + $"SELECT * FROM unnest({string.Join(", ", columns.Select((_, i) => "$" + (i + 1)))}) {table.ConflictClause()}");
            for (var i = 0; i < columns.Count; i++) command.Parameters.Add(Array(columns[i].Type, rows, i));
            batch.BatchCommands.Add(command);
            expected.Add((table, rows.Count));
        }

        private static NpgsqlParameter Array(ColumnType type, IReadOnlyList<object?[]> rows, int column) => type switch
        {
            ColumnType.Text => Array<string?>(NpgsqlDbType.Text, rows, column),
            ColumnType.Integer => Array<long?>(NpgsqlDbType.Bigint, rows, column),
            ColumnType.Bytes => Array<byte[]?>(NpgsqlDbType.Bytea, rows, column),
        };

        private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, IReadOnlyList<object?[]> rows, int column)
        {
            var values = new T[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = (T)rows[i][column]!;
            return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
        }

        public void Flush()
        {
            if (batch.BatchCommands.Count == 0) return;
            batch.ExecuteNonQuery();
            for (var i = 0; i < expected.Count; i++)
                if ((int)batch.BatchCommands[i].RecordsAffected != expected[i].Rows)
                    throw new LostRaceException(expected[i].Table.Name);
            batch.BatchCommands.Clear();
            expected.Clear();
        }

        public void MakeEmptyCopy(Table table)
        {
            var copy = table.Rebuilt.Name;
            connection.Execute(
                $"DROP TABLE IF EXISTS {copy}; CREATE TABLE {copy} (LIKE {table.Name} INCLUDING CONSTRAINTS)", transaction: transaction);
            foreach (var (definition, name, primary) in IndexesOf(table.Name))
            {
                connection.Execute(TableCopy.OfIndex(definition, table.Name), transaction: transaction);
                if (primary)
                    connection.Execute(
                        $"ALTER TABLE {copy} ADD PRIMARY KEY USING INDEX {TableCopy.NameOf(name)}", transaction: transaction);
            }
        }

        public void SwapIn(Table table)
        {
            // A list locks its tables in its own order: rather give up soon than let everybody wait.
            connection.Execute("SET LOCAL lock_timeout = '1s'", transaction: transaction);
            // A policy holds on to the tables it asks, and goes with its own.
            if (RowPolicies.Guards(table)) RowPolicies.Lift(connection, transaction);
            connection.Execute(
                $"DROP TABLE {table.Name}; ALTER TABLE {table.Rebuilt.Name} RENAME TO {table.Name}", transaction: transaction);
            if (RowPolicies.Guards(table)) RowPolicies.Bring(connection, transaction);
            foreach (var (_, name, _) in IndexesOf(table.Name))
                connection.Execute($"ALTER INDEX {name} RENAME TO {TableCopy.NameOf(name)}", transaction: transaction);
        }

        private IEnumerable<(string Definition, string Name, bool Primary)> IndexesOf(string table) =>
            connection.Query<(string, string, bool)>(
                """
                SELECT pg_get_indexdef(i.indexrelid), c.relname, i.indisprimary
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = @table::regclass
                """, new { table }, transaction);

        public void Commit() => transaction.Commit();

        public void Dispose()
        {
            batch.Dispose();
            transaction.Dispose();
        }
    }
}
