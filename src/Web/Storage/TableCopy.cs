using System.Text.RegularExpressions;

namespace Xinqiao.Web.Storage;

/// <summary>
/// The statements that make a table like another, from those by which the engine says it was made. An index of the copy takes the
/// suffix, or loses it: both have to exist at once, and SQLite cannot rename one.
/// </summary>
internal static partial class TableCopy
{
    public static string OfTable(string statement, string table) =>
        CreateTable().Replace(statement, $"CREATE TABLE {table}{Table.RebuiltSuffix}", 1);

    public static string OfIndex(string statement, string table) =>
        CreateIndex().Replace(statement, m =>
            $"CREATE {m.Groups["unique"]}INDEX {NameOf(m.Groups["name"].Value)} ON {m.Groups["schema"]}{table}{Table.RebuiltSuffix} ", 1);

    public static string NameOf(string index) => index.EndsWith(Table.RebuiltSuffix, StringComparison.Ordinal)
        ? index[..^Table.RebuiltSuffix.Length]
        : index + Table.RebuiltSuffix;

    [GeneratedRegex("""^CREATE TABLE "?\w+"?""")]
    private static partial Regex CreateTable();

    [GeneratedRegex("""^CREATE (?<unique>UNIQUE )?INDEX "?(?<name>\w+)"? ON (?<schema>\w+\.)?"?\w+"? """)]
    private static partial Regex CreateIndex();
}
