using Xinqiao.Core.Tests.House;

namespace Xinqiao.Storage.Tests.Verification;

/// <summary>What docs/databases.md says of a table: whether <c>verify</c> holds it to the log, and which columns it does not.</summary>
internal sealed record TableCoverage(string Table, string How, IReadOnlySet<string> Excepted, string Reason)
{
    public bool IsHeld => How is "covered" or "derived";

    public static IReadOnlyDictionary<string, TableCoverage> FromDocument() =>
        File.ReadLines(Repository.Path("docs/databases.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .ToDictionary(cells => cells[0].Trim('`'), cells => Of(cells[0].Trim('`'), cells.Length > 2 ? cells[2] : ""));

    private static TableCoverage Of(string table, string cell)
    {
        var (before, reason) = cell.Split(": ", 2) is [var first, var second] ? (first, second) : (cell, "");
        return new(table, before.Split([' ', ','])[0], before.Split('`').Where((_, i) => i % 2 == 1).ToHashSet(), reason);
    }
}
