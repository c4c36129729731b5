using System.Net;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Tests.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

/// <summary>三员分设: who sets up, who lets in, who looks on. None of them reads a petition, and none can do what another does.</summary>
public sealed class ThreeAdministratorsTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Logins = ["guanli", "anquan", "shenji"];

    private async Task<HttpStatusCode> Status(string login, string path)
    {
        using var visitor = await site.SignedIn(login);
        await visitor.Open(path);
        return visitor.Status;
    }

    [Theory]
    [InlineData("/administration/units", "guanli")]
    [InlineData("/administration/sheet", "guanli")]
    [InlineData("/administration/categories", "guanli")]
    [InlineData("/administration/calendars", "guanli")]
    [InlineData("/administration/settings", "guanli")]
    [InlineData("/administration/letters", "guanli")]
    [InlineData("/administration/people/s-3/handover", "guanli")]
    [InlineData("/administration/first-passwords", "anquan")]
    [InlineData("/administration/passwords", "anquan")]
    [InlineData("/administration/second-factor", "anquan")]
    [InlineData("/administration/partners", "anquan")]
    [InlineData("/registers/changes", "shenji")]
    [InlineData("/registers/numbers", "shenji")]
    [InlineData("/registers/readings", "shenji")]
    [InlineData("/registers/witnesses", "shenji")]
    public async Task Each_page_of_administration_belongs_to_one_of_the_three(string path, string owner)
    {
        foreach (var login in Logins) Assert.Equal(login == owner ? HttpStatusCode.OK : HttpStatusCode.Forbidden, await Status(login, path));
    }

    [Fact]
    public async Task None_of_the_three_reads_a_petition_or_finds_its_number()
    {
        var filed = await site.BringTo(Stage.InHand, c => c with { Title = "三员都看不到的一件" });
        foreach (var login in Logins)
        {
            using var visitor = await site.SignedIn(login);
            foreach (var path in new[] { "/desk", "/staff/matters", "/staff/search?q=三员", $"/staff/matters/{filed.MatterNumber}", "/sealed", "/administration/people/s-3", "/registers/changes" })
            {
                await visitor.Open(path);
                Assert.DoesNotContain("三员都看不到的一件", visitor.Html, StringComparison.Ordinal);
                Assert.DoesNotContain(filed.MatterNumber, visitor.Html, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_system_administrator_sees_posts_of_a_person_and_the_security_administrator_sign_ins()
    {
        using var system = await site.SignedIn("guanli");
        var page = await system.Open("/administration/people/s-3");
        Assert.Equal(["work", "factor", "end"], page.QuerySelectorAll(".panel[id]").Select(p => p.Id));
        using var security = await site.SignedIn("anquan");
        page = await security.Open("/administration/people/s-3");
        Assert.Equal(["reset", "sessions", "factor"], page.QuerySelectorAll(".panel[id]").Select(p => p.Id));
        Assert.Null((await security.Open("/administration/people")).QuerySelector("aside form"));
    }

    [Theory]
    [InlineData("guanli", "reset", "/administration/people/s-3")]
    [InlineData("guanli", "sign-out", "/administration/people/s-3")]
    [InlineData("anquan", "end", "/administration/people/s-3")]
    [InlineData("anquan", "call-off", "/administration/people/s-3")]
    [InlineData("anquan", "", "/administration/people")]
    public async Task A_form_of_another_administrator_is_refused_by_the_rule_and_changes_nothing(string login, string act, string path)
    {
        using var visitor = await site.SignedIn(login);
        var token = await visitor.Token();
        var size = await site.LogSize();
        await visitor.Post(path,
        [
            new("act", act), new("password", DemoDistrict.Password + "-neu"), new("reason", "试一试"), new("name", "丁九"), new("role", "handler"),
            new("unit", "RS"), new("login", "ding.jiu"), new("form-token", token),
        ]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(login == "guanli" ? "此事由安全管理员办理" : "此事由系统管理员办理", visitor.Html, StringComparison.Ordinal);
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_person_who_is_one_of_the_three_is_not_appointed_to_another()
    {
        using var system = await site.SignedIn("guanli");
        var page = await system.Open("/administration/people");
        page = await system.Submit(page.Form("aside form"), new() { ["name"] = "吴敏", ["role"] = "audit-administrator", ["unit"] = "XF", ["login"] = "wumin2" });
        page.AssertRefused(system, "role");
        Assert.Contains("GB/T 22239", system.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_profile_of_passwords_is_chosen_once_for_all_and_asked_of_the_next_password()
    {
        using var security = await site.SignedIn("anquan");
        var page = await security.Open("/administration/passwords");
        page = await security.Submit(page.Form("main form"), new() { ["profile"] = "dengbao" });
        Assert.Contains("等保三级", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal(PasswordProfile.Dengbao, site.Get<People>().Profile);
        var person = (await site.Get<People>().Find("s-3"))!;
        page = await security.Open("/administration/people/s-3");
        page = await security.Submit(page.Form("#reset"), new() { ["password"] = "ganz-neues-passwort" }, "reset");
        page.AssertRefused(security, "password");
        Assert.Contains("8.1.4.1", security.Html, StringComparison.Ordinal);
        await security.Submit(page.Form("#reset"), new() { ["password"] = "Ganz-neues-passwort" }, "reset");
        Assert.Equal("/administration/people", security.Path);

        page = await security.Submit((await security.Open("/administration/passwords")).Form("main form"), new() { ["profile"] = "asvs" });
        Assert.Equal(PasswordProfile.Asvs, site.Get<People>().Profile);
        page = await security.Submit((await security.Open("/administration/passwords")).Form("main form"), new() { ["profile"] = "asvs" });
        page.AssertRefused(security, "profile");
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("qwertyuiop[]")]
    [InlineData("111111111111")]
    [InlineData("chengban-chengban")]
    [InlineData("201503152016")]
    public async Task A_password_that_is_tried_first_is_refused(string password)
    {
        using var security = await site.SignedIn("anquan");
        var page = await security.Open("/administration/people/s-3");
        page = await security.Submit(page.Form("#reset"), new() { ["password"] = password }, "reset");
        page.AssertRefused(security, "password");
        Assert.Contains("容易被猜到", security.Html, StringComparison.Ordinal);
    }
}

/// <summary>A password that has lasted ninety days, where the office follows 等保.</summary>
public sealed class WornPasswordTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_password_of_ninety_days_opens_nothing_but_its_change()
    {
        using var security = await site.SignedIn("anquan");
        var page = await security.Open("/administration/passwords");
        await security.Submit(page.Form("main form"), new() { ["profile"] = "dengbao" });
        site.Clock.AdvanceDays(91);
        using var handler = site.Visitor();
        page = await handler.Open("/sign-in");
        await handler.Submit(page.Form("form.panel"), new() { ["login"] = "chengban", ["password"] = DemoDistrict.Password });
        Assert.Equal("/account/password", handler.Path);
        await handler.Open("/staff/matters");
        Assert.Equal("/account/password", handler.Path);
        page = await handler.Open("/account/password");
        page = await handler.Submit(page.Form(), new() { ["current"] = DemoDistrict.Password, ["password"] = "Neues-Passwort-3", ["again"] = "Neues-Passwort-3" });
        await handler.Open("/staff/matters");
        Assert.Equal("/staff/matters", handler.Path);
        using var again = site.Visitor();
        page = await again.Open("/sign-in");
        await again.Submit(page.Form("form.panel"), new() { ["login"] = "chengban", ["password"] = "Neues-Passwort-3" });
        Assert.Equal("/desk", again.Path);
    }
}
