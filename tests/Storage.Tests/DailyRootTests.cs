using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Ledger;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class DailyRootTests
{
    [Theory, OnEachEngine]
    public async Task A_day_that_is_over_has_one_root_for_ever_and_today_has_none(Engine engine)
    {
        using var district = await District.Found(engine);
        var witnessed = new WitnessedCheckpoint(district.Store);
        var first = Shanghai.DateOf(district.Clock.Now);
        DailyRoot? On(int day) => DailyRoot.Of(district.Store, witnessed, first.AddDays(day));
        Assert.Null(On(0));

        // The last act of a day at 23:59:59, the first of the next at 00:00 sharp; on the third day nothing happens.
        await district.File();
        district.Clock.Now = Shanghai.StartOf(first.AddDays(1)).AddSeconds(-1);
        var last = Checkpoint.Parse((await district.Do(Samples.SampleActs.File(Samples.SamplePetition.New(), district.Codes))).Checkpoint.Text);
        Assert.Null(On(0));
        district.Clock.Now = Shanghai.StartOf(first.AddDays(1));
        var next = Checkpoint.Parse((await district.Do(Samples.SampleActs.File(Samples.SamplePetition.New(), district.Codes))).Checkpoint.Text);
        Assert.Equal(last, On(0)!.Checkpoint);
        Assert.Equal(last.Size, On(0)!.Added);
        Assert.Null(On(1));
        district.Clock.Now = Shanghai.StartOf(first.AddDays(3));
        await district.File();

        Assert.Equal(last, On(0)!.Checkpoint);
        Assert.Equal((next, next.Size - last.Size), (On(1)!.Checkpoint, On(1)!.Added));
        Assert.Equal((next, 0L), (On(2)!.Checkpoint, On(2)!.Added));
        Assert.Equal(next.Root.ToHex(), string.Concat(On(2)!.Groups));
        Assert.Null(On(-1));
        Assert.Null(On(3));
    }
}
