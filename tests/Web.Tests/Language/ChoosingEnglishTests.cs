using AngleSharp.Html.Dom;
using Xinqiao.Core.Tests.House;
using Xinqiao.Web.Language;
using Xunit;

namespace Xinqiao.Web.Tests.Language;

/// <summary>English is a choice of whoever reads: it changes the words of the pages, and nothing that was typed, stored or served.</summary>
public sealed class ChoosingEnglishTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_citizen_chooses_English_files_and_comes_back_to_Chinese_and_nothing_is_lost()
    {
        using var visitor = site.Visitor();
        var page = await Choose(visitor, await visitor.Open("/"), "English");
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Something unsolved, something to say? File a petition here", page.Text("h1"));

        page = await visitor.Petition();
        Assert.Equal("Your petition is received", page.Text("h1"));
        var (number, code) = (page.Text("#number"), page.Text("#code").Replace(" ", "", StringComparison.Ordinal));

        page = await Choose(visitor, await visitor.Open("/track"), "中文");
        Assert.Equal("zh-CN", page.DocumentElement.GetAttribute("lang"));
        page = await visitor.Track(number, code);
        foreach (var field in (string[])["title", "narrative", "request"])
            foreach (var line in CitizenSteps.Petition()[field]!.Split('\n'))
                Assert.Contains(line, page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_is_told_in_English_and_what_was_typed_comes_back_as_it_was()
    {
        using var visitor = Reading();
        var page = await visitor.Open("/petition");
        page = await visitor.Submit(page.Form(), new() { ["purpose"] = "request", ["title"] = "首页", ["narrative"] = "下一步" }, "next");
        Assert.Equal("To be corrected: 1", page.Text(".errors h2"));
        Assert.Equal("首页", page.Kept("title"));
        Assert.Equal("下一步", page.Kept("narrative"));
    }

    [Fact]
    public async Task Nobody_leaves_a_form_that_holds_something_for_another_language()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        Assert.NotEmpty(page.QuerySelectorAll("a[href^='/display/english']"));
        page = await visitor.Submit(page.Form(), new() { ["purpose"] = "request" }, "next");
        Assert.Empty(page.QuerySelectorAll("a[href^='/display/']"));
    }

    [Fact]
    public async Task A_message_that_staff_see_after_an_act_is_in_the_language_they_read()
    {
        using var admin = await site.SignedIn("guanli");
        admin.SetCookie(Reader.Cookie, "en", "/");
        var page = await admin.Open("/administration/people");
        page = await admin.Submit(page.Form("aside form"), new()
        {
            ["name"] = "高远",
            ["role"] = "registrar",
            ["unit"] = "XF",
            ["login"] = "gaoyuan",
        });
        Assert.Equal("Appointed: 高远, account gaoyuan. They can sign in once the security administrator has issued a first password.", page.Text("[role=status]"));
    }

    [Fact]
    public async Task The_script_that_verifies_a_receipt_says_what_the_page_gives_it()
    {
        using var visitor = Reading();
        var page = await visitor.Open("/verify");
        Assert.Contains("\"witnessesMissing\":\"Signed by the log; witnesses to follow.\"", page.QuerySelector("#verify")!.GetAttribute("data-says")!, StringComparison.Ordinal);
        foreach (var script in (string[])["verify.js", "similar.js"])
            Assert.False(Reader.HasHan(File.ReadAllText(Repository.Path("src/Web/wwwroot/" + script))), script);
    }

    private Visitor Reading()
    {
        var visitor = site.Visitor();
        visitor.SetCookie(Reader.Cookie, "en", "/");
        return visitor;
    }

    private static Task<IHtmlDocument> Choose(Visitor visitor, IHtmlDocument page, string language) =>
        visitor.Open(page.QuerySelectorAll("a[href^='/display/']").Single(a => a.TextContent.Trim() == language).GetAttribute("href")!);
}
