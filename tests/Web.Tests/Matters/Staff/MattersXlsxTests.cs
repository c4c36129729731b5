using System.Net;
using MiniExcelLibs;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>A list as a spreadsheet holds what the list shows, behind the same gate.</summary>
public sealed class MattersXlsxTests(Site site) : IClassFixture<Site>
{
    private async Task<List<IDictionary<string, object>>> Rows(string login, string query, string? language = null)
    {
        using var visitor = await site.SignedIn(login);
        if (language is not null) visitor.SetCookie("lang", language, "/");
        var page = await visitor.Open("/staff/matters" + query);
        await visitor.Open(page.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Equal(MattersXlsx.ContentType, visitor.Response.Content.Headers.ContentType!.MediaType);
        var bytes = await visitor.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return [.. new MemoryStream(bytes).Query(useHeaderRow: true).Cast<IDictionary<string, object>>()];
    }

    [Fact]
    public async Task The_file_holds_the_rows_of_the_list_under_its_filters_and_nobodys_name()
    {
        var inHand = await site.BringTo(Stage.InHand, c => c with { Title = "=HYPERLINK(\"http://example.cn\") 也只是文字" });
        var waiting = await site.BringTo(Stage.ToForward);
        var rows = await Rows("fenban", "?stage=in-hand");
        var row = rows.Single(r => (string)r["编号"] == inHand.MatterNumber);
        Assert.Equal("=HYPERLINK(\"http://example.cn\") 也只是文字", row["标题"]);
        Assert.Equal(("办理中", "崇川区住房和城乡建设局", "2026-03-02"), (row["状态"], row["承办单位"], row["收到日期"]));
        Assert.Contains("《信访工作条例》", (string)row["期限依据"], StringComparison.Ordinal);
        Assert.DoesNotContain(rows, r => (string)r["编号"] == waiting.MatterNumber);
        Assert.DoesNotContain(rows.SelectMany(r => r.Values), v => v is string text && (text.Contains("周桂兰") || text.Contains("13800000217")));
    }

    [Fact]
    public async Task A_reader_of_English_gets_the_file_in_English_and_what_was_typed_as_it_stands()
    {
        var inHand = await site.BringTo(Stage.InHand, c => c with { Title = "已逾期" });
        var row = (await Rows("fenban", "?stage=in-hand", language: "en")).Single(r => (string)r["Number"] == inHand.MatterNumber);
        Assert.Equal("崇川区住房和城乡建设局", row["Unit"]);
        Assert.Contains("已逾期", row.Values);
    }

    [Fact]
    public async Task A_unit_gets_its_own_matters_only_and_a_list_of_terms_has_a_row_a_term()
    {
        var own = await site.BringTo(Stage.ToReceive);
        var elsewhere = await site.BringTo(Stage.ToForward);
        var rows = await Rows("chengban", "");
        Assert.Contains(rows, r => (string)r["编号"] == own.MatterNumber);
        Assert.DoesNotContain(rows, r => (string)r["编号"] == elsewhere.MatterNumber);
        foreach (var login in new[] { "jijian", "guanli" })
        {
            using var visitor = await site.SignedIn(login);
            await visitor.Open("/staff/matters?handler=xlsx");
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        }
    }

    [Fact]
    public void A_file_that_does_not_hold_all_says_so_and_an_empty_one_too()
    {
        var row = new ListedMatter { Number = "XF2026-000001-0-1", Stage = "to-forward", Purpose = "request", Channel = "letter" };
        string First(IReadOnlyList<ListedMatter> rows, bool isCut) => (string)((IDictionary<string, object>)new MemoryStream(
            MattersXlsx.Of(new MatterRows(rows, new(2026, 3, 2), Calendar.Embedded, Categories.Brought), isCut, phrase => phrase.ToString())).Query(useHeaderRow: true).Last())["编号"];
        Assert.Contains("只导出前10000行", First([row], isCut: true), StringComparison.Ordinal);
        Assert.Equal("没有符合条件的事项", First([], isCut: false));
    }
}
