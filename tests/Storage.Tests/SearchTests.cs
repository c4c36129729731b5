using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Search;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Search;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>What is found, by whom, and what is not; the index driven by hand.</summary>
public sealed class SearchTests
{
    private static readonly Viewer Registrar = new(Role.Registrar, SampleUnits.Office.Code);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SearchFollower Follower(CaseStore store) => new(store, NullLogger<SearchFollower>.Instance);

    private static async Task Follow(District district, CaseStore? by = null)
    {
        using var follower = Follower(by ?? district.Store);
        await follower.Follow(cancel: Cancel);
    }

    private static Task<SearchAnswer> Search(District district, string typed, Viewer? viewer = null, long? before = null) =>
        new SearchQueries(district.Store, new MatterQueries(district.Store, new CaseReader(district.Store)))
            .Find(viewer ?? Registrar, SearchQuery.Read(typed, out _)!, before);

    private static async Task<IEnumerable<string>> Found(District district, string typed, Viewer? viewer = null) =>
        (await Search(district, typed, viewer)).Worded.Select(f => f.Row.Id);

    private static async Task<IEnumerable<string>> Numbered(District district, string typed, Viewer? viewer = null) =>
        (await Search(district, typed, viewer)).Numbered.Select(f => f.Row.Id);

    private static async Task<long> Rows(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM search_words");
    }

    private static SamplePetition About(string title, string narrative = "请派人查看。") =>
        SamplePetition.New() with { Title = title, Narrative = narrative };

    [Theory, OnEachEngine]
    public async Task A_matter_is_found_by_a_word_of_two_characters_and_by_a_phrase_and_not_in_another_order(Engine engine)
    {
        using var district = await District.Found(engine);
        var pipe = await district.File(About("门前积水", "雨水管破损，一楼进水，WiFi也断了。"));
        await district.File();
        Assert.Empty(await Found(district, "水管"));
        await Follow(district);

        foreach (var typed in new[] { "水管", "积水 进水", "“雨水管破损，一楼”", "雨水管破损", "wifi", "门前" })
            Assert.Equal([pipe.Matter.Value], await Found(district, typed));
        foreach (var typed in new[] { "管水", "“一楼 破损”", "“破损一楼进水 雨水管”", "水管 路灯", "fi" })
            Assert.Empty(await Found(district, typed));
    }

    [Theory, OnEachEngine]
    public async Task Summary_supplement_and_the_approved_opinion_are_searched_and_a_draft_is_not(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        var (id, unit) = (sample.Matter, SampleUnits.Housing);
        foreach (var act in SampleActs.Path(id, unit).Take(5)) await district.Do(act);
        await district.Do(SampleActs.Submit(id, unit));
        await Follow(district);
        Assert.Equal([id.Value], await Found(district, "冬季供暖不足")); // the registrar's summary
        Assert.Empty(await Found(district, "换热站"));

        await district.Do(SampleActs.Approve(id, unit));
        await district.Do(new Intent(Actor.Petitioner, (_, _) => Decision.Accept(new MatterSupplemented(id, "又测得十四度"))) { Streams = [id] });
        await Follow(district);

        foreach (var typed in new[] { "换热站", "现场检测", "更换换热设备", "又测得" }) Assert.Equal([id.Value], await Found(district, typed));
    }

    [Theory, OnEachEngine]
    public async Task A_request_for_review_and_the_signed_review_are_searched_and_a_draft_is_not(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        var (id, unit) = (sample.Matter, SampleUnits.Housing);
        foreach (var act in SampleActs.Path(id, unit).SkipLast(1)) await district.Do(act);
        foreach (var act in (Intent[])[SampleActs.AskReview(id), SampleActs.TakeReview(id), SampleActs.SubmitReview(id)]) await district.Do(act);
        await Follow(district);
        foreach (var typed in new[] { "撤销处理意见", "没有测温" }) Assert.Equal([id.Value], await Found(district, typed));
        Assert.Empty(await Found(district, "应当测温以后认定"));

        await district.Do(SampleActs.ApproveReview(id));
        await Follow(district);
        Assert.Equal([id.Value], await Found(district, "应当测温以后认定"));
    }

    [Theory, OnEachEngine]
    public async Task Who_petitions_is_in_no_index(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File(SamplePetition.New() with { Name = "欧阳惜缘", Address = "回声巷九十七号", Phone = "13800099731" });
        await Follow(district);

        foreach (var typed in new[] { "欧阳惜缘", "欧阳", "回声巷", "三号楼" }) Assert.Empty(await Found(district, typed));
    }

