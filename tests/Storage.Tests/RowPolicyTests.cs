using Dapper;
using Npgsql;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Rows that PostgreSQL itself keeps from whoever the gate keeps them from, whatever a query asks.</summary>
public sealed class RowPolicyTests
{
    private static readonly string[] Guarded = ["matters", "deadlines", "objections", "extracts", "reviews", "barred", "erasures_asked", "matter_links"];

    [Fact]
    public async Task A_query_that_forgets_to_ask_gets_no_row_of_a_matter_that_the_gate_closes_altogether()
    {
        using var district = await Found();
        var matters = await GateTests.Populate(district);
        var seen = 0;

        foreach (var viewer in GateTests.Viewers)
        {
            var open = matters.Where(m => Words.All<Part>().Any(p => Gate.Opens(viewer, m, p))).Select(m => m.Id.Value).ToHashSet();
            await using var connection = district.Database.OpenFor(viewer);
            async Task<HashSet<string>> Ask(string forgetful) => [.. await connection.QueryAsync<string>(forgetful)];
            HashSet<string> own = [viewer.Unit, viewer.Person];

            Assert.Equal(open, await Ask("SELECT id FROM matters"));
            Assert.Subset(open, await Ask("SELECT matter FROM deadlines UNION SELECT matter FROM erasures_asked"));
            Assert.Subset(open, await Ask("SELECT matter FROM matter_links UNION SELECT earlier FROM matter_links"));
            Assert.Subset(own, await Ask("SELECT who FROM barred"));
            if (viewer.Role is Role.Handler or Role.UnitHead or Role.Reviewer or Role.ReviewHead or Role.Administrator)
                Assert.Subset(own, await Ask("SELECT unit FROM objections UNION SELECT unit FROM extracts UNION SELECT unit FROM reviews"));
            seen += open.Count;
        }

        Assert.InRange(seen, 1, matters.Count * GateTests.Viewers.Length - 1);
    }

    [Fact]
    public async Task A_connection_that_does_not_say_as_whom_it_reads_sees_no_row_and_changes_none()
    {
        using var district = await Found();
        await GateTests.Populate(district);
        await using var connection = new NpgsqlConnection(district.Place.Address);

        foreach (var table in Guarded)
        {
            await using (var program = district.Database.OpenToRead())
                if (table is not ("erasures_asked" or "matter_links"))
                    Assert.NotEqual(0, await program.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}"));
            Assert.Equal(0, await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}"));
            Assert.Equal(0, await connection.ExecuteAsync($"DELETE FROM {table}"));
        }

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => connection.ExecuteAsync("INSERT INTO barred (matter, who, why) VALUES ('m-1', 'ZJ', 'complained-of')"));
        Assert.Contains("row-level security", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_was_given_back_reads_as_nobody_it_read_as_before()
    {
        using var district = await Found();
        var matters = await GateTests.Populate(district);

        for (var i = 0; i < 3; i++)
        {
            await using (var administrator = district.Database.OpenFor(new Viewer(Role.Administrator, SampleUnits.Office.Code)))
                Assert.Equal(0, await administrator.ExecuteScalarAsync<long>("SELECT count(*) FROM matters"));
            await using var program = district.Database.OpenToRead();
            Assert.Equal(matters.Count, await program.ExecuteScalarAsync<long>("SELECT count(*) FROM matters"));
        }
    }

    [Fact]
    public async Task Tables_that_were_rebuilt_or_migrated_are_guarded_again()
    {
        using var district = await Found();
        await GateTests.Populate(district);
        await Rebuild.Run(district.Store, cancel: TestContext.Current.CancellationToken);
        await using (var program = district.Database.OpenToRead())
        {
            await program.ExecuteAsync("DROP POLICY gate ON matters");
            Assert.Equal(0, await program.ExecuteScalarAsync<long>("SELECT count(*) FROM matters")); // rather nothing than everything
        }

        district.OpenAgain();

        await using var again = district.Database.OpenToRead();
        Assert.Equal(
            Guarded.Order(StringComparer.Ordinal),
            await again.QueryAsync<string>(
                """
                SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity ORDER BY c.relname COLLATE "C"
                """));
        Assert.NotEqual(0, await again.ExecuteScalarAsync<long>("SELECT count(*) FROM matters"));
    }

    [Fact]
    public void A_superuser_whom_no_policy_binds_is_refused_with_what_to_do()
    {
        var admin = Environment.GetEnvironmentVariable("XINQIAO_TEST_POSTGRES_ADMIN");
        Assert.SkipWhen(admin is null, "XINQIAO_TEST_POSTGRES_ADMIN is not set: no PostgreSQL here.");
        using var database = Databases.At(admin);

        var e = Assert.Throws<DatabaseUnusableException>(database.Prepare);
        Assert.Contains("NOSUPERUSER", e.Message, StringComparison.Ordinal);
    }

    private static Task<District> Found()
    {
        Assert.SkipWhen(TestDatabase.PostgresServer is null, "XINQIAO_TEST_POSTGRES is not set: no PostgreSQL here.");
        return District.Found(Engine.Postgres);
    }
}
