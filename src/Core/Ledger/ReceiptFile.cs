using System.IO.Compression;
using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// What a petitioner takes home: the proof that an event stands in the log, with the event itself. Everybody's programs read it as a
/// tlog-proof; its extra data bring the event as it was hashed (facts, and digests of what is private), the event's salt, and in the
/// electronic copy the salts of the private fields. No word of the petitioner's stands in it.
/// </summary>
public sealed class ReceiptFile
{
    // The stop is there because the last character of base45 may be a blank, which does not survive copying.
    private const string CodePrefix = "XQ1:", CodeSuffix = ".";

    // A printed code holds at most 3,391 characters, a copy's some more; what it unpacks to is bounded, too.
    private const int MaxCodeLength = 8_000, MaxUnpacked = 64 * 1024;

    private readonly CanonicalObject stored;
    private readonly byte[] salt;

    /// <param name="proof">Its extra data, if any, are replaced.</param>
    /// <param name="text">The event's canonical text.</param>
    /// <param name="salt">The event's salt.</param>
    /// <param name="fieldSalts">Of private fields by their names; none on paper.</param>
    /// <exception cref="LedgerFormatException">The text is no event in canonical form, or a salt has a wrong length.</exception>
    public ReceiptFile(LogProof proof, string text, byte[] salt, IReadOnlyDictionary<string, byte[]> fieldSalts)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(salt);
        ArgumentNullException.ThrowIfNull(fieldSalts);
        if (salt.Length != Commitment.SaltLength) throw WrongSalt(salt.Length);
        stored = CanonicalJson.ReadStrict(Encoding.UTF8.GetBytes(text)).Object;
        (Text, this.salt, FieldSalts) = (text, salt, fieldSalts);
        foreach (var (field, of) in fieldSalts)
            if (of.Length != Commitment.SaltLength || !Digests.TryGet(field, out _)) throw WrongSalt(of.Length);
        Leaf = new Leaf(Commitment.OfEvent(salt, Encoding.UTF8.GetBytes(text)), LeafKinds.Parse(stored["k"].Text));
        _ = (Number, RecordedAt);
        Proof = new LogProof(proof.Index, proof.Path, proof.Note, Extra().ToUtf8());
    }

    public LogProof Proof { get; }

    /// <summary>The event as it was hashed.</summary>
    public string Text { get; }

    public IReadOnlyDictionary<string, byte[]> FieldSalts { get; }

    /// <summary>The log's entry, made from the event and its salt.</summary>
    public Leaf Leaf { get; }

    /// <summary>Of the petition, as the event says.</summary>
    public string Number => stored["f"].Object["number"].Text;

    public DateTimeOffset RecordedAt => stored["at"].Number is >= 0 and <= 253_402_300_799_999 and var at
        ? DateTimeOffset.FromUnixTimeMilliseconds(at)
        : throw new LedgerFormatException("receipt: no time that a calendar knows");

    /// <summary>Digests of the private fields, by their names.</summary>
    public CanonicalObject Digests => stored["d"].Object;

    /// <summary>Whether the event stands in the tree that the proof's checkpoint names. Whose checkpoint that is, a policy says.</summary>
    public bool Stands => Proof.Includes(Leaf.LeafHash());

    /// <summary>What may be printed: without the salts of private fields, so that nobody can try guesses against their digests.</summary>
    public ReceiptFile ForPaper() => new(Proof, Text, salt, new Dictionary<string, byte[]>());

    /// <summary>The same event under another checkpoint, such as a witnessed one.</summary>
    public ReceiptFile Under(LogProof proof) => new(proof, Text, salt, FieldSalts);

    /// <summary>The private field that holds exactly this text; null where none does, or its salt is not here.</summary>
    public string? FieldOf(string text)
    {
        foreach (var (field, of) in FieldSalts)
            if (Digests[field].Text == Commitment.OfField(field, of, text).ToString()) return field;
        return null;
    }

    /// <exception cref="LedgerFormatException">Not a receipt: no proof, or one without its event.</exception>
    public static ReceiptFile Parse(string text)
    {
        var proof = LogProof.Parse(text);
        if (proof.Extra.IsEmpty) throw new LedgerFormatException("receipt: the proof does not bring the event it is about");
        var extra = CanonicalJson.ReadStrict(proof.Extra.Span).Object;
        var salts = extra.TryGet("salts", out var of) ? Salts(of) : [];
        var receipt = new ReceiptFile(proof, extra["event"].Text, Salt(extra["salt"].Text), salts);
        // What else stood there would be carried along, and believed by nobody.
        return receipt.Proof.Extra.Span.SequenceEqual(proof.Extra.Span)
            ? receipt
            : throw new LedgerFormatException("receipt: extra data of another form");
    }

    /// <summary>A file's text, or what a scanner read from paper.</summary>
    /// <exception cref="LedgerFormatException">Neither.</exception>
    public static ReceiptFile ParseAny(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        return trimmed.StartsWith(CodePrefix, StringComparison.Ordinal)
            ? ParseCode(trimmed)
            : Parse(trimmed.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n");
    }

    /// <summary>The file, named <c>*.tlog-proof</c>.</summary>
    public override string ToString() => Proof.ToString();

    /// <summary>What the printed code holds: event, salt and proof, packed; never the salts of private fields.</summary>
    public string ToCode() => ForPaper().Packed();

    /// <summary>All of it, packed: the shortest text that becomes the file again.</summary>
    public string Packed()
    {
        var plain = new LogProof(Proof.Index, Proof.Path, Proof.Note).ToString();
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(Encoding.UTF8.GetBytes($"{Text}\n{Convert.ToBase64String(salt)}\n{Salts()}\n{plain}"));
        return CodePrefix + Base45.Encode(packed.ToArray()) + CodeSuffix;
    }

    /// <exception cref="LedgerFormatException">Not what <see cref="Packed"/> makes.</exception>
    public static ReceiptFile ParseCode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length > MaxCodeLength || code.Length <= CodePrefix.Length + CodeSuffix.Length
            || !code.StartsWith(CodePrefix, StringComparison.Ordinal) || !code.EndsWith(CodeSuffix, StringComparison.Ordinal))
            throw new LedgerFormatException($"receipt: {code.Length} characters that are no code of a receipt");
        if (Unpack(Base45.Decode(code.AsSpan()[CodePrefix.Length..^CodeSuffix.Length])).Split('\n', 4) is not [var text, var salt, var salts, var proof])
            throw new LedgerFormatException("receipt: the code holds no event, salt, salts and proof");
        var plain = LogProof.Parse(proof);
        return plain.Extra.IsEmpty
            ? new ReceiptFile(plain, text, Salt(salt), Salts(CanonicalJson.ReadStrict(Encoding.UTF8.GetBytes(salts))))
            : throw new LedgerFormatException("receipt: the proof in a code has no extra data");
    }

    private CanonicalObject Extra()
    {
        var extra = new CanonicalObject { { "event", Text }, { "salt", Convert.ToBase64String(salt) } };
        return FieldSalts.Count == 0 ? extra : extra.Add("salts", Salts());
    }

    private CanonicalObject Salts()
    {
        var salts = new CanonicalObject(FieldSalts.Count);
        foreach (var (field, of) in FieldSalts) salts.Add(field, Convert.ToBase64String(of));
        return salts;
    }

    private static Dictionary<string, byte[]> Salts(in CanonicalValue of)
    {
        var salts = new Dictionary<string, byte[]>();
        foreach (var (field, encoded) in of.Object) salts[field] = Salt(encoded.Text);
        return salts;
    }

    private static string Unpack(byte[] packed)
    {
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            var unpacked = new byte[MaxUnpacked];
            var length = inflate.ReadAtLeast(unpacked, MaxUnpacked, throwOnEndOfStream: false);
            return length < MaxUnpacked
                ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(unpacked, 0, length)
                : throw new LedgerFormatException($"receipt: the code unpacks to more than {MaxUnpacked} bytes");
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            throw new LedgerFormatException($"receipt: the code cannot be unpacked: {e.Message}", e);
        }
    }

    private static byte[] Salt(string encoded)
    {
        var salt = StrictBase64.Decode(encoded, Commitment.SaltLength, "receipt: salt");
        return salt.Length == Commitment.SaltLength ? salt : throw WrongSalt(salt.Length);
    }

    private static LedgerFormatException WrongSalt(int length) =>
        new($"receipt: a salt of {length} bytes, or of a field that the event does not have");
}