    [Theory, OnEachEngine]
    public async Task A_sealed_matter_is_never_found_and_leaves_no_trace(Engine engine)
    {
        using var district = await District.Found(engine);
        var accusation = await district.File(About("反映招标不公") with { Purpose = Purpose.Accusation });
        var sealedLater = await district.File(About("反映招标迟缓"));
        await Follow(district);
        Assert.Equal(1, await Rows(district));
        await district.Do(SampleActs.Seal(sealedLater.Matter));

        var number = (await new CaseReader(district.Store).Matter(accusation.Matter))!.State.Number;
        async Task NobodyFinds()
        {
            foreach (var role in Words.All<Role>().Where(r => r != Role.DisciplineLiaison))
                foreach (var unit in SampleUnits.All)
                {
                    var answer = await Search(district, "招标", new Viewer(role, unit.Code));
                    Assert.True(answer is { IsEmpty: true, IsCut: false, Before: null });
                    Assert.Empty(await Numbered(district, number, new Viewer(role, unit.Code)));
                }
        }

        await NobodyFinds(); // the index does not know yet, the gate does
        await Follow(district);
        await NobodyFinds();
        Assert.Equal(0, await Rows(district));

        await district.Do(SampleActs.Unseal(sealedLater.Matter));
        await Follow(district);
        Assert.Equal([sealedLater.Matter.Value], await Found(district, "招标"));
    }

    [Theory, OnEachEngine]
    public async Task A_unit_finds_its_own_and_no_other_units_matters(Engine engine)
    {
        using var district = await District.Found(engine);
        var (own, other, waiting) = (await district.File(), await district.File(), await district.File());
        foreach (var (sample, unit) in new[] { (own, SampleUnits.Housing), (other, SampleUnits.Transport) })
        {
            await district.Do(SampleActs.Register(sample.Matter));
            await district.Do(SampleActs.Forward(sample.Matter, unit));
        }

        await Follow(district);
        var housing = new Viewer(Role.Handler, SampleUnits.Housing.Code);
        Assert.Equal([own.Matter.Value], await Found(district, "供暖", housing));
        Assert.Equal(3, (await Found(district, "供暖")).Count());
        Assert.Empty(await Numbered(district, "XF2026", new Viewer(Role.Handler, SampleUnits.Street.Code)));
        Assert.Empty(await Found(district, "供暖", new Viewer(Role.Administrator, SampleUnits.Office.Code)));

        // What goes to another unit is lost to the first at once, and found by the second once the index knows.
        await district.Do(SampleActs.Receive(own.Matter, SampleUnits.Housing));
        await district.Do(SampleActs.Object(own.Matter, SampleUnits.Housing));
        await district.Do(SampleActs.Decide(own.Matter, SampleUnits.Street));
        Assert.Empty(await Found(district, "供暖", housing));
        await Follow(district);
        Assert.Equal([own.Matter.Value], await Found(district, "供暖", new Viewer(Role.Handler, SampleUnits.Street.Code)));
    }

    [Theory, OnEachEngine]
    public async Task An_erased_text_is_not_found_and_leaves_the_index(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File(About("门前积水", "雨水管破损。"));
        await Follow(district);
        var position = (await new CaseReader(district.Store).Events(sample.Petition))[0].Position;
        var before = await Row(district);

        await district.Do(new Intent(SampleUnits.System, (_, _) => Decision.Accept(
            new TextErased(position, "narrative", "《个人信息保护法》第四十七条第一款", "本人申请"))));
        await Follow(district); // before the value is gone: its event alone takes it from the index
        Assert.Empty(await Found(district, "水管"));
        await district.Store.Write(batch => batch.Connection.Execute(
            "DELETE FROM field_values WHERE position = @position AND field = 'narrative'", new { position }, batch.Transaction));

        Assert.Equal([sample.Matter.Value], await Found(district, "积水"));
        if (engine == Engine.Postgres) Assert.True((await Row(district)).Length < before.Length);
    }

    private static async Task<string> Row(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<string>($"SELECT CAST(words AS text) FROM search_words") ?? "";
    }

    [Theory, OnEachEngine]
    public async Task A_number_is_found_whole_and_in_part_at_once(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        var sample = await district.File();
        var number = (await new CaseReader(district.Store).Petition(sample.Petition))!.State.Number;

        foreach (var typed in new[] { number, number + "-1", number[..^2], number.ToLowerInvariant(), "000002" })
            Assert.Equal([sample.Matter.Value], await Numbered(district, typed));
        Assert.Equal(2, (await Numbered(district, "XF2026-0000")).Count());
        Assert.Empty(await Numbered(district, "XF2025"));
    }

    [Theory, OnEachEngine]
    public async Task A_documents_number_finds_its_matter(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        await district.Do(SampleActs.Register(sample.Matter));
        await district.Do(SampleActs.Forward(sample.Matter, SampleUnits.Housing));
        await Follow(district);

        foreach (var typed in new[] { "崇信〔2026〕1号", "崇信[2026]1", "〔2026〕1号" })
            Assert.Equal([sample.Matter.Value], await Numbered(district, typed));
        Assert.Empty(await Numbered(district, "崇信〔2026〕11号"));
    }

