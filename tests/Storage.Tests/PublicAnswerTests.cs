using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Search;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Answers;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>Answers that are public, as an office's database answers for them: nobody finds one a moment after it was taken down.</summary>
public sealed class PublicAnswerTests
{
    private const string Cold = "家里供暖不足，室温不到十八度找谁";

    private static async Task<SamplePetition> Answered(District district, string? id = null)
    {
        var petition = await district.File();
        foreach (var intent in SampleActs.Path(petition.Matter, SampleUnits.Housing)) await district.Do(intent);
        if (id is not null) await district.Do(SampleActs.Publish(petition.Matter, SampleUnits.Housing, id));
        return petition;
    }

    private static AnswerQueries Queries(District district) => new(district.Store, new CaseReader(district.Store));

    private static async Task<string[]> Ids(AnswerQueries queries) => [.. (await queries.List(null, null)).Select(a => a.Id)];

    [Theory, OnEachEngine]
    public async Task Only_what_was_published_is_listed_found_by_its_words_and_compared(Engine engine)
    {
        using var district = await District.Found(engine);
        using var queries = Queries(district);
        await Answered(district);
        Assert.Empty(await Ids(queries));
        Assert.Empty(await queries.Like(Cold));
        var published = await Answered(district, "first");
        await Answered(district, "second");

        Assert.Equal(["second", "first"], await Ids(queries));
        Assert.Equal(["construction"], await queries.Topics());
        Assert.Equal(["second", "first"], (await queries.List("construction", null)).Select(a => a.Id));
        Assert.Empty(await queries.List("labour", null));
        Assert.Equal(["first"], (await queries.List(null, "second")).Select(a => a.Id));
        Assert.Equal(2, (await queries.With(SearchQuery.Read("供热 测温", out _)!)).Count);
        Assert.Empty(await queries.With(SearchQuery.Read("张三", out _)!));
        Assert.Equal(["first", "second"], (await queries.Like(Cold)).Select(a => a.Id).Order());
        var answer = (await queries.Find("first"))!;
        Assert.Equal(
            ("室温不到十八度找谁", "供暖以后家里还是冷，该找谁？", "请先报供热单位测温；连续两天不达标的，按天退费。", SampleUnits.Housing.Code),
            (answer.Title, answer.Question, answer.Answer, answer.Unit));
        Assert.Null(await queries.Find(published.Matter.Value));
    }

    [Theory, OnEachEngine]
    public async Task What_is_taken_down_sealed_or_erased_is_gone_with_the_act_on_every_node_and_after_a_rebuild(Engine engine)
    {
        using var district = await District.Found(engine);
        var stays = await Answered(district, "stays");
        using var queries = Queries(district);
        using var node = Queries(district);
        foreach (var how in (Func<District, StreamId, Task>[])[Withdrawn, Unpublished, Sealed, Erased])
        {
            var gone = await Answered(district, how.Method.Name);
            foreach (var each in (AnswerQueries[])[queries, node]) Assert.Equal([how.Method.Name, "stays"], await Ids(each));
            await how(district, gone.Matter);
            foreach (var each in (AnswerQueries[])[queries, node])
            {
                Assert.Equal(["stays"], await Ids(each));
                Assert.Null(await each.Find(how.Method.Name));
                Assert.Equal("stays", Assert.Single(await each.Like(Cold)).Id);
                Assert.Equal("stays", Assert.Single(await each.With(SearchQuery.Read("测温", out _)!)).Id);
            }
        }

        var before = await Rows(district);
        Assert.Equal(5, before.Count);
        Assert.Equal(stays.Matter.Value, Assert.Single(before, r => !r.Withdrawn).Matter);
        await Rebuild.Run(district.Store, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(before, await Rows(district));
        Assert.Equal(["stays"], await Ids(queries));
    }

    [Theory, OnEachEngine]
    public async Task Published_anew_it_has_another_name_and_its_new_words(Engine engine)
    {
        using var district = await District.Found(engine);
        var petition = await Answered(district, "before");
        using var queries = Queries(district);
        await Ids(queries);
        await district.Do(SampleActs.WithdrawAnswer(petition.Matter));
        await district.Do(SampleActs.Publish(petition.Matter, SampleUnits.Housing, "after", title: "供暖不热怎么报修"));
        Assert.Null(await queries.Find("before"));
        Assert.Equal("供暖不热怎么报修", (await queries.Find("after"))!.Title);
        Assert.Equal([(petition.Matter.Value, false)], await Rows(district));
    }

    private static async Task Withdrawn(District district, StreamId matter) => await district.Do(SampleActs.WithdrawAnswer(matter));

    private static async Task Unpublished(District district, StreamId matter) => await district.Do(SampleActs.Unpublish(matter));

    // No decider seals what was forwarded; should one come to, this is what follows.
    private static async Task Sealed(District district, StreamId matter) =>
        await district.Do(By(matter, SampleUnits.Router, (m, _) => Decision.Accept(new MatterSealed(m.Id, Purpose.Mixed, "反映收钱"))));

    private static async Task Erased(District district, StreamId matter)
    {
        var published = (await new CaseReader(district.Store).Matter(matter))!.State.Published!;
        TextPlace[] places = [new(published.Position, AnswerPublished.QuestionField)];
        await district.Do(By(matter, SampleUnits.Registrar, (m, act) => Erasing.Ask(
            m, places, places, ErasureGround.ConsentWithdrawn, "本人撤回同意", act)));
        await district.Do(By(matter, SampleUnits.Router, (m, act) => Erasing.Approve(m, places, SampleUnits.Office, act)));
    }

    private static Intent By(StreamId matter, Actor actor, Func<Matter, Act, Decision> decide) =>
        new(actor, (cases, act) => decide(cases.Matter(matter), act)) { Streams = [matter] };

    private static async Task<List<(string Matter, bool Withdrawn)>> Rows(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return [.. (await connection.QueryAsync<(string Matter, string? On)>("SELECT matter, withdrawn_on FROM public_answers ORDER BY matter"))
            .Select(r => (r.Matter, r.On is not null))];
    }
}
