using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Administration;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class RulesTests
{
    private const string Next =
        """
        {"year":2027,"notices":["国办发明电〔2026〕9号"],"rest":[{"name":"元旦","from":"2027-01-01","to":"2027-01-03"}],"makeUp":[]}
        """;

    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");
    private static readonly string Deemed = RulePack.Of2022[ClockId.DeemedAcceptance].SettingKey;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A made-up rest period that moves the control dates of what is filed on 2 March.</summary>
    private static string March
    {
        get
        {
            var year = Calendar.Embedded.Years.Single(y => y.Year == 2026);
            var march = new RestPeriod("临时放假", new DateOnly(2026, 3, 12), new DateOnly(2026, 3, 20));
            return new CalendarYear(2026, year.Notices, [.. year.Rest, march], year.MakeUp).ToJson();
        }
    }

    private static RulesWatch WatchOf(CaseStore store) => new(store, NullLogger<RulesWatch>.Instance);

    private static async Task Load(CaseStore store, string text)
    {
        using var watch = WatchOf(store);
        Assert.IsType<Result.Done>(await new RuleChanges(store, watch).LoadCalendar(Administrator, text, "国办通知"));
    }

    private static async Task Make(CaseStore store, string value, DateOnly from)
    {
        using var watch = WatchOf(store);
        Assert.IsType<Result.Done>(await new RuleChanges(store, watch).MakeSetting(Administrator, Deemed, value, from));
    }

    private static DateOnly? Objection(CaseStore store) => Term.Reckon(
        store.Rules.On(new(2026, 12, 29))[ClockId.Objection], new(2026, 12, 29), store.Calendar).Nominal;

    [Theory, OnEachEngine]
    public async Task What_one_node_loads_and_sets_holds_there_at_once_on_the_other_soon_and_after_every_start(Engine engine)
    {
        using var district = await District.Found(engine);
        var other = district.OpenAgain();
        Assert.Null(Objection(district.Store));

        await Load(district.Store, Next);
        await Make(district.Store, "20", new(2026, 6, 1));
        Assert.Equal(new DateOnly(2027, 1, 6), Objection(district.Store));
        Assert.Null(Objection(other));
        other.ReadRules();

        foreach (var store in new[] { district.Store, other, district.OpenAgain() })
        {
            Assert.Equal(district.Store.Rules.Version, store.Rules.Version);
            Assert.Equal(new DateOnly(2027, 1, 6), Objection(store));
            Assert.Equal(15, store.Rules.On(new(2026, 5, 31))[ClockId.DeemedAcceptance].Length);
            Assert.Equal(20, store.Rules.On(new(2026, 6, 1))[ClockId.DeemedAcceptance].Length);
        }
    }

    [Theory, OnEachEngine]
    public async Task A_value_set_again_for_the_same_day_and_a_year_loaded_again_take_the_place_of_the_first(Engine engine)
    {
        using var district = await District.Found(engine);
        await Load(district.Store, Next);
        await Load(district.Store, Next.Replace("2027-01-03", "2027-01-04", StringComparison.Ordinal));
        await Make(district.Store, "20", new(2026, 6, 1));
        await Make(district.Store, "25", new(2026, 6, 1));

        var again = district.OpenAgain();
        Assert.Equal(new DateOnly(2027, 1, 7), Objection(again));
        Assert.Equal("25", Assert.Single(again.Rules.Settings.All).Value);
    }

    [Theory, OnEachEngine]
    public async Task A_refused_year_leaves_no_row_and_no_event(Engine engine)
    {
        using var district = await District.Found(engine);
        using var watch = WatchOf(district.Store);
        Assert.IsType<Result.Refused>(await new RuleChanges(district.Store, watch).LoadCalendar(Administrator, March, reason: null));
        Assert.IsType<Result.Refused>(await new RuleChanges(district.Store, watch).MakeSetting(Administrator, "clock.CLK-05.length", "90", new(2026, 6, 1)));

        await using var connection = district.Database.OpenToRead();
        Assert.Equal(-1, StoredRules.Position(connection, null));
        Assert.Equal(Rules.Embedded.Version, district.OpenAgain().Rules.Version);
    }

    [Theory, OnEachEngine]
    public async Task Each_node_that_follows_leaves_rows_of_the_new_rules_alone(Engine engine)
    {
        using var district = await District.Found(engine);
        var other = district.OpenAgain();
        for (var i = 0; i < 10; i++) await district.File();
        await Load(district.Store, March);
        Assert.NotEmpty(Audit.Of(district.Store));
        // The other has not heard yet: it writes rows of the old rules, and would like to write more.
        await district.Do(SampleActs.File(SamplePetition.New(), district.Codes), other);
        Assert.Equal(0, await DeadlineRewrite.Run(other, cancel: Cancel));

        using var watch = WatchOf(district.Store);
        using var otherWatch = WatchOf(other);
        await watch.Follow(Cancel);
        Assert.Empty(Audit.Of(district.Store));
        await district.Do(SampleActs.File(SamplePetition.New(), district.Codes), other);
        await otherWatch.Follow(Cancel);
        Assert.Empty(Audit.Of(district.Store));
        Assert.Null(watch.Rewriting);
    }

    [Theory, OnEachEngine]
    public async Task A_rewrite_that_broke_off_is_finished_after_the_next_start(Engine engine)
    {
        using var district = await District.Found(engine);
        for (var i = 0; i < 30; i++) await district.File();
        await Load(district.Store, March);
        using var broken = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DeadlineRewrite.Run(
            district.Store, new Reported(_ => broken.Cancel()), pageRows: 8, broken.Token));
        Assert.InRange(await Stale(district), 1, 29);

        var restarted = district.OpenAgain();
        using var watch = WatchOf(restarted);
        await watch.Follow(Cancel);
        Assert.Equal(0, await Stale(district));
        Assert.Empty(Audit.Of(restarted));
    }

    [Theory, OnEachEngine]
    public async Task A_matter_that_changes_after_it_was_folded_gets_the_rows_of_its_last_state(Engine engine)
    {
        using var district = await District.Found(engine);
        var other = district.OpenAgain();
        var samples = new List<SamplePetition>();
        for (var i = 0; i < 20; i++) samples.Add(await district.File());
        await Load(district.Store, March);
        other.ReadRules();

        // The report of the first page comes when the next pages were read: acts of the other node fall between.
        var acts = 0;
        await DeadlineRewrite.Run(district.Store, new Reported(_ =>
        {
            if (acts++ > 0) return;
            foreach (var sample in samples)
            {
                other.Act(SampleActs.Register(sample.Matter)).GetAwaiter().GetResult();
                other.Act(SampleActs.Forward(sample.Matter, SampleUnits.Street)).GetAwaiter().GetResult();
            }
        }), pageRows: 5, Cancel);

        Assert.NotEqual(0, acts);
        Assert.Empty(Audit.Of(district.Store));
    }

    private static async Task<long> Stale(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM deadlines WHERE calendar_version = @Version", new { Rules.Embedded.Version });
    }

    [Theory, OnEachEngine]
    public async Task A_matter_raised_under_the_old_rules_between_those_being_rewritten_is_still_to_be_rewritten(Engine engine)
    {
        using var district = await District.Found(engine);
        var unaware = district.OpenAgain();
        for (var i = 0; i < 19; i++) await district.File();
        await district.File(SamplePetition.New() with { Matter = new StreamId("m" + new string('f', 32)) });
        await Load(district.Store, March);

        // It lies before the last of the last page, which was read when the first one's report came.
        var between = SamplePetition.New() with { Matter = new StreamId("m" + new string('f', 31) + "e") };
        var acts = 0;
        var rewritten = await DeadlineRewrite.Run(district.Store, new Reported(_ =>
        {
            if (acts++ == 0) district.Do(SampleActs.File(between, district.Codes), unaware).GetAwaiter().GetResult();
        }), pageRows: 5, Cancel);

        Assert.Equal((20, 1), (rewritten, await Stale(district)));
        Assert.Equal(1, await DeadlineRewrite.Run(district.Store, cancel: Cancel));
        Assert.Empty(Audit.Of(district.Store));
    }

    private sealed class Reported(Action<long> what) : IProgress<long>
    {
        public void Report(long value) => what(value);
    }
}
