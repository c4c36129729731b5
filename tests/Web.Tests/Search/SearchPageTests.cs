using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Search;
using Xinqiao.Web.Search;
using Xunit;

namespace Xinqiao.Web.Tests.Search;

/// <summary>The search page: what it finds and marks, what it refuses, and that what was typed stands in no address.</summary>
public sealed class SearchPageTests(Site site) : IClassFixture<Site>
{
    private async Task<IHtmlDocument> Search(Visitor visitor, string? typed)
    {
        await site.Get<SearchFollower>().Follow(cancel: TestContext.Current.CancellationToken);
        var page = await visitor.Open("/staff/search");
        return await visitor.Submit(page.Form(), new() { ["text"] = typed });
    }

    private static IEnumerable<string> Numbers(IParentNode page) => page.QuerySelectorAll(".list .go").Select(a => a.TextContent);

    private static IEnumerable<string> Marks(IParentNode page) => page.QuerySelectorAll("mark").Select(m => m.TextContent).Distinct();

    [Fact]
    public async Task A_matter_is_found_by_its_words_which_are_marked_and_what_was_typed_stands_in_no_address()
    {
        var f = await site.File(change: c => c with { Title = "梧桐树遮挡路灯", Narrative = "梧桐树枝叶茂密，夜间路灯照不到人行道。" });
        using var visitor = await site.SignedIn("dengji");
        var events = await site.LogSize();

        var page = await Search(visitor, "梧桐 人行道");

        Assert.Equal((HttpStatusCode.OK, "/staff/search"), (visitor.Status, visitor.Path));
        Assert.Equal([f.MatterNumber], Numbers(page));
        Assert.Equal(["梧桐", "人行道"], Marks(page));
        Assert.Equal($"/staff/matters/{f.Matter}", page.QuerySelector(".go")!.GetAttribute("href"));
        Assert.Contains("经过：", page.Text(".list small"), StringComparison.Ordinal);
        Assert.Equal("梧桐 人行道", page.Kept("text"));
        Assert.All(page.QuerySelectorAll("a[href], form[action]"), e => Assert.DoesNotContain(
            Uri.EscapeDataString("梧桐"), e.GetAttribute("href") ?? e.GetAttribute("action"), StringComparison.Ordinal));
        Assert.Equal(events, await site.LogSize()); // a search leaves nothing behind
    }

    [Fact]
    public async Task The_address_itself_looks_for_nothing()
    {
        await site.File(change: c => c with { Title = "垃圾桶破损外溢" });
        using var visitor = await site.SignedIn("dengji");
        await site.Get<SearchFollower>().Follow(cancel: TestContext.Current.CancellationToken);
        var page = await visitor.Open("/staff/search?text=" + Uri.EscapeDataString("垃圾桶"));
        Assert.Empty(Numbers(page));
        Assert.Equal("", page.Kept("text"));
    }

    [Fact]
    public async Task What_petitioners_and_readers_write_is_shown_as_text()
    {
        await site.File(change: c => c with { Title = "<b>井盖</b><script>alert(1)</script>", Narrative = "<img src=x>井盖松动" });
        using var visitor = await site.SignedIn("dengji");
        var page = await Search(visitor, "井盖 \"</b><script>\"");
        Assert.Contains("井盖", Marks(page));
        Assert.Empty(page.QuerySelectorAll("main script, main img, main b"));
        Assert.Contains("<img src=x", page.Text(".list small"), StringComparison.Ordinal);

        page = await Search(visitor, "<script>alert('没有')</script>");
        Assert.Empty(page.QuerySelectorAll("main script"));
        Assert.Equal("<script>alert('没有')</script>", page.Kept("text"));
    }

