using Dapper;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Two stores on one database. On SQLite this happens only while one program takes over from another; on PostgreSQL always.</summary>
public sealed class TwoNodesTests
{
    [Theory, OnEachEngine]
    public async Task Acts_of_two_nodes_at_once_make_one_log_without_gaps(Engine engine)
    {
        using var district = await District.Found(engine);
        CaseStore[] nodes = [district.Store, district.OpenAgain()];
        var cases = Enumerable.Range(0, 40).Select(_ => SamplePetition.New()).ToArray();

        // Each case changes nodes with every act, so a state remembered by one is always out of date.
        var results = await Task.WhenAll(cases.Select((sample, i) => Task.Run(async () =>
        {
            var done = new List<Result> { await nodes[i % 2].Act(SampleActs.File(sample, district.Codes)) };
            foreach (var (n, intent) in SampleActs.Path(sample.Matter, SampleUnits.Housing).Take(8).Index())
                done.Add(await nodes[(i + n + 1) % 2].Act(intent));
            return done;
        })));

        Assert.All(results.SelectMany(r => r), r => Assert.IsType<Result.Done>(r));
        var numbers = results.Select(r => ((PetitionFiled)((Result.Done)r[0]).Events[0].Event).Number[..^2]).Order();
        Assert.Equal(Enumerable.Range(1, 40).Select(n => $"XF2026-{n:000000}"), numbers);
        Assert.Empty(Audit.Of(nodes[1]));
    }

    [Theory, OnEachEngine]
    public async Task A_node_decides_on_what_the_other_recorded_a_moment_ago(Engine engine)
    {
        using var district = await District.Found(engine);
        var other = district.OpenAgain();
        var sample = await district.File();
        await district.Do(SampleActs.Register(sample.Matter)); // now this node remembers the matter

        await district.Do(SampleActs.Forward(sample.Matter, SampleUnits.Housing), other);
        var again = Assert.IsType<Result.Refused>(await district.Store.Act(SampleActs.Forward(sample.Matter, SampleUnits.Street)));

        Assert.Equal("already-forwarded", again.Refusals[0].Code);
    }

    [Theory, OnEachEngine]
    public async Task Every_size_is_signed_once(Engine engine)
    {
        using var district = await District.Found(engine);
        CaseStore[] nodes = [district.Store, district.OpenAgain()];

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(
            () => nodes[i % 2].Act(SampleActs.File(SamplePetition.New(), district.Codes)))));

        await using var connection = district.Database.OpenToRead();
        var sizes = (await connection.QueryAsync<long>("SELECT size FROM checkpoints ORDER BY size")).ToList();
        Assert.Equal(sizes.Distinct(), sizes);
        Assert.Equal(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM events"), sizes[^1]);
    }
}
