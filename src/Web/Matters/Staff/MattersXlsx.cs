using MiniExcelLibs;
using Xinqiao.Core;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>A list of matters as a spreadsheet: what the list shows, a row each, and no word of who petitions.</summary>
public static class MattersXlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows that one file holds; the file says where there were more.</summary>
    public const int MostRows = 10_000;

    /// <param name="isCut">There were more than these; the last row says so.</param>
    public static byte[] Of(MatterRows list, bool isCut)
    {
        var rows = list.Rows.Select(row => RowOf(row, list)).ToList();
        if (isCut) rows.Add(Remark($"只导出前{MostRows}行，后面还有；请加上筛选条件分次导出。", list));
        // A file without rows would have no headings either.
        if (rows.Count == 0) rows.Add(Remark("没有符合条件的事项", list));
        using var stream = new MemoryStream();
        stream.SaveAs(rows, sheetName: "信访事项");
        return stream.ToArray();
    }

    // Every row has every column.
    private static Dictionary<string, object?> Remark(string text, MatterRows list)
    {
        var row = RowOf(new ListedMatter { Stage = "to-register", Purpose = "request", Channel = "letter" }, list);
        return row.ToDictionary(cell => cell.Key, cell => cell.Key == "编号" ? text : (object?)"");
    }

    private static Dictionary<string, object?> RowOf(ListedMatter row, MatterRows list)
    {
        var (clock, tag) = (DueTag.ClockOf(row), DueTag.Of(row, list.Today, list.Calendar));
        return new()
        {
            ["编号"] = row.Number,
            ["标题"] = row.Title ?? "（标题已删除）",
            ["信访形式"] = Words.Label(row.ChannelOf),
            ["信访目的"] = Words.Label(row.PurposeOf),
            ["内容分类"] = row.Domain is { } domain ? Domains.Name(domain) : "",
            ["收到日期"] = row.ReceivedOn,
            ["状态"] = Words.Label(row.StageOf),
            ["重大紧急"] = row.Urgent ? "是" : "",
            ["承办单位"] = row.UnitName ?? "",
            ["应办的事"] = clock?.Duty ?? "",
            ["期限日"] = row.Nominal ?? "",
            ["内控日"] = row.Due ?? "",
            ["期限状态"] = tag?.Text ?? "",
            ["期限依据"] = clock?.Article.ToString() ?? "",
            ["执行日期"] = row.ExecutedOn ?? "",
            ["化解日期"] = row.ResolvedOn ?? "",
        };
    }
}
