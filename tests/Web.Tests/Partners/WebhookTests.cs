using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Partners;
using Xinqiao.Web.Partners;
using Xunit;

namespace Xinqiao.Web.Tests.Partners;

/// <summary>Partners are told that something happened to what they brought: signed, again and again until it is taken, never what or by whom.</summary>
public sealed class WebhookTests(WebhookTests.Reaching reaching) : IClassFixture<WebhookTests.Reaching>
{
    /// <summary>A site that may send to this machine.</summary>
    public sealed class Reaching : IAsyncLifetime
    {
        public Site Site { get; } = new();

        public ValueTask InitializeAsync()
        {
            Site.Settings[WebhookTargets.Setting] = "127.0.0.0/8";
            return Site.InitializeAsync();
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private readonly Site site = reaching.Site;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(string Key, string Id, string Secret)> Partner(string organ, string url)
    {
        var (key, id) = await site.IssueKey(organ);
        using var administrator = await site.SignedIn("anquan");
        var page = await Press(administrator, id, "webhook", new() { ["url"] = url });
        return (key, id, page.Text("#key code"));
    }

    private static async Task<IHtmlDocument> Press(Visitor administrator, string id, string button, Dictionary<string, string?>? values = null)
    {
        var page = await administrator.Open($"/administration/partners/{id}");
        return await administrator.Submit(page.Form(button == "again" ? "#failed form" : "#" + button), values, button);
    }

    [Fact]
    public async Task Each_step_is_told_once_signed_and_without_a_word_of_the_petition()
    {
        await using var receiver = await Receiver.Start();
        var (key, id, secret) = await Partner("推送一", receiver.Url);
        var filed = await site.Send(key, "k-1", PartnerSteps.Body());
        var petition = await site.Petition(filed);
        await site.Register(petition);
        await site.Forward(petition);
        await site.Receive(petition);
        await site.GiveNotice(petition);
        await site.Accept(petition);
        await site.Submit(petition);
        await site.Approve(petition);
        await site.Serve(petition);
        await site.TellPartners();
        await site.TellPartners();

        Assert.Equal(
            ["petition.received", "matter.registered", "matter.forwarded", "matter.accepted", "matter.closed"],
            receiver.Messages.Select(m => m.Type));
        var first = receiver.Messages[0];
        Assert.Equal(filed["number"], first.Json.GetProperty("data").GetProperty("number").GetString());
        Assert.Equal(petition.MatterNumber, receiver.Messages[1].Json.GetProperty("data").GetProperty("matter").GetString());
        foreach (var message in receiver.Messages)
        {
            // As the scheme's own description says it, by hand.
            var mac = HMACSHA256.HashData(
                Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}.{message.Body}"));
            Assert.Equal("v1," + Convert.ToBase64String(mac), message.Signature);
            Assert.Equal(site.Clock.Now.ToUnixTimeSeconds(), message.Timestamp);
            foreach (var word in (string[])["周桂兰", "13800000217", "雨水管", "住建局", "住房", "陆晓峰"])
                Assert.DoesNotContain(word, message.Body, StringComparison.Ordinal);
        }

        Assert.Equal(receiver.Messages.Count, receiver.Messages.Select(m => m.Id).Distinct().Count());
        Assert.False((await site.Get<WebhookOutbox>().State()).ContainsKey(id));
        // What others filed is nobody's news.
        await site.File();
        await site.TellPartners();
        Assert.Equal(5, receiver.Messages.Count);
    }

    [Fact]
    public async Task What_is_not_taken_is_tried_again_with_the_same_id_after_growing_pauses_and_given_up_in_the_end()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = StatusCodes.Status500InternalServerError;
        var (key, id, _) = await Partner("推送二", receiver.Url);
        await site.Send(key, "k-1", PartnerSteps.Body());
        for (var tries = 1; tries <= PartnerNews.Tries; tries++)
        {
            await site.TellPartners();
            await site.TellPartners();
            Assert.Equal(tries, receiver.Messages.Count);
            if (PartnerNews.PauseAfter(tries) is { } pause) site.Clock.Now += pause;
        }

        site.Clock.AdvanceDays(30);
        await site.TellPartners();
        Assert.Equal(PartnerNews.Tries, receiver.Messages.Count);
        Assert.Single(receiver.Messages.Select(m => m.Id).Distinct());

        using var administrator = await site.SignedIn("anquan");
        await administrator.Open("/administration/partners");
        Assert.Contains("1条没有送到", administrator.Html, StringComparison.Ordinal);
        var page = await administrator.Open($"/administration/partners/{id}");
        Assert.Contains("HTTP 500", page.Text("#failed"), StringComparison.Ordinal);
        Assert.Contains("不再试", page.Text("#failed"), StringComparison.Ordinal);
        Assert.DoesNotContain("XF2026", administrator.Html, StringComparison.Ordinal); // no administrator sees a petition

        receiver.Answer = StatusCodes.Status200OK;
        await Press(administrator, id, "again");
        await site.TellPartners();
        Assert.Equal(PartnerNews.Tries + 1, receiver.Messages.Count);
        page = await administrator.Open($"/administration/partners/{id}");
        Assert.Null(page.QuerySelector("#failed"));
    }

