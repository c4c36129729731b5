using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

/// <summary>A site of its own for each test: what one loads the next would find.</summary>
public sealed class CalendarsTests : IAsyncLifetime
{
    private const string Page = "/administration/calendars";

    private const string Next =
        """
        {
          "year": 2027,
          "notices": ["https://www.gov.cn/2027", "国办发明电〔2026〕9号"],
          "rest": [
            {"name": "元旦", "from": "2026-12-31", "to": "2027-01-03"},
            {"name": "春节", "from": "2027-02-05", "to": "2027-02-11"}
          ],
          "makeUp": [{"name": "春节", "on": "2027-02-20"}]
        }
        """;

    private readonly Site site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static string Amended() => Calendar.Embedded.Years.Single(y => y.Year == 2026).ToJson()
        .Replace("\"to\":\"2026-10-07\"", "\"to\":\"2026-10-08\"", StringComparison.Ordinal);

    private static async Task<IHtmlDocument> Preview(Visitor administrator, string text)
    {
        var page = await administrator.Open(Page);
        return await administrator.Submit(page.Form("#load"), new() { ["arrangement"] = text, ["file"] = null }, "preview");
    }

    private async Task<IReadOnlyList<Recorded>> Events(int year) =>
        await site.Get<CaseReader>().Events(StreamId.Furniture("calendar:" + year));

    [Fact]
    public async Task A_year_is_shown_before_it_is_loaded_and_is_an_event_after_it()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await Preview(administrator, Next);
        var preview = page.Text("#preview");
        foreach (var part in new[] { "2027年", "这一年还没有安排", "元旦", "2026年12月31日至2027年1月3日，共4天", "2027年2月20日（星期六）", "256个工作日", "国办发明电〔2026〕9号" })
            Assert.Contains(part, preview, StringComparison.Ordinal);
        Assert.Contains("2026年12月31日：上班 → 休息", page.Text("#changed"), StringComparison.Ordinal);
        Assert.Empty(await Events(2027));

        page = await administrator.Submit(page.Form("#preview form"), button: "load");
        Assert.Equal(Page, administrator.Path);
        Assert.Contains("2027年放假安排已载入，全年256个工作日", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Contains("256个工作日 管理员载入", page.Text("#y2027 summary"), StringComparison.Ordinal);
        Assert.Contains("随程序提供", page.Text("#y2026 summary"), StringComparison.Ordinal);
        Assert.Equal("https://www.gov.cn/2027", Assert.Single(page.QuerySelectorAll("#y2027 a")).GetAttribute("href"));
        var loaded = Assert.IsType<CalendarLoaded>(Assert.Single(await Events(2027)).Event);
        Assert.Equal(CalendarYear.Parse(Next).ToJson(), loaded.Arrangement);
        Assert.Equal(256, site.Store.Calendar.WorkingDaysIn(2027));
    }

    [Fact]
    public async Task A_term_over_the_turn_of_the_year_is_unknown_before_and_known_after()
    {
        site.Clock.Now = new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.FromHours(8));
        using var administrator = await site.SignedIn("guanli");
        var f = await site.BringTo(Stage.InHand);
        var row = DeadlineRow.Of(await site.State(f), site.Store.Rules).Single(r => r.Clock == ClockId.Handling);
        Assert.Null(row.Control);
        Assert.True(Term.Reckon(site.Store.Rules.On(new(2026, 12, 29))[ClockId.Objection], new(2026, 12, 29), site.Store.Calendar).IsUnknown);

