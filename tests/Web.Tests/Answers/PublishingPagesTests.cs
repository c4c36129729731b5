using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Tests.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Answers;

/// <summary>From the head's preview to the public page, and how whoever petitioned has it taken down.</summary>
public sealed class PublishingPagesTests(Site site) : IClassFixture<Site>
{
    private static Dictionary<string, string?> Typed => new()
    {
        ["title"] = "雨水管破损由谁维修",
        ["question"] = "像周桂兰家这样楼外的雨水管破了，该找谁修？",
        ["answer"] = "属于共用部位，由物业公司维修。咨询电话0513-85062345，车牌苏F12345的车已挪走。",
    };

    private static string PathOf(Filed f) => $"/staff/matters/{f.Matter}/publish-answer";

    [Fact]
    public async Task The_head_sees_marked_what_may_tell_who_it_is_keeps_or_strikes_each_and_exactly_what_was_seen_is_public()
    {
        var f = await site.BringTo(Stage.Served);
        using var head = await site.SignedIn("fuze");
        var page = await head.Open($"/staff/matters/{f.Matter}");
        page = await head.Open(page.QuerySelector("a[href$='/publish-answer']")!.GetAttribute("href")!);
        Assert.Contains("管道确已破损", page.Kept("answer"), StringComparison.Ordinal);
        Assert.Equal(("", ""), (page.Kept("title"), page.Kept("question")));
        Assert.DoesNotContain("12幢北侧", page.Text("main form"), StringComparison.Ordinal);

        page = await head.Submit(page.Form(), Typed, "preview");
        Assert.Equal(["周桂兰", "0513-85062345", "苏F12345"], page.QuerySelectorAll("#keep mark").Select(m => m.TextContent));
        Assert.Contains("像〔隐去〕家这样", page.Text(".extract"), StringComparison.Ordinal);
        Assert.Contains("咨询电话〔隐去〕，车牌〔隐去〕的车", page.Text(".extract"), StringComparison.Ordinal);
        foreach (var (field, value) in Typed) Assert.Equal(value, page.Kept(field));

        // What was kept since has not been seen yet.
        var phone = page.QuerySelectorAll("#keep input").Select(i => i.GetAttribute("value")!).Single(v => v.StartsWith("answer:phone", StringComparison.Ordinal));
        page = await head.Submit(page.Form(), new() { ["keep"] = phone }, "publish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, head.Status);
        Assert.Contains("请再看一遍", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Null((await site.State(f)).Published);
        page = await head.Submit(page.Form(), button: "publish");
        Assert.Contains("答复已公开", page.Text(".notice.good"), StringComparison.Ordinal);

        var recorded = (await site.Events(f.Matter))[^1];
        var published = (AnswerPublished)recorded.Event;
        Assert.Equal((Role.UnitHead, "ZJ"), (recorded.Role, published.Unit));
        Assert.Equal(["name=1", "plate=1"], published.Struck);
        Assert.Equal(["phone=1"], published.Kept);
        using var anybody = site.Visitor();
        page = await anybody.Open(page.QuerySelector("#public-answer a")!.GetAttribute("href")!);
        Assert.Contains("咨询电话0513-85062345，车牌〔隐去〕的车", page.Text("article"), StringComparison.Ordinal);
        foreach (var secret in (string[])["周桂兰", "F12345", f.Number]) Assert.DoesNotContain(secret, anybody.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_published_that_was_not_previewed_and_a_refused_form_keeps_what_was_typed()
    {
        var f = await site.BringTo(Stage.Served);
        using var head = await site.SignedIn("fuze");
        var token = new KeyValuePair<string, string>("form-token", await head.Token());
        foreach (var (field, value) in (IEnumerable<(string, string)>)[("title", " "), ("question", ""), ("answer", ""), ("title", new string('长', 61)), ("answer", "坏\u0001字"), ("question", new string('长', 20_000))])
        {
            var typed = Typed.Select(t => new KeyValuePair<string, string>(t.Key, t.Key == field ? value : t.Value!)).ToList();
            var page = await head.Post(PathOf(f), [.. typed, token, new("act", "publish")]);
            page.AssertRefused(head, field);
            foreach (var (name, kept) in typed.Where(t => t.Key != field)) Assert.Equal(kept, page.Kept(name));
        }

        await head.Post(PathOf(f), [.. Typed.Select(t => new KeyValuePair<string, string>(t.Key, t.Value!)), token, new("act", "publish")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, head.Status);
        Assert.Contains("请再看一遍", head.Html, StringComparison.Ordinal);
        foreach (var act in (string[])["", "banana"])
        {
            await head.Post(PathOf(f), [token, new("act", act)]);
            Assert.Equal(HttpStatusCode.BadRequest, head.Status);
        }

        Assert.Null((await site.State(f)).Published);
    }

    [Theory]
    [InlineData("dengji")]
    [InlineData("fenban")]
    [InlineData("chengban")]
    [InlineData("ducha")]
    [InlineData("guanli")]
    [InlineData("jijian")]
    public async Task Nobody_but_the_head_publishes(string login)
    {
        var f = await site.BringTo(Stage.Served);
        using var visitor = await site.SignedIn(login);
        var page = await visitor.Open(PathOf(f));
        Assert.True(visitor.Status != HttpStatusCode.OK || page.QuerySelector(".refusal .rule") is not null);
        var before = await site.LogSize();
        await visitor.Post(PathOf(f), [.. Typed.Select(t => new KeyValuePair<string, string>(t.Key, t.Value!)), new("act", "publish"), new("form-token", await visitor.Token())]);
        Assert.NotEqual(HttpStatusCode.OK, visitor.Status);
        Assert.Equal(before, await site.LogSize());
    }

    [Fact]
    public async Task Of_an_accusation_the_page_is_not_there_and_before_the_answer_was_served_it_says_why()
    {
        var (accusation, inHand) = (await site.File(Purpose.Accusation), await site.BringTo(Stage.ToServe));
        using var head = await site.SignedIn("fuze");
        await head.Open(PathOf(accusation));
        Assert.Equal(HttpStatusCode.NotFound, head.Status);
        Assert.Contains("送达信访人以后", (await head.Open(PathOf(inHand))).Text(".refusal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_withdrawn_with_a_reason_that_the_petitioner_reads()
    {
        var f = await site.BringTo(Stage.Served);
        await site.PublishAnswer(f);
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{f.Matter}/withdraw-answer");
        page = await router.Submit(page.Form(), new() { ["reason"] = " " });
        page.AssertRefused(router, "reason");
        page = await router.Submit(page.Form(), new() { ["reason"] = "维修办法已经修订" });
        Assert.Contains("已撤下", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#public-answer"));
        Assert.Equal(AnswerWithdrawn.Stored, (await site.EventNames(f))[^1]);
        using var petitioner = await site.Tracking(f);
        Assert.Contains("维修办法已经修订", (await petitioner.Open("/track/case")).Text(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_petitioned_reads_that_it_is_public_has_it_taken_down_and_it_stays_so()
    {
        var f = await site.BringTo(Stage.Served);
        var id = await site.PublishAnswer(f);
        using var petitioner = await site.Tracking(f);
        var page = await petitioner.Open("/track/case");
        page = await petitioner.Open(page.QuerySelector("a[href='/track/unpublish/1']")!.GetAttribute("href")!);
        Assert.NotNull(page.QuerySelector($"a[href='/answers/{id}']"));
        page = await petitioner.Submit(page.Form(), button: "unpublish");
        Assert.Contains("已经撤下", page.Text(".good"), StringComparison.Ordinal);
        var recorded = (await site.Events(f.Matter))[^1];
        Assert.Equal((AnswerWithdrawn.Stored, Role.Petitioner), (recorded.Event.StoredName, recorded.Role));
        await petitioner.Open($"/answers/{id}");
        Assert.Equal(HttpStatusCode.NotFound, petitioner.Status);
        using var head = await site.SignedIn("fuze");
        Assert.Contains("信访人不同意公开", (await head.Open(PathOf(f))).Text(".refusal"), StringComparison.Ordinal);
    }
}
