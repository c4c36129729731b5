using System.Text;
using CsCheck;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xunit;

namespace Xinqiao.Core.Tests.Ledger;

public sealed class ReceiptFileTests
{
    private static readonly LogPolicy Witnessed =
        new([new PolicyLog(SampleReceipt.Log)], [new PolicyWitness("w1", SampleReceipt.Witness)], [], "w1");

    private static ReceiptStanding Standing(ReceiptFile receipt, LogPolicy? policy = null) =>
        ReceiptCheck.Of(receipt, policy ?? Witnessed, Ed25519.Verify).Standing;

    [Fact]
    public void The_electronic_copy_is_a_tlog_proof_and_comes_back_as_it_was()
    {
        var receipt = SampleReceipt.Of();
        var read = ReceiptFile.Parse(receipt.ToString());
        Assert.Equal(receipt.ToString(), read.ToString());
        Assert.Equal(("XF2026-000001-7", LeafKind.Register), (read.Number, read.Leaf.Kind));
        Assert.Equal(["request", "title"], read.FieldSalts.Keys.Order());
        Assert.True(LogProof.Parse(receipt.ToString()).Includes(receipt.Leaf.LeafHash()));
        Assert.Equal(receipt.ToString(), ReceiptFile.ParseAny("\r\n" + receipt.ToString().Replace("\n", "\r\n", StringComparison.Ordinal)).ToString());
    }

    [Fact]
    public void The_printed_code_brings_event_and_proof_and_no_salt_of_a_private_field()
    {
        var receipt = SampleReceipt.Of();
        var code = receipt.ToCode();
        Assert.Matches("^XQ1:[0-9A-Z $%*+./:-]+\\.$", code);
        var read = ReceiptFile.ParseAny($" {code}\n");
        Assert.Empty(read.FieldSalts);
        Assert.Equal(receipt.ForPaper().ToString(), read.ToString());
        Assert.Equal(ReceiptStanding.Witnessed, Standing(read));
    }

    [Fact]
    public void Packed_and_unpacked_the_electronic_copy_is_the_same() =>
        Assert.Equal(SampleReceipt.Of().ToString(), ReceiptFile.ParseAny(SampleReceipt.Of().Packed()).ToString());

    [Fact]
    public void A_receipt_stands_as_far_as_it_is_signed()
    {
        var receipt = SampleReceipt.Of();
        Assert.Equal(ReceiptStanding.Witnessed, Standing(receipt));
        Assert.Equal(ReceiptStanding.WitnessesMissing, Standing(SampleReceipt.Of(cosigned: false)));
        Assert.Equal(ReceiptStanding.Signed, Standing(SampleReceipt.Of(cosigned: false), LogPolicy.OfLog(SampleReceipt.Log)));
        var other = new VerifierKey(SampleReceipt.Log.Name, NoteKeyType.Ed25519, Ed25519.PublicKey(SampleReceipt.WitnessSeed));
        Assert.Equal(ReceiptStanding.Unsigned, Standing(receipt, LogPolicy.OfLog(other)));
        var changed = ReceiptFile.Parse(new LogProof(
            43, receipt.Proof.Path, receipt.Proof.Note, receipt.Proof.Extra).ToString());
        Assert.Equal(ReceiptStanding.Changed, Standing(changed));
    }

    [Theory]
    [InlineData("拖欠工资", "title")]
    [InlineData("请求核实拖欠工资\n尽快发放", "request")]
    [InlineData("拖欠工资。", null)]
    [InlineData("", null)]
    public void With_its_salt_a_text_is_known_again_to_the_last_character(string text, string? field)
    {
        Assert.Equal(field, SampleReceipt.Of().FieldOf(text));
        Assert.Null(SampleReceipt.Of().ForPaper().FieldOf(text));
    }

