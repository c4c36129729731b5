using System.Security.Cryptography;

namespace Xinqiao.Core.Ledger;

/// <summary>Private texts and their keys as they lie in the database: encrypted, bound to their place. The first byte is the compartment.</summary>
public static class SealedValue
{
    public const int SaltLength = Commitment.SaltLength;

    public static string PlaceOfKey(Compartment compartment, string stream, long wrapping) => $"{compartment.Table()}|{stream}|{wrapping}";

    public static string PlaceOfField(long position, string field) => $"field_values|{position}|{field}";

    /// <summary>Under which of a stream's keys it was sealed.</summary>
    /// <exception cref="CryptographicException">It is not sealed in a known way.</exception>
    public static Compartment CompartmentOf(ReadOnlySpan<byte> sealedBytes) => sealedBytes is [(byte)Compartment.Matter or (byte)Compartment.Identity, ..]
        ? (Compartment)sealedBytes[0]
        : throw new CryptographicException("It is not sealed in a known way.");
}
