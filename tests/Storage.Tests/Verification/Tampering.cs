using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Xinqiao.Core;

namespace Xinqiao.Storage.Tests.Verification;

/// <summary>
/// Changes a database as somebody would who may write to it and does not care: every kind of change, on every held table and column,
/// made from the schema alone, so that a new column is tampered with from its first day.
/// </summary>
internal sealed partial class Tampering(
    IReadOnlyDictionary<string, TableShape> schema, IReadOnlyDictionary<string, TableCoverage> coverage,
    IReadOnlyDictionary<string, List<object?[]>> rows, Random random)
{
    public static readonly IReadOnlyList<string> Kinds = ["update", "delete", "insert", "swap", "time"];

    private readonly string[] tables = [.. coverage.Values.Where(c => c.IsHeld && rows[c.Table].Count > 0).Select(c => c.Table).Order(StringComparer.Ordinal)];

    /// <summary>Every change there is a place for: kind and table, and for updates each column.</summary>
    public IEnumerable<(string Kind, string Table, string? Column)> Places()
    {
        foreach (var table in tables)
        {
            foreach (var kind in Kinds.Where(k => k != "update" && (k != "time" || Times(table).Length > 0) && (k != "swap" || rows[table].Count > 1)))
                yield return (kind, table, null);
            foreach (var column in Held(table)) yield return ("update", table, column.Name);
        }
    }

    /// <summary>Does one of them. Answers what was done; null where that cannot be, or would change nothing.</summary>
    /// <exception cref="DbException">The schema forbids it.</exception>
    public string? Do(DbConnection connection, DbTransaction transaction, (string Kind, string Table, string? Column) place)
    {
        var (kind, table, column) = place;
        var row = rows[table][random.Next(rows[table].Count)];
        return kind switch
        {
            "delete" => Execute($"DELETE FROM {table} WHERE {Where(table, row, out var of)}", of),
            "update" => Update(table, row, column!, Changed(Column(table, column!), row[Place(table, column!)], IsNullable(table, column!))),
            "time" when Times(table) is var times => Shift(table, row, times[random.Next(times.Length)]),
            "insert" => Insert(table, row),
            _ => Swap(table, row, rows[table][random.Next(rows[table].Count)]),
        };

        string? Update(string of, object?[] at, string name, object? value)
        {
            if (Same(value, at[Place(of, name)])) return null;
            var where = Where(of, at, out var parameters);
            parameters.Add("value", value);
            return Execute($"UPDATE {of} SET {name} = @value WHERE {where}", parameters);
        }

        string? Shift(string of, object?[] at, string name) => at[Place(of, name)] switch
        {
            long time => Update(of, at, name, time + (random.Next(2) * 2 - 1) * random.NextInt64(1, 864_000_000)),
            string text when name == "event" => Update(of, at, name, RecordedAt().Replace(text, m => $"\"at\":{long.Parse(m.Groups[1].Value) - random.NextInt64(1, 864_000_000)}")),
            string text when DateOnly.TryParse(text, out var day) => Update(of, at, name, day.AddDays((random.Next(2) * 2 - 1) * random.Next(1, 400)).ToString("yyyy-MM-dd")),
            _ => null,
        };

        string? Insert(string of, object?[] like)
        {
            var shape = schema[of];
            var parameters = new DynamicParameters();
            for (var i = 0; i < shape.Columns.Count; i++)
            {
                var isKey = shape.Key.Contains(shape.Columns[i].Name);
                parameters.Add($"c{i}", isKey || random.Next(2) == 0 ? Changed(shape.Columns[i], like[i], isNullable: false) : like[i]);
            }

            return Execute($"INSERT INTO {of} VALUES ({string.Join(", ", shape.Columns.Select((_, i) => $"@c{i}"))})", parameters);
        }

        string? Swap(string of, object?[] one, object?[] other)
        {
            var free = Held(of).Where(c => !schema[of].Key.Contains(c.Name)).Select(c => c.Name).ToArray();
            if (free.Length == 0) return null;
            var names = random.Next(2) == 0 ? free : [free[random.Next(free.Length)]];
            var done = names.Select(name => (Update(of, one, name, other[Place(of, name)]), Update(of, other, name, one[Place(of, name)]))).ToList();
            return done.Exists(d => d.Item1 is not null) ? $"swap {string.Join(", ", names)} of two rows of {of}" : null;
        }

        string? Execute(string sql, DynamicParameters parameters) =>
            connection.Execute(sql, parameters, transaction) > 0 ? $"{sql} [{string.Join("; ", parameters.ParameterNames.Select(p => $"{p}={Text(parameters.Get<object?>(p))}"))}]" : null;
    }

    private Column[] Held(string table) => [.. schema[table].Columns.Where(c => !coverage[table].Excepted.Contains(c.Name))];

    private string[] Times(string table) =>
        [.. Held(table).Select(c => c.Name).Where(name => name is "recorded_at" or "event" or "raised_at" or "last_at" or "nominal" or "control" or "due" or "met_on" || name.EndsWith("_on", StringComparison.Ordinal) || name.EndsWith("_day", StringComparison.Ordinal))];

    private Column Column(string table, string name) => schema[table].Columns[Place(table, name)];

    private int Place(string table, string name) => schema[table].Columns.ToList().FindIndex(c => c.Name == name);

    private bool IsNullable(string table, string name) => schema[table].Nullable.Contains(name);

    private string Where(string table, object?[] row, out DynamicParameters parameters)
    {
        parameters = new DynamicParameters();
        for (var i = 0; i < schema[table].Key.Count; i++) parameters.Add($"k{i}", row[Place(table, schema[table].Key[i])]);
        return string.Join(" AND ", schema[table].Key.Select((name, i) => $"{name} = @k{i}"));
    }

    /// <summary>Another value of the column's type.</summary>
    private object? Changed(Column column, object? value, bool isNullable)
    {
        if (isNullable && value is not null && random.Next(4) == 0) return null;
        return (column.Type, value) switch
        {
            (ColumnType.Integer, _) => random.Next(4) switch
            {
                0 => ((long?)value ?? 0) + 1,
                1 => ((long?)value ?? 0) - 1,
                2 => (long?)value == 0 ? 1L : 0L,
                _ => random.NextInt64(1_000_000),
            },
            (ColumnType.Text, string { Length: > 0 } text) when random.Next(3) > 0 => Damaged(text),
            (ColumnType.Text, _) => value + (random.Next(2) == 0 ? "x" : " "),
            (_, byte[] { Length: > 0 } bytes) => random.Next(3) switch
            {
                0 => bytes[..^1],
                1 => [.. bytes, (byte)random.Next(256)],
                _ => Flipped(bytes),
            },
            _ => new byte[] { 1 },
        };
    }

    private string Damaged(string text)
    {
        var at = random.Next(text.Length);
        return char.IsSurrogate(text[at]) ? text + "?" : text[..at] + (text[at] == '7' ? '8' : '7') + text[(at + 1)..];
    }

    private byte[] Flipped(byte[] bytes)
    {
        byte[] changed = [.. bytes];
        changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private static bool Same(object? a, object? b) => a is byte[] x && b is byte[] y ? x.AsSpan().SequenceEqual(y) : Equals(a, b);

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes[..Math.Min(bytes.Length, 16)]),
        string text => text[..Math.Min(text.Length, 60)],
        _ => $"{value}",
    };

    [GeneratedRegex("\"at\":(\\d+)")]
    private static partial Regex RecordedAt();
}
