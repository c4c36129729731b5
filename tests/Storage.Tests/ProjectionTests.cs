using CsCheck;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>The rows that lists read equal a fresh fold of the log, whatever happened.</summary>
public sealed class ProjectionTests
{
    internal static readonly Gen<SampleStep> Step =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 40], Gen.Int[0, 2], (c, a, u) => new SampleStep(c, a, u));

    [Theory, OnEachEngine]
    public async Task Rows_equal_the_fold_after_any_history(Engine engine)
    {
        using var district = await District.Found(engine);
        var refused = 0;

        await Step.Array[40, 120].SampleAsync(
            async steps =>
            {
                var history = new SampleHistory(p => SampleActs.File(p, district.Codes));
                foreach (var chunk in steps.Chunk(8))
                {
                    var acts = await district.Together([.. chunk.Select(history.Next)]);
                    refused += (await Task.WhenAll(acts)).Count(r => r is Result.Refused);
                    district.Clock.Now = district.Clock.Now.AddHours(7);
                }

                Assert.Empty(Audit.Of(district.Store));
            },
            iter: 6, threads: 1);

        Assert.NotEqual(0, refused);
    }

    [Theory, OnEachEngine]
    public async Task A_case_that_went_the_whole_way_is_rated_and_its_terms_are_met(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        foreach (var intent in SampleActs.Path(sample.Matter, SampleUnits.Housing))
        {
            await district.Do(intent);
            district.Clock.Now = district.Clock.Now.AddDays(1);
        }

        var matter = (await new CaseReader(district.Store).Matter(sample.Matter))!.State;

        Assert.Equal(Stage.Rated, matter.Stage);
        Assert.All(DeadlineRow.Of(matter, district.Store.Rules), d => Assert.True(d.MetOn is not null || d.Clock == ClockId.Execution, d.Clock));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task A_reopened_store_decides_on_the_same_states(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        foreach (var intent in SampleActs.Path(sample.Matter, SampleUnits.Housing))
            await district.Do(intent, district.OpenAgain());

        Assert.IsType<Result.Refused>(await district.Store.Act(SampleActs.Register(sample.Matter)));
        Assert.Empty(Audit.Of(district.Store));
    }
}
