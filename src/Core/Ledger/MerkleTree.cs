using System.Numerics;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// The hash of the complete subtree over the leaves [<paramref name="index"/>·2^<paramref name="level"/>,
/// (<paramref name="index"/>+1)·2^<paramref name="level"/>), from wherever it is kept: tiles, leaf hashes, memory.
/// </summary>
/// <param name="level">Height of the subtree, 0 (a leaf hash) to 62.</param>
/// <param name="index">Place among the subtrees of this height, from zero.</param>
public delegate Hash CompleteSubtree(int level, long index);

/// <summary>
/// The Merkle tree of RFC 6962 section 2.1 with SHA-256: hashes, roots, and proofs made and checked (RFC 9162 sections 2.1.3 and
/// 2.1.4). Sizes and indices count leaves.
/// </summary>
public static class MerkleTree
{
    /// <summary>No proof holds more hashes: a size has at most 63 bits.</summary>
    public const int MaxProofLength = 63;

    /// <summary>The root of the tree without leaves: SHA-256 of nothing.</summary>
    public static readonly Hash EmptyRoot = Hash.Of([]);

    /// <summary>SHA-256(0x00 || entry).</summary>
    public static Hash LeafHash(ReadOnlySpan<byte> entry)
    {
        Span<byte> input = entry.Length < 256 ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        input[0] = 0;
        entry.CopyTo(input[1..]);
        return Hash.Of(input);
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static Hash NodeHash(in Hash left, in Hash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Hash.Length];
        input[0] = 1;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + Hash.Length)..]);
        return Hash.Of(input);
    }

    /// <summary>Root of the tree over these leaf hashes: the definition itself.</summary>
    public static Hash Root(ReadOnlySpan<Hash> leaves)
    {
        if (leaves.IsEmpty) return EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var split = (int)Split(leaves.Length);
        return NodeHash(Root(leaves[..split]), Root(leaves[split..]));
    }

    /// <summary>Root of the tree of this size.</summary>
    public static Hash Root(long size, CompleteSubtree subtrees)
    {
        ArgumentNullException.ThrowIfNull(subtrees);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? EmptyRoot : Root(0, size, subtrees);
    }

    /// <summary>The hashes that prove leaf <paramref name="index"/> in the tree of this size, the leaf's sibling first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static Hash[] InclusionProof(long index, long size, CompleteSubtree subtrees)
    {
        ArgumentNullException.ThrowIfNull(subtrees);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var downwards = new List<Hash>(MaxProofLength);
        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + Split(end - start);
            downwards.Add(index < middle ? Root(middle, end, subtrees) : Root(start, middle, subtrees));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        return Reversed(downwards);
    }

    /// <summary>The hashes that prove the tree of the old size to be the beginning of the tree of the new size.</summary>
    /// <returns>Nothing where the old size is zero or both are equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The old size is negative or above the new one.</exception>
    public static Hash[] ConsistencyProof(long oldSize, long newSize, CompleteSubtree subtrees)
    {
        ArgumentNullException.ThrowIfNull(subtrees);
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        if (oldSize == 0 || oldSize == newSize) return [];
        var downwards = new List<Hash>(MaxProofLength);
        var (start, end) = (0L, newSize);
        while (end != oldSize)
        {
            var middle = start + Split(end - start);
            downwards.Add(oldSize <= middle ? Root(middle, end, subtrees) : Root(start, middle, subtrees));
            (start, end) = oldSize <= middle ? (start, middle) : (middle, end);
        }

        if (start > 0) downwards.Add(Root(start, end, subtrees)); // else it is the old root, which the verifier has
        return Reversed(downwards);
    }

    /// <summary>Whether the proof leads from the leaf to the root (RFC 9162 section 2.1.3.2).</summary>
    public static bool VerifyInclusion(long index, long size, in Hash leaf, ReadOnlySpan<Hash> proof, in Hash root)
    {
        if (index < 0 || index >= size || proof.Length > MaxProofLength) return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (ref readonly var sibling in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = NodeHash(sibling, hash);
                SkipLevelsWithoutSibling(ref node, ref last);
            }
            else
            {
                hash = NodeHash(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the tree of the old size and root is the beginning of the new one (RFC 9162 section 2.1.4.2).</summary>
    public static bool VerifyConsistency(long oldSize, long newSize, in Hash oldRoot, ReadOnlySpan<Hash> proof, in Hash newRoot)
    {
        if (oldSize < 0 || oldSize > newSize || proof.Length > MaxProofLength) return false;
        if (oldSize == newSize) return proof.IsEmpty && oldRoot == newRoot;
        if (oldSize == 0) return proof.IsEmpty && oldRoot == EmptyRoot;

        var (node, last) = (oldSize - 1, newSize - 1);
        for (; (node & 1) == 1; last >>= 1) node >>= 1;
        // An old tree that is one complete subtree is its own first hash; the proof leaves it out.
        var seed = BitOperations.IsPow2(oldSize) ? oldRoot : proof.IsEmpty ? default : proof[0];
        if (!BitOperations.IsPow2(oldSize)) proof = proof.IsEmpty ? proof : proof[1..];
        var (old, now) = (seed, seed);
        foreach (ref readonly var hash in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                old = NodeHash(hash, old);
                now = NodeHash(hash, now);
                SkipLevelsWithoutSibling(ref node, ref last);
            }
            else
            {
                now = NodeHash(now, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && old == oldRoot && now == newRoot;
    }

    // On the right edge a node may have no sibling for some levels: it is its parent there.
    private static void SkipLevelsWithoutSibling(ref long node, ref long last)
    {
        for (; (node & 1) == 0 && node != 0; last >>= 1) node >>= 1;
    }

    /// <summary>The largest power of two below <paramref name="size"/>, which is at least 2.</summary>
    private static long Split(long size) => 1L << BitOperations.Log2((ulong)size - 1);

    private static Hash Root(long start, long end, CompleteSubtree subtrees)
    {
        var size = end - start;
        if (BitOperations.IsPow2(size))
        {
            var level = BitOperations.Log2((ulong)size);
            return subtrees(level, start >> level);
        }

        var middle = start + Split(size);
        return NodeHash(Root(start, middle, subtrees), Root(middle, end, subtrees));
    }

    private static Hash[] Reversed(List<Hash> downwards)
    {
        downwards.Reverse();
        return [.. downwards];
    }
}
