using System.Buffers.Binary;
using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>Checks an Ed25519 signature (RFC 8032). Given from outside: Core has no cryptography beyond the BCL's.</summary>
public delegate bool Ed25519Verifier(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

/// <summary>A signature line of a note, not yet checked.</summary>
/// <param name="KeyName">Name of the key that is said to have signed.</param>
/// <param name="KeyId">Its id.</param>
/// <param name="Signature">What follows the id; its form depends on the key's type.</param>
public sealed record NoteSignature(string KeyName, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The line without its newline.</summary>
    public override string ToString()
    {
        var signed = new byte[sizeof(uint) + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(signed, KeyId);
        Signature.Span.CopyTo(signed.AsSpan(sizeof(uint)));
        return $"\u2014 {KeyName} {Convert.ToBase64String(signed)}";
    }
}

/// <summary>A known key whose signature on a note holds.</summary>
/// <param name="Key">The key.</param>
/// <param name="UnixTime">When a witness saw it, in seconds since 1970; null where the type carries no time.</param>
public sealed record CheckedSignature(VerifierKey Key, long? UnixTime);

/// <summary>What known keys say about a note. Signatures of unknown keys do not count, either way.</summary>
/// <param name="Valid">Known keys whose signature holds, each once.</param>
/// <param name="Forged">Known keys with a signature that does not hold.</param>
public sealed record NoteCheck(IReadOnlyList<CheckedSignature> Valid, IReadOnlyList<VerifierKey> Forged)
{
    /// <summary>
    /// At least one known key signed and none was forged. Whoever wants the log and a quorum of witnesses must count
    /// <see cref="Valid"/>: one signature alone makes this true.
    /// </summary>
    public bool IsTrusted => Valid.Count > 0 && Forged.Count == 0;
}

/// <summary>A text with signatures (C2SP signed-note).</summary>
public sealed class SignedNote
{
    /// <summary>The longest note read, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The most signatures read; the format demands at least 16.</summary>
    public const int MaxSignatures = 64;

    private const int Ed25519Length = 64, MaxSignatureBytes = 16 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>What is signed, with its final newline.</summary>
    public string Text { get; }

    /// <summary>The signature lines in their order. None of them is to be believed before <see cref="Check"/>.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>A note with its first signature.</summary>
    /// <param name="text">One or more lines, with the final newline.</param>
    /// <param name="key">The public half of the key that signs, of type <see cref="NoteKeyType.Ed25519"/>.</param>
    /// <param name="sign">Ed25519 over these bytes: 64 bytes.</param>
    /// <exception cref="LedgerFormatException">The text holds control characters or lacks its final newline.</exception>
    public static SignedNote Sign(string text, VerifierKey key, Func<byte[], byte[]> sign)
    {
        ArgumentNullException.ThrowIfNull(text);
        RequireText(text);
        return new SignedNote(text, [SignatureOf(key, NoteKeyType.Ed25519, sign, text)]);
    }

    /// <summary>The same note with the signature of one more key of the log: while keys change, old and new sign together.</summary>
    /// <inheritdoc cref="Sign" path="/param[@name='key']"/>
    /// <inheritdoc cref="Sign" path="/param[@name='sign']"/>
    public SignedNote AlsoSign(VerifierKey key, Func<byte[], byte[]> sign) =>
        With(SignatureOf(key, NoteKeyType.Ed25519, sign, Text));

    /// <summary>The same note with a witness's cosignature.</summary>
    /// <param name="key">The public half of the witness's key, of type <see cref="NoteKeyType.Cosignature"/>.</param>
    /// <param name="unixTime">When the witness saw the note, in seconds since 1970.</param>
    /// <param name="sign">Ed25519 over these bytes: 64 bytes.</param>
    public SignedNote Cosign(VerifierKey key, long unixTime, Func<byte[], byte[]> sign)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unixTime);
        var signature = SignatureOf(key, NoteKeyType.Cosignature, sign, CosignedMessage(unixTime, Text));
        var timed = new byte[sizeof(long) + Ed25519Length];
        BinaryPrimitives.WriteInt64BigEndian(timed, unixTime);
        signature.Signature.Span.CopyTo(timed.AsSpan(sizeof(long)));
        return With(signature with { Signature = timed });
    }

    /// <summary>The same note with one more signature line, as a witness returned it.</summary>
    public SignedNote With(NoteSignature signature) => new(Text, [.. Signatures, signature]);

    /// <summary>The same note with no signature lines but those of these keys, checked or not.</summary>
    public SignedNote Only(IReadOnlyCollection<VerifierKey> keys) =>
        new(Text, [.. Signatures.Where(line => keys.Any(key => key.Name == line.KeyName && key.Id == line.KeyId))]);

    /// <summary>What a witness signs: <c>cosignature/v1</c>, the time, and the text of the checkpoint.</summary>
    public static string CosignedMessage(long unixTime, string text) => $"cosignature/v1\ntime {unixTime}\n{text}";

    /// <summary>Tries the signatures of these keys.</summary>
    public NoteCheck Check(IReadOnlyCollection<VerifierKey> keys, Ed25519Verifier verify)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(verify);
        var valid = new List<CheckedSignature>();
        var forged = new List<VerifierKey>();
        foreach (var line in Signatures)
        {
            foreach (var key in keys)
            {
                if (key.Name != line.KeyName || key.Id != line.KeyId) continue;
                if (Holds(line.Signature.Span, key, verify) is not { } proven) forged.Add(key);
                else if (!valid.Exists(earlier => earlier.Key.ToString() == key.ToString())) valid.Add(proven);
            }
        }

        return new NoteCheck(valid, forged);
    }

    /// <summary>Reads a note.</summary>
    /// <exception cref="LedgerFormatException">It is not a note; the message says where.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) throw new LedgerFormatException($"note: {utf8.Length} bytes, at most {MaxBytes} are accepted");
        try
        {
            return Parse(StrictUtf8.GetString(utf8));
        }
        catch (DecoderFallbackException e)
        {
            throw new LedgerFormatException($"note: no valid UTF-8 at byte {e.Index}", e);
        }
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static SignedNote Parse(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (note.Length > MaxBytes)
            throw new LedgerFormatException($"note: {note.Length} characters, at most {MaxBytes} bytes are accepted");
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1;
        if (end == 0) throw new LedgerFormatException("note: no blank line between text and signatures");
        var text = note[..end];
        RequireText(text);
        var lines = note[(end + 1)..].Split('\n', MaxSignatures + 2);
        if (lines.Length > MaxSignatures + 1) throw new LedgerFormatException($"note: more than {MaxSignatures} signatures");
        if (lines.Length < 2 || lines[^1].Length > 0)
            throw new LedgerFormatException("note: no signature line with its newline at the end");
        return new SignedNote(text, [.. lines[..^1].Select(SignatureLine)]);
    }

    /// <summary>The note as it is served and stored; what was parsed is given back to the byte.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures) note.Append(signature).Append('\n');
        return note.ToString();
    }

    private static NoteSignature SignatureOf(VerifierKey key, NoteKeyType type, Func<byte[], byte[]> sign, string message)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(sign);
        if (key.Type != type) throw new ArgumentException($"key {key.Name} is of type {key.Type}, not {type}", nameof(key));
        var signature = sign(StrictUtf8.GetBytes(message));
        return signature.Length == Ed25519Length
            ? new NoteSignature(key.Name, key.Id, signature)
            : throw new ArgumentException($"{signature.Length} bytes are no Ed25519 signature", nameof(sign));
    }

    private CheckedSignature? Holds(ReadOnlySpan<byte> signature, VerifierKey key, Ed25519Verifier verify)
    {
        var (message, time) = (Text, (long?)null);
        if (key.Type == NoteKeyType.Cosignature)
        {
            if (signature.Length != sizeof(long) + Ed25519Length) return null;
            time = BinaryPrimitives.ReadInt64BigEndian(signature);
            if (time < 0) return null;
            message = CosignedMessage(time.Value, Text);
            signature = signature[sizeof(long)..];
        }

        return signature.Length == Ed25519Length && verify(key.PublicKey, StrictUtf8.GetBytes(message), signature)
            ? new CheckedSignature(key, time)
            : null;
    }

    private static NoteSignature SignatureLine(string line, int index)
    {
        var what = $"note: signature line {index + 1}";
        if (line.Split(' ') is not ["\u2014", var name, var encoded])
            throw new LedgerFormatException($"{what}: not of the form \"\u2014 name signature\"");
        if (!VerifierKey.IsName(name)) throw new LedgerFormatException($"{what}: \"{name}\" is no key name");
        var signed = StrictBase64.Decode(encoded, MaxSignatureBytes, what);
        return signed.Length > sizeof(uint)
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(signed), signed.AsMemory(sizeof(uint)))
            : throw new LedgerFormatException($"{what}: {signed.Length} bytes hold no key id and signature");
    }

    private static void RequireText(string text)
    {
        if (!text.EndsWith('\n')) throw new LedgerFormatException("note: the text does not end in a newline");
        for (var i = 0; i < text.Length; i++)
            if (text[i] < 0x20 && text[i] != '\n')
                throw new LedgerFormatException($"note: control character U+{(int)text[i]:X4} at character {i}");
        try
        {
            StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new LedgerFormatException($"note: lone surrogate at character {e.Index}", e);
        }
    }
}
