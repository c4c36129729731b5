using System.Text;
using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;
using Hash = Xinqiao.Core.Ledger.Hash;

namespace Xinqiao.Core.Tests.Ledger;

public class LogProofTests
{
    private static readonly string Text =
        "c2sp.org/tlog-proof@v1\nindex 10\n" + string.Concat(TesseraLog.ProofOf10.Select(hash => hash + "\n")) + "\n" + TesseraLog.Note;

    private static readonly VerifierKey Key = VerifierKey.Parse(TesseraLog.Key);

    [Fact]
    public void A_proof_from_the_log_of_another_implementation_holds_without_any_server()
    {
        var proof = LogProof.Parse(Text);
        Assert.True(proof.Note.Check([Key], Ed25519.Verify).IsTrusted);
        Assert.True(proof.Includes(TesseraLog.LeafHashes[10]));
        Assert.False(proof.Includes(TesseraLog.LeafHashes[9]));
        Assert.Equal(Text, proof.ToString());
    }

    [Fact]
    public void Extra_data_is_carried()
    {
        var plain = LogProof.Parse(Text);
        var proof = new LogProof(plain.Index, plain.Path, plain.Note, "信访"u8.ToArray());
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nextra 5L+h6K6/\nindex 10\n", proof.ToString(), StringComparison.Ordinal);
        Assert.Equal("信访"u8.ToArray(), LogProof.Parse(proof.ToString()).Extra.ToArray());
    }

    [Fact]
    public void A_log_of_one_entry_needs_no_hashes()
    {
        byte[] seed = [.. Enumerable.Range(1, 32).Select(b => (byte)b)];
        var key = new VerifierKey("xinqiao.test/log", NoteKeyType.Ed25519, Ed25519.PublicKey(seed));
        var growth = Frontier.Empty.Append([MerkleTree.LeafHash("only"u8)]);
        var note = new Checkpoint(key.Name, 1, growth.After.Root()).Sign(key, Ed25519.Signer(seed));
        var proof = LogProof.Parse(new LogProof(0, growth.InclusionProof(0), note).ToString());
        Assert.Empty(proof.Path);
        Assert.True(proof.Includes(MerkleTree.LeafHash("only"u8)));
    }

    [Fact]
    public void Every_flipped_bit_of_a_receipt_is_noticed()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        var leaf = TesseraLog.LeafHashes[10];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            var text = Encoding.Latin1.GetString(bytes).Replace("\u00e2\u0080\u0094", "\u2014", StringComparison.Ordinal);
            var proof = Mutation.ReadOrRefused(() => LogProof.Parse(text));
            Assert.False(proof is not null && proof.Includes(leaf) && proof.Note.Check([Key], Ed25519.Verify).IsTrusted, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void A_damaged_receipt_is_refused_or_read_as_it_is() =>
        Mutation.Of(Encoding.UTF8.GetBytes(Text)).Sample(bytes =>
        {
            var text = Encoding.UTF8.GetString(bytes);
            if (Mutation.ReadOrRefused(() => LogProof.Parse(text)) is { } proof) Assert.Equal(text, proof.ToString());
        });

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v2\n")]
    [InlineData("index 10\n", "")]
    [InlineData("index 10\n", "index 010\n")]
    [InlineData("index 10\n", "index 15\n")]
    [InlineData("index 10\n", "index -1\n")]
    [InlineData("index 10\n", "index 99999999999999999999\n")]
    [InlineData("index 10\n", "extra \nindex 10\n")]
    [InlineData("index 10\n", "extra AB==\nindex 10\n")]
    [InlineData("index 10\n", "extra AAAA\nextra AAAA\nindex 10\n")]
    [InlineData("O61cHA", "\r61cHA")]
    [InlineData("\n15\n", "\n10\n")]
    [InlineData("\n\nexample", "\nexample")]
    public void What_is_no_proof_is_refused(string part, string changed)
    {
        Assert.Contains(part, Text, StringComparison.Ordinal);
        Assert.Throws<LedgerFormatException>(() => LogProof.Parse(Text.Replace(part, changed, StringComparison.Ordinal)));
    }

    [Fact]
    public void Proofs_are_bounded()
    {
        var hashes = string.Concat(Enumerable.Repeat(TesseraLog.Root + "\n", 64));
        Assert.Throws<LedgerFormatException>(() => LogProof.Parse(Text.Replace("index 10\n", "index 10\n" + hashes, StringComparison.Ordinal)));
        Assert.Throws<LedgerFormatException>(() => LogProof.Parse(new string('a', LogProof.MaxBytes + 1)));
        var proof = LogProof.Parse(Text);
        Assert.Throws<LedgerFormatException>(() => new LogProof(10, proof.Path, proof.Note, new byte[40_000]));
        Assert.Throws<LedgerFormatException>(() => new LogProof(10, new Hash[64], proof.Note));
    }
}
