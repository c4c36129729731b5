using System.Globalization;

namespace Xinqiao.Core.Ledger;

/// <summary>What a log says of itself (C2SP tlog-checkpoint): this many entries, this root.</summary>
/// <param name="Origin">The log's name: a URL without scheme, equal to the name of its key.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Root">Root of the tree over them.</param>
/// <param name="Extension">
/// Further lines, each with its newline. Ours has none, since nobody can audit them; those of others are kept as they are.
/// </param>
public sealed record Checkpoint(string Origin, long Size, Hash Root, string Extension = "")
{
    /// <summary>The text that is signed.</summary>
    public string Text => $"{Origin}\n{Size}\n{Root}\n{Extension}";

    /// <summary>Reads the text of a note as a checkpoint.</summary>
    /// <exception cref="LedgerFormatException">It is not one; the message names the line.</exception>
    public static Checkpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('\n', 4) is not [var origin, var size, var root, var extension])
            throw new LedgerFormatException("checkpoint: fewer than three lines");
        if (origin.Length == 0) throw new LedgerFormatException("checkpoint: line 1 names no origin");
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || $"{number}" != size)
            throw new LedgerFormatException($"checkpoint: line 2, \"{size[..Math.Min(size.Length, 30)]}\", is no tree size");
        if (extension.Length > 0 && (!extension.EndsWith('\n') || $"\n{extension}".Contains("\n\n", StringComparison.Ordinal)))
            throw new LedgerFormatException("checkpoint: an extension line is empty or lacks its newline");
        var hash = Hash.FromBase64(root);
        return number > 0 || hash == MerkleTree.EmptyRoot
            ? new Checkpoint(origin, number, hash, extension)
            : throw new LedgerFormatException($"checkpoint: size 0 with root {hash}, which is not the root of the empty tree");
    }

    /// <summary>Signs this checkpoint as the log.</summary>
    /// <param name="key">The public half of the log's key; its name is the origin.</param>
    /// <param name="sign">Ed25519 over these bytes: 64 bytes.</param>
    public SignedNote Sign(VerifierKey key, Func<byte[], byte[]> sign)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Name == Origin
            ? SignedNote.Sign(Text, key, sign)
            : throw new ArgumentException($"key {key.Name} does not sign for {Origin}", nameof(key));
    }
}
