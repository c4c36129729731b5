using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Search;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Which matters are named as similar, and to whom; the index driven by hand.</summary>
public sealed class SimilarIndexTests
{
    private const string Title = "濠南新村化粪池外溢", Narrative = "7幢化粪池每月外溢，污水流到幢前道路，气味很大，老人小孩出入不便。";

    private static readonly Viewer Registrar = new(Role.Registrar, SampleUnits.Office.Code);

    private static readonly MatterText Asked = MatterText.Of(Title, Narrative, "一、查明原因\n二、恢复供暖");

    private static SamplePetition Sample() => SamplePetition.New() with { Title = Title, Narrative = Narrative };

    private static async Task<SimilarIndex> Follow(District district, SimilarIndex? index = null, CaseStore? by = null)
    {
        index ??= new SimilarIndex();
        using var follower = new SimilarFollower(by ?? district.Store, index, NullLogger<SimilarFollower>.Instance);
        await follower.Follow(TestContext.Current.CancellationToken);
        return index;
    }

    private static Task<SimilarAnswer> Answer(District district, SimilarIndex index, Viewer? viewer = null, MatterText? asked = null) =>
        new SimilarQueries(district.Store, new MatterQueries(district.Store, new CaseReader(district.Store)), index)
            .Find(viewer ?? Registrar, asked ?? Asked);

    private static async Task<IEnumerable<string>> Found(District district, SimilarIndex index, Viewer? viewer = null, MatterText? asked = null) =>
        (await Answer(district, index, viewer, asked)).Found.Select(f => f.Row.Id);

    private static string[] Named(SimilarIndex index) => [.. index.Find(Asked, 9).Where(n => n.Score > 0.3).Select(n => n.Matter)];

    [Theory, OnEachEngine]
    public async Task A_petition_is_found_once_it_is_recorded_and_what_is_unlike_it_is_not(Engine engine)
    {
        using var district = await District.Found(engine);
        var index = await Follow(district);
        Assert.Empty(await Found(district, index));
        await district.File();
        var sample = await district.File(Sample());
        await Follow(district, index);

        var answer = await Answer(district, index);
        var found = Assert.Single(answer.Found);
        Assert.Equal((sample.Matter.Value, Likeness.Copy), (found.Row.Id, found.Likeness));
        Assert.True(answer.Progress.IsDone);
        Assert.Equal(Title, string.Concat(found.Title.Select(p => p.Text)));
        Assert.Contains(found.Beginning, p => p is { IsHit: true, Text: "7幢化粪池每月外溢" });
        Assert.Empty(await Found(district, index, asked: MatterText.Of("公交末班车太早", "晚上九点就没有公交车了。", null)));
    }

    [Theory, OnEachEngine]
    public async Task A_sealed_matter_leaves_and_is_named_to_nobody_meanwhile(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File(Sample() with { Purpose = Purpose.Accusation });
        var sealedLater = await district.File(Sample());
        var index = await Follow(district);
        Assert.Equal([sealedLater.Matter.Value], Named(index));
        await district.Do(SampleActs.Seal(sealedLater.Matter));

        async Task NobodyFinds()
        {
            foreach (var role in Words.All<Role>().Where(r => r != Role.DisciplineLiaison))
                Assert.Empty(await Found(district, index, new Viewer(role, SampleUnits.Office.Code)));
        }

        await NobodyFinds(); // the index does not know yet, the gate does
        await Follow(district, index);
        await NobodyFinds();
        Assert.Empty(Named(index));
        Assert.Empty(Named(await Follow(district)));

        await district.Do(SampleActs.Unseal(sealedLater.Matter));
        await Follow(district, index);
        Assert.Equal([sealedLater.Matter.Value], await Found(district, index));
    }

