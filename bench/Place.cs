using Dapper;
using Npgsql;

namespace Xinqiao.Bench;

/// <summary>An empty database of its own, gone afterwards: a file in the temporary folder, or a schema on the server.</summary>
internal sealed class Place : IDisposable
{
    private readonly string name = "xinqiao_bench_" + Guid.NewGuid().ToString("N");
    private readonly string? server;

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

    public bool IsSqlite => server is null;
    public string Folder { get; }
    public string Address { get; }

    public void Dispose()
    {
        if (server is not null) OnServer(server, $"DROP SCHEMA {name} CASCADE");
        Directory.Delete(Folder, recursive: true);
    }

    private static void OnServer(string server, string sql)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Execute(sql);
    }
}
