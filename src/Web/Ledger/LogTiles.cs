using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// The files of the published log (C2SP tlog-tiles), each a pure function of what is stored and never changes: the same bytes on every
/// node, after every crash, from either engine. Nothing is kept beside the events.
/// </summary>
internal sealed class LogTiles(DbConnection connection)
{
    private static readonly LeafKind[] Kinds = Enum.GetValues<LeafKind>();

    // Events of one name are of one kind, so the first guess is nearly always right; the leaf's own hash decides.
    private readonly Dictionary<string, LeafKind> guesses = [];

    /// <summary>How many entries the log has now. Whatever lies below is there for good.</summary>
    public long Size() => connection.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1");

    /// <summary>The bytes of <c>tile/L/N</c>.</summary>
    public byte[] Hashes(Tile tile) => tile.Level switch
    {
        0 => Bytes(Leaves(tile.Index * Tile.FullWidth, tile.Width)),
        // Its hashes are the roots of runs, or lie no more than 256 runs deep: one question.
        1 or 2 => Bytes(Above(tile, Tile.Height * (tile.Level - 1))),
        _ => tile.ToBytes(Subtree),
    };

    /// <summary>The bytes of <c>tile/entries/N</c>: what was hashed, commitment and kind of each event.</summary>
    public byte[] Entries(Tile tile)
    {
        var range = Range(tile.Index * Tile.FullWidth, tile.Width);
        var rows = connection.Query<(long Position, string Name, byte[] Commitment, byte[] Leaf)>(
            """
            SELECT position, name, commitment, leaf FROM events WHERE position >= @from AND position < @until
            UNION ALL SELECT position, kind, commitment, leaf FROM lost_entries WHERE position >= @from AND position < @until ORDER BY position
            """, range).AsList();
        Require(rows.Count, tile.Width, tile.EntriesPath);
        return EntryBundle.Encode([.. rows.Select(r => (ReadOnlyMemory<byte>)Entry(r.Position, r.Name, r.Commitment, r.Leaf))]);
    }

    /// <summary>A complete subtree, from the roots of whole runs where it is that high, else from its leaves.</summary>
    public Hash Subtree(int level, long index)
    {
        if (level < Tile.Height) return MerkleTree.Root(Leaves(index << level, 1 << level));
        var height = level - Tile.Height;
        return MerkleTree.Root(Roots(index << height, 1L << height));
    }

    /// <summary>Proof that an entry stands in the tree of this size.</summary>
    public Hash[] InclusionProof(long index, long size) => MerkleTree.InclusionProof(index, size, Subtree);

    /// <summary>Proof that the tree of the old size is the beginning of the newer one.</summary>
    public Hash[] ConsistencyProof(long oldSize, long newSize) => MerkleTree.ConsistencyProof(oldSize, newSize, Subtree);

    public Hash Root(long size) => MerkleTree.Root(size, Subtree);

    private Hash[] Above(Tile tile, int height)
    {
        var roots = Roots(tile.Index * Tile.FullWidth << height, (long)tile.Width << height);
        return [.. Enumerable.Range(0, tile.Width).Select(i => MerkleTree.Root(roots.AsSpan(i << height, 1 << height)))];
    }

    private Hash[] Roots(long from, long count)
    {
        var roots = connection.Query<byte[]>(
            "SELECT root FROM tile_roots WHERE tile >= @from AND tile < @until ORDER BY tile", Range(from, count)).AsList();
        Require(roots.Count, count, $"roots of runs from {from}");
        return [.. roots.Select(r => Hash.FromBytes(r))];
    }

    private Hash[] Leaves(long from, long count)
    {
        // Entries that are lost for good keep their places (decision 21).
        var leaves = connection.Query<(long Position, byte[] Leaf)>(
            """
            SELECT position, leaf FROM events WHERE position >= @from AND position < @until
            UNION ALL SELECT position, leaf FROM lost_entries WHERE position >= @from AND position < @until ORDER BY position
            """, Range(from, count)).AsList();
        Require(leaves.Count, count, $"leaves from {from}");
        return [.. leaves.Select(l => Hash.FromBytes(l.Leaf))];
    }

    private byte[] Entry(long position, string name, byte[] commitment, byte[] leaf)
    {
        var (bytes, hash) = (Hash.FromBytes(commitment), Hash.FromBytes(leaf));
        foreach (var kind in guesses.TryGetValue(name, out var guess) ? Kinds.Prepend(guess) : Kinds)
        {
            var entry = new Leaf(bytes, kind).ToUtf8();
            if (MerkleTree.LeafHash(entry) != hash) continue;
            guesses[name] = kind;
            return entry;
        }

        throw new InvalidDataException($"Entry {position} does not fit its leaf; run verify.");
    }

    private static object Range(long from, long count) => new { from, until = from + count };

    private static void Require(int found, long wanted, string what)
    {
        if (found != wanted) throw new InvalidDataException($"{what}: {found} rows instead of {wanted}; run verify.");
    }

    private static byte[] Bytes(Hash[] hashes) => MemoryMarshal.AsBytes<Hash>(hashes).ToArray();
}
