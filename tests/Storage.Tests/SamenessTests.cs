using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

/// <summary>核对是否同一信访人: how often somebody asked is counted under the lock, of whatever matter.</summary>
public sealed class SamenessTests
{
    private static readonly Actor Registrar = SampleUnits.Registrar;

    private static Intent Question(StreamId matter, Actor by) => new(by, (cases, act) => SamePetitioner.AskAtCounter(
        cases.Matter(matter), Likeness.Great, cases.SamenessAskedBy(by.Id, act.RecordedAt - SamePetitioner.Hour), act))
    {
        Streams = [matter],
    };

    [Theory, OnEachEngine]
    public async Task More_questions_than_an_hour_allows_are_refused_also_at_once_and_of_other_matters(Engine engine)
    {
        using var district = await District.Found(engine);
        SamplePetition[] petitions = [await district.File(), await district.File(), await district.File()];

        var asked = await district.Together([.. Enumerable.Range(0, SamePetitioner.Most + 5).Select(i => Question(petitions[i % 2].Matter, Registrar))]);
        var results = await Task.WhenAll(asked);
        Assert.Equal(SamePetitioner.Most, results.Count(r => r is Result.Done));
        Assert.All(results.OfType<Result.Refused>(), r => Assert.Equal("asked-too-often", Assert.Single(r.Refusals).Code));

        // Another matter, and another node that reads what it did not decide.
        var refused = Assert.IsType<Result.Refused>(await district.OpenAgain().Act(Question(petitions[2].Matter, Registrar)));
        Assert.Equal("asked-too-often", refused.Refusals[0].Code);
        await district.Do(Question(petitions[2].Matter, SampleUnits.Router)); // whoever else asks has an hour of their own
        district.Clock.Now += SamePetitioner.Hour;
        await district.Do(Question(petitions[2].Matter, Registrar));
    }

    [Theory, OnEachEngine]
    public async Task Two_petitions_are_compared_and_neither_answer_nor_person_is_kept(Engine engine)
    {
        using var district = await District.Found(engine);
        var first = await district.File(SamplePetition.New() with { Name = "赵敏之", Phone = "13900000001" });
        var same = await district.File(SamplePetition.New() with { Name = "赵敏之", Phone = "139 0000 0001" });
        var neighbour = await district.File(SamplePetition.New() with { Name = "孙立", Phone = "13900000002", Address = "崇文区东街3号" });
        var nobody = await district.File(SamplePetition.New() with { Name = null, Phone = null, Address = null });
        var staff = new Staff(Registrar.Id, "", Registrar.Role, Registrar.Unit, Registrar.UnitName);
        var comparisons = new Comparisons(district.Store, new CaseReader(district.Store));

        Assert.Equal(Sameness.Same, (await comparisons.Ask(staff, same.Matter, first.Matter, Likeness.Copy)).Answer);
        Assert.Equal(Sameness.Different, (await comparisons.Ask(staff, neighbour.Matter, first.Matter, Likeness.Copy)).Answer);
        Assert.Equal(Sameness.Unknown, (await comparisons.Ask(staff, nobody.Matter, first.Matter, Likeness.Copy)).Answer);
        Assert.Equal("not-alike", (await comparisons.Ask(staff, neighbour.Matter, first.Matter, null)).Refusals[0].Code);

        // A question that was answered yes and one that was answered no leave the same behind: nothing but itself.
        await using var connection = district.Database.OpenToRead();
        foreach (var one in (SamplePetition[])[same, neighbour])
        {
            var events = await new CaseReader(district.Store).Events(one.Matter);
            Assert.Equal(new SamenessAsked(one.Matter), events[^1].Event);
            var text = await connection.QuerySingleAsync<string>("SELECT event FROM events WHERE position = @Position", new { events[^1].Position });
            Assert.Contains("\"d\":{}", text, StringComparison.Ordinal);
            Assert.DoesNotContain(first.Matter.Value, text, StringComparison.Ordinal);
        }
    }
}