    [Fact]
    public async Task Whoever_is_away_holds_up_nobody_else_and_a_restart_loses_nothing()
    {
        await using var here = await Receiver.Start();
        var away = await Receiver.Start();
        var (gone, _, _) = await Partner("推送三", away.Url);
        var (key, _, _) = await Partner("推送四", here.Url);
        await away.DisposeAsync();
        await site.Send(gone, "k-1", PartnerSteps.Body());
        await site.Send(key, "k-1", PartnerSteps.Body());
        await site.TellPartners();
        Assert.Equal("petition.received", Assert.Single(here.Messages).Type);

        here.Answer = StatusCodes.Status503ServiceUnavailable;
        await site.Send(key, "k-2", PartnerSteps.Body(("title", "另一件事")));
        await site.TellPartners();
        await site.Restart();
        here.Answer = StatusCodes.Status204NoContent;
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        await site.TellPartners();
        Assert.Equal(3, here.Messages.Count);
        Assert.Equal(here.Messages[1].Id, here.Messages[2].Id);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = StatusCodes.Status307TemporaryRedirect;
        var (key, id, _) = await Partner("推送五", receiver.Url);
        await site.Send(key, "k-1", PartnerSteps.Body());
        await site.TellPartners();
        Assert.Single(receiver.Messages);
        Assert.Equal("HTTP 307", Assert.Single(await site.Get<WebhookOutbox>().Failed(id)).Error);
    }

    [Fact]
    public async Task Of_a_petition_that_is_sealed_meanwhile_nothing_more_is_told_not_even_what_waits()
    {
        await using var receiver = await Receiver.Start();
        var (key, id, _) = await Partner("推送六", receiver.Url);
        receiver.Answer = StatusCodes.Status500InternalServerError;
        var petition = await site.Petition(await site.Send(key, "k-1", PartnerSteps.Body()));
        await site.TellPartners();
        await site.Register(petition, Steps.Registering() with { SuspectedAccusation = true, SuspicionReason = "称局长收钱" });
        receiver.Answer = StatusCodes.Status204NoContent;
        site.Clock.Now = site.Clock.Now.AddHours(1);
        await site.TellPartners();
        await site.Send(key, "k-2", PartnerSteps.Body(("purpose", "accusation")));
        await site.TellPartners();
        Assert.Single(receiver.Messages);
        Assert.False((await site.Get<WebhookOutbox>().State()).ContainsKey(id));
        Assert.Equal(Stage.Sealed, (await site.State(petition)).Stage);
    }

    [Fact]
    public async Task A_new_address_has_a_new_secret_and_is_told_what_happens_from_then_on()
    {
        await using var old = await Receiver.Start();
        await using var other = await Receiver.Start();
        var (key, id, secret) = await Partner("推送七", old.Url);
        await site.Send(key, "k-1", PartnerSteps.Body());
        await site.TellPartners();
        using var administrator = await site.SignedIn("anquan");
        var page = await Press(administrator, id, "webhook", new() { ["url"] = other.Url });
        Assert.NotEqual(secret, page.Text("#key code"));
        await site.Send(key, "k-2", PartnerSteps.Body(("title", "另一件事")));
        await site.TellPartners();
        Assert.Equal((1, 1), (old.Messages.Count, other.Messages.Count));

        await Press(administrator, id, "webhook", new() { ["url"] = "" });
        await site.Send(key, "k-3", PartnerSteps.Body(("title", "第三件事")));
        await site.TellPartners();
        Assert.Equal((1, 1), (old.Messages.Count, other.Messages.Count));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2400:3200::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("64:ff9b::a01:203", false)]
    [InlineData("2002:a01:203::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    public void Networks_of_ones_own_are_not_sent_to_unless_a_setting_names_them(string address, bool reaches)
    {
        var usual = new WebhookTargets(new ConfigurationBuilder().Build());
        Assert.Equal(reaches, usual.Reaches(IPAddress.Parse(address)));
        var opened = new WebhookTargets(new ConfigurationBuilder().AddInMemoryCollection(
            [new(WebhookTargets.Setting, "10.1.0.0/16, fd00::/8")]).Build());
        Assert.Equal(reaches || address is "10.1.2.3" or "::ffff:10.1.2.3" or "fd00::1", opened.Reaches(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("http://app.example.gov.cn/x", "以 https:// 开头")]
    [InlineData("ftp://app.example.gov.cn", "以 https:// 开头")]
    [InlineData("banana", "以 https:// 开头")]
    [InlineData("https://user:secret@app.example.gov.cn/", "不要写账号")]
    [InlineData("https://10.1.2.3/x", "内部网络")]
    [InlineData("https://[::ffff:192.168.0.1]/x", "内部网络")]
    [InlineData("https://169.254.169.254/latest", "内部网络")]
    [InlineData("https://0x0a010203/x", "内部网络")]
    public async Task An_address_that_is_not_https_or_leads_inside_is_refused_with_its_reason(string url, string because)
    {
        var (_, id) = await site.IssueKey("地址 " + url[..Math.Min(40, url.Length)]);
        using var administrator = await site.SignedIn("anquan");
        var page = await Press(administrator, id, "webhook", new() { ["url"] = url });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, administrator.Status);
        Assert.Contains(because, page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(url, ((IHtmlInputElement)page.QuerySelector("#webhook input[name='url']")!).Value);
        Assert.Null((await site.Get<PartnerTable>().Find(id))!.Webhook);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        var usual = new WebhookTargets(new ConfigurationBuilder().Build());
        await using var receiver = await Receiver.Start();
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = usual.Connect });
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), Stop));
        Assert.Empty(receiver.Messages);
    }
}
