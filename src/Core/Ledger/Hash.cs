using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Xinqiao.Core.Ledger;

/// <summary>A SHA-256 value, 32 bytes. A value type, so that a tile of 256 of them is one run of 8,192 bytes.</summary>
public readonly struct Hash : IEquatable<Hash>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly Bytes32 bytes;

    [InlineArray(Length)]
    private struct Bytes32
    {
        private byte first;
    }

    private Hash(ReadOnlySpan<byte> source) => source.CopyTo(bytes);

    /// <summary>A view of the 32 bytes, valid as long as this variable.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>SHA-256 of the data.</summary>
    public static Hash Of(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(data, hash);
        return new Hash(hash);
    }

    /// <summary>The hash whose 32 bytes these are.</summary>
    /// <exception cref="LedgerFormatException">Another length than 32.</exception>
    public static Hash FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length
            ? new Hash(bytes)
            : throw new LedgerFormatException($"hash: {bytes.Length} bytes instead of {Length}");

    /// <summary>Reads 44 characters of canonical base64, as checkpoints, proofs and leaves carry them.</summary>
    /// <exception cref="LedgerFormatException">Anything else.</exception>
    public static Hash FromBase64(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Length + 1];
        if (text.Length != 44 || !Convert.TryFromBase64Chars(text, bytes, out var length) || length != Length
            || !StrictBase64.IsSpelledAs(bytes[..Length], text))
        {
            throw new LedgerFormatException(
                $"hash: \"{text[..Math.Min(text.Length, 60)]}\" is not the canonical base64 of {Length} bytes");
        }

        return FromBytes(bytes[..Length]);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <exception cref="LedgerFormatException">Anything else.</exception>
    public static Hash FromHex(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[Length];
        return text.Length == 2 * Length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? FromBytes(bytes)
            : throw new LedgerFormatException($"hash: \"{text[..Math.Min(text.Length, 80)]}\" is not {2 * Length} hexadecimal digits");
    }

    public byte[] ToArray() => Bytes.ToArray();

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public string ToHex() => Convert.ToHexStringLower(Bytes);

    /// <summary>Base64, 44 characters.</summary>
    public override string ToString() => Convert.ToBase64String(Bytes);

    public bool Equals(Hash other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is Hash other && Equals(other);

    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes);

    public static bool operator ==(Hash left, Hash right) => left.Equals(right);

    public static bool operator !=(Hash left, Hash right) => !left.Equals(right);
}
