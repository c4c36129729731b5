using Dapper;
using Npgsql;

namespace Xinqiao.Bench;

/// <summary>
/// A database of its own: a file in the temporary folder, or a schema on the server, empty and gone afterwards; or a folder that was named,
/// with whatever an earlier run left there, which stays.
/// </summary>
internal sealed class Place : IDisposable
{
    private readonly string name = "xinqiao_bench_" + Guid.NewGuid().ToString("N");
    private readonly string? server;
    private readonly bool stays;

    /// <param name="server">A PostgreSQL connection string of somebody who may create schemas; null for SQLite.</param>
    public Place(string? server)
    {
        this.server = server;
        Folder = Directory.CreateTempSubdirectory("xinqiao-bench-").FullName;
        if (server is not null) OnServer(server, $"CREATE SCHEMA {name}");
        Address = server is null
            ? Path.Combine(Folder, "xinqiao.db")
            : new NpgsqlConnectionStringBuilder(server) { SearchPath = name }.ToString();
    }

    /// <param name="folder">Where a SQLite database is, or is to be made.</param>
    public Place(DirectoryInfo folder)
    {
        folder.Create();
        (stays, Folder, Address) = (true, folder.FullName, Path.Combine(folder.FullName, "xinqiao.db"));
    }

    /// <summary>A run before this one founded it.</summary>
    public bool IsFounded => Directory.Exists(KeyFolder);

    public string KeyFolder => Path.Combine(Folder, "keys");

    public bool IsSqlite => server is null;
    public string Folder { get; }
    public string Address { get; }

    public void Dispose()
    {
        if (stays) return;
        if (server is not null) OnServer(server, $"DROP SCHEMA {name} CASCADE");
        Directory.Delete(Folder, recursive: true);
    }

    private static void OnServer(string server, string sql)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Execute(sql);
    }
}
