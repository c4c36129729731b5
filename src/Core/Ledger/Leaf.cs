using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>An entry of the public log: a commitment and its kind. No personal data, no petition number, no office.</summary>
/// <param name="Commitment">The commitment of the event (<see cref="Ledger.Commitment.OfEvent"/>).</param>
/// <param name="Kind">What the event is about.</param>
public readonly record struct Leaf(Hash Commitment, LeafKind Kind)
{
    private const int CommitmentStart = 6, CommitmentEnd = CommitmentStart + 44, KindStart = CommitmentEnd + 7, TailLength = 8;

    /// <summary>The entry as it stands in the log: canonical JSON, at most 71 bytes.</summary>
    public byte[] ToUtf8() => Encoding.ASCII.GetBytes(ToString());

    /// <summary>RFC 6962 leaf hash of the entry.</summary>
    public Hash LeafHash() => MerkleTree.LeafHash(ToUtf8());

    public override string ToString() => $$"""{"c":"{{Commitment}}","k":"{{Kind.Word()}}","v":1}""";

    /// <exception cref="LedgerFormatException">Anything but the one spelling of a leaf of version 1.</exception>
    public static Leaf Parse(ReadOnlySpan<byte> entry)
    {
        if (entry.Length is >= KindStart + TailLength and <= 80)
        {
            var text = Encoding.Latin1.GetString(entry);
            var commitment = Hash.FromBase64(text.AsSpan(CommitmentStart..CommitmentEnd));
            var leaf = new Leaf(commitment, LeafKinds.Parse(text[KindStart..^TailLength]));
            if (leaf.ToString() == text) return leaf;
        }

        var beginning = Encoding.Latin1.GetString(entry[..Math.Min(entry.Length, 80)]);
        throw new LedgerFormatException($$"""leaf: {{entry.Length}} bytes that are not {"c":…,"k":…,"v":1}: {{beginning}}""");
    }
}
