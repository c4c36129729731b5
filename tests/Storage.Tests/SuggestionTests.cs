using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>What an office decided is learnt from its database, and the models are kept in it.</summary>
public sealed class SuggestionTests
{
    private static readonly string[] Water = ["自来水发黄", "水管爆裂", "水压太低", "水表空转", "停水没有通知"];
    private static readonly string[] Bus = ["公交车绕行", "站台没有顶棚", "班车取消", "公交车拒载", "末班车太早"];

    private static SamplePetition Petition(bool water, int i)
    {
        var (told, at) = (water ? Water : Bus, $"{(char)('甲' + i % 7)}处");
        return SamplePetition.New() with
        {
            Title = $"{at}{told[i % 5]}",
            Narrative = $"{at}{told[i % 5]}，{told[(i + 1) % 5]}，第{i}次反映，我叫周桂兰，电话13800000217。",
        };
    }

    private static SuggestionModels ModelsOf(CaseStore store) => new(store, NullLogger<SuggestionModels>.Instance);

    /// <summary>Filed and taken through to the acceptance with which the unit takes charge.</summary>
    private static async Task<SamplePetition> Settle(District district, bool water, int i)
    {
        var unit = water ? SampleUnits.Housing : SampleUnits.Transport;
        var filed = await district.File(Petition(water, i));
        foreach (var act in (Intent[])
                 [
                     SampleActs.Register(filed.Matter), SampleActs.Forward(filed.Matter, unit), SampleActs.Receive(filed.Matter, unit),
                     SampleActs.Notify(filed.Matter, unit), SampleActs.Accept(filed.Matter, unit),
                 ])
            await district.Do(act);
        return filed;
    }

    private static Task<IReadOnlyList<DecidedMatter>> Decided(District district) =>
        new DecidedMatters(district.Store).Read(TestContext.Current.CancellationToken);

