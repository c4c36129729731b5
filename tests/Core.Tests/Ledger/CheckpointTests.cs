using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Core.Tests.Ledger;

public class CheckpointTests
{
    private const string Root = TesseraLog.Root;

    [Fact]
    public void The_checkpoint_of_another_implementation_is_read_and_written_alike()
    {
        var text = SignedNote.Parse(TesseraLog.Note).Text;
        var checkpoint = Checkpoint.Parse(text);
        Assert.Equal(new Checkpoint("example.com/log/testdata", 15, Hash.FromBase64(Root)), checkpoint);
        Assert.Equal(text, checkpoint.Text);
    }

    [Fact]
    public void A_checkpoint_is_signed_by_the_key_that_bears_its_origin()
    {
        byte[] seed = [.. Enumerable.Range(1, 32).Select(b => (byte)b)];
        var key = new VerifierKey("xinqiao.test/log", NoteKeyType.Ed25519, Ed25519.PublicKey(seed));
        var checkpoint = new Checkpoint("xinqiao.test/log", 0, MerkleTree.EmptyRoot);
        var note = checkpoint.Sign(key, Ed25519.Signer(seed));
        Assert.True(note.Check([key], Ed25519.Verify).IsTrusted);
        Assert.Equal(checkpoint, Checkpoint.Parse(note.Text));
        Assert.Throws<ArgumentException>(() => (checkpoint with { Origin = "other.test/log" }).Sign(key, Ed25519.Signer(seed)));
    }

    [Fact]
    public void Extension_lines_of_others_are_kept()
    {
        var text = $"a\n1\n{Root}\nx\ny\n";
        Assert.Equal("x\ny\n", Checkpoint.Parse(text).Extension);
        Assert.Equal(text, Checkpoint.Parse(text).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\n1\n")]
    [InlineData("a\n1\n" + Root)]
    [InlineData("\n1\n" + Root + "\n")]
    [InlineData("a\n01\n" + Root + "\n")]
    [InlineData("a\n+1\n" + Root + "\n")]
    [InlineData("a\n-1\n" + Root + "\n")]
    [InlineData("a\n\n" + Root + "\n")]
    [InlineData("a\n9223372036854775808\n" + Root + "\n")]
    [InlineData("a\n１\n" + Root + "\n")]
    [InlineData("a\n1\nrKbD\n")]
    [InlineData("a\n1\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383ct=\n")]
    [InlineData("a\n1\n" + Root + "\n\n")]
    [InlineData("a\n1\n" + Root + "\nx")]
    [InlineData("a\n1\n" + Root + "\nx\n\ny\n")]
    [InlineData("a\n0\n" + Root + "\n")]
    public void What_is_no_checkpoint_is_refused(string text) => Assert.Throws<LedgerFormatException>(() => Checkpoint.Parse(text));
}
