using System.Globalization;
using System.Text;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// The core of a receipt (C2SP tlog-proof): that an entry stands in a log, provable without any server. Whether the checkpoint's
/// signatures hold is asked of <see cref="Note"/>; whether the entry stands under it, of <see cref="Includes"/>.
/// </summary>
public sealed class LogProof
{
    /// <summary>The longest proof read, in bytes: a note and its hashes.</summary>
    public const int MaxBytes = SignedNote.MaxBytes + 64 * 1024;

    private const string Header = "c2sp.org/tlog-proof@v1";
    private const int MaxExtraBytes = 32 * 1024;

    /// <param name="index">Index of the entry, from zero.</param>
    /// <param name="path">The inclusion proof, the leaf's sibling first.</param>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="extra">What an application adds, at most 32 KiB; nothing proves it. Empty for none.</param>
    /// <exception cref="LedgerFormatException">The note is no checkpoint, or its tree has no such entry.</exception>
    public LogProof(long index, IReadOnlyList<Hash> path, SignedNote note, ReadOnlyMemory<byte> extra = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(note);
        Checkpoint = Checkpoint.Parse(note.Text);
        if (index < 0 || index >= Checkpoint.Size)
            throw new LedgerFormatException($"proof: index {index} in a tree of size {Checkpoint.Size}");
        if (path.Count > MerkleTree.MaxProofLength) throw new LedgerFormatException($"proof: {path.Count} hashes");
        if (extra.Length > MaxExtraBytes) throw new LedgerFormatException($"proof: {extra.Length} extra bytes, at most {MaxExtraBytes}");
        (Index, Path, Note, Extra) = (index, path, note, extra);
    }

    public long Index { get; }

    public IReadOnlyList<Hash> Path { get; }

    public SignedNote Note { get; }

    public Checkpoint Checkpoint { get; }

    /// <summary>Not authenticated by anything.</summary>
    public ReadOnlyMemory<byte> Extra { get; }

    /// <summary>Whether the leaf stands at <see cref="Index"/> of the tree the checkpoint names.</summary>
    /// <param name="leaf">The leaf hash of the entry (<see cref="MerkleTree.LeafHash"/>).</param>
    public bool Includes(in Hash leaf) => MerkleTree.VerifyInclusion(Index, Checkpoint.Size, leaf, [.. Path], Checkpoint.Root);

    /// <exception cref="LedgerFormatException">Not a proof; the message names the line.</exception>
    public static LogProof Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxBytes)
            throw new LedgerFormatException($"proof: {text.Length} characters, at most {MaxBytes} bytes are accepted");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new LedgerFormatException("proof: no blank line before the checkpoint");
        var lines = text[..end].Split('\n', MerkleTree.MaxProofLength + 4);
        if (lines[0] != Header) throw new LedgerFormatException($"proof: line 1 is not \"{Header}\"");
        var hasExtra = lines.Length > 1 && lines[1].StartsWith("extra ", StringComparison.Ordinal);
        var indexAt = hasExtra ? 2 : 1;
        var extra = hasExtra ? ExtraLine(lines[1]) : [];
        var index = IndexLine(lines.ElementAtOrDefault(indexAt) ?? "", indexAt + 1);
        return new LogProof(
            index, [.. lines[(indexAt + 1)..].Select(line => Hash.FromBase64(line))], SignedNote.Parse(text[(end + 2)..]), extra);
    }

    /// <summary>The proof as it is handed out, UTF-8, file name <c>*.tlog-proof</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (!Extra.IsEmpty) text.Append("extra ").Append(Convert.ToBase64String(Extra.Span)).Append('\n');
        text.Append("index ").Append(Index).Append('\n');
        foreach (var hash in Path) text.Append(hash).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }

    private static byte[] ExtraLine(string line)
    {
        var extra = StrictBase64.Decode(line.AsSpan("extra ".Length), MaxExtraBytes, "proof: extra");
        return extra.Length > 0 ? extra : throw new LedgerFormatException("proof: line 2 announces extra data and has none");
    }

    private static long IndexLine(string line, int number) =>
        line.StartsWith("index ", StringComparison.Ordinal)
        && long.TryParse(line.AsSpan("index ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && line == $"index {index}"
            ? index
            : throw new LedgerFormatException($"proof: line {number} is not \"index\" and a number");
}
