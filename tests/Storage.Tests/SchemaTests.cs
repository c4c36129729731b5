using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xinqiao.Core.Tests.House;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Storage.Postgres;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class SchemaTests
{
    /// <summary>Every table that some class of the program declares, private ones too.</summary>
    private static readonly IReadOnlyList<Table> Declared =
    [
        .. typeof(CaseStore).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(Table)).Select(f => (Table)f.GetValue(null)!),
    ];

    [Fact]
    public void The_program_declares_tables() => Assert.InRange(Declared.Count, 12, 100);

    [Fact]
    public void Both_engines_have_the_same_tables_columns_keys_and_indexes()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "XINQIAO_TEST_POSTGRES is not set: no PostgreSQL here.");
        using var one = new TestDatabase(Engine.Sqlite);
        using var other = new TestDatabase(Engine.Postgres);
        using var sqlite = one.Open();
        using var postgres = other.Open();

        Assert.Equal(
            Schema.Of(sqlite).OrderBy(t => t.Key).Select(t => $"{t.Key}: {t.Value}"),
            Schema.Of(postgres).OrderBy(t => t.Key).Select(t => $"{t.Key}: {t.Value}"));
        Assert.Equal(Schema.Indexes(sqlite), Schema.Indexes(postgres));
    }

    [Theory, OnEachEngine]
    public void Every_declared_table_is_the_one_the_schema_makes(Engine engine)
    {
        using var place = new TestDatabase(engine);
        using var database = place.Open();
        var schema = Schema.Of(database);

        foreach (var table in Declared)
        {
            Assert.True(schema.TryGetValue(table.Name, out var shape), $"The schema makes no table {table.Name}.");
            Assert.Equal(shape.Columns, table.Columns);
            Assert.Equal(shape.Key.Order(), table.Key.Order());
        }
    }

    [Fact]
    public void Every_table_is_explained_and_no_other_is()
    {
        using var place = new TestDatabase(Engine.Sqlite);
        using var database = place.Open();
        var explained = File.ReadLines(Repository.Path("docs/databases.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Equal(Schema.Of(database).Keys.Order(), explained.Order());
    }

    [Theory, OnEachEngine]
    public void Preparing_again_changes_nothing(Engine engine)
    {
        using var place = new TestDatabase(engine);
        using var first = place.Open();
        using var second = place.Open();

        Assert.Equal(Schema.Of(first).Keys, Schema.Of(second).Keys);
    }

    [Theory, OnEachEngine]
    public async Task Several_programs_may_prepare_an_empty_database_at_once(Engine engine)
    {
        using var place = new TestDatabase(engine);

        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(place.Open)));

        Assert.NotEmpty(Schema.Of(databases[0]));
        foreach (var database in databases) database.Dispose();
    }

    [Theory, OnEachEngine]
    public void A_database_of_a_newer_program_is_refused(Engine engine)
    {
        using var place = new TestDatabase(engine);
        using (var database = place.Open())
        using (var connection = database.OpenToRead())
            connection.Execute(engine == Engine.Sqlite ? "PRAGMA user_version = 999" : "INSERT INTO schema_version VALUES (999)");

        var e = Assert.Throws<DatabaseUnusableException>(place.Open);
        Assert.Contains("999", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SQLite_writes_through_to_the_disk()
    {
        using var place = new TestDatabase(Engine.Sqlite);
        using var database = place.Open();
        using var batch = database.BeginBatch();

        Assert.Equal(2, batch.Connection.ExecuteScalar<long>("PRAGMA synchronous", transaction: batch.Transaction));
        Assert.Equal("wal", batch.Connection.ExecuteScalar<string>("PRAGMA journal_mode", transaction: batch.Transaction));
    }

    [Theory]
    [InlineData("synchronous_commit")]
    public void PostgreSQL_that_may_lose_an_acknowledged_act_is_refused(string setting)
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "XINQIAO_TEST_POSTGRES is not set: no PostgreSQL here.");
        using var place = new TestDatabase(Engine.Postgres);
        var address = new NpgsqlConnectionStringBuilder(place.Address) { Options = $"-c {setting}=off" }.ToString();
        using var database = Databases.At(address);

        var e = Assert.Throws<DatabaseUnusableException>(database.Prepare);
        Assert.Contains(setting, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db.example.gov.cn;Username=x", SslMode.VerifyFull)]
    [InlineData("Host=127.0.0.1,10.0.0.7;Username=x", SslMode.VerifyFull)]
    [InlineData("Host=db.example.gov.cn;Username=x;SSL Mode=Disable", SslMode.Disable)]
    [InlineData("Host=db.example.gov.cn;Username=x;sslmode=Require", SslMode.Require)]
    [InlineData("Host=localhost;Username=x", SslMode.Prefer)]
    [InlineData("Host=::1;Username=x", SslMode.Prefer)]
    [InlineData("Host=/var/run/postgresql;Username=x", SslMode.Prefer)]
    public void A_server_over_the_network_shows_its_certificate_unless_the_office_says_otherwise(string address, SslMode mode)
    {
        using var database = new PostgresDatabase(address);
        Assert.Equal(mode, database.Encryption);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_in_words_an_office_understands()
    {
        using var place = new TestDatabase(Engine.Sqlite);
        File.WriteAllText(place.Address, new string('x', 8192));
        using var database = Databases.At(place.Address);

        var e = Assert.Throws<DatabaseUnusableException>(database.Prepare);
        Assert.Contains("不是数据库", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_is_noticed_when_the_database_is_opened()
    {
        using var district = await District.Found(Engine.Sqlite);
        for (var i = 0; i < 20; i++) await district.File();
        var copy = Path.Combine(district.Place.Folder, "copy.db");
        await using (var connection = district.Database.OpenToRead()) await connection.ExecuteAsync("VACUUM INTO @copy", new { copy });
        await using (var file = new FileStream(copy, FileMode.Open))
        {
            file.Position = 4096 * 5;
            file.Write(new byte[4096 * 8]);
        }

        using var database = Databases.At(copy);
        Assert.Contains("已损坏", Assert.Throws<DatabaseUnusableException>(database.Prepare).Message, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
    }
}
