using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class NumberTests
{
    [Theory, OnEachEngine]
    public async Task Numbers_of_an_organ_have_no_gap_and_a_refused_act_uses_none(Engine engine)
    {
        using var district = await District.Found(engine);
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            numbers.Add(Number(await district.Do(SampleActs.File(SamplePetition.New(), district.Codes))));
            // This decider draws a number and then thinks better of it.
            Assert.IsType<Result.Refused>(await district.Store.Act(new Intent(SampleUnits.Registrar, (_, act) =>
            {
                act.Next(new Series("XF", "petition", 2026));
                return Decision.Refuse(TextRule.Source, "no", "不行。");
            })));
        }

        Assert.Equal(["XF2026-000001", "XF2026-000002", "XF2026-000003"], numbers);
    }

    [Theory, OnEachEngine]
    public async Task Series_of_different_organs_do_not_touch_each_other(Engine engine)
    {
        using var district = await District.Found(engine);
        var documents = new List<string>();
        foreach (var unit in (Unit[])[SampleUnits.Housing, SampleUnits.Housing, SampleUnits.Street])
        {
            var sample = await district.File();
            await district.Do(SampleActs.Register(sample.Matter));
            var forwarded = (MatterForwarded)(await district.Do(SampleActs.Forward(sample.Matter, unit))).Events[0].Event;
            await district.Do(SampleActs.Receive(sample.Matter, unit));
            var notice = (NoticeIssued)(await district.Do(SampleActs.Notify(sample.Matter, unit))).Events[0].Event;
            documents.AddRange([forwarded.DocumentNumber, forwarded.ReceiptNumber!, notice.DocumentNumber]);
        }

        Assert.Equal(
            [
                "崇信〔2026〕1号", "崇信〔2026〕2号", "崇住建〔2026〕1号", "崇信〔2026〕3号", "崇信〔2026〕4号", "崇住建〔2026〕2号",
                "崇信〔2026〕5号", "崇信〔2026〕6号", "东街〔2026〕1号",
            ], documents);
    }

    [Theory, OnEachEngine]
    public async Task Numbers_begin_again_at_midnight_in_Shanghai_on_new_years_eve(Engine engine)
    {
        using var district = await District.Found(engine, at: "2026-12-31T15:59:59Z");
        var last = Number(await district.Do(SampleActs.File(SamplePetition.New(), district.Codes)));
        district.Clock.Now = district.Clock.Now.AddSeconds(1);

        var first = Number(await district.Do(SampleActs.File(SamplePetition.New(), district.Codes)));

        Assert.Equal(("XF2026-000001", "XF2027-000001"), (last, first));
    }

    [Theory, OnEachEngine]
    public async Task A_reopened_store_goes_on_counting(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();

        var next = Number(await district.Do(SampleActs.File(SamplePetition.New(), district.Codes), district.OpenAgain()));
        var after = Number(await district.Do(SampleActs.File(SamplePetition.New(), district.Codes)));

        Assert.Equal(("XF2026-000002", "XF2026-000003"), (next, after));
    }

    private static string Number(Result.Done done) => ((PetitionFiled)done.Events[0].Event).Number[..^2];
}
