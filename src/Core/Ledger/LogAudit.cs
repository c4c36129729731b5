using System.Runtime.InteropServices;

namespace Xinqiao.Core.Ledger;

/// <summary>Gives the bytes of a file of a log, by its path below the log's address; null where it is not there.</summary>
public delegate byte[]? LogFile(string path);

/// <summary>Does a work for each number from zero to below <paramref name="count"/>, in any order, at once where it likes.</summary>
public delegate void ForEachNumber(int count, Action<int> work);

/// <summary>What an audit of a published log found.</summary>
/// <param name="Checkpoint">What the log says of itself; null where that cannot be read.</param>
/// <param name="Policy">Who signed it; null where it cannot be read.</param>
/// <param name="Kinds">How many entries there are of each kind, to be held against published statistics.</param>
/// <param name="Others">Entries that are none of our leaves; only other logs have them.</param>
/// <param name="Faults">File and fault, in the order of the log; empty where everything fits.</param>
public sealed record LogAuditResult(
    Checkpoint? Checkpoint, PolicyCheck? Policy, IReadOnlyDictionary<LeafKind, long> Kinds, long Others, IReadOnlyList<LogFault> Faults)
{
    public bool IsSound => Faults.Count == 0;
}

/// <summary>Something in a published log that does not fit.</summary>
public sealed record LogFault(string Path, string What)
{
    public override string ToString() => $"{Path}: {What}";
}

/// <summary>
/// Checks a whole published log (C2SP tlog-tiles): every entry is hashed anew, every tile is made from what lies below it, and the
/// root from all of them must be the one that was signed. Nothing is believed but the policy.
/// </summary>
public sealed class LogAudit
{
    // What an exported log holds beside entries and tiles; what was erased since a backup is sealed, and the office's alone.
    private static readonly string[] Beside = ["checkpoint", "policy", "erasures"];

    private readonly LogFile read;
    private readonly long size;
    private readonly long[][] kinds;
    private readonly LogFault?[] faults;

    // Roots of the full tiles of each level, which are the hashes of the level above; of level 0 here, and only the last run's leaves.
    private readonly List<Hash[]> levels = [];
    private Hash[] lastLeaves = [];

    private LogAudit(LogFile read, long size)
    {
        (this.read, this.size) = (read, size);
        var runs = (int)((size + Tile.FullWidth - 1) / Tile.FullWidth);
        (kinds, faults) = (new long[runs][], new LogFault?[runs]);
        levels.Add(new Hash[size / Tile.FullWidth]);
    }

    /// <param name="policy">Whom to believe.</param>
    /// <param name="read">May be called from several threads, as <paramref name="each"/> calls.</param>
    /// <param name="each">How to go through the tiles, on as many cores as there are.</param>
    /// <param name="files">Every file there is, to find what does not belong; null where that cannot be told.</param>
    public static LogAuditResult Of(
        LogPolicy policy, Ed25519Verifier verify, LogFile read, ForEachNumber each, IEnumerable<string>? files = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(each);
        const string path = "checkpoint";
        if (read(path) is not { } bytes) return Unreadable(path, "没有检查点 (there is no checkpoint)");
        try
        {
            var note = SignedNote.Parse(bytes);
            var checkpoint = Checkpoint.Parse(note.Text);
            var audit = new LogAudit(read, checkpoint.Size);
            var signed = policy.Check(note, verify);
            each(audit.faults.Length, audit.Run);
            var found = audit.faults.OfType<LogFault>().ToList();
            audit.Above(found);
            if (!signed.IsMet) found.Insert(0, new(path, "签名或见证不合验证策略 (not signed as the policy demands)"));
            if (found.Count == 0 && audit.Root() is var root && root != checkpoint.Root)
                found.Add(new(path, $"根是 {checkpoint.Root}，条目算出的是 {root} (the entries make another root)"));
            if (files is not null) found.AddRange(audit.Strays(files));
            return audit.Result(checkpoint, signed, found);
        }
        catch (LedgerFormatException e)
        {
            return Unreadable(path, $"读不出：{e.Message} (unreadable)");
        }
    }

    private static LogAuditResult Unreadable(string path, string what) =>
        new(null, null, new Dictionary<LeafKind, long>(), 0, [new(path, what)]);

    private LogAuditResult Result(Checkpoint checkpoint, PolicyCheck signed, List<LogFault> found)
    {
        var all = Enum.GetValues<LeafKind>();
        var counts = all.ToDictionary(kind => kind, kind => kinds.Sum(run => run?[(int)kind] ?? 0));
        return new(checkpoint, signed, counts, kinds.Sum(run => run?[all.Length] ?? 0), found);
    }

    private Tile RunTile(int run) => new(0, run, (int)Math.Min(Tile.FullWidth, size - (long)run * Tile.FullWidth));

    /// <summary>The bytes of a tile; of a partial one that is gone, the beginning of the full one (tlog-tiles: readers fall back).</summary>
    private ReadOnlyMemory<byte> Hashes(Tile tile)
    {
        if (read(tile.Path) is { } bytes) return bytes;
        return !tile.IsFull && read(tile.Full.Path) is { } full && full.Length >= tile.Width * Hash.Length
            ? full.AsMemory(0, tile.Width * Hash.Length)
            : throw new LedgerFormatException("文件不在 (the file is missing)");
    }

