using Dapper;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class IdempotencyTests
{
    private const string OldCode = "1111111111111111", NewCode = "2222222222222222";

    [Theory, OnEachEngine]
    public async Task The_same_request_again_keeps_its_number_and_gets_a_new_code(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = SamplePetition.New();
        var first = await district.Do(SampleActs.File(sample, district.Codes, "k-1", OldCode));
        var again = await district.Do(SampleActs.File(sample with { Petition = SamplePetition.New().Petition }, district.Codes, "k-1", NewCode));

        var number = ((PetitionFiled)first.Events[0].Event).Number;
        Assert.Equal((false, true), (first.Repeated, again.Repeated));
        Assert.Equal(sample.Petition, Assert.IsType<QueryCodeIssued>(Assert.Single(again.Events).Event).Stream);
        Assert.Null(await district.Codes.Check(number, OldCode, "203.0.113.1"));
        Assert.Equal(sample.Petition, await district.Codes.Check(number, NewCode, "203.0.113.1"));
        Assert.Equal(1, await Petitions(district));
    }

    [Theory, OnEachEngine]
    public async Task Another_request_under_the_same_key_is_told_so_and_changes_nothing(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.Do(SampleActs.File(SamplePetition.New(), district.Codes, "k-1"));

        var other = await district.Store.Act(SampleActs.File(SamplePetition.New() with { Title = "另一件事" }, district.Codes, "k-1"));

        Assert.IsType<Result.KeyReused>(other);
        Assert.Equal(1, await Petitions(district));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task A_key_belongs_to_its_caller(Engine engine)
    {
        using var district = await District.Found(engine);
        await district.Do(SampleActs.File(SamplePetition.New(), district.Codes, "k-1"));
        var other = SampleActs.File(SamplePetition.New() with { Title = "另一件事" }, district.Codes, "k-1");

        var done = await district.Do(other with { Key = other.Key! with { Caller = "import" } });

        Assert.False(done.Repeated);
        Assert.Equal(2, await Petitions(district));
    }

    [Theory, OnEachEngine]
    public async Task Twice_in_one_batch_makes_one_petition(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = SamplePetition.New();

        var acts = await district.Together(
            SampleActs.File(sample, district.Codes, "k-1", OldCode),
            SampleActs.File(SamplePetition.New(), district.Codes, "k-1", NewCode),
            SampleActs.File(SamplePetition.New() with { Title = "另一件事" }, district.Codes, "k-1"));

        var first = Assert.IsType<Result.Done>(await acts[0]);
        var second = Assert.IsType<Result.Done>(await acts[1]);
        Assert.IsType<Result.KeyReused>(await acts[2]);
        Assert.Equal((false, true), (first.Repeated, second.Repeated));
        Assert.Equal(first.Growth.After.Size, second.Growth.After.Size);
        Assert.Equal(
            sample.Petition, await district.Codes.Check(((PetitionFiled)first.Events[0].Event).Number, NewCode, "203.0.113.1"));
        Assert.Equal(1, await Petitions(district));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task A_refused_request_leaves_its_key_unused(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = SamplePetition.New();

        Assert.IsType<Result.Refused>(await district.Store.Act(
            SampleActs.File(sample with { Name = "" }, district.Codes, "k-1")));
        var done = await district.Do(SampleActs.File(sample, district.Codes, "k-1"));

        Assert.False(done.Repeated);
        Assert.Equal("XF2026-000001", ((PetitionFiled)done.Events[0].Event).Number[..^2]);
    }

    [Theory, OnEachEngine]
    public async Task Sent_to_two_nodes_many_times_at_once_it_is_recorded_once(Engine engine)
    {
        using var district = await District.Found(engine);
        var other = district.OpenAgain();

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? district.Store : other).Act(SampleActs.File(SamplePetition.New(), district.Codes, "k-1")))));

        Assert.Single(results.Cast<Result.Done>(), d => !d.Repeated);
        Assert.Single(results.Cast<Result.Done>().Select(d => d.Events[0].Event.Stream).Distinct());
        Assert.Equal(1, await Petitions(district));
        Assert.Empty(Audit.Of(district.Store));
    }

    private static async Task<long> Petitions(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM petitions");
    }
}
