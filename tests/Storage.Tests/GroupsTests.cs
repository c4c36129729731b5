using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Search;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Groups of likely one matter and counts of topics, as an office's database answers them; the followers driven by hand.</summary>
public sealed class GroupsTests
{
    private static readonly Viewer Registrar = new(SampleUnits.Registrar.Role, SampleUnits.Registrar.Unit, SampleUnits.Registrar.Id);

    private static readonly string[] Told = ["放十几分钟还是浑的。", "白衣服洗出黄斑。", "烧开了壶底一层锈。", "净水器一个星期就堵。", "早点店没有清水用。"];

    private static SamplePetition Water(int i) => SamplePetition.New() with
    {
        Title = "学田新村自来水发黄",
        Narrative = $"学田新村东区自来水发黄，老管道有铁锈，{Told[i]}",
    };

    /// <summary>One program's memory of a district.</summary>
    private sealed class Node(District district) : IDisposable
    {
        private readonly SimilarIndex index = new();
        private SimilarFollower? similar;

        public GroupFollower? Groups { get; private set; }

        public async Task<SharedCauses> Compared(Viewer viewer, bool newestFirst = false)
        {
            similar ??= new SimilarFollower(district.Store, index, NullLogger<SimilarFollower>.Instance);
            Groups ??= new GroupFollower(district.Store, index, NullLogger<GroupFollower>.Instance);
            await similar.Follow(TestContext.Current.CancellationToken);
            await Groups.Follow(TestContext.Current.CancellationToken);
            return await Queries().Of(viewer, newestFirst);
        }

        public GroupQueries Queries()
        {
            Groups ??= new GroupFollower(district.Store, index, NullLogger<GroupFollower>.Instance);
            var matters = new MatterQueries(district.Store, new CaseReader(district.Store));
            return new GroupQueries(district.Store, matters, new LinkQueries(district.Store, matters), index, Groups);
        }

        public void Dispose()
        {
            similar?.Dispose();
            Groups?.Dispose();
        }
    }

    private static async Task<List<SamplePetition>> File(District district, int count)
    {
        var filed = new List<SamplePetition>();
        await district.File();
        for (var i = 0; i < count; i++) filed.Add(await district.File(Water(i)));
        return filed;
    }

    [Theory, OnEachEngine]
    public async Task A_group_is_the_same_after_the_program_ended_and_began_anew_and_nothing_is_told_before_it_was_compared(Engine engine)
    {
        using var district = await District.Found(engine);
        var filed = await File(district, 3);
        using var node = new Node(district);
        Assert.Null((await node.Queries().Of(Registrar, newestFirst: false)).AsOf);
        await node.Groups!.Follow(TestContext.Current.CancellationToken);
        Assert.Null(node.Groups.Latest); // the index has not read the log

        var before = await node.Compared(Registrar);
        Assert.Equal(filed.Select(f => f.Matter.Value), Assert.Single(before.Shown).Matters.Select(m => m.Id));
        Assert.Equal((4, district.Clock.GetUtcNow()), (before.Compared, before.AsOf));
        using var again = new Node(district);
        var after = await again.Compared(Registrar);
        Assert.Equal(before.Shown[0].Matters.Select(m => m.Id), Assert.Single(after.Shown).Matters.Select(m => m.Id));
        Assert.Equal(before.Shown[0].Phrases, after.Shown[0].Phrases);
    }

    [Theory, OnEachEngine]
    public async Task Where_nothing_came_or_left_nothing_is_compared_again_and_it_is_said_of_a_later_moment(Engine engine)
    {
        using var district = await District.Found(engine);
        var filed = await File(district, 2);
        using var node = new Node(district);
        await node.Compared(Registrar);
        var groups = node.Groups!.Latest!.Groups;
        district.Clock.Now += TimeSpan.FromHours(1);
        await district.Do(SampleActs.Register(filed[0].Matter));
        Assert.Equal(district.Clock.GetUtcNow(), (await node.Compared(Registrar)).AsOf);
        Assert.Same(groups, node.Groups.Latest!.Groups);

        await district.Do(SampleActs.Seal(filed[0].Matter));
        Assert.Empty((await node.Compared(Registrar)).Shown);
        Assert.Empty(node.Groups.Latest!.Groups);
    }

