using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

public sealed class CasePageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_head_tells_who_has_it_the_next_day_and_why()
    {
        var f = await site.BringTo(Stage.InHand);
        await site.Serve(f, DocumentKind.Notice);
        await site.Serve(f, DocumentKind.Acceptance);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        var now = page.Text("dl.now");
        // Accepted on 2 March: sixty days end on 1 May, Labour Day; staff count down to the working day before it.
        foreach (var part in new[]
                 {
                     "崇川区住房和城乡建设局", "承办人：陆晓峰", "2026年4月30日（星期四）", "办结信访事项", "《信访工作条例》第三十四条", "2026年3月2日受理，次日起算60日；期限日2026年5月1日逢休息日",
                 })
            Assert.Contains(part, now, StringComparison.Ordinal);
    }

    /// <summary>What lies on the platform is the petitioner's to open; the unit's own next duty stays in the head.</summary>
    [Fact]
    public async Task While_a_notice_waits_to_be_opened_the_head_keeps_the_term_for_closing()
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        // The notice is not served yet, so the term to give it leads; the one for closing stands beside it.
        Assert.DoesNotContain("平台", page.Text("dl.now"), StringComparison.Ordinal);
        Assert.Contains("另有：办结信访事项2026年5月1日", page.Text("dl.now"), StringComparison.Ordinal);
        Assert.Contains("待信访人打开；单位照常办理下一步", page.Text("#unopened"), StringComparison.Ordinal);
        var main = page.QuerySelectorAll(".acts a.button:not(.second)").Select(a => a.GetAttribute("href")!.Split('/')[^1]).ToList();
        Assert.Equal(["opinion"], main);
        Assert.Contains(page.QuerySelectorAll(".acts a.second"), a => a.GetAttribute("href")!.EndsWith("/serve", StringComparison.Ordinal));
        Assert.Equal("opinion", page.QuerySelector(".acts a.button")!.GetAttribute("href")!.Split('/')[^1]);
    }

    /// <summary>Who petitions is shown to those who must reach them and to nobody who only watches.</summary>
    [Theory]
    [InlineData("dengji", true)]
    [InlineData("fenban", true)]
    [InlineData("chengban", true)]
    [InlineData("fuze", true)]
    [InlineData("ducha", false)]
    public async Task The_contact_data_stand_apart_and_only_for_those_who_need_them(string login, bool shown)
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn(login);
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("每逢下雨一楼进水", page.Text("main"), StringComparison.Ordinal);
        foreach (var secret in new[] { "周桂兰", "13800000217", "zhou@example.cn", "12幢101室" })
            Assert.DoesNotContain(secret, visitor.Html, StringComparison.Ordinal);
        Assert.Equal(shown, page.QuerySelector("#party form") is not null);
        if (shown) page = await visitor.OpenIdentity(page, "verify");
        foreach (var secret in new[] { "周桂兰", "13800000217", "zhou@example.cn", "12幢101室" })
        {
            Assert.Equal(shown, visitor.Html.Contains(secret, StringComparison.Ordinal));
            Assert.Equal(shown, page.Text("#party").Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_petitioners_write_is_text_and_never_markup()
    {
        var f = await site.BringTo(Stage.ToForward, c => c with
        {
            Title = "<script>alert(1)</script>",
            Narrative = "<img src=x onerror=alert(1)>\n第二行",
            PlaceDetail = "\"><b>",
        });
        using var visitor = await site.SignedIn("fenban");
        foreach (var path in new[] { $"/staff/matters/{f.Matter}", $"/staff/matters/{f.Matter}/forward", "/staff/matters", "/staff/due", "/desk" })
        {
            var page = await visitor.Open(path);
            Assert.Null(page.QuerySelector("main script, main img, main b > b"));
            Assert.Contains("&lt;script&gt;", visitor.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_can_be_done_is_a_link_and_what_cannot_says_why()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        Assert.Equal([$"/staff/matters/{f.Matter}/notice"], page.QuerySelectorAll(".acts a.button:not(.second)").Select(a => a.GetAttribute("href")!));
        Assert.Equal(
            ["object", "mark-urgent", "recusal"], page.QuerySelectorAll(".acts a.second").Select(a => a.GetAttribute("href")!.Split('/')[^1]));
        var cannot = page.QuerySelectorAll(".acts .cannot").Select(c => c.TextContent).ToList();
        Assert.Contains(cannot, c => c.Contains("受理", StringComparison.Ordinal) && c.Contains("请先制发接收告知书", StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll(".acts .cannot"), c => Assert.NotNull(c.QuerySelector(".rule")));
        Assert.Contains("此事由分办员办理", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_can_be_printed_and_say_whether_they_were_served()
    {
        var f = await site.BringTo(Stage.Served);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        var links = page.QuerySelectorAll("main a[href*='/documents/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(6, links.Count);
        foreach (var link in links)
        {
            var letter = await visitor.Open(link);
            Assert.Equal(System.Net.HttpStatusCode.OK, visitor.Status);
            Assert.NotNull(letter.QuerySelector("article.letter h1"));
        }
    }

    [Fact]
    public async Task The_history_names_capacity_and_unit_and_no_person_of_the_staff()
    {
        var f = await site.BringTo(Stage.Rated);
        using var visitor = await site.SignedIn("ducha");
        var page = await visitor.Open($"/staff/matters/{f.Matter}");
        var story = page.Text(".timeline");
        foreach (var part in new[] { "崇川区住房和城乡建设局 · 承办人", "崇川区信访局 · 分办员", "属房屋共用设施维修。", "第二十二条", "信访人已评价" })
            Assert.Contains(part, story, StringComparison.Ordinal);
        foreach (var name in new[] { "陆晓峰", "顾建国", "钱卫东", "修得及时" })
            Assert.DoesNotContain(name, story, StringComparison.Ordinal);
        Assert.StartsWith("信访人已评价", page.Text(".timeline li b"), StringComparison.Ordinal);
    }
}
