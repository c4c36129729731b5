using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Tests.Matters.Staff;
using Xinqiao.Web.Tests.Partners;
using Xunit;

namespace Xinqiao.Web.Tests.Serving;

/// <summary>A field is sent once. Two programs that read a doubled one differently could be led to act on different things.</summary>
public sealed class DoubledFieldTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_form_of_citizens_with_a_doubled_field_is_refused_and_does_nothing()
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.Tracking(f);
        var page = await visitor.Open("/petition");
        var form = page.Form("form[action='/petition']");
        foreach (var field in (string[])["title", "narrative", "key", "form-token"])
            await Refused(visitor, "/petition", [.. Visitor.Values(form, new() { ["title"] = "一", ["narrative"] = "二" }, "next"), new(field, "三")]);

        page = await visitor.Open("/track");
        await Refused(visitor, "/track", [.. Visitor.Values(page.Form(), new() { ["number"] = f.Number, ["code"] = f.Code }), new("number", "XF2026-000002-0")]);
        var size = await site.LogSize();
        page = await visitor.Open("/track/withdraw");
        await Refused(visitor, "/track/withdraw", [.. Visitor.Values(page.Form(), button: "send-code"), new("do", "withdraw")]);
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_form_of_staff_with_a_doubled_field_is_refused_and_does_nothing()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        await Refused(
            visitor, "/sign-in", [.. Visitor.Values(page.Form("form.panel"), new() { ["login"] = "fenban", ["password"] = DemoDistrict.Password }), new("login", "guanli")]);
        await visitor.Open("/desk");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);

        using var officer = await site.SignedIn("fenban");
        var forward = $"/staff/matters/{f.Matter.Value}/forward";
        var form = (await officer.Open(forward)).Form();
        var size = await site.LogSize();
        await Refused(officer, forward, [.. Visitor.Values(form, new() { ["unit"] = "ZJ", ["reason"] = "属房屋共用设施维修。" }), new("unit", "CG")]);
        Assert.Equal(size, await site.LogSize());
        Assert.Equal(Stage.ToForward, (await site.State(f)).Stage);
    }

    [Fact]
    public async Task An_address_with_a_doubled_field_is_refused_where_the_page_reads_it_and_one_that_nobody_reads_is_let_be()
    {
        using var officer = await site.SignedIn("fenban");
        await officer.Open("/staff/matters?stage=to-forward");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        await officer.Open("/staff/matters?stage=to-forward&stage=served");
        Assert.Equal(HttpStatusCode.BadRequest, officer.Status);
        using var visitor = site.Visitor();
        await visitor.Open("/track?left=1&left=2");
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        await visitor.Open("/track?from=a&from=b");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Fact]
    public async Task What_a_form_says_counts_and_not_what_the_address_says_beside_it()
    {
        var f = await site.BringTo(Stage.InHand);
        var other = await site.BringTo(Stage.InHand);
        using var visitor = site.Visitor();
        var page = await visitor.Open("/track");
        await visitor.Post(
            $"/track?number={other.Number}&code={other.Code}", Visitor.Values(page.Form(), new() { ["number"] = f.Number, ["code"] = f.Code }));
        Assert.Equal("/track/case", visitor.Path);
        Assert.Contains(f.Number, visitor.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Number, visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_be_chosen_several_times_is_taken_several_times()
    {
        using var security = await site.SignedIn("anquan");
        foreach (var login in (string[])["ducha", "fuze"])
        {
            var person = (await site.Get<People>().FindLogin(login))!;
            await site.Get<People>().ResetPassword(await site.As("anquan"), person, "one-of-the-administrator");
        }

        var token = await security.Token();
        var page = await security.Open("/administration/first-passwords");
        var chosen = page.QuerySelectorAll("main [name='person']").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create("person", i.Value)).ToList();
        page = await security.Post("/administration/first-passwords", [.. chosen, new("form-token", token)]);
        Assert.Equal((2, 2), (chosen.Count, page.QuerySelectorAll(".sheet").Length));
    }

    [Fact]
    public async Task A_partner_who_doubles_a_field_or_a_key_is_told_so()
    {
        var (key, _) = await site.IssueKey("平台一");
        var doubled = await site.Send(key, "k-1", """{"title":"一","title":"二"}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, doubled.Status);
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/petitions")
        {
            Content = new StringContent(System.Text.Json.JsonSerializer.Serialize(PartnerSteps.Body()), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", ["k-2", "k-3"]);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task Refused(Visitor visitor, string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        await visitor.Post(path, fields);
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Contains("请求不完整", visitor.Html, StringComparison.Ordinal);
    }
}