    [Theory]
    [InlineData(null, "请填写")]
    [InlineData("", "请填写")]
    [InlineData("水", "至少写两个字")]
    [InlineData("13800000217", "不能用来查找")]
    [InlineData("。。。", "没有可以查找的字词")]
    [InlineData("水管\u0001", "控制字符")]
    public async Task What_cannot_be_looked_for_is_refused_beside_the_field_and_kept(string? typed, string reason)
    {
        using var visitor = await site.SignedIn("fenban");
        var page = await Search(visitor, typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(reason, page.Text(".wrong .error"), StringComparison.Ordinal);
        Assert.NotEqual("", page.Text(".wrong .error .rule"));
        Assert.Equal("true", page.QuerySelector("#text")!.GetAttribute("aria-invalid"));
        if (typed is not null) Assert.Equal(typed, page.Kept("text"));
    }

    [Fact]
    public async Task Too_long_a_text_and_a_damaged_mark_are_answered_with_a_page()
    {
        using var visitor = await site.SignedIn("ducha");
        var page = await Search(visitor, new string('水', SearchQuery.Longest + 1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("最多100字", page.Text(".error"), StringComparison.Ordinal);

        page = await visitor.Submit(page.Form(), new() { ["text"] = "没有的词", ["before"] = "banana" });
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("没有找到", page.Text(".empty"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form(), new() { ["text"] = "没有的词", ["before"] = "0" });
        Assert.Contains("没有更早的了", page.Text(".empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_found_in_part_before_the_index_knows_it()
    {
        var f = await site.File();
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/search");
        page = await visitor.Submit(page.Form(), new() { ["text"] = f.Number[..^2] });
        Assert.Equal("编号相符", page.Text("h2"));
        Assert.Equal([f.MatterNumber], Numbers(page));
    }

    [Fact]
    public async Task A_page_that_is_full_leads_on_to_older_matters_and_names_each_once()
    {
        var filed = new List<string>();
        for (var i = 0; i < SearchQueries.PageSize + 5; i++)
            filed.Add((await site.File(change: c => c with { Title = "公园长椅损坏" })).MatterNumber);
        using var visitor = await site.SignedIn("dengji");

        var page = await Search(visitor, "长椅");
        Assert.Contains("还有较早的", page.Text("h2"), StringComparison.Ordinal);
        var seen = Numbers(page).ToList();
        page = await visitor.Submit(page.Form("form.pager"));
        seen.AddRange(Numbers(page));

        Assert.Equal(filed.AsEnumerable().Reverse(), seen);
        Assert.Empty(page.QuerySelectorAll("form.pager"));
    }

    [Fact]
    public async Task A_unit_finds_its_own_matters_and_nobody_finds_what_is_sealed()
    {
        var own = await site.BringTo(Stage.InHand, c => c with { Title = "阳台封闭施工扰民" });
        var other = await site.BringTo(Stage.ToReceive, c => c with { Title = "阳台鸽子扰民" }, unit: "RS");
        await site.BringTo(Stage.Sealed, c => c with { Title = "阳台招标收受好处" });

        using var handler = await site.SignedIn("chengban");
        Assert.Equal([own.MatterNumber], Numbers(await Search(handler, "阳台")));
        using var supervisor = await site.SignedIn("ducha");
        Assert.Equal([other.MatterNumber, own.MatterNumber], Numbers(await Search(supervisor, "阳台")));
        Assert.Empty(Numbers(await Search(supervisor, "收受好处")));
    }

    [Theory]
    [InlineData("jijian")]
    [InlineData("guanli")]
    public async Task Posts_that_see_no_open_matter_have_no_search(string login)
    {
        using var visitor = await site.SignedIn(login);
        Assert.Empty((await visitor.Open("/desk")).QuerySelectorAll("nav a[href='/staff/search']"));
        var page = await visitor.Open("/staff/search");
        Assert.NotEqual(HttpStatusCode.OK, visitor.Status);
        Assert.Null(page.QuerySelector("#text"));
    }

    [Fact]
    public async Task A_search_without_the_forms_own_mark_is_not_made()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Post("/staff/search", [new("text", "水管")]);
        Assert.NotEqual(HttpStatusCode.OK, visitor.Status);
        Assert.Empty(Numbers(page));
    }

    [Fact]
    public async Task The_page_says_that_persons_are_not_looked_up_and_a_key_leads_to_it()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/search");
        Assert.Contains("姓名、电话、住址和证件号码不列入索引，也不按人归集", page.Text("main"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form[role=search] input#text[autofocus][type=search]"));
        Assert.Equal("/staff/search", page.QuerySelector("nav a[aria-current=page]")!.GetAttribute("href"));
        Assert.StartsWith("/staff.js?v=", page.QuerySelector("script[type=module]")!.GetAttribute("src"), StringComparison.Ordinal);
    }
}
