using Xinqiao.Core;

namespace Xinqiao.Web.Storage;

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
public sealed class Table : TableShape
{
    public Table(TableShape shape, OnConflict onConflict = OnConflict.Lose, string? guard = null) : base(shape) =>
        (OnConflict, Guard) = (onConflict, guard);

    public Table(string name, string key, string columns, OnConflict onConflict = OnConflict.Lose, string? guard = null)
        : this(new TableShape(name, key, columns), onConflict, guard) { }

    internal const string RebuiltSuffix = "_rebuilt";

    public OnConflict OnConflict { get; }
    public string? Guard { get; }

    /// <summary>Its copy, while projections are rebuilt beside live traffic.</summary>
    internal Table Rebuilt => field ??= new(Named(Name + RebuiltSuffix), OnConflict, Guard);

    /// <summary>The clause that says what happens where the key is there already.</summary>
    public string ConflictClause()
    {
        if (OnConflict == OnConflict.Lose) return $"ON CONFLICT ({string.Join(", ", Key)}) DO NOTHING";
        var set = string.Join(", ", Columns.Where(c => !Key.Contains(c.Name)).Select(c => $"{c.Name} = excluded.{c.Name}"));
        var guard = OnConflict == OnConflict.ReplaceLower ? $" WHERE {Name}.{Guard} < excluded.{Guard}" : "";
        return $"ON CONFLICT ({string.Join(", ", Key)}) DO UPDATE SET {set}{guard}";
    }
}

/// <summary>A row for a table, its values in the order of the columns: string, long, byte[] or null.</summary>
public readonly record struct Row(Table Table, object?[] Values);
