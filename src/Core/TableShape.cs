namespace Xinqiao.Core;

public enum ColumnType
{
    Text,
    Integer,
    Bytes,
}

/// <summary>A column as both engines know it. Times are milliseconds since 1970 UTC, local dates ISO text, truth values 0 and 1.</summary>
public sealed record Column(string Name, ColumnType Type);

/// <summary>A table by its name, key and columns: what the store fills, and what whoever checks the store reads.</summary>
public class TableShape
{
    /// <param name="key">Names of the key's columns, with blanks between them.</param>
    /// <param name="columns">Names of all columns; <c>:i</c> after a name is a whole number, <c>:b</c> bytes.</param>
    public TableShape(string name, string key, string columns)
    {
        Name = name;
        Key = key.Split(' ');
        Columns = [.. columns.Split(' ').Select(Parse)];
    }

    protected TableShape(TableShape like)
    {
        ArgumentNullException.ThrowIfNull(like);
        (Name, Key, Columns) = (like.Name, like.Key, like.Columns);
    }

    private TableShape(string name, TableShape like) : this(like) => Name = name;

    public string Name { get; }

    public IReadOnlyList<string> Key { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The same table under another name.</summary>
    public TableShape Named(string name) => new(name, this);

    /// <summary>Where a column stands.</summary>
    public int Place(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == column) return i;
        throw new ArgumentException($"Table {Name} has no column {column}.", nameof(column));
    }

    /// <summary>The statement that reads it in the order of its key, as both engines understand it.</summary>
    public string Select(Verification.KeyRange range = default)
    {
        string[] conditions =
        [
            .. range.From is { } from ? [$"{Key[0]} >= {from}"] : Array.Empty<string>(),
            .. range.Until is { } until ? [$"{Key[0]} < {until}"] : Array.Empty<string>(),
        ];
        return $"SELECT {string.Join(", ", Columns.Select(c => c.Name))} FROM {Name}"
               + (conditions.Length == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}") + $" ORDER BY {string.Join(", ", Key)}";
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
}