    [Theory, OnEachEngine]
    public async Task What_is_sealed_leaves_no_gap_among_those_that_are_shown(Engine engine)
    {
        using var district = await District.Found(engine);
        var open = new List<string>();
        for (var i = 0; i < SimilarQueries.Most; i++) open.Add((await district.File(Sample())).Matter.Value);
        var hidden = await district.File(Sample());
        var index = await Follow(district);
        await district.Do(SampleActs.Seal(hidden.Matter));

        Assert.Equal(open.AsEnumerable().Reverse(), await Found(district, index)); // equals: the newest first
    }

    [Theory, OnEachEngine]
    public async Task An_erased_text_is_no_longer_compared(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File(Sample());
        var index = await Follow(district);
        var position = (await new CaseReader(district.Store).Events(sample.Petition))[0].Position;
        foreach (var field in new[] { "title", "narrative", "request" })
            await district.Do(new Intent(SampleUnits.System, (_, _) => Decision.Accept(
                new TextErased(position, field, "《个人信息保护法》第四十七条第一款", "本人申请"))));

        await Follow(district, index);
        Assert.Empty(Named(index));
        await district.Store.Write(batch => batch.Connection.Execute(
            "DELETE FROM field_values WHERE position = @position AND field <> 'name'", new { position }, batch.Transaction));
        Assert.Empty(Named(await Follow(district)));
        Assert.Empty(await Found(district, index));
    }

    [Theory, OnEachEngine]
    public async Task A_text_erased_since_the_index_looked_is_not_shown(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File(Sample());
        var index = await Follow(district);
        var position = (await new CaseReader(district.Store).Events(sample.Petition))[0].Position;
        await district.Store.Write(batch => batch.Connection.Execute(
            "DELETE FROM field_values WHERE position = @position", new { position }, batch.Transaction));

        Assert.Empty(await Found(district, index));
    }

    [Theory, OnEachEngine]
    public async Task A_unit_is_shown_its_own_matters_alone(Engine engine)
    {
        using var district = await District.Found(engine);
        var (own, other) = (await district.File(Sample()), await district.File(Sample()));
        foreach (var (sample, unit) in new[] { (own, SampleUnits.Housing), (other, SampleUnits.Transport) })
        {
            await district.Do(SampleActs.Register(sample.Matter));
            await district.Do(SampleActs.Forward(sample.Matter, unit));
        }

        var index = await Follow(district);
        Assert.Equal([own.Matter.Value], await Found(district, index, new Viewer(Role.Handler, SampleUnits.Housing.Code)));
        Assert.Equal(2, (await Found(district, index)).Count());
    }

    [Theory, OnEachEngine]
    public async Task Who_petitions_is_compared_with_nothing(Engine engine)
    {
        using var district = await District.Found(engine);
        var (name, address, phone) = ("欧阳惜缘", "回声巷九十七号", "13800099731");
        await district.File(SamplePetition.New() with { Name = name, Address = address, Phone = phone });
        await district.File(Sample() with { Name = name, Address = address, Phone = phone });
        var index = await Follow(district);

        foreach (var typed in new[] { name, address, phone, $"{name} {address} {phone}" })
            Assert.Empty(index.Find(MatterText.Of(typed, typed, typed), 9));
        Assert.Single(await Found(district, index));
    }

    [Theory, OnEachEngine]
    public async Task Followers_beside_live_acts_and_a_start_anew_hold_each_matter_once(Engine engine)
    {
        using var district = await District.Found(engine);
        var (index, node) = (new SimilarIndex(), district.OpenAgain());
        var acts = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                foreach (var act in SampleActs.Path((await district.File(Sample())).Matter, SampleUnits.Housing).Take(i % 4))
                    await district.Do(act);
        }, TestContext.Current.CancellationToken);
        while (!acts.IsCompleted) await Task.WhenAll(Follow(district, index), Follow(district, index, node));
        await acts;
        await Follow(district, index);

        foreach (var each in new[] { index, await Follow(district, by: node) })
        {
            var matters = each.Find(Asked, 99).Select(n => n.Matter).ToList();
            Assert.Equal((40, 40), (matters.Count, matters.Distinct().Count()));
        }
    }
}
