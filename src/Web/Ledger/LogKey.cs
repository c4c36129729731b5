using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Ledger;

/// <summary>The log's Ed25519 key under its origin; signs checkpoints.</summary>
public sealed class LogKey
{
    private readonly Ed25519PrivateKeyParameters key;

    /// <param name="origin">The log's name; equal to the key's.</param>
    /// <param name="seed">32 bytes from the key folder.</param>
    public LogKey(string origin, byte[] seed)
    {
        key = new Ed25519PrivateKeyParameters(seed);
        Public = new VerifierKey(origin, NoteKeyType.Ed25519, key.GeneratePublicKey().GetEncoded());
    }

    public VerifierKey Public { get; }

    public string Origin => Public.Name;

    /// <summary>The signed checkpoint of a tree.</summary>
    public SignedNote Sign(Frontier tree) => new Checkpoint(Origin, tree.Size, tree.Root()).Sign(Public, Sign);

    /// <summary>Checks an Ed25519 signature.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(publicKey));
        verifier.BlockUpdate(message);
        return verifier.VerifySignature(signature.ToArray());
    }

    private byte[] Sign(byte[] message)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }
}
