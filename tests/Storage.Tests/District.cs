using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>A founded district on an engine, with its clock in the test's hand.</summary>
internal sealed class District : IDisposable
{
    private readonly TestDatabase place;
    private readonly List<IDisposable> open = [];

    private District(TestDatabase place, SampleClock clock) => (this.place, Clock) = (place, clock);

    public SampleClock Clock { get; }
    public CaseStore Store { get; private set; } = null!;
    public IDatabase Database => Store.Database;
    public TestDatabase Place => place;
    public QueryCodes Codes => new(Store);

    public static async Task<District> Found(
        Engine engine, DatabaseKind kind = DatabaseKind.Demo, string at = "2026-03-02T01:00:00Z", Action<KeyFolder>? prepare = null)
    {
        var clock = new SampleClock(DateTimeOffset.Parse(at));
        var district = new District(new TestDatabase(engine), clock);
        prepare?.Invoke(district.place.Keys);
        try
        {
            var database = district.place.Open();
            district.open.Add(database);
            district.Store = await CaseStore.Found(
                database, district.place.Keys, clock, Rules.Embedded, SampleUnits.Demo with { Kind = kind });
            district.open.Add(district.Store);
            await UnitQueries.Establish(district.Store, SampleUnits.System, SampleUnits.All);
            return district;
        }
        catch
        {
            district.Dispose();
            throw;
        }
    }

    /// <summary>Another store on the same database, as another node would open it.</summary>
    public CaseStore OpenAgain(KeyFolder? keys = null)
    {
        var database = place.Open();
        open.Add(database);
        var store = new CaseStore(database, keys ?? place.Keys, Clock, Rules.Embedded);
        open.Add(store);
        return store;
    }

    public async Task<Result.Done> Do(Intent intent, CaseStore? by = null) =>
        Assert.IsType<Result.Done>(await (by ?? Store).Act(intent));

    public async Task<SamplePetition> File(SamplePetition? petition = null)
    {
        petition ??= SamplePetition.New();
        await Do(SampleActs.File(petition, Codes));
        return petition;
    }

    /// <summary>Acts that the writer finds waiting together, and so decides in one batch.</summary>
    public async Task<Task<Result>[]> Together(params Intent[] intents)
    {
        var first = await Occupy();
        var acts = intents.Select(Store.Act).ToArray();
        await first();
        await Task.WhenAny(Task.WhenAll(acts));
        return acts;
    }

    /// <summary>Keeps the writer busy until what is answered here is called, so that whatever comes meanwhile waits together.</summary>
    public async Task<Func<Task>> Occupy()
    {
        var release = new ManualResetEventSlim();
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Store.Write(_ =>
        {
            busy.SetResult();
            return release.Wait(TimeSpan.FromMinutes(1));
        });
        await busy.Task;
        return async () =>
        {
            release.Set();
            await first;
            release.Dispose();
        };
    }

    public void Dispose()
    {
        for (var i = open.Count - 1; i >= 0; i--) open[i].Dispose();
        place.Dispose();
    }
}
