using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>The national system's number: one petition bears it, whoever comes first, and lists find it.</summary>
public sealed class NationalNumberTests
{
    private const string Number = "32061320260302000017";

    private static Intent Record(SamplePetition p, string number, string? reason = null) => new(
        SampleUnits.Registrar, (cases, act) => NationalNumber.Record(cases.Petition(p.Petition), number, reason, cases.BearerOf, act))
    {
        Streams = [p.Petition],
    };

    private static void Taken(Result result) =>
        Assert.Contains(Assert.IsType<Result.Refused>(result).Refusals, r => r.Code == "national-number-taken");

    [Theory, OnEachEngine]
    public async Task Of_two_petitions_one_bears_it_in_one_batch_and_in_the_next(Engine engine)
    {
        using var district = await District.Found(engine);
        var (first, second, third) = (await district.File(), await district.File(), await district.File());

        var together = await district.Together(Record(first, Number), Record(second, Number));

        Assert.IsType<Result.Done>(await together[0]);
        Taken(await together[1]);
        Taken(await district.Store.Act(Record(third, Number)));
        Taken(await district.OpenAgain().Act(Record(third, Number)));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task A_number_that_was_corrected_is_free_for_another(Engine engine)
    {
        using var district = await District.Found(engine);
        var (first, second) = (await district.File(), await district.File());
        await district.Do(Record(first, Number));

        var together = await district.Together(Record(first, "32061320260302000018", "抄错末位"), Record(second, Number));

        foreach (var act in together) Assert.IsType<Result.Done>(await act);
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task Lists_find_a_petition_by_it_and_still_after_a_rebuild(Engine engine)
    {
        using var district = await District.Found(engine);
        var (bears, other) = (await district.File(), await district.File());
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));
        await district.Do(Record(bears, Number));

        Task<IReadOnlyList<ListedMatter>> Found(string number) =>
            queries.List(new Viewer(Role.Registrar, ""), new MatterFilter(Number: number));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal([bears.Matter.Value], (await Found(Number)).Select(m => m.Id));
            Assert.Empty(await Found("32061320260302000018"));
            var own = (await Found((await queries.Find(new Viewer(Role.Registrar, ""), other.Matter))!.Number))[0];
            Assert.Equal(other.Matter.Value, own.Id);
            await Rebuild.Run(district.Store, cancel: TestContext.Current.CancellationToken);
        }
    }

    [Theory, OnEachEngine]
    public async Task A_database_of_the_program_before_gets_the_column_and_keeps_its_petitions(Engine engine)
    {
        using var district = await District.Found(engine);
        var petition = await district.File();
        var before = SchemaFiles.Scripts(engine.ToString()).TakeWhile(s => !s.Contains("national_number", StringComparison.Ordinal)).Count();
        await using (var connection = district.Database.OpenToRead())
        {
            // A database of that time guards no rows.
            if (engine == Engine.Postgres) await connection.ExecuteAsync("DROP POLICY gate ON deadlines; ALTER TABLE deadlines DISABLE ROW LEVEL SECURITY");
            await connection.ExecuteAsync(
                """
                DROP INDEX petitions_by_national_number;
                ALTER TABLE petitions DROP COLUMN national_number;
                DROP INDEX matters_of_category;
                ALTER TABLE matters DROP COLUMN category;
                ALTER TABLE units DROP COLUMN ended_on;
                ALTER TABLE people DROP COLUMN must_change;
                ALTER TABLE people DROP COLUMN first_until;
                ALTER TABLE sessions DROP COLUMN proven_at;
                DROP INDEX deadlines_of_district;
                DROP INDEX deadlines_of_unit;
                ALTER TABLE deadlines DROP COLUMN sealed;
                ALTER TABLE deadlines DROP COLUMN unit;
                """);
            await connection.ExecuteAsync(
                engine == Engine.Sqlite ? $"PRAGMA user_version = {before}" : $"DELETE FROM schema_version WHERE version > {before}");
        }

        var again = district.OpenAgain();

        Assert.Empty(Audit.Of(again));
        await district.Do(Record(petition, Number), again);
        Assert.Empty(Audit.Of(again));
    }
}
