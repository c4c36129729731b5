using Xinqiao.Web.Storage.Postgres;
using Xinqiao.Web.Storage.Sqlite;

namespace Xinqiao.Web.Storage;

/// <summary>Chooses the engine by what was given: a path is SQLite, a connection string is PostgreSQL.</summary>
public static class Databases
{
    // A list in a query is padded to few lengths, so that few statements are prepared.
    static Databases() => Dapper.SqlMapper.Settings.PadListExpansions = true;

    public static IDatabase At(string database)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(database);
        return IsFile(database) ? new SqliteDatabase(database) : new PostgresDatabase(database);
    }

    /// <summary>Whether this names a file, and so SQLite.</summary>
    public static bool IsFile(string database) =>
        !database.Contains('=', StringComparison.Ordinal) && !database.StartsWith("postgres", StringComparison.Ordinal);
}
