using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Who sees which matter, asked of the database and compared with the folded matters.</summary>
public sealed class GateTests
{
    private static readonly Viewer[] Viewers =
    [
        .. from role in Words.All<Role>() from unit in SampleUnits.All select new Viewer(role, unit.Code),
    ];

    [Theory, OnEachEngine]
    public async Task Each_post_sees_its_own_and_nothing_else_in_lists_searches_and_counts(Engine engine)
    {
        using var district = await District.Found(engine);
        var matters = await Populate(district);
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));
        var filter = new MatterFilter(Limit: 1_000);

        foreach (var viewer in Viewers)
        {
            var visible = matters.Where(m => MaySee(viewer, m)).Select(m => m.Id.Value).ToHashSet();

            Assert.Equal(visible.Order(), (await queries.List(viewer, filter)).Select(m => m.Id).Order());
            Assert.Equal(visible.Count, await queries.Count(viewer, filter));
            Assert.Subset(visible, (await queries.ByDue(viewer, filter)).Select(m => m.Id).ToHashSet());
            foreach (var matter in matters)
            {
                Assert.Equal(visible.Contains(matter.Id.Value), await queries.Find(viewer, matter.Id) is not null);
                Assert.Equal(
                    visible.Contains(matter.Id.Value) ? 1 : 0, await queries.Count(viewer, new MatterFilter(Number: matter.Number)));
            }
        }
    }

    [Theory, OnEachEngine]
    public async Task Some_posts_see_something_and_the_administrator_nothing(Engine engine)
    {
        using var district = await District.Found(engine);
        var matters = await Populate(district);
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));

        Task<int> Seen(Role role) => queries.Count(new Viewer(role, SampleUnits.Housing.Code), new MatterFilter());

        Assert.Equal(matters.Count(m => !m.Sealed), await Seen(Role.Registrar));
        Assert.Equal(matters.Count(m => m.Sealed), await Seen(Role.DisciplineLiaison));
        Assert.InRange(await Seen(Role.Handler), 1, matters.Count - 1);
        Assert.Equal(0, await Seen(Role.Administrator));
        Assert.Equal(0, await Seen(Role.Petitioner));
    }

    [Theory, OnEachEngine]
    public async Task Filters_narrow_what_is_seen(Engine engine)
    {
        using var district = await District.Found(engine);
        var matters = (await Populate(district)).Where(m => !m.Sealed).ToList();
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));
        var viewer = new Viewer(Role.Supervisor, SampleUnits.Office.Code);

        async Task Check(MatterFilter filter, Func<Matter, bool> expected)
        {
            Assert.Equal(
                matters.Where(expected).Select(m => m.Id.Value).OrderDescending(), (await queries.List(viewer, filter)).Select(m => m.Id));
            Assert.Equal(matters.Count(expected), await queries.Count(viewer, filter));
        }

        await Check(new MatterFilter([Stage.ToRegister, Stage.ToReceive]), m => m.Stage is Stage.ToRegister or Stage.ToReceive);
        await Check(new MatterFilter([]), _ => false);
        await Check(new MatterFilter(Unit: "ZJ"), m => m.Dispatch?.Unit == "ZJ");
        await Check(new MatterFilter(Unserved: true), m => m.Unserved is not null);
        await Check(new MatterFilter(Number: matters[3].PetitionNumber), m => m.Id == matters[3].Id);
        await Check(new MatterFilter([Stage.ToReceive], Unit: "ZJ"), m => m.Stage == Stage.ToReceive && m.Dispatch?.Unit == "ZJ");
    }

    [Theory, OnEachEngine]
    public async Task A_row_tells_title_unit_and_nearest_term(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File(SamplePetition.New() with { Title = "门前积水" });
        await district.Do(SampleActs.Register(sample.Matter));
        await district.Do(SampleActs.Forward(sample.Matter, SampleUnits.Housing));
        await district.Do(SampleActs.Receive(sample.Matter, SampleUnits.Housing));
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));

        var row = (await queries.Find(new Viewer(Role.Handler, "ZJ"), sample.Matter))!;

        var matter = (await new CaseReader(district.Store).Matter(sample.Matter))!.State;
        var nearest = DeadlineRow.Of(matter, district.Store.Rules).Where(d => d.MetOn is null).MinBy(d => d.Due)!;
        Assert.Equal(("门前积水", "住建局", Stage.ToAccept, false), (row.Title, row.UnitName, row.StageOf, row.Unserved));
        Assert.Equal((nearest.Clock, nearest.Due, nearest.Nominal), (row.Clock, row.Due, row.Nominal));
    }

    [Theory, OnEachEngine]
    public async Task Paging_visits_each_row_once_by_age_and_by_due_date(Engine engine)
    {
        using var district = await District.Found(engine);
        await Populate(district);
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));
        var viewer = new Viewer(Role.Registrar, SampleUnits.Office.Code);

        foreach (var limit in (int[])[1, 2, 7])
        {
            var (byAge, byDue) = (new List<string>(), new List<string>());
            for (IReadOnlyList<ListedMatter> page = await queries.List(viewer, new MatterFilter(Limit: limit)); page.Count > 0;
                 page = await queries.List(viewer, new MatterFilter(Limit: limit, After: page[^1].Id)))
                byAge.AddRange(page.Select(m => m.Id));
            for (IReadOnlyList<ListedMatter> page = await queries.ByDue(viewer, new MatterFilter(Limit: limit)); page.Count > 0;
                 page = await queries.ByDue(viewer, new MatterFilter(Limit: limit, After: page[^1].DueKey)))
                byDue.AddRange(page.Select(m => m.DueKey));

            Assert.Equal((await queries.List(viewer, new MatterFilter(Limit: 1_000))).Select(m => m.Id), byAge);
            Assert.Equal((await queries.ByDue(viewer, new MatterFilter(Limit: 1_000))).Select(m => m.DueKey), byDue);
            Assert.Equal(byAge.OrderDescending(StringComparer.Ordinal), byAge);
            Assert.Equal(byDue.Order(StringComparer.Ordinal).Distinct(), byDue);
        }
    }

    [Theory, OnEachEngine]
    public async Task A_term_whose_day_no_calendar_knows_yet_stands_last_and_is_not_lost(Engine engine)
    {
        using var district = await District.Found(engine);
        var known = await district.File();
        district.Clock.Now = district.Clock.Now.AddYears(3); // no arrangement of that year is loaded
        var unknown = await district.File();
        await district.Do(SampleActs.Register(unknown.Matter));
        await district.Do(SampleActs.Forward(unknown.Matter, SampleUnits.Housing));
        await district.Do(SampleActs.Receive(unknown.Matter, SampleUnits.Housing));
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));
        var viewer = new Viewer(Role.Supervisor, SampleUnits.Office.Code);

        var all = await queries.ByDue(viewer, new MatterFilter());
        var rest = await queries.ByDue(viewer, new MatterFilter(After: all[0].DueKey));

        Assert.Equal(known.Matter.Value, all[0].Id);
        Assert.Equal(all.Skip(1).Select(m => m.DueKey), rest.Select(m => m.DueKey));
        Assert.Contains(unknown.Matter.Value, rest.Select(m => m.Id));
    }

    private static bool MaySee(Viewer viewer, Matter matter) => viewer.Role switch
    {
        Role.Registrar or Role.Router or Role.Supervisor => !matter.Sealed,
        Role.Handler or Role.UnitHead => !matter.Sealed && matter.Dispatch?.Unit == viewer.Unit,
        Role.DisciplineLiaison => matter.Sealed,
        Role.Administrator or Role.Petitioner or Role.Partner or Role.System => false,
    };

    private static async Task<IReadOnlyList<Matter>> Populate(District district)
    {
        var history = new SampleHistory(p => SampleActs.File(p, district.Codes));
        var random = new Random(20260302);
        for (var i = 0; i < 10; i++)
        {
            await district.Together([.. Enumerable.Range(0, 16).Select(_ => history.Next(
                new SampleStep(random.Next(16), random.Next(40), random.Next(3))))]);
            district.Clock.Now = district.Clock.Now.AddHours(20);
        }

        var reader = new CaseReader(district.Store);
        var matters = new List<Matter>();
        foreach (var (petition, _) in history.Cases) matters.Add((await reader.Matter(petition.Matter))!.State);
        return matters;
    }
}
