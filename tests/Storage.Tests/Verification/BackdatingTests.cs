using Dapper;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Ledger;
using Xunit;

namespace Xinqiao.Storage.Tests.Verification;

/// <summary>An office that sets its clock back signs what it likes; its witnesses know what time it was.</summary>
public sealed class BackdatingTests
{
    [Theory, OnEachEngine]
    public async Task An_event_that_is_dated_back_behind_what_the_witnesses_saw_is_named(Engine engine)
    {
        using var district = await District.Found(engine, DatabaseKind.Real);
        await File.WriteAllTextAsync(
            district.Store.Keys.Witnesses, TestWitness.TwoOfThree(district.Store.LogKey.Public).For([]).ToString(), TestContext.Current.CancellationToken);
        await district.File();
        await Cosign(district, district.Clock.Now);
        await district.File();
        var found = Web.Ledger.Audit.Of(district.Store, _ => { });
        Assert.Equal((Verdict.Ok, 1), (found.Verdict, found.Witnessed));

        // Ten minutes later the witnesses see it; the office's clock still says what it said.
        await Cosign(district, district.Clock.Now.AddMinutes(10));
        var first = await Size(district);
        await district.File();
        found = Web.Ledger.Audit.Of(district.Store, _ => { });
        Assert.Equal((Verdict.Broken, 2), (found.Verdict, found.Witnessed));
        Assert.All(found.Faults, fault => Assert.True(fault.Leaf >= first && fault.What.Contains("倒签", StringComparison.Ordinal), fault.ToString()));
    }

    [Theory, OnEachEngine]
    public async Task A_witness_that_is_alone_or_unknown_says_nothing_of_times(Engine engine)
    {
        using var district = await District.Found(engine, DatabaseKind.Real);
        await File.WriteAllTextAsync(
            district.Store.Keys.Witnesses, TestWitness.TwoOfThree(district.Store.LogKey.Public).For([]).ToString(), TestContext.Current.CancellationToken);
        await district.File();
        await Cosign(district, district.Clock.Now.AddMinutes(10), TestWitness.Three[0], new TestWitness("stranger.test/w"));
        await district.File();
        Assert.Equal(Verdict.Ok, Web.Ledger.Audit.Of(district.Store, _ => { }).Verdict);
    }

    private static async Task<long> Size(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT size FROM head WHERE id = 1");
    }

    private static async Task Cosign(District district, DateTimeOffset at, params TestWitness[] witnesses)
    {
        var size = await Size(district);
        string note;
        await using (var connection = district.Database.OpenToRead())
            note = await connection.QuerySingleAsync<string>("SELECT note FROM checkpoints WHERE size = @size", new { size });
        await district.Store.Write(batch =>
        {
            batch.Put(Tables.Cosignatures,
            [
                .. (witnesses.Length == 0 ? TestWitness.Three.Take(2) : witnesses).Select(w => (object?[])
                    [size, w.Public.ToString(), at.ToUnixTimeSeconds(), w.Cosign(SignedNote.Parse(note), at).Signatures[^1].ToString()]),
            ]);
            batch.Flush();
            return true;
        });
    }
}