    private IReadOnlyList<ReadOnlyMemory<byte>> Entries(Tile tile)
    {
        if (read(tile.EntriesPath) is { } bytes) return EntryBundle.Decode(bytes, tile.Width);
        return !tile.IsFull && read(tile.Full.EntriesPath) is { } full
            ? [.. EntryBundle.Decode(full, Tile.FullWidth).Take(tile.Width)]
            : throw new LedgerFormatException("文件不在 (the file is missing)");
    }

    private void Run(int run)
    {
        var tile = RunTile(run);
        var path = tile.EntriesPath;
        try
        {
            var entries = Entries(tile);
            path = tile.Path;
            var bytes = Hashes(tile).Span;
            if (bytes.Length != tile.Width * Hash.Length)
                throw new LedgerFormatException($"长 {bytes.Length} 字节，应为 {tile.Width * Hash.Length} (a wrong length)");
            var hashes = MemoryMarshal.Cast<byte, Hash>(bytes);
            kinds[run] = new long[Enum.GetValues<LeafKind>().Length + 1];
            for (var i = 0; i < entries.Count; i++)
            {
                if (MerkleTree.LeafHash(entries[i].Span) != hashes[i])
                {
                    path = tile.EntriesPath; // or the tile; nobody can tell which
                    throw new LedgerFormatException(
                        $"第 {(long)run * Tile.FullWidth + i} 条与 {tile.Path} 中的哈希不符 (an entry does not fit its hash)");
                }

                kinds[run][KindOf(entries[i].Span)]++;
            }

            if (tile.IsFull) levels[0][run] = MerkleTree.Root(hashes);
            else lastLeaves = hashes.ToArray();
        }
        catch (LedgerFormatException e)
        {
            faults[run] = new(path, e.Message);
        }
    }

    private static int KindOf(ReadOnlySpan<byte> entry)
    {
        try
        {
            return (int)Leaf.Parse(entry).Kind;
        }
        catch (LedgerFormatException)
        {
            return Enum.GetValues<LeafKind>().Length;
        }
    }

    private void Above(List<LogFault> found)
    {
        foreach (var tile in Tile.Of(size).SkipWhile(tile => tile.Level == 0))
        {
            var below = levels[tile.Level - 1];
            if (levels.Count == tile.Level) levels.Add(new Hash[below.Length / Tile.FullWidth]);
            var expected = below.AsSpan((int)(tile.Index * Tile.FullWidth), tile.Width);
            if (tile.IsFull) levels[tile.Level][tile.Index] = MerkleTree.Root(expected);
            try
            {
                if (!Hashes(tile).Span.SequenceEqual(MemoryMarshal.AsBytes(expected)))
                    found.Add(new(tile.Path, "与下层的瓦片不符 (does not fit the tiles below)"));
            }
            catch (LedgerFormatException e)
            {
                found.Add(new(tile.Path, e.Message));
            }
        }
    }

    private Hash Root() => MerkleTree.Root(size, (level, index) =>
    {
        var (tileLevel, rest) = Math.DivRem(level, Tile.Height);
        var first = (int)(index << rest);
        return tileLevel == 0
            ? MerkleTree.Root(lastLeaves.AsSpan(first % Tile.FullWidth, 1 << rest))
            : MerkleTree.Root(levels[tileLevel - 1].AsSpan(first, 1 << rest));
    });

    /// <summary>Files that are none of this log's, and partial tiles of earlier sizes that are not the beginning of what is there.</summary>
    private IEnumerable<LogFault> Strays(IEnumerable<string> files)
    {
        var expected = Tile.Of(size).SelectMany(Paths).Concat(Beside).ToHashSet(StringComparer.Ordinal);
        return files.Where(file => !expected.Contains(file)).Order(StringComparer.Ordinal).Select(Stray).OfType<LogFault>();

        static IEnumerable<string> Paths(Tile tile) => tile.Level == 0 ? [tile.Path, tile.EntriesPath] : [tile.Path];
    }

    private LogFault? Stray(string path)
    {
        // How the log went on under a new name is another check's to look at.
        if (path.StartsWith("origin/", StringComparison.Ordinal)) return null;
        try
        {
            var (tile, isEntries) = Tile.Parse(path);
            if (!tile.IsWithin(size)) return new(path, "超出检查点的范围 (beyond the checkpoint)");
            var count = size >> Tile.Height * tile.Level;
            var wider = tile with { Width = (int)Math.Min(Tile.FullWidth, count - tile.Index * Tile.FullWidth) };
            var fits = isEntries
                ? EntryBundle.Decode(read(path)!, tile.Width).Zip(Entries(wider)).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span))
                : read(path)!.Length == tile.Width * Hash.Length && Hashes(wider).Span.StartsWith(read(path));
            return fits ? null : new(path, "不是完整瓦片的开头 (not the beginning of the wider tile)");
        }
        catch (LedgerFormatException e)
        {
            return new(path, $"不属于这本登记账：{e.Message} (not of this log)");
        }
    }
}
