using System.Security.Cryptography;
using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// How private texts and their keys are encrypted in the database: AES-256-GCM, bound to their place, so that a value cut out of one
/// row cannot be pasted into another. Bytes: compartment 1 or 2, algorithm 1, nonce 12, ciphertext, tag 16.
/// </summary>
public static class SealedValue
{
    public const int SaltLength = Commitment.SaltLength;

    public const int NonceLength = 12;

    private const int TagLength = 16, HeaderLength = 2;
    private const byte Aes256Gcm = 1;

    public static string PlaceOfKey(Compartment compartment, string stream, long wrapping) => $"{compartment.Table()}|{stream}|{wrapping}";

    public static string PlaceOfField(long position, string field) => $"field_values|{position}|{field}";

    /// <param name="nonce">Random, and never used twice under one key.</param>
    public static byte[] Seal(byte[] key, Compartment compartment, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, string place)
    {
        var result = new byte[HeaderLength + NonceLength + plain.Length + TagLength];
        (result[0], result[1]) = ((byte)compartment, Aes256Gcm);
        nonce.CopyTo(result.AsSpan(HeaderLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce, plain, result.AsSpan(HeaderLength + NonceLength, plain.Length), result.AsSpan(result.Length - TagLength),
            Encoding.UTF8.GetBytes(place));
        return result;
    }

    /// <summary>The data key of a stream.</summary>
    /// <exception cref="CryptographicException">The row was changed, it was moved from another place, or the key is another.</exception>
    public static byte[] Unwrap(byte[] wrappingKey, Compartment compartment, string stream, long wrapping, byte[] wrapped) =>
        Open(wrappingKey, wrapped, PlaceOfKey(compartment, stream, wrapping));

    /// <summary>Under which of a stream's keys it was sealed.</summary>
    /// <exception cref="CryptographicException">It is not sealed in a known way.</exception>
    public static Compartment CompartmentOf(ReadOnlySpan<byte> sealedBytes) => sealedBytes is [(byte)Compartment.Matter or (byte)Compartment.Identity, ..]
        ? (Compartment)sealedBytes[0]
        : throw new CryptographicException("It is not sealed in a known way.");

    /// <summary>Salt and value of a private field.</summary>
    /// <exception cref="CryptographicException">The row was changed, or it was moved from another place.</exception>
    public static (byte[] Salt, string Value) OpenField(byte[] dataKey, long position, string field, byte[] sealedBytes)
    {
        var plain = Open(dataKey, sealedBytes, PlaceOfField(position, field));
        return plain.Length >= SaltLength
            ? (plain[..SaltLength], Encoding.UTF8.GetString(plain, SaltLength, plain.Length - SaltLength))
            : throw new CryptographicException($"“{PlaceOfField(position, field)}” holds no salt.");
    }

    /// <summary>What <see cref="Seal"/> sealed.</summary>
    /// <exception cref="CryptographicException">It was changed, it was moved from another place, or the key is another.</exception>
    public static byte[] Open(byte[] key, byte[] sealedBytes, string place)
    {
        if (sealedBytes.Length < HeaderLength + NonceLength + TagLength || sealedBytes[0] is not ((byte)Compartment.Matter or (byte)Compartment.Identity) || sealedBytes[1] != Aes256Gcm)
            throw new CryptographicException($"“{place}” is not sealed in a known way.");
        if (key.Length != 32) throw new CryptographicException($"“{place}”: the key has {key.Length} bytes.");
        var plain = new byte[sealedBytes.Length - HeaderLength - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedBytes.AsSpan(HeaderLength, NonceLength), sealedBytes.AsSpan(HeaderLength + NonceLength, plain.Length),
            sealedBytes.AsSpan(sealedBytes.Length - TagLength), plain, Encoding.UTF8.GetBytes(place));
        return plain;
    }
}
