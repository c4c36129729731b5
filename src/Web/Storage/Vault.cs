using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Envelope encryption of private fields: a data key a stream, wrapped by a key of the key folder; each salt and value sealed with
/// AES-256-GCM, bound to its row, so that a value cut out of one row cannot be pasted into another. Deleting the data key erases.
/// </summary>
public sealed class Vault(KeyFolder keys)
{
    public const int SaltLength = SealedValue.SaltLength;

    private const int KeyLength = 32;

    /// <summary>A fresh data key and the row that keeps it.</summary>
    public (byte[] Key, object?[] Row) NewDataKey(string stream)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        var number = keys.CurrentWrapping;
        return (key, [stream, (long)number, Seal(keys.Wrapping(number), key, SealedValue.PlaceOfKey(stream, number))]);
    }

    public byte[] Unwrap(string stream, long wrapping, byte[] wrapped) =>
        SealedValue.Unwrap(keys.Wrapping((int)wrapping), stream, wrapping, wrapped);

    public static byte[] SealField(byte[] dataKey, long position, string field, ReadOnlySpan<byte> salt, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        var plain = new byte[SaltLength + length];
        salt.CopyTo(plain);
        Encoding.UTF8.GetBytes(value, plain.AsSpan(SaltLength));
        return Seal(dataKey, plain, SealedValue.PlaceOfField(position, field));
    }

    /// <inheritdoc cref="SealedValue.OpenField"/>
    public static (byte[] Salt, string Value) OpenField(byte[] dataKey, long position, string field, byte[] sealedBytes) =>
        SealedValue.OpenField(dataKey, position, field, sealedBytes);

    /// <summary>A file under the event that added it.</summary>
    public static byte[] SealFile(byte[] dataKey, long position, string form, ReadOnlySpan<byte> file) =>
        Seal(dataKey, file, FilePlace.Of(position, form));

    /// <exception cref="CryptographicException">The row was changed, or it was moved from another place.</exception>
    public static byte[] OpenFile(byte[] dataKey, long position, string form, byte[] sealedFile) =>
        SealedValue.Open(dataKey, sealedFile, FilePlace.Of(position, form));

    /// <summary>Seals with a fresh nonce, bound to a place.</summary>
    internal static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string boundTo)
    {
        Span<byte> nonce = stackalloc byte[SealedValue.NonceLength];
        RandomNumberGenerator.Fill(nonce);
        return SealedValue.Seal(key, nonce, plain, boundTo);
    }
}
