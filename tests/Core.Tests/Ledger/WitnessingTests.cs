using System.Text;
using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;
using Hash = Xinqiao.Core.Ledger.Hash;

namespace Xinqiao.Core.Tests.Ledger;

public class WitnessingTests
{
    private const string Origin = "xf.test/log";

    private static readonly byte[] Seed = [.. Enumerable.Repeat((byte)1, 32)], OtherSeed = [.. Enumerable.Repeat((byte)2, 32)];
    private static readonly VerifierKey Log = new(Origin, NoteKeyType.Ed25519, Ed25519.PublicKey(Seed));

    /// <summary>A log as an office might present it: its own past up to some entry, and another one after.</summary>
    private sealed class Presented(params IEnumerable<string> entries)
    {
        private readonly Hash[] leaves = [.. entries.Select(e => MerkleTree.LeafHash(Encoding.ASCII.GetBytes(e)))];

        public Checkpoint At(int size) => new(Origin, size, MerkleTree.Root(leaves.AsSpan(0, size)));

        public AddCheckpoint Ask(int from, int to, byte[]? seed = null) => new(
            from, MerkleTree.ConsistencyProof(Math.Min(from, to), to, Trees.Subtrees(leaves[..to])), At(to).Sign(Log, Ed25519.Signer(seed ?? Seed)));
    }

    private static readonly Presented Honest = new(Enumerable.Range(0, 600).Select(n => $"entry {n}"));

    private static WitnessAnswer Decide(AddCheckpoint request, Checkpoint? last) => Witnessing.Decide(request, [Log], last, Ed25519.Verify);

    [Fact]
    public void Every_step_of_an_honest_log_is_cosigned() =>
        Gen.Int[0, 60].Array[1, 12].Sample(steps =>
        {
            Checkpoint? last = null;
            foreach (var step in steps)
            {
                var size = (int)(last?.Size ?? 0);
                Assert.Equal(WitnessAnswer.Cosign, Decide(Honest.Ask(size, size + step), last));
                last = Honest.At(size + step);
            }
        }, iter: 100);

    // Three ways of cheating: another past (fork), fewer entries than before (truncation), an older checkpoint once more (roll-back).
    private static readonly Gen<(int Seen, int Size, int ForkAt, int Kind)> Histories = Gen.Select(
        Gen.Int[1, 500], Gen.Int[0, 99], Gen.Int[0, 499], Gen.Int[0, 2],
        (seen, more, fork, kind) => (seen, seen + more, fork % seen, kind));

    [Fact]
    public void A_forked_a_truncated_and_a_rolled_back_log_are_never_cosigned() =>
        Histories.Sample(history =>
        {
            var (seen, size, forkAt, kind) = history;
            var last = Honest.At(seen);
            if (kind == 0)
            {
                // Another entry at one place; everything after it may be as it was. Every proof the office can make is tried.
                var forked = new Presented(Enumerable.Range(0, 600).Select(n => n == forkAt ? $"other {n}" : $"entry {n}"));
                Assert.Equal(size == seen ? WitnessAnswer.OtherSize : WitnessAnswer.Inconsistent, Decide(forked.Ask(seen, size), last));
                Assert.NotEqual(WitnessAnswer.Cosign, Decide(forked.Ask(seen, size) with { Proof = Honest.Ask(seen, size).Proof }, last));
                Assert.Equal(WitnessAnswer.OtherSize, Decide(forked.Ask(0, size), last));
            }
            else if (kind == 1)
            {
                // Entries are missing at the end; the office asks with the true old size, or pretends an older one.
                var shorter = forkAt;
                Assert.Equal(WitnessAnswer.Malformed, Decide(Honest.Ask(seen, shorter), last));
                Assert.Equal(WitnessAnswer.OtherSize, Decide(Honest.Ask(shorter, shorter), last));
                Assert.Equal(WitnessAnswer.OtherSize, Decide(Honest.Ask(0, shorter), last));
            }
            else
            {
                // The database was put back to an older state and goes on with other entries from there.
                var again = new Presented(Enumerable.Range(0, 600).Select(n => n < forkAt ? $"entry {n}" : $"again {n}"));
                Assert.Equal(WitnessAnswer.OtherSize, Decide(again.Ask(forkAt, size), last));
                Assert.Equal(size == seen ? WitnessAnswer.OtherSize : WitnessAnswer.Inconsistent, Decide(again.Ask(seen, size), last));
            }
        }, iter: 1_500);

