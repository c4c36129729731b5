using DocumentFormat.OpenXml.Wordprocessing;

namespace Xinqiao.Web.Documents;

/// <summary>The labelled fields of a form, as a ruled table of two columns.</summary>
internal static class LetterTable
{
    private const string LabelWidth = "2600", ValueWidth = "6244";

    /// <param name="line">What a cell's text looks like.</param>
    public static Table Of(IReadOnlyList<(string Label, string Value)> fields, Func<string, Paragraph> line) => new([
        new TableProperties(
            new TableWidth { Type = TableWidthUnitValues.Pct, Width = "5000" },
            new TableBorders(
                Ruled(new TopBorder()), Ruled(new LeftBorder()), Ruled(new BottomBorder()), Ruled(new RightBorder()),
                Ruled(new InsideHorizontalBorder()), Ruled(new InsideVerticalBorder()))),
        new TableGrid(new GridColumn { Width = LabelWidth }, new GridColumn { Width = ValueWidth }),
        .. fields.Select(field => new TableRow(Cell(line(field.Label), LabelWidth), Cell(line(field.Value), ValueWidth))),
    ]);

    private static BorderType Ruled(BorderType border)
    {
        (border.Val, border.Size) = (BorderValues.Single, 4);
        return border;
    }

    private static TableCell Cell(Paragraph line, string width) =>
        new(new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = width }), line);
}
