using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Verification;

namespace Xinqiao.Web.Storage;

/// <summary>Makes tables have the rows that follow from the log, after entries were taken in again that no act recorded here.</summary>
internal static class FollowingRows
{
    public static void Mend(IBatch batch, IReadOnlyList<FollowingTable> tables)
    {
        foreach (var table in tables) Mend(batch, table.Shape, table.Rows);
    }

    private static void Mend(IBatch batch, TableShape shape, IReadOnlyCollection<object?[]> wanted)
    {
        var names = shape.Columns.Select(c => c.Name).ToArray();
        var key = shape.Key.Select(shape.Place).ToArray();
        string KeyOf(object?[] row) => string.Join('\u001f', key.Select(place => row[place]));
        var there = batch.Connection.Query(shape.Select(), transaction: batch.Transaction)
            .Select(row => ((IDictionary<string, object?>)row).Values.ToArray()).ToDictionary(KeyOf);
        foreach (var row in wanted)
        {
            var isThere = there.Remove(KeyOf(row), out var found);
            if (!isThere) Insert(batch, shape, names, row);
            else if (!row.Zip(found!).All(pair => Same(pair.First, pair.Second))) Update(batch, shape, names, row);
        }

        foreach (var row in there.Values)
            Execute(batch, $"DELETE FROM {shape.Name} WHERE {Conditions(shape)}", names, row);
    }

    private static bool Same(object? one, object? other) => one is byte[] bytes && other is byte[] others
        ? bytes.AsSpan().SequenceEqual(others)
        : Equals(one, other);

    private static void Insert(IBatch batch, TableShape shape, string[] names, object?[] row)
    {
        var beside = Beside(shape, row);
        string[] all = [.. names, .. beside.Keys];
        Execute(
            batch, $"INSERT INTO {shape.Name} ({string.Join(", ", all)}) VALUES ({string.Join(", ", all.Select(n => "@" + n))})", all,
            [.. row, .. beside.Values]);
    }

    // What of an account or a partner stands in no event is not known any more: an administrator gives a new password, or a new key.
    private static Dictionary<string, object?> Beside(TableShape shape, object?[] row) => shape.Name switch
    {
        "people" => new()
        {
            ["login"] = row[0],
            ["name"] = row[0],
            ["password"] = "",
            ["stamp"] = "",
            ["failures"] = 0L,
            ["locked_until"] = 0L,
            ["must_change"] = 1L,
        },
        "partners" => new()
        {
            ["key_mac"] = Array.Empty<byte>(),
        },
        _ => [],
    };

    private static void Update(IBatch batch, TableShape shape, string[] names, object?[] row) => Execute(
        batch, $"UPDATE {shape.Name} SET {string.Join(", ", names.Select(n => $"{n} = @{n}"))} WHERE {Conditions(shape)}", names, row);

    private static string Conditions(TableShape shape) => string.Join(" AND ", shape.Key.Select(k => $"{k} = @{k}"));

    private static void Execute(IBatch batch, string sql, string[] names, object?[] row)
    {
        var values = new DynamicParameters();
        for (var i = 0; i < names.Length; i++) values.Add(names[i], row[i]);
        batch.Connection.Execute(sql, values, batch.Transaction);
    }
}
