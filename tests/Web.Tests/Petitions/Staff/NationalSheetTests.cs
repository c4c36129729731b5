using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using MiniExcelLibs;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Petitions.Staff;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Staff;

/// <summary>The day's registrations leave as a sheet for the national system, with a trace, and come back with that system's numbers.</summary>
public sealed class NationalSheetTests(Site site) : IClassFixture<Site>
{
    private const string Page = "/staff/national-numbers";

    private static async Task<List<IDictionary<string, object?>>> Take(Visitor visitor, string day = "2026-03-02")
    {
        var page = await visitor.Open($"{Page}?day={day}");
        await visitor.Submit(page.Form("#take"), button: "take");
        Assert.Equal((HttpStatusCode.OK, MattersXlsx.ContentType), (visitor.Status, visitor.Response.Content.Headers.ContentType!.MediaType));
        var bytes = await visitor.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return [.. new MemoryStream(bytes).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>()];
    }

    private static async Task<IHtmlDocument> Bring(Visitor visitor, byte[] file)
    {
        var page = await visitor.Open(Page);
        using var content = new MultipartFormDataContent
        {
            { new StringContent("bring"), "act" },
            { new StringContent(((IHtmlInputElement)page.QuerySelector("#bring [name='form-token']")!).Value), "form-token" },
        };
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue(MattersXlsx.ContentType);
        content.Add(part, "sheet", "sheet.xlsx");
        return await visitor.PostContent(Page, content);
    }

