using System.Text;
using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Core.Tests.Ledger;

public class SignedNoteTests
{
    private const string SpecificationKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string SpecificationNote =
        "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private const string GoKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string GoNote =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private const string CosignedNote =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        + "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        + "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

    private static readonly byte[] LogSeed = [.. Enumerable.Range(1, 32).Select(b => (byte)b)];
    private static readonly byte[] WitnessSeed = [.. Enumerable.Range(100, 32).Select(b => (byte)b)];
    private static readonly VerifierKey Log = new("xinqiao.test/log", NoteKeyType.Ed25519, Ed25519.PublicKey(LogSeed));
    private static readonly VerifierKey Witness = new("sifa.test/w1", NoteKeyType.Cosignature, Ed25519.PublicKey(WitnessSeed));

    [Theory]
    [InlineData(SpecificationKey, SpecificationNote)]
    [InlineData(GoKey, GoNote)]
    [InlineData(TesseraLog.Key, TesseraLog.Note)]
    public void A_note_signed_by_another_implementation_holds(string vkey, string text)
    {
        var key = VerifierKey.Parse(vkey);
        Assert.Equal(vkey, key.ToString());
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(text, note.ToString());
        var check = note.Check([key], Ed25519.Verify);
        Assert.True(check.IsTrusted);
        Assert.Same(key, Assert.Single(check.Valid).Key);
        Assert.Null(check.Valid[0].UnixTime);
    }

