using MiniExcelLibs;
using Xinqiao.Core;
using Xinqiao.Web.Language;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>A list of matters as a spreadsheet: what the list shows, a row each, and no word of who petitions.</summary>
public static class MattersXlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows that one file holds; the file says where there were more.</summary>
    public const int MostRows = 10_000;

    private static readonly IReadOnlyList<(Phrase Heading, Func<ListedMatter, MatterRows, Phrase> Cell)> Columns =
    [
        ("编号", (row, _) => $"{row.Number}"),
        ("标题", (row, _) => Written.Title(row.Title)),
        ("信访形式", (row, _) => Words.Label(row.ChannelOf)),
        ("信访目的", (row, _) => Words.Label(row.PurposeOf)),
        ("内容分类", (row, list) => row.Category is { } category ? $"{list.Categories.Path(category)}" : ""),
        ("分类代码", (row, _) => $"{row.Category}"),
        ("全国分类代码", (row, list) => $"{list.Categories.Find(row.Category)?.National}"),
        ("收到日期", (row, _) => $"{row.ReceivedOn}"),
        ("状态", (row, _) => Words.Label(row.StageOf)),
        ("重大紧急", (row, _) => row.Urgent ? "是" : ""),
        ("承办单位", (row, _) => $"{row.UnitName}"),
        ("应办的事", (row, _) => DueTag.ClockOf(row)?.Duty ?? ""),
        ("期限日", (row, _) => $"{row.Nominal}"),
        ("内控日", (row, _) => $"{row.Due}"),
        ("期限状态", (row, list) => DueTag.Of(row, list.Today, list.Calendar)?.Text ?? ""),
        ("期限依据", (row, _) => DueTag.ClockOf(row)?.Article.Told ?? ""),
        ("执行日期", (row, _) => $"{row.ExecutedOn}"),
        ("化解日期", (row, _) => $"{row.ResolvedOn}"),
    ];

    /// <param name="isCut">There were more than these; the last row says so.</param>
    /// <param name="tell">In the language of whoever asked for it.</param>
    public static byte[] Of(MatterRows list, bool isCut, Func<Phrase, string> tell)
    {
        var rows = list.Rows.Select(row => Row(column => column.Cell(row, list), tell)).ToList();
        // A file without rows would have no headings either.
        if (rows.Count == 0) rows.Add(Remark("没有符合条件的事项", tell));
        if (isCut) rows.Add(Remark($"只导出前{MostRows}行，后面还有；请加上筛选条件分次导出。", tell));
        using var stream = new MemoryStream();
        stream.SaveAs(rows, sheetName: tell("信访事项"));
        return stream.ToArray();
    }

    private static Dictionary<string, object?> Remark(Phrase text, Func<Phrase, string> tell) =>
        Row(column => column == Columns[0] ? text : "", tell);

    private static Dictionary<string, object?> Row(
        Func<(Phrase Heading, Func<ListedMatter, MatterRows, Phrase> Cell), Phrase> cell, Func<Phrase, string> tell) =>
        Columns.ToDictionary(column => tell(column.Heading), column => (object?)tell(cell(column)));
}
