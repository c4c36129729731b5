namespace Xinqiao.Core.Verification;

/// <summary>The rows a projection should have, held against those it has.</summary>
internal sealed class AuditedTable(TableShape shape)
{
    private readonly Dictionary<string, object?[]> expected = [];

    public TableShape Shape => shape;

    /// <summary>Another row that may stand in place of the expected one; null where none may.</summary>
    public Func<object?[], object?[]?>? Instead { get; init; }

    /// <summary>The rows that are expected and were not met yet.</summary>
    public IReadOnlyCollection<object?[]> Expected => expected.Values;

    public void Expect(object?[] row) => expected[Key(row)] = row;

    public IEnumerable<string> Faults(IEnumerable<object?[]> rows)
    {
        foreach (var row in rows)
        {
            var key = Key(row);
            if (!expected.Remove(key, out var wanted)) yield return $"{shape.Name} 多出一行 {key} (a row too many)";
            else if (Difference(wanted, row) is { } column && (Instead?.Invoke(row) is not { } other || Difference(other, row) is not null))
                yield return $"{shape.Name} 的 {key}：{column} 与登记账不符 (a row differs from the log)";
        }

        foreach (var key in expected.Keys) yield return $"{shape.Name} 缺少一行 {key} (a row is missing)";
    }

    /// <summary>The first column whose value is not of its type; null where all are.</summary>
    public static string? Misfit(TableShape table, object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var fits = (row[i], table.Columns[i].Type) switch
            {
                (null, _) => !table.Key.Contains(table.Columns[i].Name),
                (string, ColumnType.Text) or (long, ColumnType.Integer) or (byte[], ColumnType.Bytes) => true,
                _ => false,
            };
            if (!fits) return table.Columns[i].Name;
        }

        return null;
    }

    private string? Difference(object?[] wanted, object?[] found)
    {
        for (var i = 0; i < found.Length; i++)
            if (!Equals(wanted[i], found[i])) return shape.Columns[i].Name;
        return null;
    }

    private string Key(object?[] values) => string.Join(' ', shape.Key.Select(column => values[shape.Place(column)]));
}
