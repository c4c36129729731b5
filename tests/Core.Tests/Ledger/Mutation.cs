using CsCheck;
using Xinqiao.Core.Ledger;
using Xunit;
using Hash = Xinqiao.Core.Ledger.Hash;

namespace Xinqiao.Core.Tests.Ledger;

/// <summary>What anybody may send us instead of what we wrote.</summary>
internal static class Mutation
{
    /// <summary>The bytes with one changed, one taken out, one put in, or cut short.</summary>
    public static Gen<byte[]> Of(byte[] original) =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, original.Length - 1], Gen.Byte, (what, at, value) => what switch
        {
            0 => [.. original[..at], value, .. original[(at + 1)..]],
            1 => [.. original[..at], .. original[(at + 1)..]],
            2 => [.. original[..at], value, .. original[at..]],
            _ => original[..at],
        });

    /// <summary>Reads, or says clearly that it cannot; anything else escapes and fails the test.</summary>
    public static T? ReadOrRefused<T>(Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (LedgerFormatException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return null;
        }
    }

    public static Hash Flip(Hash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return Hash.FromBytes(bytes);
    }
}
