using Org.BouncyCastle.Crypto.Parameters;
using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Xinqiao.Core.Tests.Ledger;

/// <summary>The Ed25519 that Core is handed from outside, here by BouncyCastle.</summary>
internal static class Ed25519
{
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Curve.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, message.ToArray(), 0, message.Length);

    public static byte[] PublicKey(byte[] seed) => new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded();

    public static Func<byte[], byte[]> Signer(byte[] seed) => message =>
    {
        var signature = new byte[Curve.SignatureSize];
        new Ed25519PrivateKeyParameters(seed).Sign(Curve.Algorithm.Ed25519, null, message, 0, message.Length, signature, 0);
        return signature;
    };
}
