using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>An entry that outsiders hold and a restored database does not.</summary>
/// <param name="Kind">Null where only a checkpoint was given, which does not tell.</param>
/// <param name="Known">The entry itself, where it is known from outside.</param>
/// <param name="Leaf">What was published of it.</param>
internal sealed record LostEntry(long Index, LeafKind? Kind, RegainedEntry? Known, Leaf? Leaf);

/// <summary>What the outside world has seen of a restored log, and what of it is lost.</summary>
/// <param name="Seen">The largest size that the log is known to have signed.</param>
/// <param name="Witnesses">Who cosigned what was shown.</param>
internal sealed record LostEntries(Checkpoint Seen, IReadOnlyList<string> Witnesses, IReadOnlyList<LostEntry> Entries)
{
    private Hash[] published = [];

    /// <summary>The checkpoint of that size, with whoever signed it.</summary>
    public required SignedNote Note { get; init; }

    /// <summary>The proof of an entry that was published; null where only a checkpoint was given.</summary>
    public LogProof? ProofOf(long index) => index < published.Length && published.Length == Seen.Size
        ? new LogProof(
            index, MerkleTree.InclusionProof(index, published.Length, (level, i) => MerkleTree.Root(published.AsSpan((int)(i << level), 1 << level))), Note)
        : null;

    /// <param name="place">A file with a checkpoint, or the folder of an exported log.</param>
    /// <param name="policy">Whose cosignatures it must bear; null for nobody's.</param>
    /// <exception cref="OtherLogException">It is no checkpoint of this log, lacks its quorum, or tells another past.</exception>
    public static LostEntries Of(CaseStore store, long size, string place, LogPolicy? policy)
    {
        var isFolder = Directory.Exists(place);
        var (note, seen, witnesses) = Shown(store.LogKey, place, policy);
        using var connection = store.Database.OpenToRead();
        var tiles = new LogTiles(connection);
        if (seen.Size <= size && tiles.Root(seen.Size) != seen.Root)
            throw new OtherLogException($"恢复的前 {seen.Size} 条与外面保存的检查点不符：备份的登记账被改写过。");
        var entries = isFolder && seen.Size > size ? Published(store, place, seen) : [];
        Hash[] leaves = [.. entries.Select(e => MerkleTree.LeafHash(e.Span))];
        if (leaves.Length > 0 && MerkleTree.Root(leaves.AsSpan(0, (int)size)) != tiles.Root(size))
            throw new OtherLogException($"导出的登记账的前 {size} 条与备份不同：备份的登记账被改写过。");
        var known = connection.Query<string>("SELECT proof FROM regained_entries").Select(RegainedEntry.Parse).ToDictionary(e => e.Index);
        // Whoever erased signed a size, and perhaps a later one than was shown to anybody.
        foreach (var entry in known.Values)
            if (entry.Proof.Checkpoint.Size > seen.Size) (seen, note) = (entry.Proof.Checkpoint, entry.Proof.Note);
        return new(seen, witnesses, [.. Indexes(size, seen.Size).Select(i => Lost(i, entries, known.GetValueOrDefault(i)))])
        {
            Note = note,
            published = leaves,
        };
    }

    /// <exception cref="OtherLogException">What is known of the entry is not what was published.</exception>
    private static LostEntry Lost(long index, List<ReadOnlyMemory<byte>> entries, RegainedEntry? known)
    {
        if (index >= entries.Count) return new(index, known?.Leaf.Kind, known, known?.Leaf);
        var leaf = Core.Ledger.Leaf.Parse(entries[(int)index].Span);
        if (known is not null && known.Leaf != leaf)
            throw new OtherLogException($"第 {index} 号与公布的登记账不同：登记账被改写过。请保留现场，按 docs/log.md 核查。");
        return new(index, leaf.Kind, known, leaf);
    }

    private static IEnumerable<long> Indexes(long from, long until)
    {
        for (var i = from; i < until; i++) yield return i;
    }

    /// <summary>The checkpoint that is shown, and who cosigned it.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    /// <exception cref="OtherLogException">It is no checkpoint of this log, or lacks its quorum.</exception>
    public static (SignedNote Note, Checkpoint Seen, IReadOnlyList<string> Witnesses) Shown(LogKey key, string place, LogPolicy? policy)
    {
        var file = Directory.Exists(place) ? Path.Combine(place, "checkpoint") : place;
        if (!File.Exists(file)) throw new OtherLogException($"找不到检查点 {file}。");
        try
        {
            var note = SignedNote.Parse(File.ReadAllBytes(file));
            var seen = Checkpoint.Parse(note.Text);
            var keys = key.InForce(seen.Size);
            if (seen.Origin != key.Origin || !note.Check(keys, LogKey.Verify).IsTrusted)
                throw new OtherLogException($"{file} 不是登记账 {key.Origin} 签名的检查点。");
            if (policy is not { AsksWitnesses: true }) return (note, seen, []);
            var check = policy.For([.. keys.Select(k => new PolicyLog(k))]).Check(note, LogKey.Verify);
            return check.IsMet
                ? (note, seen, [.. check.Witnesses.Select(w => w.Witness.Name)])
                : throw new OtherLogException(
                    $"{file} 只有 {check.Witnesses.Count} 个见证方的签名，不够见证名单要求的数目，不能证明外面见过的就是这些。"
                    + "请向见证方索取最新检查点；确实取不到的，加 --without-witnesses。");
        }
        catch (LedgerFormatException e)
        {
            throw new OtherLogException($"{file} 不是检查点：{e.Message}");
        }
    }

    private static List<ReadOnlyMemory<byte>> Published(CaseStore store, string folder, Checkpoint seen)
    {
        var found = LogFolder.Audit(folder, LogPolicy.OfLog(store.LogKey.Publics[0]));
        if (!found.IsSound) throw new OtherLogException($"导出的登记账 {folder} 有误：{found.Faults[0]}");
        return [.. Tile.Of(seen.Size).Where(t => t.Level == 0).OrderBy(t => t.Index)
            .SelectMany(t => EntryBundle.Decode(File.ReadAllBytes(Path.Combine(folder, t.EntriesPath)), t.Width))];
    }
}
