using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Encryption;

/// <summary>
/// Envelope encryption: private texts are sealed under the data keys of their stream, and those under wrapping keys outside the database. All is
/// bound to its place, so that a value cut out of one row cannot be pasted into another. Bytes: compartment, cipher, nonce 12, ciphertext,
/// tag 16.
/// </summary>
public static class Envelope
{
    private const int HeaderLength = 2, BeforeCiphertext = HeaderLength + Ciphers.NonceLength;

    /// <summary>Seals with a fresh nonce, by the cipher that the key is of.</summary>
    public static byte[] Seal(byte[] key, Compartment compartment, ReadOnlySpan<byte> plain, string place)
    {
        var result = new byte[BeforeCiphertext + plain.Length + Ciphers.TagLength];
        (result[0], result[1]) = ((byte)compartment, (byte)Ciphers.Of(key));
        var nonce = result.AsSpan(HeaderLength, Ciphers.NonceLength);
        RandomNumberGenerator.Fill(nonce);
        Ciphers.Encrypt(key, nonce, plain, Encoding.UTF8.GetBytes(place), result.AsSpan(BeforeCiphertext));
        return result;
    }

    /// <summary>Seals what belongs to no stream.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string place) => Seal(key, Compartment.Matter, plain, place);

    /// <summary>What was sealed.</summary>
    /// <exception cref="CryptographicException">It was changed, it was moved from another place, or the key is another.</exception>
    public static byte[] Open(byte[] key, byte[] sealedBytes, string place)
    {
        ArgumentNullException.ThrowIfNull(sealedBytes);
        SealedValue.CompartmentOf(sealedBytes);
        if (sealedBytes.Length < BeforeCiphertext || sealedBytes[1] != (byte)Ciphers.Of(key))
            throw new CryptographicException($"“{place}” is not sealed in a known way, or under another cipher.");
        return Ciphers.Decrypt(key, sealedBytes.AsSpan(HeaderLength, Ciphers.NonceLength), sealedBytes.AsSpan(BeforeCiphertext), Encoding.UTF8.GetBytes(place));
    }

    /// <summary>Salt and value of a private field.</summary>
    public static byte[] SealField(byte[] dataKey, Compartment compartment, long position, string field, ReadOnlySpan<byte> salt, string value) =>
        Seal(dataKey, compartment, [.. salt, .. Encoding.UTF8.GetBytes(value)], SealedValue.PlaceOfField(position, field));

    /// <summary>Salt and value of a private field.</summary>
    /// <exception cref="CryptographicException">The row was changed, or it was moved from another place.</exception>
    public static (byte[] Salt, string Value) OpenField(byte[] dataKey, long position, string field, byte[] sealedBytes)
    {
        var plain = Open(dataKey, sealedBytes, SealedValue.PlaceOfField(position, field));
        return plain.Length >= SealedValue.SaltLength
            ? (plain[..SealedValue.SaltLength], Encoding.UTF8.GetString(plain.AsSpan(SealedValue.SaltLength)))
            : throw new CryptographicException($"“{SealedValue.PlaceOfField(position, field)}” holds no salt.");
    }
}
