using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>The counts of a unit's card on each engine, compared with the folded matters.</summary>
public sealed class UnitCardTests
{
    [Theory, OnEachEngine]
    public async Task A_card_counts_what_the_folded_matters_say(Engine engine)
    {
        using var district = await District.Found(engine);
        var matters = new List<StreamId>();
        for (var i = 0; i < 6; i++)
        {
            var sample = await district.File();
            matters.Add(sample.Matter);
            await district.Do(SampleActs.Register(sample.Matter));
            await district.Do(SampleActs.Forward(sample.Matter, SampleUnits.Housing));
            await district.Do(SampleActs.Receive(sample.Matter, SampleUnits.Housing));
            if (i < 4) await district.Do(SampleActs.Object(sample.Matter, SampleUnits.Housing));
            if (i is 1 or 2) await district.Do(SampleActs.Decide(sample.Matter, i == 1 ? SampleUnits.Transport : null));
        }

        await district.Do(SampleActs.Notify(matters[5], SampleUnits.Housing, Route.StatutoryDuty));
        var queries = new UnitCardQueries(district.Store, new MatterQueries(district.Store, new CaseReader(district.Store)));
        var today = DateOnly.FromDateTime(district.Clock.Now.Date);
        async Task<UnitCard> Of(Role role, string of, int days = 0) => await queries.Of(
            new Viewer(role, of), "ZJ", today.AddDays(days), today.AddYears(-1));

        foreach (var role in (Role[])[Role.Supervisor, Role.Router, Role.UnitHead])
        {
            var card = await Of(role, role == Role.UnitHead ? "ZJ" : "XF");
            Assert.Equal((4, 0), (card.InHand, card.Late));
            Assert.Equal(
                (4L, 1L, 1L, 2L),
                (card.Objections.Filed, card.Objections.Admitted, card.Objections.NotAdmitted, card.Objections.Pending));
            Assert.Equal([(1L, 1L)], card.Returns.Select(r => (r.Times, r.Matters)));
        }

        // The decision on an objection is the petition department's to make; every other open term of the unit's matters is the unit's.
        var (owed, later) = (0, today.AddDays(100));
        foreach (var id in matters)
        {
            var state = (await new CaseReader(district.Store).Matter(id))!.State;
            if (state.Dispatch!.Unit == "ZJ")
                owed += Deadlines.Of(state, district.Store.Rules).Count(d => d.IsOpen && d.Clock.Id != ClockId.ObjectionDecision && d.Term!.Value.Nominal < later);
        }

        Assert.True(owed > 5);
        Assert.Equal(owed, (await Of(Role.Supervisor, "XF", days: 100)).Late);
        Assert.Equal(0, (await queries.Of(new Viewer(Role.Supervisor, "XF"), "ZJ", today, today.AddDays(1))).Objections.Filed);
        foreach (var role in (Role[])[Role.DisciplineLiaison, Role.Administrator, Role.Petitioner])
            Assert.Equal((0, 0, 0L), ((await Of(role, "ZJ")).InHand, (await Of(role, "ZJ", 100)).Late, (await Of(role, "ZJ")).Objections.Filed));
    }
}
