using System.Globalization;
using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>What a log asks of a witness (C2SP tlog-witness, add-checkpoint): cosign this, which goes on from what you saw last.</summary>
/// <param name="OldSize">The size the witness is believed to have seen last; 0 for none.</param>
/// <param name="Proof">That the tree of the old size is the beginning of this one.</param>
/// <param name="Note">The checkpoint with the log's signature.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<Hash> Proof, SignedNote Note)
{
    /// <summary>The longest request read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    public Checkpoint Checkpoint { get; } = Checkpoint.Parse(Note.Text);

    /// <exception cref="LedgerFormatException">Not such a request.</exception>
    public static AddCheckpoint Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBytes) throw new LedgerFormatException($"add-checkpoint: {body.Length} bytes, at most {MaxBytes} are accepted");
        var end = body.IndexOf("\n\n"u8);
        if (end < 0) throw new LedgerFormatException("add-checkpoint: no blank line before the checkpoint");
        var lines = Encoding.Latin1.GetString(body[..end]).Split('\n', MerkleTree.MaxProofLength + 2);
        if (lines.Length > MerkleTree.MaxProofLength + 1)
            throw new LedgerFormatException($"add-checkpoint: more than {MerkleTree.MaxProofLength} hashes");
        return new AddCheckpoint(
            SizeLine(lines[0]), [.. lines[1..].Select(line => Hash.FromBase64(line))], SignedNote.Parse(body[(end + 2)..]));
    }

    /// <summary>The body of the request.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("old ").Append(OldSize).Append('\n');
        foreach (var hash in Proof) text.Append(hash).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }

    private static long SizeLine(string line) =>
        line.StartsWith("old ", StringComparison.Ordinal)
        && long.TryParse(line.AsSpan("old ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && line == $"old {size}"
            ? size
            : throw new LedgerFormatException("add-checkpoint: line 1 is not \"old\" and a size");
}
