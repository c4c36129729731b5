using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>A key of a body that does not report to the office; or a log's.</summary>
internal sealed class TestWitness
{
    private readonly Ed25519PrivateKeyParameters key;

    public TestWitness(string name, NoteKeyType type = NoteKeyType.Cosignature)
    {
        var seed = Hash.Of(System.Text.Encoding.UTF8.GetBytes(name)).ToArray();
        key = new Ed25519PrivateKeyParameters(seed);
        Public = new VerifierKey(name, type, key.GeneratePublicKey().GetEncoded());
    }

    public static IReadOnlyList<TestWitness> Three { get; } = [new("sifa.test/w"), new("shenji.test/w"), new("daxue.test/w")];

    public VerifierKey Public { get; }

    public byte[] Sign(byte[] message)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }

    public SignedNote Cosign(SignedNote note, DateTimeOffset at) => note.Cosign(Public, at.ToUnixTimeSeconds(), Sign);

    /// <summary>The log, and two of the three witnesses.</summary>
    public static LogPolicy TwoOfThree(VerifierKey log) => new(
        [new PolicyLog(log)], [.. Three.Select((w, i) => new PolicyWitness($"w{i + 1}", w.Public))],
        [new PolicyGroup("two", 2, ["w1", "w2", "w3"])], "two");
}
