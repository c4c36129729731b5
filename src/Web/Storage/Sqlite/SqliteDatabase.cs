using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Storage.Sqlite;

/// <summary>
/// One file, write-ahead log, <c>synchronous=FULL</c>, one writing connection that stays open. The file may only be opened by
/// this program: older SQLite tools have a defect that can damage a live write-ahead log.
/// </summary>
public sealed class SqliteDatabase : IDatabase
{
    // Before 3.51.3 a reset of the write-ahead log could lose committed pages.
    private static readonly Version OldestSafe = new(3, 51, 3);

    // The check at the start reads the whole file. A larger one would keep an office waiting for minutes; `verify` reads all of that.
    private const long CheckedAtStart = 1L << 30;

    private readonly string path;
    private readonly string connectionString;
    private SqliteConnection? writer;
    private readonly Dictionary<Table, SqliteCommand> inserts = [];

    /// <param name="path">The database file; its folder must exist.</param>
    public SqliteDatabase(string path)
    {
        this.path = Path.GetFullPath(path);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = this.path,
            DefaultTimeout = 30,
            ForeignKeys = true,
        }.ToString();
    }

    public string Engine => "SQLite";

    public void Prepare()
    {
        try
        {
            writer = Open();
            RequireSafe(writer);
            writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000");
            if (writer.ExecuteScalar<long>("PRAGMA synchronous") < 2)
                throw new DatabaseUnusableException("SQLite 的 synchronous 低于 FULL，断电会丢失已受理的信访件，拒绝启动。");
            if (new FileInfo(path).Length <= CheckedAtStart && writer.ExecuteScalar<string>("PRAGMA quick_check(1)") is var check and not "ok")
                throw new DatabaseUnusableException($"数据库文件 {path} 已损坏（{check}）。请停止服务，用最近的备份恢复。");
            Migrate(writer);
        }
        catch (SqliteException e)
        {
            throw new DatabaseUnusableException(Explain(e, "数据库 " + path) ?? e.Message, e);
        }
    }

    private static void Migrate(SqliteConnection connection)
    {
        // Two programs may start at once: the second waits here and finds the work done.
        using var transaction = connection.BeginTransaction(deferred: false);
        SchemaFiles.Migrate("Sqlite",
            () => connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction),
            (script, version) => connection.Execute($"{script}; PRAGMA user_version = {version}", transaction: transaction));
        transaction.Commit();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF");
        return connection;
    }

    private static void RequireSafe(SqliteConnection connection)
    {
        if (Version.Parse(connection.ServerVersion) < OldestSafe)
            throw new DatabaseUnusableException($"SQLite {connection.ServerVersion} 过旧，至少需要 {OldestSafe}。");
    }

    public DbConnection OpenToRead() => Open();

    // It knows no users and guards no rows: here the conditions of the queries are all there is.
    public DbConnection OpenFor(Viewer viewer) => Open();

    public string Among(string column, string parameter) => $"{column} IN {parameter}";

    // Words that only stand beside each other are all demanded.
    public string HasWords(string parameter) => $"search_words MATCH {parameter}";

    public string Words(string parameter) => parameter;

    // Row by row it would leave a mark for each; this frees the pages, which secure_delete overwrites.
    public string ForgetWords => "INSERT INTO search_words (search_words) VALUES ('delete-all')";

    public IBatch BeginBatch()
    {
        var connection = writer ??= Open();
        // deferred: false is BEGIN IMMEDIATE: SQLite's own lock of the whole file takes the place of the head row's.
        var transaction = connection.BeginTransaction(deferred: false);
        return new Batch(this, connection, transaction, connection.QuerySingle<Head>(Head.Select, transaction: transaction));
    }

    // Deleted bytes are overwritten (secure_delete); the write-ahead log still has the old pages until it is emptied.
    public bool WipeErased()
    {
        using var connection = Open();
        return connection.QuerySingle<(long Busy, long Pages, long Moved)>("PRAGMA wal_checkpoint(TRUNCATE)").Busy == 0;
    }

    // What a connection believes after a commit that failed is not to be relied on; the file is.
    private void ForgetWriter()
    {
        foreach (var command in inserts.Values) command.Dispose();
        inserts.Clear();
        if (writer is not null) SqliteConnection.ClearPool(writer);
        writer?.Dispose();
        writer = null;
    }

    private SqliteCommand InsertInto(Table table)
    {
        if (inserts.TryGetValue(table, out var command)) return command;
        var columns = table.Columns;
        command = writer!.CreateCommand();
        command.CommandText =
            $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(c => c.Name))}) "
            + $"VALUES ({string.Join(", ", columns.Select((_, i) => "$" + i))}) {table.ConflictClause()}";
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(new SqliteParameter("$" + i, columns[i].Type switch
            {
                ColumnType.Text => SqliteType.Text,
                ColumnType.Integer => SqliteType.Integer,
                ColumnType.Bytes => SqliteType.Blob,
            }));
        }

        return inserts[table] = command;
    }

    // SQLITE_IOERR_SHMSIZE: the index of the write-ahead log cannot grow, which is how a full disk meets who only reads.
    private const int NoRoomForWalIndex = 4874;

    // Whoever sees it on a page need not learn where the file lies.
    public string? Explain(Exception exception) => Explain(exception, "数据库");

    private static string? Explain(Exception exception, string database) => exception is not SqliteException e ? null : e.SqliteErrorCode switch
    {
        13 or 10 when e.SqliteErrorCode == 13 || e.SqliteExtendedErrorCode == NoRoomForWalIndex => $"磁盘已满，{database} 无法写入。请清理磁盘空间后重试；已受理的信访件没有丢失。",
        8 => $"{database} 或所在目录是只读的。请检查磁盘挂载方式和文件权限。",
        14 => $"无法打开{database}。请检查目录是否存在、磁盘是否只读、当前用户是否有读写权限。",
        11 or 26 => $"{database} 已损坏或不是数据库。请停止服务，用最近的备份恢复，不要直接修改该文件。",
        10 => $"读写{database} 时磁盘出错（代码 {e.SqliteExtendedErrorCode}）。请检查磁盘；本次操作可能未保存，请用同一页面重试。",
        5 or 6 => $"{database} 正被其他程序占用。请关闭占用它的程序后重试。",
        _ => null,
    };

    public void Dispose()
    {
        ForgetWriter();
        using var any = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(any);
    }

    private sealed class Batch(SqliteDatabase database, SqliteConnection connection, SqliteTransaction transaction, Head head)
        : IBatch
    {
        private bool failed;

        public DbConnection Connection => connection;
        public DbTransaction Transaction => transaction;
        public Head Head => head;

        public void Put(Table table, IReadOnlyList<object?[]> rows)
        {
            if (rows.Count == 0) return;
            var command = database.InsertInto(table);
            command.Transaction = transaction;
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
                if (command.ExecuteNonQuery() != 1) throw new LostRaceException(table.Name);
            }
        }

        // Rows were written as they were put.
        public void Flush() { }

        public void MakeEmptyCopy(Table table)
        {
            connection.Execute($"DROP TABLE IF EXISTS {table.Rebuilt.Name}", transaction: transaction);
            foreach (var (type, sql) in connection.Query<(string, string)>(
                         "SELECT type, sql FROM sqlite_master WHERE tbl_name = @Name AND sql IS NOT NULL ORDER BY type DESC",
                         new { table.Name }, transaction))
                connection.Execute(
                    type == "table" ? TableCopy.OfTable(sql, table.Name) : TableCopy.OfIndex(sql, table.Name), transaction: transaction);
        }

        public void SwapIn(Table table) => connection.Execute(
            $"DROP TABLE {table.Name}; ALTER TABLE {table.Rebuilt.Name} RENAME TO {table.Name}", transaction: transaction);

        public void Commit()
        {
            failed = true;
            transaction.Commit();
            failed = false;
        }

        public void Dispose()
        {
            if (failed) database.ForgetWriter();
            else transaction.Dispose();
        }
    }
}
