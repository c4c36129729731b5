using Xinqiao.Core.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>An entry that outsiders hold and a restored database does not.</summary>
/// <param name="Kind">Null where only a checkpoint was given, which does not tell.</param>
internal readonly record struct LostEntry(long Index, LeafKind? Kind);

/// <summary>Holds a restored log against what the outside world has seen of it.</summary>
internal static class LostEntries
{
    /// <param name="place">A file with a checkpoint, or the folder of an exported log.</param>
    /// <exception cref="OtherLogException">It is no checkpoint of this log, or tells another past.</exception>
    public static (Checkpoint Seen, IReadOnlyList<LostEntry> Lost) Of(CaseStore store, long size, string place)
    {
        var isFolder = Directory.Exists(place);
        var seen = Signed(store, isFolder ? Path.Combine(place, "checkpoint") : place);
        using var connection = store.Database.OpenToRead();
        var tiles = new LogTiles(connection);
        if (seen.Size <= size && tiles.Root(seen.Size) != seen.Root)
            throw new OtherLogException($"恢复的前 {seen.Size} 条与外面保存的检查点不符：备份的登记账被改写过。");
        if (seen.Size <= size) return (seen, []);
        if (!isFolder) return (seen, [.. Indexes(size, seen.Size).Select(i => new LostEntry(i, null))]);
        var entries = Entries(store, place, seen);
        if (MerkleTree.Root([.. entries.Take((int)size).Select(e => MerkleTree.LeafHash(e.Span))]) != tiles.Root(size))
            throw new OtherLogException($"导出的登记账的前 {size} 条与备份不同：备份的登记账被改写过。");
        return (seen, [.. Indexes(size, seen.Size).Select(i => new LostEntry(i, Leaf.Parse(entries[(int)i].Span).Kind))]);
    }

    private static IEnumerable<long> Indexes(long from, long until)
    {
        for (var i = from; i < until; i++) yield return i;
    }

    private static Checkpoint Signed(CaseStore store, string file)
    {
        if (!File.Exists(file)) throw new OtherLogException($"找不到检查点 {file}。");
        try
        {
            var note = SignedNote.Parse(File.ReadAllBytes(file));
            var seen = Checkpoint.Parse(note.Text);
            return seen.Origin == store.LogKey.Origin && note.Check(store.LogKey.InForce(seen.Size), LogKey.Verify).IsTrusted
                ? seen
                : throw new OtherLogException($"{file} 不是登记账 {store.LogKey.Origin} 签名的检查点。");
        }
        catch (LedgerFormatException e)
        {
            throw new OtherLogException($"{file} 不是检查点：{e.Message}");
        }
    }

    private static List<ReadOnlyMemory<byte>> Entries(CaseStore store, string folder, Checkpoint seen)
    {
        var found = LogFolder.Audit(folder, LogPolicy.OfLog(store.LogKey.Publics[0]));
        if (!found.IsSound) throw new OtherLogException($"导出的登记账 {folder} 有误：{found.Faults[0]}");
        return [.. Tile.Of(seen.Size).Where(t => t.Level == 0).OrderBy(t => t.Index)
            .SelectMany(t => EntryBundle.Decode(File.ReadAllBytes(Path.Combine(folder, t.EntriesPath)), t.Width))];
    }
}
