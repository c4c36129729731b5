using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class FoundingTests
{
    [Theory, OnEachEngine]
    public async Task The_first_event_says_what_the_database_is_for(Engine engine)
    {
        using var district = await District.Found(engine, DatabaseKind.Replay);

        var stamp = CaseStore.ReadStamp(district.Database);

        Assert.Equal(SampleUnits.Demo with { Kind = DatabaseKind.Replay }, stamp);
        Assert.Equal(stamp, district.OpenAgain().Stamp);
    }

    [Theory, OnEachEngine]
    public async Task A_founded_database_cannot_be_founded_again(Engine engine)
    {
        using var district = await District.Found(engine);

        await Assert.ThrowsAsync<DatabaseUnusableException>(() => CaseStore.Found(
            district.Database, district.Place.Keys, district.Clock, Rules.Embedded,
            SampleUnits.Demo with { Kind = DatabaseKind.Real }));
        Assert.Equal(DatabaseKind.Demo, CaseStore.ReadStamp(district.Database)!.Kind);
    }

    [Theory, OnEachEngine]
    public async Task Of_two_that_found_at_once_one_is_refused(Engine engine)
    {
        using var place = new TestDatabase(engine);
        using var first = place.Open();
        using var second = place.Open();
        var clock = new SampleClock(DateTimeOffset.UnixEpoch);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var both = new[] { (first, DatabaseKind.Demo), (second, DatabaseKind.Real) }.Select(f => Task.Run(async () =>
        {
            await start.Task;
            return await CaseStore.Found(f.Item1, place.Keys, clock, Rules.Embedded, SampleUnits.Demo with { Kind = f.Item2 });
        })).ToArray();
        start.SetResult();
        await Task.WhenAny(Task.WhenAll(both));

        using var store = await Assert.Single(both, t => t.IsCompletedSuccessfully);
        await Assert.ThrowsAsync<DatabaseUnusableException>(() => Assert.Single(both, t => t.IsFaulted));
        Assert.Equal(store.Stamp, CaseStore.ReadStamp(first));
    }

    [Theory, OnEachEngine]
    public async Task A_second_stamp_is_refused_whoever_asks_for_it(Engine engine)
    {
        using var district = await District.Found(engine);

        await Assert.ThrowsAsync<DatabaseUnusableException>(() => district.Store.Act(new Intent(
            SampleUnits.System, (_, _) => Decision.Accept(SampleUnits.Demo with { Kind = DatabaseKind.Real }))));
        Assert.Equal(DatabaseKind.Demo, district.OpenAgain().Stamp.Kind);
    }

    [Theory, OnEachEngine]
    public void An_empty_database_is_not_opened(Engine engine)
    {
        using var place = new TestDatabase(engine);
        using var database = place.Open();

        Assert.Null(CaseStore.ReadStamp(database));
        var e = Assert.Throws<DatabaseUnusableException>(() => new CaseStore(database, place.Keys, TimeProvider.System, Rules.Embedded));
        Assert.Contains("初始化", e.Message, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task A_real_database_refuses_a_supplied_time(Engine engine)
    {
        using var district = await District.Found(engine, DatabaseKind.Real);
        var intent = SampleActs.File(SamplePetition.New(), district.Codes) with { At = district.Clock.Now.AddDays(-1) };

        await Assert.ThrowsAsync<InvalidOperationException>(() => district.Store.Act(intent));
    }

    [Theory, OnEachEngine]
    public async Task Demo_and_replay_databases_accept_a_supplied_time(Engine engine)
    {
        using var district = await District.Found(engine, DatabaseKind.Replay, at: "2020-01-02T00:00:00Z");
        var at = new DateTimeOffset(2021, 5, 6, 7, 8, 9, TimeSpan.Zero);

        var done = await district.Do(SampleActs.File(SamplePetition.New(), district.Codes) with { At = at });

        Assert.All(done.Events, e => Assert.Equal(at, e.RecordedAt));
    }
}
