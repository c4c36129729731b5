using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Verification;

/// <content>
/// Entries that are lost for good (decision 21): each stands at its own index, and the event by which the log went on under a new name
/// accounts for all of them.
/// </content>
public sealed partial class DatabaseAudit
{
    private readonly SortedDictionary<long, Hash> lost = [];
    private readonly HashSet<long> empty = [];
    private string origin = "";
    private long accounted;

    private void ReadLost()
    {
        foreach (var row in Rows(LogTables.LostEntries))
        {
            if (row is [long position, byte[] { Length: Hash.Length } commitment, string kind, byte[] { Length: Hash.Length } leaf]
                && IsLeaf(commitment, kind, leaf)) lost[position] = Hash.FromBytes(leaf);
            else Broken(row[0] as long?, "lost_entries 的一行自相矛盾 (a row that contradicts itself)");
        }
    }

    private static bool IsLeaf(byte[] commitment, string kind, byte[] leaf)
    {
        try
        {
            return new Leaf(Hash.FromBytes(commitment), LeafKinds.Parse(kind)).LeafHash() == Hash.FromBytes(leaf);
        }
        catch (LedgerFormatException)
        {
            return false;
        }
    }

    /// <summary>Lets the tree grow by what is lost at its end, up to a size.</summary>
    private void Lost(long until, Dictionary<long, object?[]> notes)
    {
        while (tree.Size < until && lost.TryGetValue(tree.Size, out var leaf)) Tree(tree.Size, leaf, notes);
    }

    private void Begun(long position, OriginBegun begun)
    {
        try
        {
            var before = begun.Before();
            long[] here = [.. lost.Keys.Where(index => index >= accounted && index < position)];
            if (before.Origin != origin || before.Size != position || position != tree.Size
                || !SignedNote.Parse(begun.Seen).Check(database.KeysAt(before.Size), database.Verify).IsTrusted)
                Broken(position, "与此前的登记账接不上 (does not follow the log before it)");
            else if (here.Length == 0 || begun.Lost != IndexRanges.Write(here))
                Broken(position, "说明的缺失编号与实际不符 (what it says is lost does not fit)");
            else if (begun.Published ? before.Root != tree.Root() : here.Any(index => lost[index] != OriginBegun.VoidLeaf(before, index).LeafHash()))
                Broken(position, "此前的条目与外面见过的登记账不符 (not the log that others saw)");
            if (!begun.Published) empty.UnionWith(here);
            (origin, accounted) = (begun.Origin, position);
        }
        catch (LedgerFormatException e)
        {
            Broken(position, $"读不出：{e.Message} (unreadable)");
        }
    }

    /// <summary>Whether an entry that is known from outside is the one that was lost at its index.</summary>
    private bool IsLost(RegainedEntry entry) =>
        lost.TryGetValue(entry.Index, out var leaf) && (empty.Contains(entry.Index) || leaf == entry.LeafHash);

    private void LostEntries()
    {
        foreach (var index in lost.Keys.Where(index => index >= accounted))
            Broken(index, "lost_entries 的一行没有记录说明 (a lost entry that no event accounts for)");
        if (origin != database.Origin)
            Broken(tree.Size - 1, $"登记账的名称是 {origin}，不是 {database.Origin} (the log has another name)");
    }
}
