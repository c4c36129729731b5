using Org.BouncyCastle.Crypto.Parameters;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Storage.Tests;

public sealed class WitnessedCheckpointTests
{
    private static readonly (VerifierKey Public, Ed25519PrivateKeyParameters Private)[] Witnesses = [.. Enumerable.Range(1, 3).Select(n =>
    {
        var key = new Ed25519PrivateKeyParameters([.. Enumerable.Repeat((byte)n, 32)]);
        return (new VerifierKey($"w{n}.test/w", NoteKeyType.Cosignature, key.GeneratePublicKey().GetEncoded()), key);
    })];

    private static void Ask(District district, string end = "group two 2 W1 W2 W3\nquorum two\n") => File.WriteAllText(
        district.Place.Keys.Witnesses, string.Concat(Witnesses.Select((w, i) => $"witness W{i + 1} {w.Public}\n")) + end);

    private static async Task<long> Cosign(District district, params int[] witnesses)
    {
        var done = await district.Do(Samples.SampleActs.File(Samples.SamplePetition.New(), district.Codes));
        var size = Checkpoint.Parse(done.Checkpoint.Text).Size;
        foreach (var n in witnesses)
        {
            var (key, signer) = Witnesses[n];
            var line = done.Checkpoint.Cosign(key, 1_772_413_200 + n, message => LogKey.Sign(signer, message)).Signatures[^1];
            await district.Store.Write(batch =>
            {
                batch.Put(Tables.Cosignatures, [[size, key.ToString(), 1L, line.ToString()]]);
                return 0;
            });
        }

        return size;
    }

    [Theory, OnEachEngine]
    public async Task The_newest_checkpoint_with_its_quorum_is_found_however_many_newer_ones_have_none(Engine engine)
    {
        using var district = await District.Found(engine);
        Ask(district);
        var witnessed = new WitnessedCheckpoint(district.Store);
        Assert.Null(witnessed.Newest());
        await Cosign(district, 0);
        Assert.Null(witnessed.Newest());
        var good = await Cosign(district, 2, 0);
        await Cosign(district, 1);
        await Cosign(district);

        var note = witnessed.Newest()!;
        Assert.Equal(good, Checkpoint.Parse(note.Text).Size);
        Assert.Equal(3, note.Signatures.Count);
        Assert.Equal(["W1", "W3"], witnessed.Policy.Check(note, LogKey.Verify).Witnesses.Select(w => w.Witness.Name));
        Assert.Equal(note.ToString(), witnessed.Covering(good - 1)!.ToString());
        Assert.Null(witnessed.Covering(good));
    }

    [Theory, OnEachEngine]
    public async Task A_proof_stands_under_the_witnessed_checkpoint_or_there_is_none_yet(Engine engine)
    {
        using var district = await District.Found(engine);
        Ask(district);
        await ManyEntries.Add(district.Store, 600);
        var good = await Cosign(district, 0, 1);
        await Cosign(district);
        var witnessed = new WitnessedCheckpoint(district.Store);

        await using var connection = district.Database.OpenToRead();
        foreach (var index in (long[])[0, 5, 255, 256, 599, good - 1])
        {
            var proof = LogProof.Parse(witnessed.ProofOf(index)!.ToString());
            var bundle = new LogTiles(connection).Entries(new Tile(0, index / 256, (int)Math.Min(256, good - index / 256 * 256)));
            var entry = EntryBundle.Decode(bundle, (int)Math.Min(256, good - index / 256 * 256))[(int)(index % 256)];
            Assert.True(proof.Includes(MerkleTree.LeafHash(entry.Span)));
            Assert.True(witnessed.Policy.Check(proof.Note, LogKey.Verify).IsMet);
        }

        Assert.Null(witnessed.ProofOf(good));
    }

    [Theory, OnEachEngine]
    public async Task Where_no_witness_is_asked_the_newest_checkpoint_is_published(Engine engine)
    {
        using var district = await District.Found(engine);
        var size = await Cosign(district);
        var note = new WitnessedCheckpoint(district.Store).Newest()!;
        Assert.Equal(size, Checkpoint.Parse(note.Text).Size);
        Assert.Single(note.Signatures);
    }

    [Theory, OnEachEngine]
    public async Task A_forged_line_in_the_database_makes_no_quorum(Engine engine)
    {
        using var district = await District.Found(engine);
        Ask(district);
        var size = await Cosign(district, 0);
        var forged = Witnesses[1];
        await district.Store.Write(batch =>
        {
            var line = new NoteSignature(forged.Public.Name, forged.Public.Id, new byte[72]);
            batch.Put(Tables.Cosignatures, [[size, forged.Public.ToString(), 1L, line.ToString()]]);
            return 0;
        });
        Assert.Null(new WitnessedCheckpoint(district.Store).Newest());
    }

    [Theory]
    [InlineData("quorum three")]
    [InlineData("log {log}\nquorum none")]
    [InlineData("")]
    public async Task A_list_of_witnesses_that_makes_no_sense_is_refused_in_words(string end)
    {
        using var district = await District.Found(Engine.Sqlite);
        Ask(district, end.Replace("{log}", district.Store.LogKey.Public.ToString(), StringComparison.Ordinal));
        Assert.Contains("见证方名单", Assert.Throws<DatabaseUnusableException>(() => new WitnessedCheckpoint(district.Store)).Message, StringComparison.Ordinal);
    }
}
