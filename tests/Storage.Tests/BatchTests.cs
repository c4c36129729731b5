using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;
using Xinqiao.Storage.Tests.Samples;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class BatchTests
{
    private static readonly Table Units = new("units", "code", "code name");

    [Theory, OnEachEngine]
    public async Task A_refused_act_leaves_nothing(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();
        var before = await Counts(district);

        var refused = Assert.IsType<Result.Refused>(await district.Store.Act(SampleActs.Forward(sample.Matter, SampleUnits.Housing)));

        Assert.Equal("not-registered", Assert.Single(refused.Refusals).Code);
        Assert.Equal(before, await Counts(district));
    }

    [Theory, OnEachEngine]
    public async Task Acts_decided_together_are_one_tree_and_each_has_its_proof(Engine engine)
    {
        using var district = await District.Found(engine);
        var samples = Enumerable.Range(0, 300).Select(_ => SamplePetition.New()).ToArray();

        var acts = await district.Together([.. samples.Select(s => SampleActs.File(s, district.Codes))]);

        var done = (await Task.WhenAll(acts)).Cast<Result.Done>().ToList();
        Assert.Single(done.Select(d => d.Checkpoint.ToString()).Distinct());
        var leaves = await Leaves(district);
        foreach (var recorded in done.SelectMany(d => d.Events.Select(e => (d, e.Position))))
        {
            var proof = LogProof.Parse(recorded.d.ProofOf(recorded.Position));
            Assert.True(proof.Includes(leaves[(int)recorded.Position]));
            Assert.Equal(MerkleTree.Root(leaves), proof.Checkpoint.Root);
        }

        Assert.Equal(300, done.Select(d => ((PetitionFiled)d.Events[0].Event).Number).Distinct().Count());
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task The_proof_of_an_act_holds_against_its_own_checkpoint_as_the_log_grows(Engine engine)
    {
        using var district = await District.Found(engine);
        for (var i = 0; i < 5; i++)
        {
            var done = await district.Do(SampleActs.File(SamplePetition.New(), district.Codes));
            var leaves = await Leaves(district);

            var proof = LogProof.Parse(done.Proof());

            Assert.Equal((done.Events[0].Position, leaves.Length), (proof.Index, (int)proof.Checkpoint.Size));
            Assert.True(proof.Includes(leaves[(int)proof.Index]));
            Assert.Equal(done.Checkpoint.ToString(), proof.Note.ToString());
        }
    }

    [Theory, OnEachEngine]
    public async Task A_decider_that_throws_takes_no_other_act_of_its_batch_with_it(Engine engine)
    {
        using var district = await District.Found(engine);

        var acts = await district.Together(
            SampleActs.File(SamplePetition.New(), district.Codes),
            new Intent(SampleUnits.Registrar, (_, act) =>
            {
                act.Next(new Series("XF", "petition", 2026));
                throw new InvalidDataException("a defect");
            }),
            SampleActs.File(SamplePetition.New(), district.Codes));

        await Assert.ThrowsAsync<InvalidDataException>(() => acts[1]);
        Assert.Equal(["XF2026-000001", "XF2026-000002"], await Numbers(acts[0], acts[2]));
        Assert.Equal(Growth(await acts[0]), Growth(await acts[2]));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task An_act_that_can_not_be_written_takes_no_other_act_of_its_batch_with_it(Engine engine)
    {
        using var district = await District.Found(engine);
        // A row that is there already, where it has to be new.
        var lost = SampleActs.File(SamplePetition.New(), district.Codes) with { Beside = _ => [new Row(Units, ["XF", "信访局"])] };

        var acts = await district.Together(
            SampleActs.File(SamplePetition.New(), district.Codes), lost, SampleActs.File(SamplePetition.New(), district.Codes));

        await Assert.ThrowsAnyAsync<Exception>(() => acts[1]);
        Assert.Equal(["XF2026-000001", "XF2026-000002"], await Numbers(acts[0], acts[2]));
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task Later_acts_of_a_batch_see_what_earlier_ones_did(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = SamplePetition.New();
        var path = SampleActs.Path(sample.Matter, SampleUnits.Housing);

        var acts = await district.Together([SampleActs.File(sample, district.Codes), .. path, SampleActs.Register(sample.Matter)]);

        Assert.All(await Task.WhenAll(acts[..^1]), r => Assert.IsType<Result.Done>(r));
        Assert.Equal("already-registered", Assert.IsType<Result.Refused>(await acts[^1]).Refusals[0].Code);
        Assert.Equal(path.Count + 1, (await new CaseReader(district.Store).Matter(sample.Matter))!.State.Version);
        Assert.Empty(Audit.Of(district.Store));
    }

    [Theory, OnEachEngine]
    public async Task A_write_that_is_no_act_is_called_again_where_its_batch_failed(Engine engine)
    {
        using var district = await District.Found(engine);
        var calls = 0;
        var release = await district.Occupy();
        var write = district.Store.Write(batch =>
        {
            calls++;
            return batch.Connection.Execute("UPDATE units SET phone = '1' WHERE code = 'XF'", transaction: batch.Transaction);
        });
        var failing = district.Store.Write<int>(_ => throw new InvalidDataException("a defect"));
        await release();

        Assert.Equal(1, await write);
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Equal(2, calls);
    }

    [Theory, OnEachEngine]
    public async Task Rows_put_and_flushed_by_a_write_are_written_once(Engine engine)
    {
        using var district = await District.Found(engine);
        var sample = await district.File();

        var first = await district.Codes.NewOneTimeCode(sample.Petition);
        var second = await district.Codes.NewOneTimeCode(sample.Petition);

        Assert.Equal(first == second, await district.Codes.UseOneTimeCode(sample.Petition, first));
        Assert.True(first == second || await district.Codes.UseOneTimeCode(sample.Petition, second));
        Assert.False(await district.Codes.UseOneTimeCode(sample.Petition, second));
    }

    private static TreeGrowth Growth(Result result) => ((Result.Done)result).Growth;

    private static async Task<IEnumerable<string>> Numbers(params Task<Result>[] acts) =>
        (await Task.WhenAll(acts)).Select(r => ((PetitionFiled)((Result.Done)r).Events[0].Event).Number[..^2]);

    private static async Task<Hash[]> Leaves(District district)
    {
        await using var connection = district.Database.OpenToRead();
        return [.. (await connection.QueryAsync<byte[]>("SELECT leaf FROM events ORDER BY position")).Select(l => Hash.FromBytes(l))];
    }

    private static async Task<string> Counts(District district)
    {
        await using var connection = district.Database.OpenToRead();
        string[] tables =
            ["events", "streams", "field_values", "data_keys", "checkpoints", "numbers", "idempotency", "petitions", "matters", "deadlines"];
        var counts = new List<string>();
        foreach (var table in tables)
            counts.Add($"{table} {await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}")}");
        counts.Add($"head {await connection.ExecuteScalarAsync<long>("SELECT size FROM head")}");
        return string.Join('\n', counts);
    }
}