    [Theory, OnEachEngine]
    public async Task The_index_holds_no_word_and_differs_from_key_to_key(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File(About("门前积水"));
        await Follow(district);
        await using var connection = district.Database.OpenToRead();
        var (tables, hits) = (connection is NpgsqlConnection ? ["search_words"] : new[] { "search_words_data", "search_words_idx" }, 0);
        foreach (var table in tables)
            foreach (IDictionary<string, object?> row in await connection.QueryAsync($"SELECT t.*, CAST(t.{(table == "search_words" ? "words" : table == "search_words_data" ? "block" : "term")} AS text) AS plain FROM {table} t"))
                foreach (var value in row.Values)
                    if ((value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{value}").Contains("积水", StringComparison.Ordinal)) hits++;

        Assert.Equal(0, hits);
        using var other = await District.Found(engine);
        Assert.NotEqual(new IndexWords(district.Store.Keys).Gram("积水"), new IndexWords(other.Store.Keys).Gram("积水"));
    }

    [Theory, OnEachEngine]
    public async Task The_follower_goes_on_where_it_stopped_and_begins_nothing_twice(Engine engine)
    {
        using var district = await District.Found(engine);
        var first = await district.File(About("门前积水"));
        await Follow(district);
        var second = await district.File(About("桥下积水"));

        await Follow(district, district.OpenAgain()); // another program
        await Follow(district);

        Assert.Equal([second.Matter.Value, first.Matter.Value], await Found(district, "积水"));
        Assert.Equal(2, await Rows(district));
    }

    [Theory, OnEachEngine]
    public async Task Followers_on_several_nodes_beside_live_acts_make_one_index(Engine engine)
    {
        using var district = await District.Found(engine);
        CaseStore[] nodes = [district.Store, district.OpenAgain()];
        var acts = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
                foreach (var (n, act) in SampleActs.Path((await district.File()).Matter, SampleUnits.Housing).Take(i % 4).Index())
                    await district.Do(act, nodes[(i + n) % 2]);
        }, Cancel);
        while (!acts.IsCompleted) await Task.WhenAll(nodes.Select(node => Follow(district, node)));
        await acts;
        await Task.WhenAll(nodes.Select(node => Follow(district, node)));

        Assert.Equal(60, await Rows(district));
        var (seen, before) = (new List<string>(), (long?)null);
        do
        {
            var answer = await Search(district, "供暖", before: before);
            seen.AddRange(answer.Worded.Select(f => f.Row.Id));
            before = answer.Before;
        }
        while (before is not null);
        Assert.Equal(60, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Theory, OnEachEngine]
    public async Task A_rebuilt_index_finds_the_same(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File(About("门前积水"));
        await district.File(About("反映招标不公") with { Purpose = Purpose.Accusation });
        await Follow(district);

        using var follower = Follower(district.Store);
        await follower.Rebuild(cancel: Cancel);

        Assert.Equal([sample.Matter.Value], await Found(district, "积水"));
        Assert.Equal(1, await Rows(district));
    }

    [Theory, OnEachEngine]
    public async Task A_search_that_reaches_its_bound_says_so_and_can_be_continued(Engine engine)
    {
        using var district = await District.Found(engine);
        var oldest = await district.File(About("积水", "水管断裂"));
        // Each has both pairs of 水管断 and not the three characters: only the texts tell.
        for (var i = 0; i < SearchQueries.MostOpened; i += 50)
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => district.Store.Act(SampleActs.File(About("积水", "水管，管断"), district.Codes))));
        await Follow(district);

        var answer = await Search(district, "水管断");
        Assert.True(answer is { IsEmpty: true, IsCut: true, Before: not null });
        var older = await Search(district, "水管断", before: answer.Before);
        Assert.Equal([oldest.Matter.Value], older.Worded.Select(f => f.Row.Id));
        Assert.True(older is { IsCut: false, Before: null });
    }

    [Theory, OnEachEngine]
    public async Task A_search_is_a_look_up_in_the_index(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        await Follow(district);
        var asked = $"SELECT rowid FROM search_words WHERE {district.Database.HasWords("'00ff 11ee'")} AND rowid < 99 ORDER BY rowid DESC LIMIT 9";
        await using var connection = district.Database.OpenToRead();
        if (connection is NpgsqlConnection)
            // On a handful of rows reading all of them is cheaper; on a million it is not.
            await connection.ExecuteAsync("SET enable_seqscan = off; SET enable_indexscan = off");
        var plan = string.Join('\n', (await connection.QueryAsync($"EXPLAIN {(connection is NpgsqlConnection ? "" : "QUERY PLAN")} {asked}"))
            .Select(line => string.Join(' ', ((IDictionary<string, object?>)line).Values)));

        Assert.Contains(connection is NpgsqlConnection ? "search_words_by_word" : "VIRTUAL TABLE INDEX", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}
