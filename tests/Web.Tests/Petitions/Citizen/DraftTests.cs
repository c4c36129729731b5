using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Dapper;
using Xinqiao.Web.Petitions.Citizen;
using Xunit;

namespace Xinqiao.Web.Tests.Petitions.Citizen;

/// <summary>What a citizen begins and keeps for later is no petition, and nobody but their browser can read it.</summary>
public sealed class DraftTests(Site site) : IClassFixture<Site>
{
    private static Dictionary<string, string?> FirstStep => CitizenSteps.Of(CitizenSteps.Petition(), "purpose", "title", "narrative", "request");

    private async Task<Visitor> Kept(Dictionary<string, string?> typed)
    {
        var visitor = site.Visitor();
        var page = await visitor.Open("/petition");
        page = await visitor.Submit(page.Form("form[action='/petition']"), typed, "keep");
        Assert.Contains("还没有提交", page.Text("#kept"), StringComparison.Ordinal);
        Assert.Contains("没有编号，期限没有起算", page.Text("#kept"), StringComparison.Ordinal);
        Assert.Equal(typed["title"], page.Kept("title"));
        return visitor;
    }

    private async Task<long> Rows()
    {
        await using var connection = site.Store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM drafts");
    }

    [Fact]
    public async Task A_draft_has_no_event_and_no_number_and_is_taken_up_where_it_was_left()
    {
        var before = await site.LogSize();
        using var visitor = await Kept(FirstStep);
        Assert.Equal(before, await site.LogSize());

        var page = await visitor.Open("/petition");
        Assert.Contains("还没有提交，没有编号，期限没有起算", page.Text("#draft"), StringComparison.Ordinal);
        page = await visitor.Submit(page.Form("#draft"), button: "resume");
        Assert.Equal("1", page.Kept("step"));
        Assert.Equal("濠西新村雨水管破损", page.Kept("title"));
        Assert.Equal("12幢北侧的雨水管自去年7月起破损。\n每逢下雨一楼进水。", page.Kept("narrative"));
    }

    [Fact]
    public async Task An_unfinished_draft_is_kept_as_it_is()
    {
        using var visitor = await Kept(new() { ["purpose"] = "", ["title"] = "只写了标题", ["narrative"] = "", ["request"] = "" });
        var page = await visitor.Open("/petition");
        page = await visitor.Submit(page.Form("#draft"), button: "resume");
        Assert.Equal(("1", "只写了标题"), (page.Kept("step"), page.Kept("title")));
        Assert.Null(page.QuerySelector(".errors"));
    }

    [Fact]
    public async Task Another_browser_finds_nothing_and_the_row_tells_nothing()
    {
        using var visitor = await Kept(FirstStep);
        using var other = site.Visitor();
        Assert.Null((await other.Open("/petition")).QuerySelector("#draft"));
        await using var connection = site.Store.Database.OpenToRead();
        foreach (var row in await connection.QueryAsync<(string Id, byte[] Sealed)>("SELECT id, sealed FROM drafts"))
            Assert.DoesNotContain("雨水管", Encoding.UTF8.GetString(row.Sealed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("discard")]
    [InlineData("send")]
    public async Task A_draft_that_was_sent_or_is_not_wanted_is_gone(string how)
    {
        var before = await Rows();
        using var visitor = await Kept(FirstStep);
        Assert.Equal(before + 1, await Rows());
        if (how == "discard")
        {
            await visitor.Submit((await visitor.Open("/petition")).Form("#draft"), button: "discard");
            Assert.Equal("/petition", visitor.Path);
        }
        else
        {
            await Send(visitor, await visitor.Submit((await visitor.Open("/petition")).Form("#draft"), button: "resume"));
        }

        Assert.Equal(before, await Rows());
        Assert.Null((await visitor.Open("/petition")).QuerySelector("#draft"));
    }

    [Fact]
    public async Task After_seven_days_a_draft_is_gone()
    {
        using var visitor = await Kept(FirstStep);
        var page = await visitor.Open("/petition");
        site.Clock.AdvanceDays(Drafts.Days);
        page = await visitor.Submit(page.Form("#draft"), button: "resume");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("草稿已经不在了", page.Text(".errors, .notice"), StringComparison.Ordinal);
        Assert.True(await site.Get<Drafts>().Sweep() > 0);
        Assert.Equal(0, await Rows());
    }

    [Theory]
    [InlineData("")]
    [InlineData("banana")]
    [InlineData("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    public async Task A_cookie_of_somebody_elses_making_opens_nothing(string cookie)
    {
        using var visitor = site.Visitor();
        visitor.SetCookie("xinqiao-draft", cookie, "/petition");
        Assert.Null((await visitor.Open("/petition")).QuerySelector("#draft"));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    private static async Task Send(Visitor visitor, IHtmlDocument page)
    {
        var typed = CitizenSteps.Petition();
        page = await visitor.Submit(page.Form(), button: "next");
        page = await visitor.Submit(page.Form(), CitizenSteps.Of(typed, "place", "placeDetail", "unitNamed"), "keep");
        // Kept once more further on, it is taken up further on.
        page = await visitor.Submit((await visitor.Open("/petition")).Form("#draft"), button: "resume");
        Assert.Equal(("2", typed["placeDetail"]), (page.Kept("step"), page.Kept("placeDetail")));
        page = await visitor.Submit(page.Form(), button: "next");
        page = await visitor.Submit(
            page.Form(), CitizenSteps.Of(typed, "anonymous", "name", "phone", "address", "email", "electronicConsent"), "next");
        page = await visitor.Submit(page.Form(), CitizenSteps.Of(typed, "declared"), "send");
        Assert.NotNull(page.QuerySelector("#number"));
    }
}