    [Fact]
    public void An_unknown_log_and_an_unsigned_checkpoint_are_told_apart()
    {
        Assert.Equal(WitnessAnswer.UnknownLog, Witnessing.Decide(Honest.Ask(0, 5), [], null, Ed25519.Verify));
        Assert.Equal(WitnessAnswer.Unsigned, Decide(Honest.Ask(0, 5, OtherSeed), null));
        Assert.Equal(WitnessAnswer.Cosign, Decide(Honest.Ask(0, 5), null));
    }

    [Fact]
    public void A_first_checkpoint_needs_no_proof_and_takes_none()
    {
        Assert.Equal(WitnessAnswer.Cosign, Decide(Honest.Ask(0, 0), null));
        Assert.Equal(WitnessAnswer.OtherSize, Decide(Honest.Ask(3, 5), null));
        Assert.Equal(WitnessAnswer.Inconsistent, Decide(Honest.Ask(0, 5) with { Proof = Honest.Ask(3, 5).Proof }, null));
    }

    [Fact]
    public void The_same_checkpoint_is_cosigned_again_and_another_root_of_its_size_is_not()
    {
        Assert.Equal(WitnessAnswer.Cosign, Decide(Honest.Ask(5, 5), Honest.At(5)));
        Assert.Equal(WitnessAnswer.OtherSize, Decide(new Presented("a", "b", "c", "d", "e").Ask(5, 5), Honest.At(5)));
    }

    [Fact]
    public void While_keys_change_either_key_of_the_log_is_enough_and_a_forged_line_is_not()
    {
        var next = new VerifierKey(Origin, NoteKeyType.Ed25519, Ed25519.PublicKey(OtherSeed));
        var request = Honest.Ask(0, 5);
        var both = request with { Note = request.Note.AlsoSign(next, Ed25519.Signer(OtherSeed)) };
        Assert.Equal(WitnessAnswer.Cosign, Decide(both, null));
        Assert.Equal(WitnessAnswer.Cosign, Witnessing.Decide(both, [next], null, Ed25519.Verify));
        var forged = request with { Note = request.Note.AlsoSign(next, Ed25519.Signer(Seed)) };
        Assert.Equal(WitnessAnswer.Unsigned, Witnessing.Decide(forged, [Log, next], null, Ed25519.Verify));
    }

    [Fact]
    public void A_request_is_read_back_to_the_byte() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 299]).Sample((from, more) =>
        {
            var request = Honest.Ask(from, from + more);
            var again = AddCheckpoint.Parse(Encoding.UTF8.GetBytes(request.ToString()));
            Assert.Equal(request.ToString(), again.ToString());
            Assert.Equal((request.OldSize, request.Checkpoint), (again.OldSize, again.Checkpoint));
        }, iter: 100);

    [Fact]
    public void The_example_of_the_specification_is_read()
    {
        const string body =
            "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
            + "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n"
            + "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
            + "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
        var request = AddCheckpoint.Parse(Encoding.UTF8.GetBytes(body));
        Assert.Equal((20852014, 4, 20852163), (request.OldSize, request.Proof.Count, request.Checkpoint.Size));
        Assert.Equal(body, request.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 5\n")]
    [InlineData("old 05\n\n")]
    [InlineData("old -5\n\n")]
    [InlineData("old\n\n")]
    [InlineData("new 5\n\n")]
    [InlineData("old 5\nxx\n\n")]
    [InlineData("old 5\n\n\n")]
    public void What_is_no_request_is_refused(string start)
    {
        var note = Honest.Ask(0, 5).Note.ToString();
        Assert.Throws<LedgerFormatException>(() => AddCheckpoint.Parse(Encoding.UTF8.GetBytes(start + note)));
    }

    [Fact]
    public void More_than_63_hashes_and_a_note_that_is_no_checkpoint_are_refused()
    {
        var many = Honest.Ask(0, 5) with { Proof = [.. Enumerable.Repeat(MerkleTree.EmptyRoot, 64)] };
        Assert.Throws<LedgerFormatException>(() => AddCheckpoint.Parse(Encoding.UTF8.GetBytes(many.ToString())));
        var text = "old 0\n\n" + SignedNote.Sign("hello\n", Log, Ed25519.Signer(Seed));
        Assert.Throws<LedgerFormatException>(() => AddCheckpoint.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Whatever_is_changed_in_a_request_is_never_cosigned_or_is_the_same_statement() =>
        Mutation.Of(Encoding.UTF8.GetBytes(Honest.Ask(37, 59).ToString())).Sample(bytes =>
        {
            if (Mutation.ReadOrRefused(() => AddCheckpoint.Parse(bytes)) is { } request && Decide(request, Honest.At(37)) == WitnessAnswer.Cosign)
                Assert.Equal(Honest.At(59), request.Checkpoint);
        }, iter: 2_000);
}
