using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Search;
using Xinqiao.Web.Tests.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Staff;

/// <summary>The panel beside the counter's form: what was registered before in nearly the same words.</summary>
public sealed class SimilarTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/staff/register?handler=similar";

    /// <summary>As the script asks.</summary>
    private async Task<IHtmlDocument> Ask(Visitor visitor, string? title, string? narrative, string? requests = null)
    {
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        var form = (await visitor.Open("/staff/register")).Form();
        return await visitor.Post(Address,
        [
            .. new (string Name, string? Value)[] { ("fragment", "yes"), ("title", title), ("narrative", narrative), ("requests", requests) }
                .Where(f => f.Value is not null).Select(f => new KeyValuePair<string, string>(f.Name, f.Value!)),
            new("form-token", form.QuerySelector("input[name=form-token]")!.GetAttribute("value")!),
        ]);
    }

    private static IEnumerable<string> Numbers(IParentNode page) => page.QuerySelectorAll(".similar a").Select(a => a.TextContent);

    private static IEnumerable<string> Marks(IParentNode page) => page.QuerySelectorAll(".similar mark").Select(m => m.TextContent);

    [Fact]
    public async Task A_registered_petition_is_found_by_the_next_question_and_a_near_copy_comes_first()
    {
        var alike = await site.BringTo(Stage.InHand, c => c with { Title = "梧桐街路灯不亮", Narrative = "梧桐街东段路灯坏了，夜里走路看不清。", Request = "修好路灯" });
        site.Clock.AdvanceDays(1);
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        var registered = await visitor.Submit(page.Form(), CounterForms.Of("letter",
            ("received", "2026-03-03"), ("title", "梧桐街整排路灯不亮"), ("narrative", "梧桐街从东口到西口整排路灯坏了两个月，学生下晚自习走路看不清，已经有人摔倒。"), ("requests", "修好路灯\n说明时间")));
        var number = registered.Text("#number") + "-1";
        var size = await site.LogSize();

        var found = await Ask(visitor, "梧桐街整排路灯不亮", "梧桐街从东口到西口整排路灯坏了两个月，学生下晚自习走路看不见，已经有人摔倒。", "修好路灯\n说明时间");

        Assert.Equal((HttpStatusCode.OK, Address), (visitor.Status, visitor.Path)); // what was typed stands in no address
        Assert.Equal([number, alike.MatterNumber], Numbers(found));
        var first = found.QuerySelector(".similar li")!;
        Assert.Equal("几乎相同", first.Text("b"));
        Assert.Equal("待转送", first.Text(".tag"));
        Assert.Contains("2026年3月3日收到，未分送", first.Text("small"), StringComparison.Ordinal);
        Assert.Contains("2026年3月2日收到，崇川区住房和城乡建设局承办", found.QuerySelectorAll(".similar li")[1].Text("small"), StringComparison.Ordinal);
        Assert.Contains("梧桐街整排路灯不亮", Marks(found));
        // What it says is read before it is decided.
        var parts = first.Children.ToList();
        Assert.True(parts.FindIndex(p => p.Matches("p.muted")) < parts.FindIndex(p => p.Matches(".buttons")));
        var link = first.QuerySelector("a")!;
        Assert.Equal(("similar-1", "_blank", "noopener"), (link.Id, link.GetAttribute("target"), link.GetAttribute("rel")));
        Assert.Equal(("#similar-1", "r"), (found.QuerySelector("a[accesskey]")!.GetAttribute("href"), found.QuerySelector("a[accesskey]")!.GetAttribute("accesskey")));
        Assert.Null(found.QuerySelector("title, form, .bar")); // the answer alone
        Assert.DoesNotContain("周桂兰", visitor.Html, StringComparison.Ordinal);
        Assert.Equal(size, await site.LogSize());
        await visitor.Open(link.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Fact]
    public async Task What_is_unlike_everything_is_told_so_and_an_empty_form_is_compared_with_nothing()
    {
        await site.File();
        using var visitor = await site.SignedIn("fenban");
        var page = await Ask(visitor, "图书馆周末不开门", "想借书的学生周末进不去。");
        Assert.Equal("没有发现类似的信访。", page.Text("body"));
        foreach (var empty in new[] { null, "", " " })
            Assert.Contains("写了标题或者事情经过", (await Ask(visitor, empty, empty, "请尽快处理")).Text("body"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Fact]
    public async Task At_most_five_are_shown()
    {
        for (var i = 0; i < SimilarQueries.Most + 2; i++)
            await site.File(change: c => c with { Title = "公园长椅损坏", Narrative = "公园东门的长椅断了三条，老人没有地方坐。" });
        using var visitor = await site.SignedIn("dengji");
        var page = await Ask(visitor, "公园长椅损坏", "公园东门的长椅断了三条，老人没有地方坐。");
        Assert.Equal(SimilarQueries.Most, Numbers(page).Count());
        Assert.Contains("共5件", page.Text("p"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_matter_is_never_shown_nor_counted()
    {
        const string title = "阳台招标收受好处", narrative = "阳台封闭工程招标时有人收受投标公司好处。";
        await site.BringTo(Stage.Sealed, c => c with { Title = title, Narrative = narrative });
        using var visitor = await site.SignedIn("dengji");
        var page = await Ask(visitor, title, narrative);
        Assert.Equal("没有发现类似的信访。", page.Text("body"));
    }

    [Fact]
    public async Task What_petitioners_and_officers_write_is_shown_as_text()
    {
        const string title = "<b>井盖</b><script>alert(1)</script>", narrative = "<img src=x>井盖松动，\"夜里\"很响 & 危险";
        await site.File(change: c => c with { Title = title, Narrative = narrative });
        using var visitor = await site.SignedIn("dengji");
        var page = await Ask(visitor, title, narrative);
        Assert.NotEmpty(Marks(page));
        Assert.Equal(title, page.Text(".similar p"));
        Assert.Contains("<img src=x>井盖松动", page.Text(".similar p.muted"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script, img, p b"));
    }

    [Theory]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("ducha")]
    [InlineData("jijian")]
    [InlineData("guanli")]
    public async Task Posts_that_do_not_register_are_refused(string login)
    {
        await site.File(change: c => c with { Title = "垃圾桶破损外溢", Narrative = "菜场门口的垃圾桶破了，污水外溢。" });
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        using var visitor = await site.SignedIn(login);
        var page = await visitor.Post(Address,
            [new("fragment", "yes"), new("title", "垃圾桶破损外溢"), new("narrative", "菜场门口的垃圾桶破了，污水外溢。"), new("form-token", await visitor.Token())]);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        Assert.Empty(Numbers(page));
        Assert.DoesNotContain("垃圾桶", visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_is_answered()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Post(Address, [new("fragment", "yes"), new("title", "垃圾桶")]);
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
        Assert.Empty(Numbers(page));
    }

    [Theory]
    [InlineData("title", "“一句话标题”最多80字")]
    [InlineData("narrative", "“事情经过”最多20000字")]
    [InlineData("requests", "“诉求”最多5000字")]
    public async Task Too_long_a_text_is_refused_with_its_field_and_rule(string field, string reason)
    {
        using var visitor = await site.SignedIn("dengji");
        string In(string name) => name == field ? new string('水', 30_000) : "积水";
        var page = await Ask(visitor, In("title"), In("narrative"), In("requests"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(reason, page.Text(".error"), StringComparison.Ordinal);
        Assert.NotEqual("", page.Text(".error .rule"));
    }

    [Theory]
    [InlineData("title=%ED%A0%80%E6%B0%B4&narrative=%ED%B0%80", HttpStatusCode.OK)]
    [InlineData("title=%FF%FE&narrative=%E4%BF", HttpStatusCode.OK)]
    [InlineData("title=a%01b", HttpStatusCode.UnprocessableEntity)]
    [InlineData("title=a%00b", HttpStatusCode.BadRequest)]
    [InlineData("title=%zz&narrative=%", HttpStatusCode.OK)]
    [InlineData("title=a&title=b&requests=&requests=", HttpStatusCode.BadRequest)]
    [InlineData("&&==&title", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task A_malformed_body_gets_a_clear_answer(string body, HttpStatusCode status)
    {
        await site.File();
        using var visitor = await site.SignedIn("dengji");
        await Ask(visitor, "积水", null);
        var token = (await visitor.Open("/staff/register")).Form().QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        var page = await visitor.PostRaw(Address, $"{body}&fragment=yes&form-token={Uri.EscapeDataString(token)}");
        Assert.Equal(status, visitor.Status);
        Assert.NotEqual("", page.Text("p"));
    }

    [Fact]
    public async Task Too_large_a_body_and_a_body_that_is_no_form_are_refused()
    {
        using var visitor = await site.SignedIn("dengji");
        await visitor.PostRaw(Address, "fragment=yes&narrative=" + new string('a', 1_100_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, visitor.Status);
        using var json = new StringContent("{\"title\":\"积水\"}", System.Text.Encoding.UTF8, "application/json");
        await visitor.PostContent(Address, json);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status); // without the form's own mark nothing is compared
    }

    [Fact]
    public async Task Without_the_forms_own_mark_nothing_is_compared()
    {
        await site.File();
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Post(Address, [new("fragment", "yes"), new("title", "濠西新村雨水管破损")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("页面已过期", page.Text(".error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("letter")]
    [InlineData("visit")]
    public async Task Without_script_the_panels_button_shows_them_beside_all_that_was_typed_and_the_form_is_registered_as_ever(string channel)
    {
        var f = await site.File(change: c => c with { Title = "濠西新村雨水管破损", Narrative = "12幢北侧的雨水管破损，每逢下雨一楼进水。" });
        await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open($"/staff/register?channel={channel}");
        Assert.Empty(page.QuerySelectorAll(".similar"));
        var typed = CounterForms.Of(channel, ("received", $"{site.Clock.Now:yyyy-MM-dd}"));
        var size = await site.LogSize();

        page = await visitor.Submit(Pressed(page), typed);

        Assert.Equal((HttpStatusCode.OK, Address), (visitor.Status, visitor.Path));
        Assert.Contains(f.MatterNumber, Numbers(page));
        Assert.Equal("polite", page.QuerySelector("#similar [aria-live]")!.GetAttribute("aria-live"));
        foreach (var (field, value) in typed) Assert.Equal(value, page.Kept(field));
        Assert.Equal(size, await site.LogSize());

        page = await visitor.Submit(page.Form());
        Assert.NotNull(PetitionNumber.Parse(page.Text("#number")));
        Assert.Equal("/staff/register", visitor.Path);
    }

    [Fact]
    public async Task Without_script_a_refused_question_and_a_stale_page_lose_nothing()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Submit(
            Pressed(await visitor.Open("/staff/register")), CounterForms.Of("letter", ("title", new string('水', 81)), ("channel", null)));
        page.AssertRefused(visitor, "title");
        Assert.Equal(new string('水', 81), page.Kept("title"));

        page = await visitor.Submit(Pressed(page), new() { ["form-token"] = "verfallen" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal("周桂兰", page.Kept("name"));
    }

    [Fact]
    public async Task The_script_is_the_sites_own_and_enter_still_registers()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        Assert.Contains(page.QuerySelectorAll("script[type=module]"), s => s.GetAttribute("src")!.StartsWith("/similar.js?v=", StringComparison.Ordinal));
        // The browser presses a form's first button where somebody presses Enter in a field.
        Assert.Equal(["登记", "看内容分类的建议", "找类似的"], page.QuerySelectorAll("main form button").Select(b => b.TextContent));
    }

    private static IHtmlFormElement Pressed(IHtmlDocument page)
    {
        var form = page.Form();
        form.SetAttribute("action", form.QuerySelector("#similar button")!.GetAttribute("formaction")!);
        return form;
    }
}