    [Fact]
    public void No_changed_character_of_a_receipt_passes_and_a_changed_salt_of_a_field_only_loses_that_field()
    {
        var receipt = SampleReceipt.Of();
        var text = receipt.ToString();
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char["0aZ+/=\n 9"]).Sample((at, with) =>
        {
            if (text[at] == with) return;
            var changed = text[..at] + with + text[(at + 1)..];
            if (Mutation.ReadOrRefused(() => ReceiptFile.Parse(changed)) is not { } read || Standing(read) != ReceiptStanding.Witnessed) return;
            Assert.Equal(receipt.ForPaper().ToString(), read.ForPaper().ToString());
            Assert.True(read.FieldOf("拖欠工资") is null || read.FieldOf("请求核实拖欠工资\n尽快发放") is null);
        }, iter: 1_000);
    }

    [Fact]
    public void No_changed_character_of_a_code_passes_unless_it_unpacks_to_the_same()
    {
        var receipt = SampleReceipt.Of();
        var code = receipt.ToCode();
        Gen.Select(Gen.Int[0, code.Length - 1], Gen.Char["0AZ+/: 9"]).Sample((at, with) =>
        {
            var changed = code[..at] + with + code[(at + 1)..];
            if (Mutation.ReadOrRefused(() => ReceiptFile.ParseAny(changed)) is { } read && Standing(read) == ReceiptStanding.Witnessed)
                Assert.Equal(receipt.ForPaper().ToString(), read.ToString());
        }, iter: 1_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("XQ1:")]
    [InlineData("XQ1:.")]
    [InlineData("XQ1:00.")]
    [InlineData("XQ1:0a.")]
    [InlineData("XQ1:ZZZ.")]
    [InlineData("XQ2:00.")]
    [InlineData("c2sp.org/tlog-proof@v1\n")]
    public void What_is_no_receipt_is_refused(string text) => Assert.Throws<LedgerFormatException>(() => ReceiptFile.ParseAny(text));

    [Fact]
    public void A_proof_that_does_not_bring_its_event_or_brings_more_is_refused()
    {
        var receipt = SampleReceipt.Of();
        var (index, path, note) = (receipt.Proof.Index, receipt.Proof.Path, receipt.Proof.Note);
        Assert.Throws<LedgerFormatException>(() => ReceiptFile.Parse(new LogProof(index, path, note).ToString()));
        var extra = CanonicalJson.Read(receipt.Proof.Extra.Span).Object.Add("note", "x");
        Assert.Throws<LedgerFormatException>(() => ReceiptFile.Parse(new LogProof(index, path, note, extra.ToUtf8()).ToString()));
        Assert.Throws<LedgerFormatException>(() => new ReceiptFile(receipt.Proof, SampleReceipt.Event, new byte[31], SampleReceipt.FieldSalts));
        Assert.Throws<LedgerFormatException>(() => new ReceiptFile(
            receipt.Proof, SampleReceipt.Event, new byte[32], new Dictionary<string, byte[]> { ["phone"] = new byte[32] }));
        Assert.Throws<LedgerFormatException>(() => new ReceiptFile(receipt.Proof, " " + SampleReceipt.Event, new byte[32], SampleReceipt.FieldSalts));
    }

    [Fact]
    public void A_code_that_unpacks_to_too_much_is_refused()
    {
        using var packed = new MemoryStream();
        using (var deflate = new System.IO.Compression.DeflateStream(packed, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(new byte[1_000_000]);
        Assert.Throws<LedgerFormatException>(() => ReceiptFile.ParseCode("XQ1:" + Base45.Encode(packed.ToArray()) + "."));
    }

    [Theory]
    [InlineData("AB", "BB8")]
    [InlineData("Hello!!", "%69 VD92EX0")]
    [InlineData("base-45", "UJCLQE7W581")]
    [InlineData("ietf!", "QED8WEX0")]
    [InlineData("", "")]
    public void Base45_is_that_of_RFC_9285(string text, string encoded)
    {
        Assert.Equal(encoded, Base45.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base45.Decode(encoded)));
    }

    [Theory]
    [InlineData("GGW")]
    [InlineData("ZZ")]
    [InlineData("A")]
    [InlineData("aa")]
    [InlineData("A\u00c4")]
    public void Base45_that_holds_no_bytes_is_refused(string encoded) => Assert.Throws<LedgerFormatException>(() => Base45.Decode(encoded));

    [Fact]
    public void Base45_brings_any_bytes_back() => Gen.Byte.Array.Sample(bytes => Assert.Equal(bytes, Base45.Decode(Base45.Encode(bytes))));
}
