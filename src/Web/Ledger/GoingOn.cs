using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// Lets a restored log go on under a new name, where some entries cannot be got back (decision 21). What was known of it outside is
/// committed to and published with the indexes that are lost; each keeps its published leaf, so that no index is ever another entry's.
/// </summary>
internal static class GoingOn
{
    private static readonly Actor System = new("system", Role.System, "", "");

    /// <returns>The entry by which it goes on, and the key that signs from now on.</returns>
    public static (OriginBegun Begun, VerifierKey Key) Begin(CaseStore restored, LostEntries lost, string origin)
    {
        KeyFolder.AddLogSeed(restored.Keys.Folder);
        var keys = KeyFolder.Open(restored.Keys.Folder);
        var next = restored.LogKey.Next(origin, keys.LogSeeds[^1], lost.Seen.Size);
        using (var store = new CaseStore(restored, keys, next))
        using (var batch = restored.Database.BeginBatch())
        {
            var begun = Begin(batch, store, restored.LogKey, lost);
            // Nobody signs in the old name any more; what it signed is proven by the public halves.
            foreach (var seed in keys.LogSeeds.SkipLast(1)) keys.Destroy(seed);
            return (begun, next.Public);
        }
    }

    private static OriginBegun Begin(IBatch batch, CaseStore store, LogKey before, LostEntries lost)
    {
        var isPublished = lost.Entries.All(e => e.Leaf is not null);
        Leaf[] leaves = [.. lost.Entries.Select(e => isPublished ? e.Leaf!.Value : OriginBegun.VoidLeaf(lost.Seen, e.Index))];
        var growth = Frontier.FromBytes(batch.Head.Frontier).Append(leaves.Select(leaf => leaf.LeafHash()).ToArray());
        batch.Put(Tables.LostEntries, [
            .. lost.Entries.Zip(leaves, (entry, leaf) => new object?[]
            {
                entry.Index, leaf.Commitment.ToArray(), leaf.Kind.Word(), leaf.LeafHash().ToArray(),
            }),
        ]);
        for (var tile = growth.Before.Size / Tile.FullWidth; tile < growth.After.Size / Tile.FullWidth; tile++)
            batch.Put(Tables.TileRoots, [[tile, growth.Subtree(Tile.Height, tile).ToArray()]]);
        if (isPublished)
            batch.Put(Tables.Checkpoints, [[lost.Seen.Size, batch.Head.Size, lost.Seen.Root.ToArray(), lost.Note.Only(before.InForce(lost.Seen.Size)).ToString()]]);
        var skipped = Skipped(batch, store, lost).ToList();
        batch.Put(Tables.Numbers, [.. skipped.Select(s => new object?[] { s.Series.Organ, s.Series.Subject, (long)s.Series.Year, (long)s.Until - 1 })]);
        var begun = new OriginBegun(
            store.LogKey.Origin, store.LogKey.Public.ToString(), string.Join(' ', before.Publics), lost.Note.ToString(),
            IndexRanges.Write(lost.Entries.Select(e => e.Index)), isPublished, SkippedNumbers.Write(skipped));
        using var write = new WriteBatch(batch, store, growth.After, isPublished ? lost.Seen.Size : batch.Head.Size);
        write.Record(new Decision.Accepted([begun]), write.ActFor(new Intent(System, (_, _) => Decision.Accept(begun))));
        batch.Connection.Execute("DELETE FROM restored", transaction: batch.Transaction);
        write.Commit();
        return begun;
    }

    // Nobody knows which numbers the lost entries bore; as many as they can have borne at most are given to nobody.
    private static IEnumerable<SkippedNumbers> Skipped(IBatch batch, CaseStore store, LostEntries lost)
    {
        var petitions = lost.Entries.Count(e => e.Kind is LeafKind.Register or null);
        // A dispatch gives two numbers, to the letter and to its receipt.
        var documents = 2 * lost.Entries.Count(e => e.Kind is not (LeafKind.Register or LeafKind.Access or LeafKind.Redact or LeafKind.Anchor));
        var last = batch.Connection.Query<(string Organ, string Subject, long Year, long Last)>(
            "SELECT organ, subject, year, last FROM numbers", transaction: batch.Transaction).ToDictionary(n => new Series(n.Organ, n.Subject, (int)n.Year), n => (int)n.Last);
        var units = batch.Connection.Query<string>("SELECT code FROM units", transaction: batch.Transaction).ToList();
        var from = Shanghai.DateOf(DateTimeOffset.FromUnixTimeMilliseconds(batch.Head.RecordedAt)).Year;
        for (var year = from; year <= Math.Max(from, Shanghai.DateOf(store.Clock.GetUtcNow()).Year); year++)
        {
            foreach (var organ in last.Keys.Where(s => s.Subject == PetitionNumber.Subject).Select(s => s.Organ).Distinct())
                if (petitions > 0) yield return After(new Series(organ, PetitionNumber.Subject, year), petitions);
            foreach (var organ in units)
                if (documents > 0) yield return After(new Series(organ, DocumentNumber.Subject, year), documents);
        }

        SkippedNumbers After(Series series, int count)
        {
            var end = last.GetValueOrDefault(series);
            return new(series, end + 1, end + 1 + count);
        }
    }
}
