namespace Xinqiao.Web.Storage;

public enum ColumnType
{
    Text,
    Integer,
    Bytes,
}

/// <summary>A column as both engines know it. Times are milliseconds since 1970 UTC, local dates ISO text, truth values 0 and 1.</summary>
public sealed record Column(string Name, ColumnType Type);

/// <summary>What a row does where its key is there already.</summary>
public enum OnConflict
{
    /// <summary>The row must be new; that it is not is a lost race.</summary>
    Lose,

    /// <summary>The row takes the place of the old one.</summary>
    Replace,

    /// <summary>It takes the place of the old one if its guard column is greater; that it is not is a lost race.</summary>
    ReplaceLower,
}

/// <summary>
/// A table that the writer fills. Both engines make their insert statement from this; the schema files make the tables, and a
/// test compares the two.
/// </summary>
public sealed class Table
{
    public Table(string name, string key, string columns, OnConflict onConflict = OnConflict.Lose, string? guard = null)
    {
        Name = name;
        Key = key.Split(' ');
        Columns = [.. columns.Split(' ').Select(Parse)];
        OnConflict = onConflict;
        Guard = guard;
    }

    internal const string RebuiltSuffix = "_rebuilt";

    public string Name { get; }
    public IReadOnlyList<string> Key { get; }
    public IReadOnlyList<Column> Columns { get; }
    public OnConflict OnConflict { get; }
    public string? Guard { get; }

    /// <summary>Its copy, while projections are rebuilt beside live traffic.</summary>
    internal Table Rebuilt => field ??= new(
        Name + RebuiltSuffix, string.Join(' ', Key), string.Join(' ', Columns.Select(c => $"{c.Name}:{Letter(c.Type)}")), OnConflict,
        Guard);

    /// <summary>The clause that says what happens where the key is there already.</summary>
    public string ConflictClause()
    {
        if (OnConflict == OnConflict.Lose) return $"ON CONFLICT ({string.Join(", ", Key)}) DO NOTHING";
        var set = string.Join(", ", Columns.Where(c => !Key.Contains(c.Name)).Select(c => $"{c.Name} = excluded.{c.Name}"));
        var guard = OnConflict == OnConflict.ReplaceLower ? $" WHERE {Name}.{Guard} < excluded.{Guard}" : "";
        return $"ON CONFLICT ({string.Join(", ", Key)}) DO UPDATE SET {set}{guard}";
    }

    private static Column Parse(string column)
    {
        var parts = column.Split(':');
        return new Column(parts[0], parts.Length == 1 ? ColumnType.Text : parts[1] switch
        {
            "t" => ColumnType.Text,
            "i" => ColumnType.Integer,
            "b" => ColumnType.Bytes,
            _ => throw new ArgumentException($"Column “{column}” has no known type."),
        });
    }

    private static char Letter(ColumnType type) => type switch
    {
        ColumnType.Text => 't',
        ColumnType.Integer => 'i',
        ColumnType.Bytes => 'b',
    };
}

/// <summary>A row for a table, its values in the order of the columns: string, long, byte[] or null.</summary>
public readonly record struct Row(Table Table, object?[] Values);
