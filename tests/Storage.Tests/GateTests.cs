using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Who sees which matter, asked of the database and compared with the folded matters.</summary>
public sealed class GateTests
{
    internal static readonly Viewer[] Viewers =
    [
        .. from role in Words.All<Role>() from unit in SampleUnits.All
           from person in (string[])["somebody", $"h-{unit.Code}"] select new Viewer(role, unit.Code, person),
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
            var visible = matters.Where(m => Gate.Opens(viewer, m, Part.Existence)).Select(m => m.Id.Value).ToHashSet();

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
    public async Task The_condition_of_queries_says_of_every_part_of_every_matter_what_the_policy_says(Engine engine)
    {
        using var district = await District.Found(engine);
        var matters = await Populate(district);
        await using var connection = district.Database.OpenToRead();
        var relations = new HashSet<(Relation, Secrecy)>();

        foreach (var viewer in Viewers)
            foreach (var part in Words.All<Part>())
            {
                var seen = await connection.QueryAsync<string>(
                    $"SELECT m.id FROM matters m WHERE {GateCondition.Of(viewer, part)} ORDER BY m.id",
                    new { viewerUnit = viewer.Unit, viewerPerson = viewer.Person });
                Assert.Equal(matters.Where(m => Gate.Opens(viewer, m, part)).Select(m => m.Id.Value).Order(StringComparer.Ordinal), seen);
                foreach (var m in matters) relations.Add((Gate.RelationOf(viewer, m), Gate.SecrecyOf(m.Sealed, m.Purpose)));
            }

        // Otherwise the two would have agreed about nothing but the plain cases.
        Assert.Equal(Words.All<Relation>().Except([Relation.InItsLine, Relation.Recipient]), relations.Where(r => r.Item2 == Secrecy.Ordinary).Select(r => r.Item1).Order());
        Assert.Contains((Relation.ComplainedOf, Secrecy.Sealed), relations);
        Assert.Contains((Relation.Recipient, Secrecy.Sealed), relations);
    }

    [Theory, OnEachEngine]
    public async Task A_matter_vanishes_from_every_query_of_the_unit_it_complains_of_with_its_counts(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File(SamplePetition.New() with { Title = "桥面沉降" });
        await district.Do(SampleActs.Register(sample.Matter));
        var forwarded = await district.File();
        await district.Do(SampleActs.Register(forwarded.Matter));
        await district.Do(SampleActs.Forward(forwarded.Matter, SampleUnits.Transport));
        await district.Do(SampleActs.Name(sample.Matter, isSealed: false, SampleUnits.Transport));
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));
        var day = new DateOnly(2026, 3, 2);

        foreach (var role in Words.All<Role>())
        {
            var viewer = new Viewer(role, SampleUnits.Transport.Code, "somebody");
            Assert.Null(await queries.Find(viewer, sample.Matter));
            Assert.Empty(await queries.Of(viewer, [sample.Matter.Value]));
            Assert.Equal(0, await queries.Count(viewer, new MatterFilter([Stage.ToForward])));
            Assert.DoesNotContain(await queries.DueByUnit(viewer, day, day.AddYears(1)), d => d.Unit is null);
        }

        Assert.NotNull(await queries.Find(new Viewer(Role.Router, SampleUnits.Office.Code, "s-2"), sample.Matter));
    }

    [Theory, OnEachEngine]
    public async Task Some_posts_see_something_and_the_administrator_nothing(Engine engine)
    {
        using var district = await District.Found(engine);
        var matters = await Populate(district);
        var queries = new MatterQueries(district.Store, new CaseReader(district.Store));

        Task<int> Seen(Role role) => queries.Count(new Viewer(role, SampleUnits.Housing.Code), new MatterFilter());

        var open = matters.Where(m => m.RelationOfUnit(SampleUnits.Housing.Code) is null).ToList();
        Assert.Equal(open.Count(m => !m.Sealed), await Seen(Role.Registrar));
        Assert.Equal(open.Count(m => m.Sealed), await Seen(Role.DisciplineLiaison));
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

    internal static async Task<IReadOnlyList<Matter>> Populate(District district)
    {
        var history = new SampleHistory(p => SampleActs.File(p, district.Codes));
        var random = new Random(20260302);
        for (var i = 0; i < 10; i++)
        {
            await district.Together([.. Enumerable.Range(0, 16).Select(_ => history.Next(
                new SampleStep(random.Next(16), random.Next(40), random.Next(3))))]);
            // Refused where it does not fit; that is part of it.
            var (about, unit) = (history.Cases[random.Next(history.Cases.Count)].Petition.Matter, SampleUnits.Competent[random.Next(3)]);
            await district.Store.Act(SampleActs.Name(about, isSealed: random.Next(3) == 0, unit));
            await district.Store.Act(SampleActs.Recuse(history.Cases[random.Next(history.Cases.Count)].Petition.Matter, SampleUnits.Handler(unit)));
            district.Clock.Now = district.Clock.Now.AddHours(20);
        }

        // One of each: passed on and asked about, named while it was sealed, returned to its former unit's sight as a count, and withdrawn from.
        var (accusation, returned) = (await district.File(SamplePetition.New() with { Purpose = Purpose.Accusation }), await district.File());
        await district.Do(SampleActs.Name(accusation.Matter, isSealed: true, SampleUnits.Housing));
        await district.Do(SampleActs.PassOn(accusation.Matter, SampleUnits.Transport));
        await district.Do(SampleActs.AskDisclosure(accusation.Matter, SampleUnits.Transport));
        foreach (var act in (Intent[])[
                     SampleActs.Register(returned.Matter), SampleActs.Forward(returned.Matter, SampleUnits.Housing),
                     SampleActs.Receive(returned.Matter, SampleUnits.Housing), SampleActs.Object(returned.Matter, SampleUnits.Housing),
                     SampleActs.Decide(returned.Matter, SampleUnits.Street),
                     SampleActs.Recuse(returned.Matter, SampleUnits.Handler(SampleUnits.Street))])
            await district.Do(act);

        // Under review, reviewed, revoked, and taken back.
        var reviewed = new List<SamplePetition>();
        for (var i = 0; i < 4; i++)
        {
            var (petition, of) = (await district.File(), SampleUnits.Competent[i % SampleUnits.Competent.Count]);
            foreach (var act in SampleActs.Path(petition.Matter, of).SkipLast(1)) await district.Do(act);
            foreach (var act in (Intent[])[SampleActs.AskReview(petition.Matter), SampleActs.WithdrawReview(petition.Matter)]) await district.Do(act);
            foreach (var act in SampleActs.ReviewPath(petition.Matter, i == 1 ? ReviewOutcome.Uphold : ReviewOutcome.Revoke).Take(i switch { 0 => 1, 3 => 0, _ => 5 })) await district.Do(act);
            reviewed.Add(petition);
        }

        var reader = new CaseReader(district.Store);
        var matters = new List<Matter>();
        foreach (var petition in history.Cases.Select(c => c.Petition).Append(accusation).Append(returned).Concat(reviewed)) matters.Add((await reader.Matter(petition.Matter))!.State);
        return matters;
    }
}
