using System.Data.Common;
using Dapper;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// The entries by which the log went on under another name, as they are published: each with its event, so that everybody reads what
/// was seen of the log before, and which indexes are lost.
/// </summary>
internal static class FormerNames
{
    /// <summary>Path and text of each; those that no published checkpoint holds yet are left out.</summary>
    public static IEnumerable<(string Path, string Text)> Of(CaseStore store, DbConnection connection)
    {
        if (store.LogKey.Former.Count == 0) yield break;
        var witnessed = new WitnessedCheckpoint(store);
        var number = 2;
        foreach (var (position, text, salt) in connection.Query<(long, string, byte[])>(
                     "SELECT position, event, salt FROM events WHERE stream = @stream AND name = @Stored ORDER BY version",
                     new { stream = LogKeyAdded.Keys.Value, OriginBegun.Stored }).AsList())
            if (witnessed.ProofOf(position) is { } proof)
                yield return (FormerOrigin.Path(number++), new RegainedEntry(proof, text, salt).ToString());
    }
}
