using System.Buffers.Binary;
using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>Signature types of C2SP signed-note that we make and check.</summary>
public enum NoteKeyType : byte
{
    /// <summary>Ed25519 over the text of the note.</summary>
    Ed25519 = 0x01,

    /// <summary>A witness's Ed25519 cosignature with its time (C2SP tlog-cosignature).</summary>
    Cosignature = 0x04,
}

/// <summary>The public half of a key that signs notes: name, type and Ed25519 public key.</summary>
public sealed class VerifierKey
{
    /// <summary>Length of an Ed25519 public key in bytes.</summary>
    public const int PublicKeyLength = 32;

    private const int MaxNameLength = 255;

    private readonly byte[] publicKey;

    /// <param name="name">A URL without scheme; no blanks, no plus sign.</param>
    /// <exception cref="LedgerFormatException">The name or the length of the key is not allowed.</exception>
    public VerifierKey(string name, NoteKeyType type, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name))
            throw new LedgerFormatException($"key: \"{name}\" is no key name: 1 to {MaxNameLength} characters, no blanks, no plus");
        if (!Enum.IsDefined(type)) throw new LedgerFormatException($"key {name}: type 0x{(byte)type:x2} is not supported");
        if (publicKey.Length != PublicKeyLength)
            throw new LedgerFormatException($"key {name}: {publicKey.Length} bytes instead of {PublicKeyLength}");
        (Name, Type, this.publicKey) = (name, type, publicKey.ToArray());
        Id = BinaryPrimitives.ReadUInt32BigEndian(Hash.Of([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey]).Bytes);
    }

    public string Name { get; }

    public NoteKeyType Type { get; }

    /// <summary>SHA-256(name || 0x0A || type || public key), first four bytes, big-endian.</summary>
    public uint Id { get; }

    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>Reads a vkey: <c>name+hex(id)+base64(type || public key)</c>.</summary>
    /// <exception cref="LedgerFormatException">Another text, or an id that is not the key's.</exception>
    public static VerifierKey Parse(string vkey)
    {
        ArgumentNullException.ThrowIfNull(vkey);
        if (vkey.Split('+', 3) is not [var name, var id, var encoded]) throw new LedgerFormatException("key: not of the form name+id+key");
        var typed = StrictBase64.Decode(encoded, 1 + PublicKeyLength, $"key {name}");
        if (typed.Length == 0) throw new LedgerFormatException($"key {name}: no type");
        var key = new VerifierKey(name, (NoteKeyType)typed[0], typed.AsSpan(1));
        return id == $"{key.Id:x8}" ? key : throw new LedgerFormatException($"key {name}: id {id}, but the key makes {key.Id:x8}");
    }

    /// <summary>The vkey.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. publicKey])}";

    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxNameLength || name.Contains('+')) return false;
        foreach (var c in name)
            if (char.IsWhiteSpace(c) || char.IsControl(c)) return false;
        return true;
    }
}
