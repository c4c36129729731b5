using System.Text;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Tests.Ledger;

/// <summary>A receipt of a made-up petition in a log of a hundred entries, signed, cosigned by one witness.</summary>
internal static class SampleReceipt
{
    public static readonly byte[] LogSeed = [.. Enumerable.Range(1, 32).Select(b => (byte)b)];
    public static readonly byte[] WitnessSeed = [.. Enumerable.Range(100, 32).Select(b => (byte)b)];
    public static readonly VerifierKey Log = new("xinqiao.test/log", NoteKeyType.Ed25519, Ed25519.PublicKey(LogSeed));
    public static readonly VerifierKey Witness = new("sifa.test/w1", NoteKeyType.Cosignature, Ed25519.PublicKey(WitnessSeed));

    private static readonly byte[] EventSalt = Salt(0x40);

    public static readonly IReadOnlyDictionary<string, byte[]> FieldSalts =
        new Dictionary<string, byte[]> { ["request"] = Salt(0x20), ["title"] = Salt(0x00) };

    public static readonly string Event = new CanonicalObject
    {
        { "at", 1795400000000 },
        { "by", "petitioner" },
        {
            "d", new CanonicalObject
            {
                { "request", Commitment.OfField("request", FieldSalts["request"], "请求核实拖欠工资\n尽快发放").ToString() },
                { "title", Commitment.OfField("title", FieldSalts["title"], "拖欠工资").ToString() },
            }
        },
        { "e", "petition.filed.v1" },
        { "f", new CanonicalObject { { "number", "XF2026-000001-7" } } },
        { "k", "reg" },
        { "no", "p019" },
        { "org", "" },
        { "prev", "" },
        { "role", "petitioner" },
        { "seq", 1 },
    }.ToString();

    public static ReceiptFile Of(bool cosigned = true)
    {
        const int place = 42;
        var leaves = Trees.Of(100).Leaves;
        leaves[place] = new Leaf(Commitment.OfEvent(EventSalt, Encoding.UTF8.GetBytes(Event)), LeafKind.Register).LeafHash();
        var note = new Checkpoint(Log.Name, leaves.Length, MerkleTree.Root(leaves)).Sign(Log, Ed25519.Signer(LogSeed));
        if (cosigned) note = note.Cosign(Witness, 1795400030, Ed25519.Signer(WitnessSeed));
        var path = MerkleTree.InclusionProof(place, leaves.Length, Trees.Subtrees(leaves));
        return new ReceiptFile(new LogProof(place, path, note), Event, EventSalt, FieldSalts);
    }

    private static byte[] Salt(byte first) => [.. Enumerable.Range(first, Commitment.SaltLength).Select(b => (byte)b)];
}
