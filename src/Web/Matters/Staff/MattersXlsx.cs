using MiniExcelLibs;
using Xinqiao.Core;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>A list of matters as a spreadsheet: what the list shows, a row each, and no word of who petitions.</summary>
public static class MattersXlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows that one file holds; the file says where there were more.</summary>
    public const int MostRows = 10_000;

    private static readonly IReadOnlyList<(string Heading, Func<ListedMatter, MatterRows, string> Cell)> Columns =
    [
        ("编号", (row, _) => row.Number),
        ("标题", (row, _) => row.Title ?? "（标题已删除）"),
        ("信访形式", (row, _) => Words.Label(row.ChannelOf).ToString()),
        ("信访目的", (row, _) => Words.Label(row.PurposeOf).ToString()),
        ("内容分类", (row, list) => row.Category is { } category ? list.Categories.Path(category) : ""),
        ("分类代码", (row, _) => row.Category ?? ""),
        ("全国分类代码", (row, list) => list.Categories.Find(row.Category)?.National ?? ""),
        ("收到日期", (row, _) => row.ReceivedOn),
        ("状态", (row, _) => Words.Label(row.StageOf).ToString()),
        ("重大紧急", (row, _) => row.Urgent ? "是" : ""),
        ("承办单位", (row, _) => row.UnitName ?? ""),
        ("应办的事", (row, _) => DueTag.ClockOf(row)?.Duty.ToString() ?? ""),
        ("期限日", (row, _) => row.Nominal ?? ""),
        ("内控日", (row, _) => row.Due ?? ""),
        ("期限状态", (row, list) => DueTag.Of(row, list.Today, list.Calendar)?.Text.ToString() ?? ""),
        ("期限依据", (row, _) => DueTag.ClockOf(row)?.Article.ToString() ?? ""),
        ("执行日期", (row, _) => row.ExecutedOn ?? ""),
        ("化解日期", (row, _) => row.ResolvedOn ?? ""),
    ];

    /// <param name="isCut">There were more than these; the last row says so.</param>
    public static byte[] Of(MatterRows list, bool isCut)
    {
        var rows = list.Rows.Select(row => Row(column => column.Cell(row, list))).ToList();
        // A file without rows would have no headings either.
        if (rows.Count == 0) rows.Add(Remark("没有符合条件的事项"));
        if (isCut) rows.Add(Remark($"只导出前{MostRows}行，后面还有；请加上筛选条件分次导出。"));
        using var stream = new MemoryStream();
        stream.SaveAs(rows, sheetName: "信访事项");
        return stream.ToArray();
    }

    private static Dictionary<string, object?> Remark(string text) => Row(column => column == Columns[0] ? text : "");

    private static Dictionary<string, object?> Row(Func<(string Heading, Func<ListedMatter, MatterRows, string> Cell), string> cell) =>
        Columns.ToDictionary(column => column.Heading, column => (object?)cell(column));
}