    private static byte[] Sheet(params (string Number, object? National)[] lines)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(lines.Select(l => new Dictionary<string, object?> { [NationalSheet.Number] = l.Number, ["备注"] = "", [NationalSheet.NationalNumber] = l.National }));
        return stream.ToArray();
    }

    private async Task<string?> NationalNumber(Filed filed) => (await site.Get<CaseReader>().Petition(filed.Petition))!.State.NationalNumber;

    [Fact]
    public async Task The_sheet_has_the_fields_in_the_order_of_the_national_system_and_leaves_a_trace()
    {
        var forwarded = await site.BringTo(Stage.ToReceive, c => c with { PlaceDetail = null });
        var unregistered = await site.File();
        var accusation = await site.File(Purpose.Accusation);
        using var visitor = await site.SignedIn("dengji");
        var rows = await Take(visitor);
        Assert.Equal(
            [
                "信访件编号", "姓名", "信访人数", "住址", "手机号码", "证件类型/号码", "问题属地", "信访目的", "内容分类", "信访日期", "登记日期", "限办时间",
                "信访形式", "概况", "登记机构", "是否重复件", "是否办结", "责任部门", "办结时间", "全国信访信息系统编号",
            ],
            rows[0].Keys);
        var row = rows.Single(r => (string?)r["信访件编号"] == forwarded.Number);
        Assert.Equal(
            ["周桂兰", "1", "濠西新村12幢101室", "13800000217", "申诉求决", "城乡建设", "2026-03-02", "2026-03-02", "网上信访", "居民反映雨水管破损致一楼进水", "崇川区信访局", "否", "崇川区住房和城乡建设局"],
            new[] { "姓名", "信访人数", "住址", "手机号码", "信访目的", "内容分类", "信访日期", "登记日期", "信访形式", "概况", "登记机构", "是否办结", "责任部门" }.Select(h => row[h]));
        Assert.DoesNotContain(rows, r => (string?)r["信访件编号"] == unregistered.Number || (string?)r["信访件编号"] == accusation.Number);

        var taken = (await site.Events(StreamId.Furniture("national-sheet")))[^1];
        var id = Web.Demo.DemoDistrict.Accounts.Single(a => a.Login == "dengji").Id;
        Assert.Equal((id, new NationalSheetTaken(new DateOnly(2026, 3, 2), rows.Count)), (taken.By, (NationalSheetTaken)taken.Event));
        Assert.Equal("matter.identity-opened.v1", (await site.EventNames(forwarded))[^1]);
        Assert.Empty((await site.State(forwarded)).Grants);
        using var petitioner = await site.Tracking(forwarded);
        Assert.Contains("录入全国信访信息系统崇川区信访局 · 登记员 姓名、电话、住址", (await petitioner.Open("/track/readers")).Text(".timeline"), StringComparison.Ordinal);
        // The page itself names nobody.
        await visitor.Open(Page);
        Assert.DoesNotContain("周桂兰", visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_that_come_back_are_recorded_and_refused_lines_are_named()
    {
        var (one, two, three) = (await site.BringTo(Stage.ToForward), await site.BringTo(Stage.ToForward), await site.BringTo(Stage.ToForward));
        var accusation = await site.File(Purpose.Accusation);
        using var visitor = await site.SignedIn("fenban");
        var page = await Bring(visitor, Sheet((one.Number, "JS-2026-0001001"), (two.Number, null), (three.Number, 20260001003)));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("登记了2个编号；0个以前已经登记；0行没有登记", page.Text("#outcome"), StringComparison.Ordinal);
        Assert.Equal(("JS-2026-0001001", null, "20260001003"), (await NationalNumber(one), await NationalNumber(two), await NationalNumber(three)));
        Assert.DoesNotContain(await Take(visitor), r => (string?)r["信访件编号"] == one.Number);

        page = await Bring(visitor, Sheet(
            (one.Number, "JS-2026-0001001"), (two.Number, "JS-2026-0001001"), (one.Number, "JS-2026-0009999"), ("banana", "JS-2026-0001005"),
            (accusation.Number, "JS-2026-0001006"), (two.Number, "信访"), (two.Number, 1234567890123456789d), (two.Number, "JS-2026-0001002")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("登记了1个编号；1个以前已经登记；6行没有登记", page.Text("#outcome"), StringComparison.Ordinal);
        var told = page.QuerySelectorAll("#outcome li").Select(li => li.TextContent).ToList();
        foreach (var (line, part) in new[] { (3, "另一件"), (4, "已经登记了别的编号"), (5, "没有找到这个信访件编号"), (6, "没有找到这个信访件编号"), (7, "编号"), (8, "编号") })
            Assert.Contains(told, t => t.StartsWith($"第{line}行", StringComparison.Ordinal) && t.Contains(part, StringComparison.Ordinal));
        Assert.Equal("JS-2026-0001002", await NationalNumber(two));
        Assert.Null(await NationalNumber(accusation));
    }

    public static TheoryData<string, byte[]> NoSheets() => new()
    {
        { "empty", [] },
        { "text", "信访件编号,全国信访信息系统编号"u8.ToArray() },
        { "zip bytes cut off", Sheet(("XF2026-000001-7", "JS-2026-0001001"))[..400] },
        { "other headings", Other() },
        { "bytes", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 37))] },
        { "zip of nothing", [0x50, 0x4B, 5, 6, .. new byte[18]] },
    };

    private static byte[] Other()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new[] { new Dictionary<string, object?> { ["姓名"] = "甲" } });
        return stream.ToArray();
    }

    [Theory]
    [MemberData(nameof(NoSheets))]
    public async Task A_file_that_is_no_such_sheet_is_told_so(string what, byte[] file)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await Bring(visitor, file);
        Assert.True(visitor.Status == HttpStatusCode.UnprocessableEntity, what);
        page.AssertRefused(visitor, "sheet");
    }

    [Theory]
    [InlineData("2026-13-01", HttpStatusCode.UnprocessableEntity)]
    [InlineData("banana", HttpStatusCode.UnprocessableEntity)]
    [InlineData("0001-01-01", HttpStatusCode.OK)]
    [InlineData("9999-12-31", HttpStatusCode.OK)]
    public async Task A_day_that_is_none_is_named_and_an_empty_one_says_what_is_missing(string day, HttpStatusCode status)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open($"{Page}?day={day}");
        Assert.Equal(status, visitor.Status);
        if (status != HttpStatusCode.OK) page.AssertRefused(visitor, "day");
        else Assert.Contains("没有待录入的信访件", page.Text(".empty"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("ducha")]
    [InlineData("guanli")]
    [InlineData("jijian")]
    public async Task Nobody_else_may_take_it(string login)
    {
        using var visitor = await site.SignedIn(login);
        await visitor.Open(Page);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        await visitor.Post(Page, [new("act", "take"), new("taken", "2026-03-02")]);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
    }
}
