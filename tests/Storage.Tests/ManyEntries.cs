using Xinqiao.Core.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Storage.Tests;

/// <summary>A log of many entries that no act made: rows as the writer would leave them, for what only reads the log.</summary>
internal static class ManyEntries
{
    private const int Chunk = 8_192;

    /// <summary>Adds entries to a log and signs what it is then.</summary>
    public static async Task Add(CaseStore store, int count)
    {
        for (var left = count; left > 0; left -= Chunk)
        {
            var some = Math.Min(left, Chunk);
            var isLast = some == left;
            await store.Write(batch =>
            {
                Put(store, batch, some, isLast);
                return 0;
            });
        }
    }

    private static void Put(CaseStore store, IBatch batch, int count, bool signs)
    {
        var before = Frontier.FromBytes(batch.Head.Frontier);
        var entries = Enumerable.Range(0, count).Select(n => new Leaf(Hash.Of(BitConverter.GetBytes(before.Size + n)), (LeafKind)((before.Size + n) % 9)))
            .ToArray();
        var growth = before.Append([.. entries.Select(e => e.LeafHash())]);
        batch.Put(Tables.Events, [
            .. entries.Select((e, n) => new object?[]
            {
                before.Size + n, "f:many", before.Size + n, "many.entry.v1", batch.Head.RecordedAt, "{}", null, e.Commitment.ToArray(),
                e.LeafHash().ToArray(),
            }),
        ]);
        batch.Put(Tables.Head, [[1L, growth.After.Size, batch.Head.RecordedAt, growth.After.ToBytes()]]);
        var tiles = new List<object?[]>();
        for (var tile = before.Size / 256; tile < growth.After.Size / 256; tile++) tiles.Add([tile, growth.Subtree(8, tile).ToArray()]);
        batch.Put(Tables.TileRoots, tiles);
        if (signs) batch.Put(Tables.Checkpoints, [[growth.After.Size, before.Size, growth.After.Root().ToArray(), store.LogKey.Sign(growth.After).ToString()]]);
    }
}