    [Theory, OnEachEngine]
    public async Task A_matter_is_learnt_once_a_unit_has_taken_charge_with_the_domain_and_the_unit_it_stands_under_and_nobodys_name(Engine engine)
    {
        using var district = await District.Found(engine);
        var filed = await district.File(Petition(water: true, 0));
        await district.Do(SampleActs.Register(filed.Matter));
        await district.Do(SampleActs.Forward(filed.Matter, SampleUnits.Transport));
        await district.Do(SampleActs.Receive(filed.Matter, SampleUnits.Transport));
        await district.Do(SampleActs.Object(filed.Matter, SampleUnits.Transport));
        Assert.Empty(await Decided(district));
        await district.Do(SampleActs.Decide(filed.Matter, SampleUnits.Housing));
        await district.Do(SampleActs.Receive(filed.Matter, SampleUnits.Housing));
        Assert.Empty(await Decided(district));
        await district.Do(SampleActs.Notify(filed.Matter, SampleUnits.Housing));
        Assert.Empty(await Decided(district)); // it could still object
        await district.Do(SampleActs.Accept(filed.Matter, SampleUnits.Housing));

        var learnt = Assert.Single(await Decided(district));
        Assert.Equal(("construction", "ZJ", new DateOnly(2026, 3, 2)), (learnt.Domain, learnt.Unit, learnt.On));
        Assert.Equal("甲处自来水发黄", learnt.Text.Title);
        Assert.Contains("水管爆裂", learnt.Text.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("周桂兰", learnt.Text.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("13800000217", learnt.Text.Detail, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task What_is_sealed_or_repeats_another_is_never_learnt(Engine engine)
    {
        using var district = await District.Found(engine);
        var first = await Settle(district, water: true, 0);
        var accusation = await district.File(Petition(water: true, 1) with { Purpose = Purpose.Accusation });
        var suspected = await district.File(Petition(water: true, 2));
        await district.Do(SampleActs.Register(suspected.Matter));
        await district.Do(SampleActs.Seal(suspected.Matter));
        district.Clock.Now += TimeSpan.FromDays(1);
        var again = await Settle(district, water: true, 3);
        Assert.Equal(2, (await Decided(district)).Count);
        await district.Do(SampleActs.Link(again.Matter, first.Matter));
        Assert.Single(await Decided(district));
        await district.Do(SampleActs.WithdrawLink(again.Matter, first.Matter) with { Actor = SampleUnits.Router });
        Assert.Equal(2, (await Decided(district)).Count);

        // Nor anything of a petition of which something is sealed, whatever stage a row says.
        await district.Store.Write(batch => batch.Connection.Execute(
            "UPDATE matters SET petition = (SELECT petition FROM matters WHERE id = @closed) WHERE id = @open",
            new { closed = accusation.Matter.Value, open = again.Matter.Value }, batch.Transaction));
        Assert.Single(await Decided(district));
        await district.Do(SampleActs.Seal(first.Matter));
        Assert.Empty(await Decided(district));
    }

    [Theory, OnEachEngine]
    public async Task A_model_that_learnt_from_what_was_sealed_since_suggests_nothing_and_its_bytes_go_with_the_next_night(Engine engine)
    {
        using var district = await District.Found(engine);
        var learnt = await Settle(district, water: true, 0);
        var models = ModelsOf(district.Store);
        await models.Add(SuggestionKind.Unit, 0, Trial(40, replaces: true));
        await district.Do(SampleActs.Seal((await district.File(Petition(water: true, 1))).Matter)); // no unit ever had it
        Assert.NotNull(await models.InUse(SuggestionKind.Unit));
        await models.Forget(SuggestionKind.Unit);
        Assert.Equal([(1L, true)], await Held(district));

        district.Clock.Now += TimeSpan.FromHours(1);
        await district.Do(SampleActs.Seal(learnt.Matter));
        Assert.Null(await models.InUse(SuggestionKind.Unit));
        Assert.Null(await ModelsOf(district.OpenAgain()).InUse(SuggestionKind.Unit));
        await models.Forget(SuggestionKind.Unit);
        Assert.Equal([(1L, false)], await Held(district));

        district.Clock.Now += TimeSpan.FromHours(1);
        await models.Add(SuggestionKind.Unit, 1, Trial(60, replaces: true));
        Assert.NotNull(await models.InUse(SuggestionKind.Unit));
    }

    [Theory, OnEachEngine]
    public async Task A_night_learns_what_was_decided_and_the_model_in_use_is_the_same_on_every_node(Engine engine)
    {
        using var district = await District.Found(engine);
        for (var i = 0; i < 12; i++) await Settle(district, i % 2 == 0, i);
        district.Clock.Now += TimeSpan.FromDays(40);
        for (var i = 0; i < ClassifierReplacement.LeastMessages; i++) await Settle(district, i % 2 == 0, i);
        var models = ModelsOf(district.Store);
        var training = new Training(district.Store, models);
        Assert.False(await training.IsDone());

        // All stand under one domain: of it there is nothing to learn.
        var first = Assert.Single(await training.Train(TestContext.Current.CancellationToken));
        Assert.Equal((SuggestionKind.Unit, 1, 12, 2, 100), (first.Kind, first.Version, first.Learnt, first.Labels, first.Judgement.Judged));
        Assert.True(first.Replacement is { IsFirst: true, Replaces: true });
        Assert.True(await training.IsDone());
        var other = ModelsOf(district.OpenAgain());
        var text = new MatterText("乙处公交车绕行", "公交车绕行，班车取消。");
        Assert.Equal("JT", Proposals.Of((await other.InUse(SuggestionKind.Unit))!, text, _ => true, 3)[0].Label);
        Assert.Null(await other.InUse(SuggestionKind.Domain));

        district.Clock.Now += TimeSpan.FromDays(1);
        Assert.False(await training.IsDone());
        var second = Assert.Single(await training.Train(TestContext.Current.CancellationToken));
        Assert.Equal((2, false, false), (second.Version, second.Replacement.IsFirst, second.Replacement.Replaces)); // no better than the first
        var kept = await models.Latest(SuggestionKind.Unit, 9);
        Assert.Equal([2, 1], kept.Select(v => v.Version));
        Assert.Equal(first.Judgement, kept[1].Judgement);
        Assert.Equal((first.Through, first.Learnt, first.Replacement.Reason.ToString()), (kept[1].Through, kept[1].Learnt, kept[1].Replacement.Reason.ToString()));
        Assert.Equal([(1L, true), (2L, false)], await Held(district));
    }

    private static ModelTrial Trial(int matters, bool replaces)
    {
        var decided = Enumerable.Range(0, matters).Select(i => new DecidedMatter(
            new MatterText(Petition(i % 2 == 0, i).Title, null), "construction", i % 2 == 0 ? "ZJ" : "JT", new DateOnly(2026, 1, 1))).ToList();
        var trial = ModelTrial.Of(decided, decided, SuggestionKind.Unit, null, new DateOnly(2026, 1, 31))!;
        return trial with { Replacement = trial.Replacement with { Replaces = replaces } };
    }

    private static async Task<IReadOnlyList<(long, bool)>> Held(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return [.. (await connection.QueryAsync<(long Version, long Length)>(
            "SELECT version, coalesce(length(model), 0) FROM suggestion_models ORDER BY version")).Select(r => (r.Version, r.Length > 0))];
    }

    [Theory, OnEachEngine]
    public async Task Only_the_model_in_use_keeps_its_bytes_and_of_two_nodes_one_adds_a_version(Engine engine)
    {
        using var district = await District.Found(engine);
        var (one, other) = (ModelsOf(district.Store), ModelsOf(district.OpenAgain()));
        Assert.NotNull(await one.Add(SuggestionKind.Unit, 0, Trial(40, replaces: true)));
        Assert.Null(await other.Add(SuggestionKind.Unit, 0, Trial(60, replaces: true)));
        Assert.NotNull(await other.Add(SuggestionKind.Unit, 1, Trial(60, replaces: false)));
        var before = await one.InUse(SuggestionKind.Unit);
        Assert.NotNull(before);
        Assert.Same(before, await one.InUse(SuggestionKind.Unit));
        Assert.NotNull(await other.Add(SuggestionKind.Unit, 2, Trial(80, replaces: true)));
        Assert.NotSame(before, await one.InUse(SuggestionKind.Unit));
        Assert.Equal([(1L, false), (2L, false), (3L, true)], await Held(district));
        Assert.Equal([40, 60, 80], (await one.Latest(SuggestionKind.Unit, 9)).Select(v => v.Learnt).Reverse());
        Assert.Equal([3], (await one.Latest(SuggestionKind.Unit, 1)).Select(v => v.Version));
    }

    [Theory, OnEachEngine]
    public async Task A_damaged_model_suggests_nothing_and_stands_in_nobodys_way(Engine engine)
    {
        using var district = await District.Found(engine);
        await ModelsOf(district.Store).Add(SuggestionKind.Unit, 0, Trial(40, replaces: true));
        await district.Store.Write(batch => batch.Connection.Execute(
            "UPDATE suggestion_models SET model = @bytes", new { bytes = "no model"u8.ToArray() }, batch.Transaction));
        var models = ModelsOf(district.Store);
        Assert.Null(await models.InUse(SuggestionKind.Unit));
        Assert.NotNull(await models.Add(SuggestionKind.Unit, 1, Trial(40, replaces: true)));
        Assert.NotNull(await models.InUse(SuggestionKind.Unit));
    }
}
