using Dapper;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class RebuildTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_rebuild_beside_live_traffic_ends_in_what_the_log_says(Engine engine)
    {
        using var district = await District.Found(engine);
        var history = new SampleHistory(p => SampleActs.File(p, district.Codes));
        var random = new Random(5);
        Task Acts(int cases) => district.Together([.. Enumerable.Range(0, 30).Select(_ => history.Next(
            new SampleStep(random.Next(cases), random.Next(40), random.Next(3))))]);
        for (var i = 0; i < 10; i++) await Acts(60);
        await Plant(district);
        Assert.NotEmpty(Audit.Of(district.Store));

        var rebuild = Rebuild.Run(district.Store, cancel: Cancel);
        var acts = 0;
        do
        {
            await Acts(100);
            acts++;
        }
        while (!rebuild.IsCompleted);
        await rebuild;
        await Acts(100);

        Assert.Empty(Audit.Of(district.Store));
        Assert.NotEqual(0, acts);
    }

    [Theory, OnEachEngine]
    public async Task Acts_that_fall_between_the_copy_and_the_swap_are_in_it(Engine engine)
    {
        using var district = await District.Found(engine);
        var samples = new List<SamplePetition>();
        for (var i = 0; i < 5; i++) samples.Add(await district.File());

        // The report comes when all is copied and nothing is swapped.
        await Rebuild.Run(district.Store, new Reported(p =>
        {
            foreach (var sample in samples) district.Store.Act(SampleActs.Register(sample.Matter)).GetAwaiter().GetResult();
        }), Cancel);

        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task Rebuilding_twice_leaves_tables_keys_and_indexes_as_they_were(Engine engine)
    {
        using var district = await District.Found(engine);
        var (shape, indexes) = (Schema.Of(district.Database), Schema.Indexes(district.Database));
        await district.File();

        await Rebuild.Run(district.Store, cancel: Cancel);
        Assert.Equal(Names(indexes), Names(Schema.Indexes(district.Database)));
        await Rebuild.Run(district.Store, cancel: Cancel);

        Assert.Equal(indexes, Schema.Indexes(district.Database));
        Assert.Equal(shape.Select(t => $"{t.Key}: {t.Value}").Order(), Schema.Of(district.Database).Select(t => $"{t.Key}: {t.Value}").Order());
        await district.File();
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task An_interrupted_rebuild_changes_nothing_and_can_be_run_again(Engine engine)
    {
        using var district = await District.Found(engine);
        for (var i = 0; i < 3; i++) await district.File();
        await Plant(district);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Rebuild.Run(district.Store, new Reported(_ => cancel.Cancel()), cancel.Token));
        Assert.NotEmpty(Audit.Of(district.Store));
        await Rebuild.Run(district.Store, cancel: Cancel);

        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task A_new_calendar_rewrites_the_terms_beside_live_traffic(Engine engine)
    {
        using var district = await District.Found(engine);
        var samples = new List<SamplePetition>();
        for (var i = 0; i < 30; i++) samples.Add(await district.File());
        foreach (var sample in samples.Take(10)) await district.Do(SampleActs.Register(sample.Matter));

        // A made-up rest period moves the control dates of CLK-01.
        var march = new RestPeriod("临时放假", new DateOnly(2026, 3, 12), new DateOnly(2026, 3, 20));
        var year = Calendar.Embedded.Years.Single(y => y.Year == 2026);
        district.Store.Rules = new Rules(Calendar.Of([
            .. Calendar.Embedded.Years.Where(y => y.Year != 2026),
            new CalendarYear(2026, year.Notices, [.. year.Rest, march], year.MakeUp),
        ]), Settings.None);
        Assert.NotEmpty(Audit.Of(district.Store));

        var rewrite = DeadlineRewrite.Run(district.Store, cancel: Cancel);
        foreach (var sample in samples.Take(10)) await district.Do(SampleActs.Forward(sample.Matter, SampleUnits.Street));
        Assert.InRange(await rewrite, 20, 30);

        Assert.Empty(Audit.Of(district.Store));
        Assert.Equal(0, await DeadlineRewrite.Run(district.Store, cancel: Cancel));
    }

    // A row that says something else than the log, and one that no replay can make.
    private static async Task Plant(District district)
    {
        await using var connection = district.Database.OpenToRead();
        Assert.Equal(1, await connection.ExecuteAsync(
            "UPDATE matters SET stage = 'rated', unit = 'JT' WHERE id = (SELECT min(id) FROM matters)"));
        await connection.ExecuteAsync(
            """
            INSERT INTO matters (id, number, petition, stage, purpose, sealed, urgent, raised_at, last_at, unserved, to_execute, version)
            VALUES ('m-nobody', 'none', 'p-nobody', 'sealed', 'request', 0, 0, 1, 1, 0, 0, 1)
            """);
        await connection.ExecuteAsync(
            "INSERT INTO deadlines (matter, clock, open, pack, calendar_version) VALUES ('m-nobody', 'CLK-01', 1, '2022', 'none')");
        Assert.NotEqual(0, await connection.ExecuteAsync("DELETE FROM petitions WHERE id = (SELECT max(id) FROM petitions)"));
    }

    private static IEnumerable<string> Names(IEnumerable<string> indexes) =>
        indexes.Select(i => i.Replace("_rebuilt", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Progress that is told at once, on the same thread.</summary>
    private sealed class Reported(Action<RebuildProgress> tell) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => tell(value);
    }
}
