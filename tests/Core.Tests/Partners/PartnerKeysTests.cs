using Xinqiao.Core.Matters;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests.Partners;

public class PartnerKeysTests
{
    private static readonly Partner App = new("t-1", "南通市民 App", Channel.Portal, null, -1, Revoked: false);

    private static Act By(Actor? actor = null) => Given.Nothing.ActOf(actor ?? Some.Security);

    private static Decision Issue(string? organ = "南通市12345", Channel? channel = Channel.Hotline, Actor? by = null, params Partner[] present) =>
        PartnerKeys.Issue("t-2", organ, channel, present, By(by));

    [Fact]
    public void An_administrator_issues_a_key_for_one_channel_of_one_platform()
    {
        var issued = Issue(" 南通市12345 ").Event<PartnerKeyIssued>();
        Assert.Equal(("t-2", "南通市12345", Channel.Hotline), (issued.Partner, issued.Organ, issued.Channel));
    }

    [Fact]
    public void Nobody_else_decides_about_partners()
    {
        foreach (var other in Some.Everybody.Where(a => a.Role != Role.SecurityAdministrator))
        {
            Issue(by: other).Refused("not-your-role");
            PartnerKeys.Renew(App, By(other)).Refused("not-your-role");
            PartnerKeys.Revoke(App, "到期", By(other)).Refused("not-your-role");
            PartnerKeys.SetWebhook(App, "https://a.example.cn/", _ => true, By(other)).Refused("not-your-role");
        }
    }

    [Theory]
    [InlineData(Channel.Letter)]
    [InlineData(Channel.Visit)]
    [InlineData(Channel.Call)]
    [InlineData(Channel.Fax)]
    [InlineData(null)]
    public void What_comes_to_the_counter_comes_through_no_interface(Channel? channel) => Issue(channel: channel).Refused("channel-missing", PartnerKeys.Source);

    [Fact]
    public void A_platform_has_one_key_for_a_channel_and_another_once_it_was_revoked()
    {
        Issue(App.Organ, App.Channel, null, App).Refused("partner-known");
        Issue(App.Organ, Channel.Hotline, null, App).Event<PartnerKeyIssued>();
        Issue(App.Organ, App.Channel, null, App with { Revoked = true }).Event<PartnerKeyIssued>();
    }

    [Fact]
    public void After_the_end_nothing_more_is_decided_and_the_end_has_a_reason()
    {
        PartnerKeys.Revoke(App, " ", By()).Refused("missing");
        PartnerKeys.Revoke(App, "协议到期", By()).Event<PartnerKeyRevoked>();
        PartnerKeys.Renew(App with { Revoked = true }, By()).Refused("partner-revoked");
        PartnerKeys.SetWebhook(App with { Revoked = true }, "https://a.example.cn/", _ => true, By()).Refused("partner-revoked");
    }

    [Theory]
    [InlineData("https://app.example.gov.cn/xinqiao", null)]
    [InlineData("http://localhost:8080/x", null)]
    [InlineData("http://app.example.gov.cn/", "webhook-not-https")]
    [InlineData("app.example.gov.cn", "webhook-not-https")]
    [InlineData("https://", "webhook-not-https")]
    [InlineData("https://u:p@app.example.gov.cn/", "webhook-odd")]
    [InlineData("https://app.example.gov.cn/#x", "webhook-odd")]
    [InlineData("https://inside.example.gov.cn/", "webhook-private")]
    [InlineData("", "webhook-unchanged")]
    public void News_goes_to_https_alone_and_to_no_network_of_ones_own(string url, string? code)
    {
        var decision = PartnerKeys.SetWebhook(App, url, host => host != "inside.example.gov.cn", By());
        if (code is null) Assert.Equal(url, decision.Event<PartnerWebhookSet>().Url);
        else Assert.Equal("url", decision.Refused(code, PartnerKeys.Source).Field);
    }

    [Fact]
    public void An_empty_address_ends_the_telling() =>
        Assert.Null(PartnerKeys.SetWebhook(App with { Webhook = "https://a.example.cn/" }, "", _ => true, By()).Event<PartnerWebhookSet>().Url);

    [Fact]
    public void Every_event_that_is_news_is_asked_of_the_log_and_pauses_only_grow()
    {
        Assert.All(PartnerNews.Events, name => Assert.Contains(name, EventCatalogue.Names));
        var pauses = Enumerable.Range(1, PartnerNews.Tries).Select(PartnerNews.PauseAfter).ToList();
        Assert.Null(pauses[^1]);
        Assert.Equal(pauses[..^1].Order(), pauses[..^1]);
        Assert.InRange(pauses.Sum(p => p?.TotalHours ?? 0), 72, 96);
    }

    [Fact]
    public void A_look_by_another_procedure_is_news_and_the_ordinary_notice_is_not()
    {
        var id = StreamId.Matter(Guid.Empty);
        NoticeIssued Notice(Route route) => new(id, "1号", route, "住建局", "0513", PrivateText.Absent, PrivateText.Absent, PrivateText.Absent);
        Assert.Null(PartnerNews.Of(Notice(Route.PetitionProcedure)));
        Assert.Equal(News.OtherProcedure, PartnerNews.Of(Notice(Route.StatutoryDuty)));
        Assert.Equal(News.ReviewWithdrawn, PartnerNews.Of(new ReviewWithdrawn(id, ReviewLevel.Review, PrivateText.Absent)));
        Assert.Null(PartnerNews.Of(new MatterSealed(id, Purpose.Mixed, PrivateText.Absent)));
    }
}
