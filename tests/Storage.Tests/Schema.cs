using Dapper;
using Npgsql;
using Xinqiao.Core;
using Xinqiao.Web.Storage;

namespace Xinqiao.Storage.Tests;

/// <summary>
/// Tables and columns as the engine itself reports them; without <c>search_words</c>, which each engine keeps as its own full-text index
/// does (docs/databases.md).
/// </summary>
internal static class Schema
{
    /// <summary>Each table with its columns in order: <c>name type null?</c>, and the columns of its primary key.</summary>
    public static IReadOnlyDictionary<string, TableShape> Of(IDatabase database)
    {
        using var connection = database.OpenToRead();
        var columns = connection is NpgsqlConnection
            ? connection.Query<ColumnRow>(
                """
                SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
                  NOT a.attnotnull AS "null", coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) AS key
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
                WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname NOT IN ('schema_version', 'search_words')
                ORDER BY c.relname, a.attnum
                """)
            : connection.Query<ColumnRow>(
                """
                SELECT m.name AS "table", c.name AS "column", c.type, c."notnull" = 0 AND c.pk = 0 AS "null", c.pk AS key
                FROM sqlite_master m JOIN pragma_table_info(m.name) c
                WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'search_words%' ORDER BY m.name, c.cid
                """);
        return columns.GroupBy(c => c.Table).ToDictionary(
            g => g.Key,
            g => new TableShape(
                [.. g.Select(c => new Column(c.Column, TypeOf(c.Type)))],
                [.. g.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Column)],
                [.. g.Where(c => c.Null).Select(c => c.Column)]));
    }

    /// <summary>Names of the indexes, without those that keys make.</summary>
    public static IReadOnlyList<string> Indexes(IDatabase database)
    {
        using var connection = database.OpenToRead();
        return [.. connection.Query<string>(connection is NpgsqlConnection
            ? """
              SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
              WHERE NOT i.indisprimary AND c.relnamespace = current_schema()::regnamespace AND i.indrelid <> 'search_words'::regclass
              ORDER BY c.relname
              """
            : "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")];
    }

    private static ColumnType TypeOf(string type) => type switch
    {
        "text" or "TEXT" => ColumnType.Text,
        "bigint" or "INTEGER" => ColumnType.Integer,
        "bytea" or "BLOB" => ColumnType.Bytes,
        _ => throw new InvalidDataException($"No column is of type {type}."),
    };

    private sealed class ColumnRow
    {
        public string Table { get; init; } = "";
        public string Column { get; init; } = "";
        public string Type { get; init; } = "";
        public bool Null { get; init; }
        public long Key { get; init; }
    }
}

internal sealed record TableShape(IReadOnlyList<Column> Columns, IReadOnlyList<string> Key, IReadOnlyList<string> Nullable)
{
    public override string ToString() =>
        $"{string.Join(", ", Columns.Select(c => $"{c.Name} {c.Type}"))}; key {string.Join(", ", Key)}; null {string.Join(", ", Nullable)}";
}
