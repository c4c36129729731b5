using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Envelope encryption of private fields: a stream has a data key for what was petitioned and one for who petitions, each wrapped by keys of its
/// own in the key folder; each salt and value sealed with AES-256-GCM, bound to its row, so that a value cut out of one row cannot be pasted
/// into another. Deleting a data key erases.
/// </summary>
public sealed class Vault(KeyFolder keys)
{
    public const int SaltLength = SealedValue.SaltLength;

    private const int KeyLength = 32;

    /// <summary>Whether what tells who petitions is sealed apart: the folder holds a key for it.</summary>
    public bool Splits => keys.Current(Compartment.Identity) is not null;

    /// <summary>A fresh data key and the row that keeps it.</summary>
    /// <exception cref="DatabaseUnusableException">The folder has no key of that compartment.</exception>
    public (byte[] Key, Row Row) NewDataKey(Compartment compartment, string stream)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        return (key, Wrap(compartment, stream, key));
    }

    /// <summary>The row of a data key, wrapped by the newest key of its compartment.</summary>
    /// <exception cref="DatabaseUnusableException">The folder has no key of that compartment.</exception>
    public Row Wrap(Compartment compartment, string stream, byte[] key)
    {
        var number = keys.Current(compartment) ?? throw new DatabaseUnusableException(keys.Missing(compartment, 1));
        return new Row(
            Tables.KeysOf(compartment),
            [stream, (long)number, Seal(keys.Wrapping(compartment, number), compartment, key, SealedValue.PlaceOfKey(compartment, stream, number))]);
    }

    public byte[] Unwrap(Compartment compartment, string stream, long wrapping, byte[] wrapped) =>
        SealedValue.Unwrap(keys.Wrapping(compartment, (int)wrapping), compartment, stream, wrapping, wrapped);

    public static byte[] SealField(
        byte[] dataKey, Compartment compartment, long position, string field, ReadOnlySpan<byte> salt, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        var plain = new byte[SaltLength + length];
        salt.CopyTo(plain);
        Encoding.UTF8.GetBytes(value, plain.AsSpan(SaltLength));
        return Seal(dataKey, compartment, plain, SealedValue.PlaceOfField(position, field));
    }

    /// <inheritdoc cref="SealedValue.OpenField"/>
    public static (byte[] Salt, string Value) OpenField(byte[] dataKey, long position, string field, byte[] sealedBytes) =>
        SealedValue.OpenField(dataKey, position, field, sealedBytes);

    /// <summary>A file under the event that added it.</summary>
    public static byte[] SealFile(byte[] dataKey, Compartment compartment, long position, string form, ReadOnlySpan<byte> file) =>
        Seal(dataKey, compartment, file, FilePlace.Of(position, form));

    /// <exception cref="CryptographicException">The row was changed, or it was moved from another place.</exception>
    public static byte[] OpenFile(byte[] dataKey, long position, string form, byte[] sealedFile) =>
        SealedValue.Open(dataKey, sealedFile, FilePlace.Of(position, form));

    /// <summary>Seals with a fresh nonce, bound to a place.</summary>
    internal static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string boundTo) => Seal(key, Compartment.Matter, plain, boundTo);

    private static byte[] Seal(byte[] key, Compartment compartment, ReadOnlySpan<byte> plain, string boundTo)
    {
        Span<byte> nonce = stackalloc byte[SealedValue.NonceLength];
        RandomNumberGenerator.Fill(nonce);
        return SealedValue.Seal(key, compartment, nonce, plain, boundTo);
    }
}
