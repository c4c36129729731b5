using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Verification;

/// <content>Entries beyond the end of the log that are known from outside, after a restore: each has to prove itself.</content>
public sealed partial class DatabaseAudit
{
    private void Regained()
    {
        foreach (var row in Rows(LogTables.RegainedEntries))
        {
            if (row is not [long index, string text] || Regained(text) is not { } entry || entry.Index != index
                || !entry.IsProven(database.KeysAt, database.Verify))
                Broken(row[0] as long?, "regained_entries 的一行不能证明自己 (an entry that proves nothing)");
            else if (index < tree.Size && !IsLost(entry))
                Broken(index, "regained_entries 的一条已在登记账中，或者不是缺失的那一条 (an entry that the log holds already, or another than was lost)");
            // An erasure of what was lost itself left nothing to be carried out.
            else if (entry.Erasure is { } erased && erased.Position < tree.Size && !lost.ContainsKey(erased.Position))
                Erased(entry.Event!);
        }
    }

    private void Erased(Recorded erasure)
    {
        erasures.Note(erasure);
        fold.Regained(erasure);
    }

    private static RegainedEntry? Regained(string text)
    {
        try
        {
            return RegainedEntry.Parse(text);
        }
        catch (LedgerFormatException)
        {
            return null;
        }
    }
}
