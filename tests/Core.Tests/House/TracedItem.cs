namespace Xinqiao.Core.Tests.House;

/// <summary>One row of a table that follows a standard item by item: what is asked, and what holds it here.</summary>
/// <param name="Weight">Level, or how strongly it is asked.</param>
/// <param name="By">Tests, places of the build, places in the documents, or a reason.</param>
internal sealed record TracedItem(string Number, string Weight, string Asks, string Answer, string By)
{
    public const string Test = "test", Build = "build", Office = "office", NotApplicable = "not applicable", Open = "open";

    public static readonly IReadOnlyList<string> Answers = [Test, Build, Office, NotApplicable, Open];

    private const string Head = "| item |";

    /// <summary>The rows of every table of a document whose first column is called “item”.</summary>
    public static IReadOnlyList<TracedItem> Of(string document)
    {
        var (items, isTable) = (new List<TracedItem>(), false);
        foreach (var line in File.ReadLines(Repository.Path(document)))
        {
            isTable = line.StartsWith(Head, StringComparison.Ordinal) || isTable && line.StartsWith('|');
            if (!isTable || line.StartsWith(Head, StringComparison.Ordinal) || line.StartsWith("|---", StringComparison.Ordinal)) continue;
            var cells = line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();
            items.Add(cells is [var number, var weight, var asks, var answer, var by]
                ? new TracedItem(number, weight, asks, answer, by)
                : throw new InvalidDataException($"{document}: a row of {cells.Length} cells: {line}"));
        }

        return items;
    }
}