    [Theory, OnEachEngine]
    public async Task Whoever_may_not_see_one_of_a_group_counts_the_others_and_of_one_that_is_left_there_is_no_group(Engine engine)
    {
        using var district = await District.Found(engine);
        var filed = await File(district, 3);
        foreach (var f in filed) await district.Do(SampleActs.Register(f.Matter));
        using var node = new Node(district);
        await district.Do(SampleActs.Recuse(filed[1].Matter, SampleUnits.Registrar));
        Assert.Equal(2, Assert.Single((await node.Compared(Registrar)).Shown).Petitions.Count);
        Assert.Null(await node.Queries().Around(Registrar, filed[1].Matter.Value));
        Assert.Equal(3, (await node.Queries().Around(Registrar with { Person = "somebody" }, filed[1].Matter.Value))!.Petitions.Count);
        await district.Do(SampleActs.Recuse(filed[2].Matter, SampleUnits.Registrar));
        Assert.Empty((await node.Compared(Registrar)).Shown);
        foreach (var role in new[] { Role.Handler, Role.UnitHead, Role.DisciplineLiaison, Role.Administrator, Role.Petitioner })
            Assert.Empty((await node.Compared(new Viewer(role, SampleUnits.Housing.Code, "somebody"))).Shown);
    }

    [Theory, OnEachEngine]
    public async Task A_repeat_is_no_further_household_until_the_link_is_withdrawn_or_what_it_leads_to_is_closed(Engine engine)
    {
        using var district = await District.Found(engine);
        var filed = await File(district, 2);
        foreach (var f in filed) await district.Do(SampleActs.Register(f.Matter));
        district.Clock.Now += TimeSpan.FromDays(1);
        var again = await district.File(Water(2));
        await district.Do(SampleActs.Register(again.Matter));
        await district.Do(SampleActs.Link(again.Matter, filed[0].Matter));
        using var node = new Node(district);
        var cause = Assert.Single((await node.Compared(Registrar)).Shown);
        Assert.Equal((3, 2), (cause.Petitions.Count, cause.Households));
        Assert.Equal([filed[1].Matter.Value], cause.Unlinked.Select(m => m.Id));

        await district.Do(SampleActs.Recuse(filed[0].Matter, SampleUnits.Registrar));
        Assert.Equal(2, Assert.Single((await node.Compared(Registrar)).Shown).Households); // the two that are left
        await district.Do(SampleActs.WithdrawLink(again.Matter, filed[0].Matter) with { Actor = SampleUnits.Router });
        Assert.Equal(3, Assert.Single((await node.Compared(Registrar with { Person = "somebody" })).Shown).Households);
    }

    [Theory, OnEachEngine]
    public async Task A_topic_counts_forwarded_matters_by_category_place_unit_and_day_without_repeats_and_without_what_is_closed(Engine engine)
    {
        using var district = await District.Found(engine);
        var queries = new TopicQueries(district.Store, new MatterQueries(district.Store, new CaseReader(district.Store)));
        var filed = await File(district, 5);
        foreach (var f in filed)
        {
            await district.Do(SampleActs.Register(f.Matter));
            district.Clock.Now += TimeSpan.FromMinutes(1);
        }

        foreach (var f in filed.Take(4)) await district.Do(SampleActs.Forward(f.Matter, SampleUnits.Housing));
        var (day, cell) = (new DateOnly(2026, 3, 2), new TopicCell("010000", "DJ", SampleUnits.Housing.Code));
        Assert.Equal([new CellDay(cell, day, 4)], await queries.Counts(Registrar, day));
        Assert.Empty(await queries.Counts(Registrar, day.AddDays(1)));
        Assert.Equal(filed.Take(4).Reverse().Take(3).Select(f => f.Matter.Value), (await queries.Latest(Registrar, cell, day, 3)).Select(m => m.Id));

        district.Clock.Now += TimeSpan.FromDays(1);
        var again = await district.File(Water(2));
        await district.Do(SampleActs.Register(again.Matter));
        await district.Do(SampleActs.Forward(again.Matter, SampleUnits.Housing));
        await district.Do(SampleActs.Link(again.Matter, filed[0].Matter));
        Assert.Equal([new CellDay(cell, day, 4)], await queries.Counts(Registrar, day));
        Assert.DoesNotContain(again.Matter.Value, (await queries.Latest(Registrar, cell, day, 9)).Select(m => m.Id));

        foreach (var f in filed.Take(2)) await district.Do(SampleActs.Recuse(f.Matter, SampleUnits.Registrar));
        // What it repeats is closed to them, and with it the link.
        Assert.Equal([new CellDay(cell, day, 2), new CellDay(cell, day.AddDays(1), 1)], (await queries.Counts(Registrar, day)).OrderBy(c => c.Day));
        Assert.Equal([new CellDay(cell, day, 4)], await queries.Counts(Registrar with { Person = "somebody" }, day));
        Assert.Empty(await queries.Counts(new Viewer(Role.DisciplineLiaison, SampleUnits.Office.Code, "somebody"), day));
    }
}
