using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Tests.Matters.Staff;
using Xinqiao.Web.Tests.Suggestions;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Staff;

/// <summary>Which domain is suggested at the counter and where what was filed online is registered.</summary>
public sealed class SuggestedDomainTests(LearntSite site) : IClassFixture<LearntSite>
{
    private const string Address = "/staff/register?handler=suggest";

    /// <summary>As the script asks.</summary>
    private static async Task<IHtmlDocument> Ask(Visitor visitor, params (string Name, string Value)[] typed) => await visitor.Post(Address,
    [
        new("fragment", "yes"), new("form-token", await visitor.Token()), .. typed.Select(t => new KeyValuePair<string, string>(t.Name, t.Value)),
    ]);

    private static (string, string)[] Bus(params (string, string)[] more) => [("title", LearntSite.BusTitle), ("narrative", LearntSite.Bus), .. more];

    [Fact]
    public async Task Whoever_types_is_shown_one_domain_with_its_reasons_and_nothing_is_recorded()
    {
        using var visitor = await site.SignedIn("dengji");
        var size = await site.LogSize();
        var page = await Ask(visitor, Bus(("purpose", "request")));
        Assert.Equal((HttpStatusCode.OK, Address), (visitor.Status, visitor.Path)); // what was typed stands in no address
        Assert.Equal(("交通运输", "有把握"), (page.Text("li b"), page.Text("li .tag")));
        Assert.Equal("070000 交通运输", Assert.Single(page.QuerySelectorAll("button[name=suggested]")).GetAttribute("value"));
        Assert.NotEmpty(page.QuerySelectorAll("mark"));
        Assert.Null(page.QuerySelector("title, form, .bar")); // the answer alone
        Assert.Equal(size, await site.LogSize());
    }

    [Theory]
    [InlineData("purpose", "accusation")]
    [InlineData("purpose", "mixed")]
    [InlineData("suspectedAccusation", "yes")]
    public async Task An_accusation_gets_no_suggestion(string field, string value)
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await Ask(visitor, Bus((field, value)));
        Assert.Equal("检举控告不提建议。", page.Text("body"));
        Assert.Empty(page.QuerySelectorAll("button"));
    }

    [Theory]
    [InlineData("title=%E5%92%A8%E8%AF%A2", "没有把握，不提建议。", HttpStatusCode.OK)]
    [InlineData("title=%ED%A0%80%E6%B0%B4&narrative=%ED%B0%80", "没有把握，不提建议。", HttpStatusCode.OK)]
    [InlineData("requests=x", "写了标题或者事情经过，这里建议内容分类。", HttpStatusCode.OK)]
    [InlineData("&&==&title", "写了标题或者事情经过，这里建议内容分类。", HttpStatusCode.OK)]
    [InlineData("title=a%01b", "控制字符", HttpStatusCode.UnprocessableEntity)]
    public async Task Whatever_is_typed_gets_an_answer(string body, string answer, HttpStatusCode status)
    {
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.PostRaw(Address, $"{body}&fragment=yes&form-token={Uri.EscapeDataString(await visitor.Token())}");
        Assert.Equal(status, visitor.Status);
        Assert.Contains(answer, page.Text("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_forms_own_mark_nothing_is_suggested()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Post(Address, [new("fragment", "yes"), new("title", LearntSite.BusTitle)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("页面已过期", page.Text("body"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("button"));
    }

    [Theory]
    [InlineData("chengban")]
    [InlineData("ducha")]
    [InlineData("jijian")]
    [InlineData("guanli")]
    public async Task Posts_that_do_not_register_are_refused(string login)
    {
        using var visitor = await site.SignedIn(login);
        var page = await Ask(visitor, Bus());
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        Assert.DoesNotContain("交通运输", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_the_panel_shows_it_one_press_fills_it_in_and_all_that_was_typed_is_registered_as_ever()
    {
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open("/staff/register");
        Assert.Empty(page.QuerySelectorAll("[name=suggested]"));
        var typed = CounterForms.Of(
            "letter", ("received", $"{site.Clock.Now:yyyy-MM-dd}"), ("title", LearntSite.BusTitle), ("narrative", LearntSite.Bus), ("domain", ""));
        var size = await site.LogSize();
        page = await visitor.Submit(Pressed(page, "#suggested > button"), typed);
        Assert.Equal(("", "交通运输"), (page.Kept("domain"), page.Text("#suggested li b"))); // nothing is chosen yet
        page = await visitor.Submit(Pressed(page, "#suggested li button"), new() { ["suggested"] = "070000 交通运输" });
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        foreach (var (field, value) in typed) Assert.Equal(field == "domain" ? "070000 交通运输" : value, page.Kept(field));
        Assert.NotNull(page.QuerySelector("#domain[autofocus]"));
        Assert.Equal(size, await site.LogSize());

        page = await visitor.Submit(page.Form());
        Assert.NotNull(PetitionNumber.Parse(page.Text("#number")));
    }

    [Fact]
    public async Task What_was_filed_online_is_registered_with_the_suggestion_beside_the_form()
    {
        var f = await site.File(change: c => c with { Title = LearntSite.BusTitle, Narrative = LearntSite.Bus, Request = "恢复线路" });
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/register");
        Assert.Equal(("", "交通运输"), (page.Kept("domain"), page.Text("#suggested li b")));
        page = await visitor.Submit(Pressed(page, "#suggested li button"), new() { ["summary"] = "公交绕行", ["suggested"] = "070000 交通运输" });
        Assert.Equal(("070000 交通运输", "公交绕行"), (page.Kept("domain"), page.Kept("summary")));

        var accused = await visitor.Submit(Pressed(page, "#suggested li button"), new() { ["purpose"] = "accusation" });
        Assert.Equal("检举控告不提建议。", accused.Text("#suggested p"));
        var form = page.Form();
        form.SetAttribute("action", $"/staff/matters/{f.Matter}/register");
        await visitor.Submit(form);
        Assert.Equal("transport", (await site.State(f)).Domain);
    }

    private static IHtmlFormElement Pressed(IHtmlDocument page, string button)
    {
        var form = page.Form();
        form.SetAttribute("action", page.QuerySelector(button)!.GetAttribute("formaction")!);
        return form;
    }
}
