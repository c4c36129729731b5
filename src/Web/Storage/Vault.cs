using System.Security.Cryptography;
using System.Text;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Envelope encryption of private fields: a data key a stream, wrapped by a key of the key folder; each salt and value sealed with
/// AES-256-GCM, bound to its row, so that a value cut out of one row cannot be pasted into another. Deleting the data key erases.
/// </summary>
/// <remarks>Sealed: version 1, algorithm 1 (AES-256-GCM), nonce 12, ciphertext, tag 16.</remarks>
public sealed class Vault(KeyFolder keys)
{
    public const int SaltLength = 32;

    private const int KeyLength = 32, NonceLength = 12, TagLength = 16, HeaderLength = 2;
    private const byte Version = 1, Aes256Gcm = 1;

    /// <summary>A fresh data key and the row that keeps it.</summary>
    public (byte[] Key, object?[] Row) NewDataKey(string stream)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        var number = keys.CurrentWrapping;
        return (key, [stream, (long)number, Seal(keys.Wrapping(number), key, $"data_keys|{stream}|{number}")]);
    }

    public byte[] Unwrap(string stream, long wrapping, byte[] wrapped) =>
        Open(keys.Wrapping((int)wrapping), wrapped, $"data_keys|{stream}|{wrapping}");

    public static byte[] SealField(byte[] dataKey, long position, string field, ReadOnlySpan<byte> salt, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        var plain = new byte[SaltLength + length];
        salt.CopyTo(plain);
        Encoding.UTF8.GetBytes(value, plain.AsSpan(SaltLength));
        return Seal(dataKey, plain, FieldName(position, field));
    }

    /// <exception cref="CryptographicException">The row was changed, or it was moved from another place.</exception>
    public static (byte[] Salt, string Value) OpenField(byte[] dataKey, long position, string field, byte[] sealedBytes)
    {
        var plain = Open(dataKey, sealedBytes, FieldName(position, field));
        return (plain[..SaltLength], Encoding.UTF8.GetString(plain, SaltLength, plain.Length - SaltLength));
    }

    private static string FieldName(long position, string field) => $"field_values|{position}|{field}";

    private static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string boundTo)
    {
        var result = new byte[HeaderLength + NonceLength + plain.Length + TagLength];
        (result[0], result[1]) = (Version, Aes256Gcm);
        var nonce = result.AsSpan(HeaderLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce, plain, result.AsSpan(HeaderLength + NonceLength, plain.Length), result.AsSpan(result.Length - TagLength),
            Encoding.UTF8.GetBytes(boundTo));
        return result;
    }

    private static byte[] Open(byte[] key, byte[] sealedBytes, string boundTo)
    {
        if (sealedBytes.Length < HeaderLength + NonceLength + TagLength || sealedBytes[0] != Version || sealedBytes[1] != Aes256Gcm)
            throw new CryptographicException($"“{boundTo}” is not sealed in a known way.");
        var plain = new byte[sealedBytes.Length - HeaderLength - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedBytes.AsSpan(HeaderLength, NonceLength),
            sealedBytes.AsSpan(HeaderLength + NonceLength, plain.Length),
            sealedBytes.AsSpan(sealedBytes.Length - TagLength), plain, Encoding.UTF8.GetBytes(boundTo));
        return plain;
    }
}
