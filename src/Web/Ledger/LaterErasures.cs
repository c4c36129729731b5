using Dapper;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>Erasures that were recorded after a backup was made: it holds the texts still, and they must not come back with it.</summary>
internal static class LaterErasures
{
    /// <param name="backup">The database that is restored from.</param>
    /// <param name="files">As <see cref="KeptErasures"/> writes them.</param>
    /// <exception cref="OtherLogException">One of them never stood in this log: nothing may be erased by it.</exception>
    public static IReadOnlyList<RegainedEntry> Of(IDatabase backup, LogKey key, KeyFolder keys, IEnumerable<string> files)
    {
        using var connection = backup.OpenToRead();
        var size = connection.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1");
        var known = connection.Query<long>("SELECT position FROM regained_entries").ToHashSet();
        var later = new SortedDictionary<long, RegainedEntry>();
        foreach (var (file, entry) in files.SelectMany(file => KeptErasures.Read(file, keys).Select(entry => (file, entry))))
        {
            if (entry.Index < size || known.Contains(entry.Index)) continue;
            if (entry.Erasure is null || !entry.IsProven(key.InForce, LogKey.Verify))
                throw new OtherLogException($"{file} 中第 {entry.Index} 号删除记录没有这本登记账的签名，不能据以删除。请另找一份，或用 --erasures 指定。");
            if (later.TryGetValue(entry.Index, out var other) && other.LeafHash != entry.LeafHash)
                throw new OtherLogException($"两份删除记录的第 {entry.Index} 号不同：登记账被改写过。请保留现场，按 docs/log.md 核查。");
            later[entry.Index] = entry;
        }

        return [.. later.Values];
    }
}
