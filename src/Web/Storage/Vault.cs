using System.Security.Cryptography;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Ledger;
using Xinqiao.Encryption;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Envelope encryption of private fields: a stream has a data key for what was petitioned and one for who petitions, each wrapped by keys of its
/// own, which lie in the key folder or in a cipher machine. Deleting a data key erases.
/// </summary>
public sealed class Vault(KeyFolder keys)
{
    public const int SaltLength = SealedValue.SaltLength;

    /// <summary>Whether what tells who petitions is sealed apart: the folder holds a key for it.</summary>
    public bool Splits => keys.Current(Compartment.Identity) is not null;

    /// <summary>A fresh data key, of the cipher that the folder's newest key asks for, and the row that keeps it.</summary>
    /// <exception cref="DatabaseUnusableException">The folder has no key of that compartment.</exception>
    public (byte[] Key, Row Row) NewDataKey(Compartment compartment, string stream)
    {
        var key = RandomNumberGenerator.GetBytes(keys.Wrapping(compartment, CurrentOf(compartment)).Cipher.KeyLength());
        return (key, Wrap(compartment, stream, key));
    }

    /// <summary>The row of a data key, wrapped by the newest key of its compartment.</summary>
    /// <exception cref="DatabaseUnusableException">The folder has no key of that compartment, or the command behind it failed.</exception>
    public Row Wrap(Compartment compartment, string stream, byte[] key)
    {
        var number = CurrentOf(compartment);
        var wrapped = KeyFolder.Usable(() => keys.Wrapping(compartment, number).Wrap(compartment, key, SealedValue.PlaceOfKey(compartment, stream, number)));
        return new Row(Tables.KeysOf(compartment), [stream, (long)number, wrapped]);
    }

    /// <exception cref="CryptographicException">The row was changed, it was moved from another place, or the key is another.</exception>
    /// <exception cref="DatabaseUnusableException">The folder has no such key, or the command behind it failed.</exception>
    public byte[] Unwrap(Compartment compartment, string stream, long wrapping, byte[] wrapped) => KeyFolder.Usable(
        () => keys.Wrapping(compartment, (int)wrapping).Unwrap(wrapped, SealedValue.PlaceOfKey(compartment, stream, wrapping)));

    /// <summary>A file under the event that added it.</summary>
    public static byte[] SealFile(byte[] dataKey, Compartment compartment, long position, string form, ReadOnlySpan<byte> file) =>
        Envelope.Seal(dataKey, compartment, file, FilePlace.Of(position, form));

    /// <exception cref="CryptographicException">The row was changed, or it was moved from another place.</exception>
    public static byte[] OpenFile(byte[] dataKey, long position, string form, byte[] sealedFile) =>
        Envelope.Open(dataKey, sealedFile, FilePlace.Of(position, form));

    private int CurrentOf(Compartment compartment) =>
        keys.Current(compartment) ?? throw new DatabaseUnusableException(keys.Missing(compartment, 1));
}