        var page = await Preview(administrator, Next);
        await administrator.Submit(page.Form("#preview form"), button: "load");
        await site.Get<RulesWatch>().Follow(TestContext.Current.CancellationToken);
        Assert.Equal(
            new DateOnly(2027, 1, 7),
            Term.Reckon(site.Store.Rules.On(new(2026, 12, 29))[ClockId.Objection], new(2026, 12, 29), site.Store.Calendar).Nominal);
        using var handler = await site.SignedIn("chengban");
        page = await handler.Open("/staff/due");
        Assert.Contains("2027年1月29日", page.Text(".list"), StringComparison.Ordinal);
        await using var connection = site.Database.OpenToRead();
        Assert.Equal("2027-01-29", Dapper.SqlMapper.ExecuteScalar<string>(
            connection, "SELECT control FROM deadlines WHERE matter = @id AND clock = 'CLK-05'", new { id = f.Matter.Value }));
    }

    [Fact]
    public async Task A_year_in_force_is_amended_with_a_reason_and_the_preview_says_which_days_change()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await Preview(administrator, Amended());
        Assert.Contains("这一年已有安排", page.Text("#preview"), StringComparison.Ordinal);
        Assert.Equal("2026年10月8日：上班 → 休息（国庆节休息日）", page.Text("#changed"));

        page = await administrator.Submit(page.Form("#preview form"), button: "load");
        page.AssertRefused(administrator, "reason");
        Assert.Contains("本平台规定“放假安排”", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Empty(await Events(2026));
        page = await administrator.Submit(page.Form("#preview form"), new() { ["reason"] = "国办调整通知" }, "load");
        Assert.Contains("已载入", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal("国办调整通知", ((CalendarLoaded)Assert.Single(await Events(2026)).Event).Reason.Value);
        Assert.Contains("管理员载入", page.Text("#y2026 summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_read_like_what_is_typed()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open(Page);
        using var body = new MultipartFormDataContent
        {
            { new StringContent("preview"), "act" },
            { new StringContent(((IHtmlInputElement)page.QuerySelector("#load [name='form-token']")!).Value), "form-token" },
            { new StringContent(""), "arrangement" },
            { new ByteArrayContent([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Next)]), "file", "2027.json" },
        };
        page = await administrator.PostContent(Page, body);
        Assert.Contains("256个工作日", page.Text("#preview"), StringComparison.Ordinal);
        page = await administrator.Submit(page.Form("#preview form"), button: "load");
        Assert.Contains("已载入", page.Text(".notice.good"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_comes_back_to_be_corrected()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await Preview(administrator, Next);
        page = await administrator.Submit(page.Form("#preview form"), button: "edit");
        Assert.Equal(Next.ReplaceLineEndings("\n"), ((IHtmlTextAreaElement)page.QuerySelector("#arrangement")!).Value.ReplaceLineEndings("\n"));
        Assert.Empty(await Events(2027));
    }

    [Theory]
    [InlineData("", "请填写")]
    [InlineData("不是JSON", "第1行附近不是有效的 JSON")]
    [InlineData("{\"year\":2027}", "须含 year、notices")]
    [InlineData("{\"year\":2027,\"notices\":[\"国办\"],\"rest\":[{\"name\":\"元旦\",\"from\":\"2027-01-01\",\"to\":\"2027-01-32\"}],\"makeUp\":[]}", "2027-01-32")]
    public async Task A_damaged_year_comes_back_with_what_is_wrong_and_its_rule(string text, string said)
    {
        using var administrator = await site.SignedIn("guanli");
        var size = await site.LogSize();
        var page = await Preview(administrator, text);
        page.AssertRefused(administrator, "arrangement");
        Assert.Contains(said, page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("本平台规定“放假安排”", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(text, page.Kept("arrangement"));
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_file_far_too_long_and_a_stale_page_are_refused_and_a_button_nobody_made_is_no_request()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await Preview(administrator, new string(' ', 50_000) + Next);
        page.AssertRefused(administrator, "arrangement");
        page = await administrator.Submit(page.Form("#load"), new() { ["arrangement"] = Next, ["file"] = null, ["form-token"] = "x" }, "preview");
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("元旦", page.Kept("arrangement"), StringComparison.Ordinal);
        await administrator.Post(Page, [new("act", "banana"), new("form-token", await administrator.Token())]);
        Assert.Equal(HttpStatusCode.BadRequest, administrator.Status);
    }

    [Fact]
    public async Task From_November_on_a_missing_year_is_told_until_it_is_loaded()
    {
        using var administrator = await site.SignedIn("guanli");
        Assert.Null((await administrator.Open(Page)).QuerySelector("#missing"));
        site.Clock.Now = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(8));
        using var later = await site.SignedIn("guanli");
        Assert.Contains("2027年的安排还没有载入", (await later.Open("/desk")).Text("main"), StringComparison.Ordinal);
        var page = await later.Open(Page);
        Assert.Contains("2027年放假安排还没有载入", page.Text("#missing"), StringComparison.Ordinal);
        page = await Preview(later, Next);
        page = await later.Submit(page.Form("#preview form"), button: "load");
        Assert.Null(page.QuerySelector("#missing"));
    }

    [Theory]
    [InlineData("dengji")]
    [InlineData("fenban")]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("ducha")]
    [InlineData("jijian")]
    public async Task Nobody_else_opens_the_calendars_or_the_lengths(string login)
    {
        using var visitor = await site.SignedIn(login);
        var token = await visitor.Token();
        var size = await site.LogSize();
        foreach (var path in new[] { Page, "/administration/settings" })
        {
            await visitor.Open(path);
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        }

        await visitor.Post(Page, [new("act", "load"), new("arrangement", Next), new("form-token", token)]);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        await visitor.Post("/administration/settings", [new("key", "clock.CLK-17.length"), new("value", "20"), new("from", "2026-03-02"), new("form-token", token)]);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        Assert.Equal(size, await site.LogSize());
    }
}
