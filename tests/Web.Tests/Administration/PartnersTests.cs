using System.Net;
using Xinqiao.Core;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Partners;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

/// <summary>An administrator issues, renews and revokes keys; each step is an event, and no key stands anywhere.</summary>
public sealed class PartnersTests(Site site) : IClassFixture<Site>
{
    private async Task<string> Events(string id) => string.Join(
        ' ', (await site.Get<CaseReader>().Events(StreamId.Furniture("partner:" + id))).Select(e => e.Event.StoredName));

    [Fact]
    public async Task A_key_is_shown_once_and_only_its_digest_is_kept()
    {
        var (key, id) = await site.IssueKey("接口一");
        Assert.Equal("partner.key-issued.v1", await Events(id));
        using var administrator = await site.SignedIn("anquan");
        foreach (var path in (string[])["/administration/partners", $"/administration/partners/{id}"])
        {
            await administrator.Open(path);
            Assert.Contains("接口一", administrator.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(key, administrator.Html, StringComparison.Ordinal);
        }

        await using var connection = site.Database.OpenToRead();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, organ, channel, webhook, hex(key_mac) FROM partners UNION ALL SELECT event, '', '', '', '' FROM events";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            for (var i = 0; i < reader.FieldCount; i++)
                Assert.DoesNotContain(key.Split('_', 3)[2], $"{reader.GetValue(i)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_works_no_more_and_tells_why()
    {
        var (key, id) = await site.IssueKey("接口二");
        using var administrator = await site.SignedIn("anquan");
        var page = await administrator.Open($"/administration/partners/{id}");
        page = await administrator.Submit(page.Form("#revoke"), new() { ["reason"] = " " }, "revoke");
        page.AssertRefused(administrator, "reason");
        page = await administrator.Submit(page.Form("#revoke"), new() { ["reason"] = "协议到期" }, "revoke");
        Assert.Contains("密钥已停用", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal("partner.key-issued.v1 partner.key-revoked.v1", await Events(id));
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Send(key, "k-1", PartnerSteps.Body())).Status);
        Assert.Null(page.QuerySelector("#renew"));
        // What was pressed on a page from before is refused, and the name is free again.
        await administrator.Post($"/administration/partners/{id}", [new("act", "renew"), new("form-token", "")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, administrator.Status);
        Assert.NotEqual(key, (await site.IssueKey("接口二")).Key);
    }

    [Theory]
    [InlineData("organ", "")]
    [InlineData("organ", "平台\u0001")]
    [InlineData("channel", "")]
    [InlineData("channel", "letter")]
    [InlineData("channel", "banana")]
    public async Task A_damaged_field_is_named_and_the_rest_is_kept(string field, string value)
    {
        using var administrator = await site.SignedIn("anquan");
        var page = await administrator.Open("/administration/partners");
        Dictionary<string, string?> typed = new() { ["organ"] = "接口三", ["channel"] = "hotline" };
        typed[field] = value;
        page = await administrator.Submit(page.Form(), typed);
        page.AssertRefused(administrator, field);
        if (field != "organ") Assert.Equal("接口三", page.Kept("organ"));
        else Assert.Equal("hotline", page.Kept("channel"));
        Assert.DoesNotContain(await site.Get<PartnerTable>().All(), p => p.Organ == "接口三");
    }

    [Fact]
    public async Task The_same_platform_has_one_key_for_one_channel()
    {
        await site.IssueKey("接口四");
        using var administrator = await site.SignedIn("anquan");
        var page = await administrator.Open("/administration/partners");
        page = await administrator.Submit(page.Form(), new() { ["organ"] = " 接口四 ", ["channel"] = "portal" });
        page.AssertRefused(administrator, "organ");
    }

    [Theory]
    [InlineData("dengji")]
    [InlineData("fuze")]
    [InlineData("jijian")]
    public async Task Nobody_else_sees_the_partners(string login)
    {
        using var visitor = await site.SignedIn(login);
        await visitor.Open("/administration/partners");
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
    }
}
