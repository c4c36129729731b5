using System.Globalization;
using System.Runtime.InteropServices;

namespace Xinqiao.Core.Ledger;

/// <summary>
/// A tile of a log after C2SP tlog-tiles: up to 256 consecutive hashes of one level. Hash i of the tile (L, N) is the complete
/// subtree of height 8·L and index 256·N + i.
/// </summary>
/// <param name="Level">0 to 7; level L holds the roots of full tiles of level L − 1.</param>
/// <param name="Index">Place within the level, from zero.</param>
/// <param name="Width">How many hashes: 256 in a full tile, 1 to 255 in a partial one.</param>
public readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>Height of a tile: 2^8 hashes.</summary>
    public const int Height = 8;

    public const int FullWidth = 1 << Height;

    private const int MaxLevel = 62 / Height, MaxPathLength = 64;

    public bool IsFull => Width == FullWidth;

    /// <summary>Where the hashes stand below the log's address: <c>tile/0/x001/x234/067.p/112</c>.</summary>
    public string Path => $"tile/{Level}/{Numbered()}";

    /// <summary>Where the entries of a tile of level 0 stand: <c>tile/entries/x001/x234/067.p/112</c>.</summary>
    public string EntriesPath =>
        Level == 0 ? $"tile/entries/{Numbered()}" : throw new InvalidOperationException($"entries belong to level 0, not {Level}");

    /// <summary>The full tile that will stand, or stands, where this partial one does.</summary>
    public Tile Full => this with { Width = FullWidth };

    /// <summary>Every tile of a tree of this size, level by level; none is empty.</summary>
    public static IEnumerable<Tile> Of(long size) => Between(0, size);

    /// <summary>The tiles to write when a tree grows: the new ones, and the partial ones that became wider.</summary>
    public static IEnumerable<Tile> Between(long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        return Walk();

        IEnumerable<Tile> Walk()
        {
            for (var level = 0; level <= MaxLevel; level++)
            {
                var (old, count) = (oldSize >> Height * level, newSize >> Height * level);
                if (old == count) break;
                for (var index = old / FullWidth; index * FullWidth < count; index++)
                    yield return new Tile(level, index, (int)Math.Min(FullWidth, count - index * FullWidth));
            }
        }
    }

    /// <summary>Whether a tree of this size has all of this tile's hashes.</summary>
    public bool IsWithin(long size)
    {
        var count = size >> Height * Level;
        return Index <= count / FullWidth && Index * FullWidth + Width <= count;
    }

    /// <summary>The bytes of this tile, from a tree that knows its subtrees.</summary>
    public byte[] ToBytes(CompleteSubtree subtrees)
    {
        ArgumentNullException.ThrowIfNull(subtrees);
        var hashes = new Hash[Width];
        for (var i = 0; i < Width; i++) hashes[i] = subtrees(Height * Level, Index * FullWidth + i);
        return MemoryMarshal.AsBytes<Hash>(hashes).ToArray();
    }

    /// <summary>The subtrees of a tree of this size, read from its tiles.</summary>
    /// <param name="size">Size of the tree whose tiles are read.</param>
    /// <param name="read">Gives the bytes of a tile. Called once for every subtree asked for; a reader may keep what it read.</param>
    /// <returns>A function that throws <see cref="LedgerFormatException"/> where a tile has the wrong length.</returns>
    public static CompleteSubtree Subtrees(long size, Func<Tile, ReadOnlyMemory<byte>> read) => (level, index) =>
    {
        var (tileLevel, rest) = Math.DivRem(level, Height);
        var first = index << rest;
        var count = size >> Height * tileLevel;
        if (index < 0 || first + (1L << rest) > count)
            throw new ArgumentOutOfRangeException(nameof(index), $"a tree of size {size} has no subtree {index} of height {level}");
        var number = first / FullWidth;
        var tile = new Tile(tileLevel, number, (int)Math.Min(FullWidth, count - number * FullWidth));
        var bytes = read(tile).Span;
        if (bytes.Length != tile.Width * Hash.Length)
            throw new LedgerFormatException($"{tile.Path}: {bytes.Length} bytes instead of {tile.Width * Hash.Length}");
        return MerkleTree.Root(MemoryMarshal.Cast<byte, Hash>(bytes).Slice((int)(first % FullWidth), 1 << rest));
    };

    /// <summary>Reads a path as a client asks for it, in its one spelling.</summary>
    /// <returns>The tile, and whether its entries are meant instead of its hashes.</returns>
    /// <exception cref="LedgerFormatException">Any other text.</exception>
    public static (Tile Tile, bool Entries) Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length <= MaxPathLength && path.Split('/') is ["tile", var levelText, .. var rest])
        {
            var entries = levelText == "entries";
            var width = FullWidth;
            if (rest is [.. var before, var last, var widthText] && last.EndsWith(".p", StringComparison.Ordinal)
                && Number(widthText) is { } partial and < FullWidth)
            {
                width = (int)partial;
                rest = [.. before, last[..^2]];
            }

            var level = entries ? 0 : Number(levelText);
            var index = Number(string.Concat(rest.Select(group => group.TrimStart('x'))));
            if (level is <= MaxLevel && index is { } number)
            {
                var tile = new Tile((int)level.Value, number, width);
                if (width > 0 && (entries ? tile.EntriesPath : tile.Path) == path) return (tile, entries);
            }
        }

        throw new LedgerFormatException($"tile: \"{path[..Math.Min(path.Length, MaxPathLength)]}\" is no path of a tile");
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // 1234067 is x001/x234/067: every folder holds at most a thousand names, and no file is called like a folder.
    private string Numbered()
    {
        var path = $"{Index % 1000:000}";
        for (var rest = Index / 1000; rest > 0; rest /= 1000) path = $"x{rest % 1000:000}/{path}";
        return IsFull ? path : $"{path}.p/{Width}";
    }
}
