using Dapper;
using Npgsql;
using Xinqiao.Web.Storage;

namespace Xinqiao.Storage.Tests;

/// <summary>An empty database of its own and a folder for its keys, gone with the test.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly string name = "xinqiao_" + Guid.NewGuid().ToString("N");

    public TestDatabase(Engine engine)
    {
        Engine = engine;
        Folder = Directory.CreateTempSubdirectory("xinqiao-storage-").FullName;
        Keys = KeyFolder.Create(Path.Combine(Folder, "keys"));
        if (engine == Engine.Sqlite)
        {
            Address = Path.Combine(Folder, "xinqiao.db");
            return;
        }

        // A schema is as empty as a database of its own, and dropping it makes the server wait for no checkpoint.
        OnServer($"CREATE SCHEMA {name}");
        Address = new NpgsqlConnectionStringBuilder(PostgresServer) { SearchPath = name }.ToString();
    }

    /// <summary>A connection string of an ordinary user who may make schemas, or null where there is no server.</summary>
    public static string? PostgresServer => Environment.GetEnvironmentVariable("XINQIAO_TEST_POSTGRES");

    public Engine Engine { get; }
    public string Folder { get; }
    public KeyFolder Keys { get; }

    /// <summary>What <see cref="Databases.At"/> takes.</summary>
    public string Address { get; }

    public IDatabase Open()
    {
        var database = Databases.At(Address);
        database.Prepare();
        return database;
    }

    public void Dispose()
    {
        if (Engine == Engine.Postgres) OnServer($"DROP SCHEMA {name} CASCADE");
        Directory.Delete(Folder, recursive: true);
    }

    private static void OnServer(string sql)
    {
        using var connection = new NpgsqlConnection(PostgresServer);
        connection.Execute(sql);
    }
}
