using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// The right edge of a Merkle tree: the roots of the complete subtrees its size is made of, largest first, at most 63. All that
/// a writer must remember to go on. Immutable, so a transaction that is rolled back leaves no trace in it.
/// </summary>
public sealed class Frontier
{
    private readonly Hash[] subtrees;

    internal Frontier(long size, Hash[] subtrees)
    {
        Size = size;
        this.subtrees = subtrees;
    }

    /// <summary>The frontier of the tree without leaves.</summary>
    public static Frontier Empty { get; } = new(0, []);

    /// <summary>How many leaves the tree has; the index of the next one.</summary>
    public long Size { get; }

    /// <summary>The tree with one more leaf.</summary>
    public Frontier Append(in Hash leaf) => new TreeGrowth(this, [leaf]).After;

    /// <summary>The tree with this batch of leaves; the result also makes their proofs.</summary>
    public TreeGrowth Append(ReadOnlySpan<Hash> leaves) => new(this, leaves);

    public Hash Root()
    {
        if (Size == 0) return MerkleTree.EmptyRoot;
        var root = subtrees[^1];
        for (var i = subtrees.Length - 2; i >= 0; i--) root = MerkleTree.NodeHash(subtrees[i], root);
        return root;
    }

    /// <summary>Size (8 bytes, big-endian), then the hashes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[sizeof(long) + subtrees.Length * Hash.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        MemoryMarshal.AsBytes<Hash>(subtrees).CopyTo(bytes.AsSpan(sizeof(long)));
        return bytes;
    }

    /// <exception cref="LedgerFormatException">Not what <see cref="ToBytes"/> writes.</exception>
    public static Frontier FromBytes(ReadOnlySpan<byte> bytes)
    {
        var size = bytes.Length >= sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(bytes) : -1;
        if (size < 0 || bytes.Length != sizeof(long) + BitOperations.PopCount((ulong)size) * Hash.Length)
            throw new LedgerFormatException($"frontier: {bytes.Length} bytes do not hold the subtrees of a tree of size {size}");
        return new Frontier(size, MemoryMarshal.Cast<byte, Hash>(bytes[sizeof(long)..]).ToArray());
    }

    /// <summary>The last complete subtree of this height; every other one lies inside a larger one and is not kept.</summary>
    internal Hash Last(int level) => subtrees[BitOperations.PopCount((ulong)Size >> level) - 1];

    internal bool Has(int level) => (Size >> level & 1) == 1;
}
