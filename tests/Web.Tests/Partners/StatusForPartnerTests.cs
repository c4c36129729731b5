using System.Net;
using System.Text.Json;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Web.Tests.Partners;

/// <summary>A partner asks where a petition stands: of those it brought, in the petitioner's words, and of nothing else at all.</summary>
public sealed class StatusForPartnerTests(Site site) : IClassFixture<Site>
{
    private static IEnumerable<string?> News(Answered status) =>
        status.Json.GetProperty("news").EnumerateArray().Select(n => n.GetProperty("type").GetString());

    private static JsonElement Matter(Answered status) => Assert.Single(status.Json.GetProperty("matters").EnumerateArray());

    [Fact]
    public async Task It_is_told_what_the_petitioner_sees_and_no_word_of_what_was_written()
    {
        var (key, _) = await site.IssueKey("App 一");
        var filed = await site.Send(key, "k-1", PartnerSteps.Body());
        var path = $"/api/petitions/{filed["number"]}";
        var status = await site.Get(key, path);
        Assert.Equal((HttpStatusCode.OK, filed["number"]), (status.Status, status["number"]));
        Assert.Equal("崇川区信访局已收到，正在登记。", Matter(status).GetProperty("status").GetString());
        Assert.Equal(["petition.received"], News(status));

        var petition = await site.Petition(filed);
        await site.Register(petition);
        await site.Forward(petition);
        await site.Receive(petition);
        await site.GiveNotice(petition);
        await site.Accept(petition);
        await site.Extend(petition);
        await site.Submit(petition);
        await site.Approve(petition);
        await site.Serve(petition);
        status = await site.Get(key, path);
        using var petitioner = await site.Tracking(petition);
        Assert.Contains(Matter(status).GetProperty("status").GetString()!, petitioner.Html, StringComparison.Ordinal);
        Assert.Equal(
            ["petition.received", "matter.registered", "matter.forwarded", "matter.accepted", "matter.extended", "matter.closed"], News(status));
        foreach (var secret in (string[])["周桂兰", "13800000217", "雨水管", "陆晓峰", "钱卫东", "须委托第三方检测"])
            Assert.DoesNotContain(secret, status.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_partners_petition_an_unknown_number_and_no_number_get_the_same_words()
    {
        var (one, _) = await site.IssueKey("App 二");
        var (other, _) = await site.IssueKey("App 三");
        var filed = await site.Send(one, "k-1", PartnerSteps.Body());
        var online = await site.File();
        List<Answered> answers = [];
        foreach (var number in (string[])[filed["number"]!, online.Number, "XF2026-999999-0", "banana", "%F0%9F%98%80", "13800000217"])
            answers.Add(await site.Get(other, $"/api/petitions/{number}"));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NotFound, a.Status));
        Assert.Single(answers.Select(a => a.Text).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_what_is_sealed_it_is_told_nothing_not_even_that(bool fromTheFirst)
    {
        var (key, _) = await site.IssueKey("App " + (fromTheFirst ? "四" : "五"));
        var filed = await site.Send(key, "k-1", PartnerSteps.Body(("purpose", fromTheFirst ? "accusation" : "request")));
        var petition = await site.Petition(filed);
        if (!fromTheFirst)
            await site.Register(petition, Steps.Registering() with { SuspectedAccusation = true, SuspicionReason = "称局长收钱" });
        var status = await site.Get(key, $"/api/petitions/{filed["number"]}");
        Assert.Equal("已收到。办理情况请信访人凭编号和查询码查询。", Matter(status).GetProperty("status").GetString());
        Assert.Empty(News(status));
        Assert.DoesNotContain("密件", status.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("纪检", status.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_key_still_reaches_what_the_old_one_brought_and_the_old_one_nothing()
    {
        var (old, id) = await site.IssueKey("App 六", Channel.LeaderMailbox);
        var filed = await site.Send(old, "k-1", PartnerSteps.Body());
        using var administrator = await site.SignedIn("anquan");
        var page = await administrator.Open($"/administration/partners/{id}");
        page = await administrator.Submit(page.Form("#renew"), button: "renew");
        var renewed = page.Text("#key code");
        Assert.Equal(HttpStatusCode.OK, (await site.Get(renewed, $"/api/petitions/{filed["number"]}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Get(old, $"/api/petitions/{filed["number"]}")).Status);
        Assert.Equal(Stage.ToRegister, (await site.State(await site.Petition(filed))).Stage);
    }
}
