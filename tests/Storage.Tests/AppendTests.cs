using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class AppendTests
{
    [Theory, OnEachEngine]
    public async Task What_was_filed_is_read_back_with_facts_texts_and_reason(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File(SamplePetition.New() with { Title = "标题：𠮷野家门前积水", Narrative = "经过\n第二行 \"引号\" \\" });
        await district.Do(SampleActs.Register(sample.Matter));

        var reader = new CaseReader(district.Store);
        var petition = await reader.Petition(sample.Petition, IdentityView.OfPetitioner);
        var filed = petition!.Last<PetitionFiled>()!;
        var matter = await reader.Matter(sample.Matter);
        var registered = matter!.LastRecorded<MatterRegistered>()!;

        Assert.Equal(1, petition.State.CodesIssued);
        Assert.Equal((sample.Title, sample.Narrative, "张三", "13800000000"),
            (filed.Title.Value, filed.Narrative.Value, filed.Party.Name.Value, filed.Party.Phone.Value));
        Assert.Equal((Channel.Portal, new DateOnly(2026, 3, 2), "XF", Purpose.Request, "DJ", false, true),
            (filed.Channel, filed.ReceivedOn, filed.Office, filed.Purpose, filed.Place, filed.Anonymous, filed.Contactable));
        Assert.Equal((2, "依职责办理", "s-1", Role.Registrar, "XF"),
            (registered.Version, registered.Why.Value, registered.By, registered.Role, registered.Office));
        Assert.Equal(["查明原因", "恢复供暖"], ((MatterRegistered)registered.Event).Requests.Select(r => r.Value));
        Assert.Equal((2, 2), (matter.State.Version, matter.State.Requests));
    }

    [Theory, OnEachEngine]
    public async Task A_case_nobody_filed_is_not_found(Engine engine)
    {
        using var district = await District.Found(engine);
        var reader = new CaseReader(district.Store);
        var nobody = SamplePetition.New();

        Assert.Null(await reader.Petition(nobody.Petition));
        Assert.Null(await reader.Matter(nobody.Matter));
        await Assert.ThrowsAsync<NoSuchCaseException>(() => district.Store.Act(SampleActs.Register(nobody.Matter)));
    }

    [Theory, OnEachEngine]
    public async Task Titles_are_opened_for_a_list_and_absent_where_there_is_none(Engine engine)
    {
        using var district = await District.Found(engine);
        var (first, second) = (await district.File(SamplePetition.New() with { Title = "甲" }), await district.File(SamplePetition.New() with { Title = "乙" }));
        var reader = new CaseReader(district.Store);
        var at = (await reader.Events(first.Petition))[0].Position;
        var then = (await reader.Events(second.Petition))[0].Position;

        await using var connection = district.Database.OpenToRead();
        var titles = await reader.Field(
            connection, "title", [(first.Petition.Value, at), (second.Petition.Value, then), (first.Matter.Value, at + 2)]);

        Assert.Equal([new(at, "甲"), new(then, "乙")], titles);
    }

    [Theory, OnEachEngine]
    public async Task Positions_are_contiguous_across_acts_and_equal_the_leafs_index(Engine engine)
    {
        using var district = await District.Found(engine);
        var before = (await district.File()) is var sample ? await Size(district) : 0;

        var done = await district.Do(SampleActs.Register(sample.Matter));

        Assert.Equal(before, Assert.Single(done.Events).Position);
        Assert.Equal((before, before + 1), (done.Growth.Before.Size, done.Growth.After.Size));
        Assert.Equal(before + 1, await Size(district));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task A_clock_set_back_never_makes_an_act_older_than_the_one_before(Engine engine)
    {
        using var district = await District.Found(engine);
        var noon = district.Clock.Now = new DateTimeOffset(2026, 3, 2, 12, 0, 0, 5, TimeSpan.Zero);
        var first = await district.Do(SampleActs.File(SamplePetition.New(), district.Codes));

        district.Clock.Now = noon.AddHours(-3);
        var second = await district.Do(SampleActs.File(SamplePetition.New(), district.Codes));
        var other = await district.Do(SampleActs.File(SamplePetition.New(), district.Codes), district.OpenAgain());
        district.Clock.Now = noon.AddSeconds(1);
        var third = await district.Do(SampleActs.File(SamplePetition.New(), district.Codes));

        Assert.Equal([noon, noon, noon, noon.AddSeconds(1)],
            new[] { first, second, other, third }.Select(d => d.Events[0].RecordedAt));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task Reference_data_changed_twice_goes_on_in_its_own_stream(Engine engine)
    {
        using var district = await District.Found(engine);
        var renamed = SampleUnits.Housing with { Name = "住房局" };

        var done = await district.Do(new Intent(
            SampleUnits.System, (_, _) => Decision.Accept(new UnitEstablished(renamed), new UnitEstablished(SampleUnits.Housing))));

        Assert.Equal([2, 3], done.Events.Select(e => e.Version));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task An_identity_that_is_taken_makes_no_second_case(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();

        await Assert.ThrowsAnyAsync<Exception>(() => district.Store.Act(SampleActs.File(sample, district.Codes)));
        await district.File();

        Assert.Equal(2, (await new CaseReader(district.Store).Events(sample.Petition)).Count);
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task Events_can_not_be_changed_by_SQL(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.File();
        var before = await Size(district);
        string[] attempts =
        [
            "UPDATE events SET event = '{}' WHERE position = 1", "DELETE FROM events WHERE position = 1", "DELETE FROM events",
            engine == Engine.Sqlite
                ? "INSERT OR REPLACE INTO events SELECT position, stream, version, 'x', recorded_at, event, salt, commitment, leaf FROM events WHERE position = 1"
                : "TRUNCATE events",
        ];

        await using var connection = district.Database.OpenToRead();
        foreach (var attempt in attempts)
        {
            var e = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.ExecuteAsync(attempt));
            Assert.Contains("events are never", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await Size(district));
        Assert.Empty(Audit.Of(district.Store));
    }

    private static async Task<long> Size(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM events");
    }
}