    [Fact]
    public void The_key_and_signature_of_the_specification_decode_as_measured()
    {
        var key = VerifierKey.Parse(SpecificationKey);
        Assert.Equal(0x530d903au, key.Id);
        Assert.Equal("e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4", Convert.ToHexStringLower(key.PublicKey));
        var line = Assert.Single(SignedNote.Parse(SpecificationNote).Signatures);
        Assert.Equal(("example.com/foo", 0x530d903au, 64), (line.KeyName, line.KeyId, line.Signature.Length));
        Assert.StartsWith("49fcb2b5", Convert.ToHexStringLower(line.Signature.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_is_the_one_another_implementation_made_with_the_same_key()
    {
        // The private key of the tests of golang.org/x/mod: type, then seed.
        var seed = Convert.FromBase64String("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1..];
        var text = SignedNote.Parse(GoNote).Text;
        Assert.Equal(GoNote, SignedNote.Sign(text, VerifierKey.Parse(GoKey), Ed25519.Signer(seed)).ToString());
    }

    [Fact]
    public void The_cosignature_of_the_specification_is_read_with_its_time()
    {
        var note = SignedNote.Parse(CosignedNote);
        Assert.Equal(CosignedNote, note.ToString());
        var line = note.Signatures[1];
        Assert.Equal(0x8d66cf3fu, line.KeyId);
        Assert.Equal(72, line.Signature.Length);
        Assert.Equal(1679315147, System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(line.Signature.Span));
        Assert.Equal(
            "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            SignedNote.CosignedMessage(1679315147, note.Text));
    }

    [Fact]
    public void A_witness_signs_the_time_with_the_text()
    {
        var note = SignedNote.Sign("a\n", Log, Ed25519.Signer(LogSeed)).Cosign(Witness, 1795400000, Ed25519.Signer(WitnessSeed));
        var check = SignedNote.Parse(note.ToString()).Check([Log, Witness], Ed25519.Verify);
        Assert.Equal([(Log, null), (Witness, 1795400000L)], check.Valid.Select(valid => (valid.Key, valid.UnixTime)));

        var moved = note.Signatures[1].Signature.ToArray();
        moved[7]++;
        var forged = SignedNote.Sign("a\n", Log, Ed25519.Signer(LogSeed)).With(note.Signatures[1] with { Signature = moved });
        Assert.Equal([Witness], forged.Check([Log, Witness], Ed25519.Verify).Forged);
        Assert.False(forged.Check([Log, Witness], Ed25519.Verify).IsTrusted);
    }

    [Fact]
    public void Unknown_keys_are_ignored_and_a_note_without_a_known_one_is_not_trusted()
    {
        var note = SignedNote.Parse(CosignedNote);
        var check = note.Check([Log, Witness], Ed25519.Verify);
        Assert.False(check.IsTrusted);
        Assert.Empty(check.Valid);
        Assert.Empty(check.Forged);

        var both = SignedNote.Sign(note.Text, Log, Ed25519.Signer(LogSeed)).With(note.Signatures[1]);
        Assert.True(both.Check([Log], Ed25519.Verify).IsTrusted);
    }

    [Fact]
    public void A_key_that_signs_twice_counts_once()
    {
        var note = SignedNote.Sign("a\n", Log, Ed25519.Signer(LogSeed));
        Assert.Single(note.With(note.Signatures[0]).Check([Log, Log], Ed25519.Verify).Valid);
    }

    [Fact]
    public void Every_flipped_bit_of_a_note_is_noticed()
    {
        var bytes = Encoding.UTF8.GetBytes(TesseraLog.Note);
        var key = VerifierKey.Parse(TesseraLog.Key);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.NotEqual(true, Mutation.ReadOrRefused(() => SignedNote.Parse(bytes))?.Check([key], Ed25519.Verify).IsTrusted);
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void A_damaged_note_is_refused_or_read_as_it_is() =>
        Mutation.Of(Encoding.UTF8.GetBytes(CosignedNote)).Sample(bytes =>
        {
            if (Mutation.ReadOrRefused(() => SignedNote.Parse(bytes)) is { } note) Assert.Equal(bytes, Encoding.UTF8.GetBytes(note.ToString()));
        });

    [Fact]
    public void The_text_ends_at_the_last_blank_line()
    {
        var note = SignedNote.Sign("a\n\n\nb\n\n", Log, Ed25519.Signer(LogSeed));
        Assert.Equal("a\n\n\nb\n\n", SignedNote.Parse(note.ToString()).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\n")]
    [InlineData("a\n\n")]
    [InlineData("a\n\n\u2014 name AAAAAAAA")]
    [InlineData("a\n\n- name AAAAAAAA\n")]
    [InlineData("a\n\n\u2014 name  AAAAAAAA\n")]
    [InlineData("a\n\n\u2014 na+me AAAAAAAA\n")]
    [InlineData("a\n\n\u2014 na\u3000me AAAAAAAA\n")]
    [InlineData("a\n\n\u2014  AAAAAAAA\n")]
    [InlineData("a\n\n\u2014 name AAAA\n")]
    [InlineData("a\n\n\u2014 name AAAAAAB=\n")]
    [InlineData("a\n\n\u2014 name AAAAAAA\n")]
    [InlineData("a\n\n\u2014 name AAAAAAAA trailing\n")]
    [InlineData("a\r\n\n\u2014 name AAAAAAAA\n")]
    [InlineData("a\0\n\n\u2014 name AAAAAAAA\n")]
    public void What_is_no_note_is_refused(string text) => Assert.Throws<LedgerFormatException>(() => SignedNote.Parse(text));

    [Fact]
    public void A_lone_surrogate_in_a_note_is_refused() =>
        Assert.Throws<LedgerFormatException>(() => SignedNote.Parse("\ud800\n\n\u2014 name AAAAAAAA\n"));

    [Fact]
    public void Notes_are_bounded()
    {
        var line = "\u2014 name AAAAAAAA\n";
        Assert.Equal(SignedNote.MaxSignatures, SignedNote.Parse("a\n\n" + string.Concat(Enumerable.Repeat(line, SignedNote.MaxSignatures))).Signatures.Count);
        Assert.Throws<LedgerFormatException>(() => SignedNote.Parse("a\n\n" + string.Concat(Enumerable.Repeat(line, SignedNote.MaxSignatures + 1))));
        Assert.Throws<LedgerFormatException>(() => SignedNote.Parse(new string('a', SignedNote.MaxBytes) + "\n\n" + line));
        Assert.Throws<LedgerFormatException>(() => SignedNote.Parse(new byte[SignedNote.MaxBytes + 1]));
        Assert.Throws<LedgerFormatException>(() => SignedNote.Parse("a\n\n\u2014 name " + new string('A', 100_000) + "\n"));
        Assert.Throws<LedgerFormatException>(() => SignedNote.Parse([0xff, (byte)'\n']));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PeterNeumann")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==")]
    [InlineData("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void What_is_no_key_is_refused(string vkey) => Assert.Throws<LedgerFormatException>(() => VerifierKey.Parse(vkey));

    [Fact]
    public void A_key_of_the_other_type_does_not_sign()
    {
        Assert.Throws<ArgumentException>(() => SignedNote.Sign("a\n", Witness, Ed25519.Signer(WitnessSeed)));
        Assert.Throws<ArgumentException>(() => SignedNote.Sign("a\n", Log, Ed25519.Signer(LogSeed)).Cosign(Log, 1, Ed25519.Signer(LogSeed)));
        Assert.Throws<ArgumentException>(() => SignedNote.Sign("a\n", Log, _ => new byte[63]));
        Assert.Throws<LedgerFormatException>(() => SignedNote.Sign("a", Log, Ed25519.Signer(LogSeed)));
    }
}
