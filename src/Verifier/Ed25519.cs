using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Xinqiao.Verifier;

/// <summary>The Ed25519 that Core is handed from outside.</summary>
internal static class Ed25519
{
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Curve.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, message.ToArray(), 0, message.Length);
}
