using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Answers;
using Xunit;

namespace Xinqiao.Web.Tests.Answers;

/// <summary>公开答复, as anybody reads them and as they stand beside the form: a help, and in nobody's way.</summary>
public sealed class AnswersPagesTests : IAsyncLifetime
{
    private static readonly string[] Personal = ["周桂兰", "13800000217", "101室", "zhou@example.cn"];

    // A district of its own for each test: whatever is public is everybody's.
    private readonly Site site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<(Filed Filed, string Id)> Published(string title = "雨水管破损由谁维修", string question = "楼外的雨水管破了，一下雨就进水，该找谁修？")
    {
        var f = await site.BringTo(Stage.Served);
        return (f, await site.PublishAnswer(f, title, question));
    }

    private static string[] Titles(IParentNode page) => [.. page.QuerySelectorAll("main .similar li a").Select(a => a.TextContent.Trim())];

    private static Dictionary<string, string?> FirstStep(string? title = "我家楼外雨水管破了没人修") => new()
    {
        ["purpose"] = "request",
        ["title"] = title,
        ["narrative"] = "写到一半的经过，\n还没有写完",
        ["request"] = "",
    };

    [Fact]
    public async Task Anybody_reads_the_list_by_topic_and_each_answer_on_its_own_page_without_script_and_without_a_trace_of_the_petition()
    {
        using var visitor = site.Visitor();
        Assert.Contains("还没有公开的答复", (await visitor.Open("/answers")).Text("main"), StringComparison.Ordinal);
        var (f, id) = await Published();
        await Published("物业费怎么退", "搬走以后多交的物业费怎么退？");

        var home = await visitor.Open("/");
        var page = await visitor.Open(home.QuerySelector("a[href='/answers']")!.GetAttribute("href")!);
        Assert.Equal(["物业费怎么退", "雨水管破损由谁维修"], Titles(page));
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(["物业费怎么退", "雨水管破损由谁维修"], Titles(await visitor.Open("/answers?category=construction")));
        Assert.Contains("住房和城乡建设局", (await visitor.Open($"/answers/{id}")).Text("article"), StringComparison.Ordinal);
        Assert.Contains("由物业公司维修", visitor.Html, StringComparison.Ordinal);
        Assert.Contains("不能代替对您的答复", visitor.Html, StringComparison.Ordinal);
        foreach (var secret in (string[])[.. Personal, f.Number, f.Matter.Value, f.Petition.Value, "12幢"])
            Assert.DoesNotContain(secret, visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_looked_for_in_the_body_of_the_request_and_what_cannot_be_looked_for_is_said()
    {
        await Published();
        await Published("物业费怎么退", "搬走以后多交的物业费怎么退？");
        using var visitor = site.Visitor();
        var page = await visitor.Open("/answers");
        page = await visitor.Submit(page.Form(), new() { ["text"] = "一下雨 物业公司" });
        Assert.Equal(("/answers", "一下雨 物业公司"), (visitor.Path, page.Kept("text")));
        Assert.Equal(["雨水管破损由谁维修"], Titles(page));
        page = await visitor.Submit(page.Form(), new() { ["text"] = "周桂兰" });
        Assert.Contains("没有找到", page.Text("main"), StringComparison.Ordinal);
        foreach (var unread in (string[])["", "水", "13800000217", new string('长', 101), "坏\u0001字"])
        {
            page = await visitor.Submit(page.Form(), new() { ["text"] = unread });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
            Assert.NotNull(page.QuerySelector("#text-error"));
            Assert.Empty(Titles(page));
        }
    }

    [Fact]
    public async Task What_was_withdrawn_is_gone_at_once_from_the_list_the_search_its_page_and_the_form()
    {
        var (f, id) = await Published();
        using var visitor = site.Visitor();
        Assert.Single(Titles(await visitor.Open("/answers")));
        await site.On(f, "fenban", (m, act) => Publishing.Withdraw(m, "政策已经变化", act));
        var page = await visitor.Open("/answers");
        Assert.Empty(Titles(page));
        Assert.Empty(Titles(await visitor.Submit(page.Form(), new() { ["text"] = "雨水管" })));
        Assert.Empty(Titles(await visitor.Submit((await visitor.Open("/petition")).Form(), FirstStep(), "similar")));
        await visitor.Open($"/answers/{id}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public async Task More_than_a_page_is_turned_to_by_a_link_that_keeps_the_topic()
    {
        for (var i = 0; i <= AnswerQueries.PageSize; i++) await Published($"第{i}条答复的标题");
        using var visitor = site.Visitor();
        var page = await visitor.Open("/answers?category=construction");
        Assert.Equal(AnswerQueries.PageSize, Titles(page).Length);
        page = await visitor.Open(page.QuerySelector(".pager a")!.GetAttribute("href")!);
        Assert.Equal(["第0条答复的标题"], Titles(page));
        Assert.Null(page.QuerySelector(".pager a"));
        Assert.Empty(Titles(await visitor.Open("/answers?category=banana&after=banana")).Except([.. Enumerable.Range(0, 99).Select(i => $"第{i}条答复的标题")]));
    }

    [Fact]
    public async Task Beside_the_form_three_at_most_are_shown_nothing_typed_is_lost_recorded_or_kept_and_the_way_goes_on()
    {
        for (var i = 0; i < 4; i++) await Published($"雨水管破损由谁维修之{i}");
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        Assert.Null(page.QuerySelector(".similar"));
        var before = await site.LogSize();
        page = await visitor.Submit(page.Form(), FirstStep(), "similar");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Equal(AnswerQueries.MostSimilar, Titles(page).Length);
        Assert.Contains("您可以照样提出", page.Text("#answers"), StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("#answers .similar a"), a => Assert.Equal("_blank", a.GetAttribute("target")));
        foreach (var (field, value) in FirstStep()) Assert.Equal(value, page.Kept(field));
        Assert.Equal("1", page.Kept("step"));
        Assert.Null(page.QuerySelector(".errors"));
        Assert.Equal(before, await site.LogSize());

        page = await visitor.Submit(page.Form(), new() { ["request"] = "修好雨水管" }, "next");
        Assert.Equal("2", page.Kept("step"));
        Assert.Equal(FirstStep()["narrative"], page.Kept("narrative"));
    }

    [Fact]
    public async Task The_form_says_so_where_nothing_is_alike_or_nothing_was_typed_and_the_enter_key_still_goes_on()
    {
        await Published();
        using var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        Assert.Equal("next", page.QuerySelectorAll("main form button").OfType<IHtmlButtonElement>().First().Value);
        foreach (var title in (string[])["", "公交车末班时间太早"])
        {
            page = await visitor.Submit(page.Form(), new() { ["title"] = title }, "similar");
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.Contains("没有找到类似的公开答复", page.Text("#answers"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_petition_that_was_answered_or_sealed_is_no_candidate_however_alike_before_somebody_published_its_answer()
    {
        await site.BringTo(Stage.Served, c => c with { Title = "我家楼外雨水管破了没人修" });
        await site.File(Purpose.Accusation, c => c with { Title = "我家楼外雨水管破了没人修" });
        using var visitor = site.Visitor();
        var page = await visitor.Submit((await visitor.Open("/petition")).Form(), FirstStep(), "similar");
        Assert.Empty(Titles(page));
        Assert.Empty(Titles(await visitor.Open("/answers")));
    }
}
