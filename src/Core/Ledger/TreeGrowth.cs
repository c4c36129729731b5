namespace Xinqiao.Core.Ledger;

/// <summary>
/// A tree growing by a batch of leaves, from its frontier alone. It knows every complete subtree that the batch finished, and so
/// makes the inclusion proof of each leaf of the batch, and the consistency proof from before to after, without reading the tree.
/// </summary>
public sealed class TreeGrowth
{
    // finished[k][i] is the complete subtree of height k and index (Before.Size >> k) + i.
    private readonly List<Hash[]> finished = [];

    internal TreeGrowth(Frontier before, ReadOnlySpan<Hash> leaves)
    {
        Before = before;
        var size = checked(before.Size + leaves.Length);
        if (!leaves.IsEmpty) finished.Add(leaves.ToArray());
        for (var level = 1; (before.Size >> level) < (size >> level); level++) finished.Add(Pair(level, size >> level));
        After = new Frontier(size, Edge(size));
    }

    public Frontier Before { get; }

    public Frontier After { get; }

    /// <summary>Proof of a leaf of this batch in the tree after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The leaf is older than the batch, or not there.</exception>
    public Hash[] InclusionProof(long index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, Before.Size);
        return MerkleTree.InclusionProof(index, After.Size, Subtree);
    }

    /// <summary>Proof that the tree before the batch is the beginning of the tree after it.</summary>
    public Hash[] ConsistencyProof() => MerkleTree.ConsistencyProof(Before.Size, After.Size, Subtree);

    /// <summary>A complete subtree that the batch finished, or that the frontier before it kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another subtree: it must be read from where the tree is stored.</exception>
    public Hash Subtree(int level, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MerkleTree.MaxProofLength - 1);
        var place = index - (Before.Size >> level);
        if (place == -1 && Before.Has(level)) return Before.Last(level);
        return level < finished.Count && place >= 0 && place < finished[level].Length
            ? finished[level][place]
            : throw new ArgumentOutOfRangeException(
                nameof(index), $"subtree {index} of height {level} is neither new nor on the edge of the tree of size {Before.Size}");
    }

    private Hash[] Pair(int level, long end)
    {
        var first = Before.Size >> level;
        var nodes = new Hash[end - first];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = MerkleTree.NodeHash(Subtree(level - 1, 2 * (first + i)), Subtree(level - 1, 2 * (first + i) + 1));
        return nodes;
    }

    private Hash[] Edge(long size)
    {
        var edge = new List<Hash>(MerkleTree.MaxProofLength);
        for (var level = MerkleTree.MaxProofLength - 1; level >= 0; level--)
            if ((size >> level & 1) == 1) edge.Add(Subtree(level, (size >> level) - 1));
        return [.. edge];
    }
}
