using System.Security.Cryptography;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Verification;

/// <content>What is held against the log once all of it was read: the tables beside it.</content>
public sealed partial class DatabaseAudit
{
    /// <summary>Rows outside the log: before its first position, or after its end.</summary>
    private void Beyond()
    {
        foreach (var (table, first) in ((TableShape, long)[])[(LogTables.Events, 0), (LogTables.FieldValues, 0), (LogTables.Checkpoints, 1), (LogTables.LostEntries, 0)])
            foreach (var range in (KeyRange[])[new(Until: first), new(From: tree.Size + first)])
                foreach (var row in Rows(table, range))
                    Broken(row[0] as long?, $"{table.Name} 有一行在登记账之外 (a row outside the log)");
    }

    private void Head()
    {
        var heads = Rows(LogTables.Head).ToList();
        if (heads is not [[1L, long size, long last, byte[] frontier]] || size != tree.Size || last != recordedAt
            || !frontier.AsSpan().SequenceEqual(tree.ToBytes()))
            Broken(tree.Size - 1, $"头记录与登记账（{tree.Size} 条）不符 (the head does not fit the log)");
        if (outside.Count > 0 && outside.Max(o => o.Key) is var published && published > tree.Size)
            Broken(tree.Size, $"外面保存的登记账有 {published} 条，这里只有 {tree.Size} 条，第{tree.Size}号起不见了 (entries that others hold are missing)");
        if (lastCheckpoint != tree.Size) Broken(tree.Size - 1, "最后一条之后没有检查点 (the last checkpoint does not fit the log)");
    }

    private void Streams()
    {
        var left = fold.Streams.ToDictionary();
        foreach (var row in Rows(LogTables.Streams))
        {
            if (row[0] is not string id || !left.Remove(id, out var state)) Broken(null, $"streams：流 {row[0]} 没有事件 (a stream without events)");
            else if (row is not [_, long version, byte[] commitment] || version != state.Version || Convert.ToBase64String(commitment) != state.Commitment)
                Broken(null, $"streams：流 {id} 的版本与事件不符 (a stream's version does not fit its events)");
        }

        foreach (var id in left.Keys) Broken(null, $"streams：缺少流 {id} (a stream is missing)");
    }

    private void DataKeys()
    {
        foreach (var ((compartment, stream), key) in dataKeys)
        {
            var table = compartment.Table();
            if (!fold.Streams.ContainsKey(stream)) Broken(null, $"{table}：流 {stream} 没有事件 (a data key without a stream)");
            else if (!fold.Streams[stream].HasPrivateTexts) Broken(null, $"{table}：流 {stream} 没有个人信息 (a data key for nothing)");
            else if (database.Texts?.Has(compartment) is true && !Unwraps(compartment, stream, key.Kek, key.Wrapped))
                Broken(null, $"{table}：流 {stream} 的密钥解不开，被改过或挪过 (a data key cannot be unwrapped)");
        }

        foreach (var key in sealing.Where(key => !dataKeys.ContainsKey(key)))
            Broken(null, $"{key.Of.Table()}：缺少流 {key.Stream} 的密钥 (a data key is missing)");
    }

    private bool Unwraps(Compartment compartment, string stream, long kek, byte[] wrapped)
    {
        try
        {
            database.Texts!.Unwrap(compartment, stream, kek, wrapped);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private void TileRoots()
    {
        var count = 0;
        foreach (var row in Rows(LogTables.TileRoots))
        {
            if (row is not [long number, byte[] root] || number < 0 || number >= tileRoots.Count) Broken(null, $"tile_roots 多出第 {row[0]} 行 (a row too many)");
            else if (!tileRoots[(int)number].Bytes.SequenceEqual(root)) Broken(null, $"tile_roots：第 {number} 个子树的根不符 (the root of a tile is wrong)");
            else count++;
        }

        if (count < tileRoots.Count) Broken(null, $"tile_roots 缺少 {tileRoots.Count - count} 行 (rows are missing or wrong)");
    }

    private void Numbers()
    {
        var last = new Dictionary<Series, long>();
        foreach (var row in Rows(LogTables.Numbers))
            if (row is [string organ, string subject, long year and >= 0 and <= 9999, long number]) last[new(organ, subject, (int)year)] = number;
            else Broken(null, $"numbers：{row[0]} {row[2]} 年不是年份，或者缺值 (no series)");
        foreach (var fault in numbers.Faults(last)) Broken(null, $"numbers：{fault}");
    }

    private void Erasures()
    {
        foreach (var finding in erasures.Findings())
            if (finding.Verdict == Verdict.Broken) Broken(finding.Leaf, finding.What);
            else if (findings.Count(f => f.Verdict == Verdict.Redacted) < MostFindings) findings.Add(finding);
    }

    private void Projections()
    {
        foreach (var table in fold.Tables(Broken))
            foreach (var fault in table.Faults(Rows(table.Shape))) Broken(null, fault);
    }
}
