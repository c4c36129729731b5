using System.Net;
using Xinqiao.Web.Demo;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

public sealed class SigningInTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_refused_in_the_same_words()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        var wrong = await visitor.Submit(page.Form("form.panel"), new() { ["login"] = "dengji", ["password"] = "falsch-falsch" });
        var unknown = await visitor.Submit(page.Form("form.panel"), new() { ["login"] = "niemand", ["password"] = "falsch-falsch" });

        Assert.Contains("账号或密码不对", wrong.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(wrong.Text(".errors"), unknown.Text(".errors"));
    }

    [Fact]
    public async Task An_account_is_locked_for_half_an_hour_after_five_wrong_passwords()
    {
        using var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        Task SignIn(string password) =>
            visitor.Submit(page.Form("form.panel"), new() { ["login"] = "guanli", ["password"] = password });

        for (var i = 0; i < 5; i++) await SignIn("falsch-falsch");
        await SignIn(DemoDistrict.Password);
        Assert.NotEqual("/desk", visitor.Path);

        site.Clock.Now = site.Clock.Now.AddMinutes(31);
        await SignIn(DemoDistrict.Password);
        Assert.Equal("/desk", visitor.Path);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_before_any_page_of_staff()
    {
        using var visitor = site.Visitor();
        await visitor.Open("/desk");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_an_hour_without_a_page_or_half_a_day_with_many_ends_a_sign_in()
    {
        using var visitor = await site.SignedIn("fenban");
        for (var pages = 0; pages < 24; pages++)
        {
            site.Clock.Now = site.Clock.Now.AddMinutes(29);
            await visitor.Open("/desk");
            Assert.Equal("/desk", visitor.Path);
        }

        site.Clock.Now = site.Clock.Now.AddMinutes(29);
        await visitor.Open("/desk");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);

        using var again = await site.SignedIn("fenban");
        site.Clock.Now = site.Clock.Now.AddMinutes(31);
        await again.Open("/desk");
        Assert.StartsWith("/sign-in", again.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_signed_out_is_signed_out_for_a_cookie_that_was_kept_too()
    {
        using var visitor = await site.SignedIn("chengban");
        using var thief = Bearing(visitor.Cookies());
        await thief.Open("/desk");
        Assert.Equal("/desk", thief.Path);
        await visitor.Submit((await visitor.Open("/desk")).Form("header form"));
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
        await thief.Open("/desk");
        Assert.StartsWith("/sign-in", thief.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_signs_in_again_leaves_nothing_open_behind()
    {
        using var visitor = await site.SignedIn("chengban");
        using var thief = Bearing(visitor.Cookies());
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = "chengban", ["password"] = DemoDistrict.Password });
        Assert.Equal("/desk", visitor.Path);
        await thief.Open("/desk");
        Assert.StartsWith("/sign-in", thief.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_that_was_changed_by_a_character_opens_nothing()
    {
        using var visitor = await site.SignedIn("chengban");
        var cookies = visitor.Cookies();
        var at = cookies.IndexOf("xinqiao-staff=", StringComparison.Ordinal) + 100;
        using var forger = Bearing(cookies[..at] + (cookies[at] == 'A' ? 'B' : 'A') + cookies[(at + 1)..]);
        await forger.Open("/desk");
        Assert.StartsWith("/sign-in", forger.Path, StringComparison.Ordinal);
    }

    private Visitor Bearing(string cookies)
    {
        var visitor = site.Visitor();
        foreach (var cookie in cookies.Split("; "))
            visitor.SetCookie(cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..], "/");
        return visitor;
    }

    [Fact]
    public async Task An_unknown_address_is_told_so()
    {
        using var visitor = site.Visitor();
        await visitor.Open("/nirgends");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public async Task Signing_out_asks_the_browser_to_forget_what_it_kept()
    {
        using var visitor = await site.SignedIn("fenban");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Address };
        var token = (await visitor.Open("/desk")).Form("form[action='/sign-out']").QuerySelector("input[name='form-token']")!.GetAttribute("value")!;
        http.DefaultRequestHeaders.Add("Cookie", visitor.Cookies());
        using var left = await http.PostAsync(
            "/sign-out", new FormUrlEncodedContent([new("form-token", token)]), TestContext.Current.CancellationToken);

        Assert.Equal("/sign-in", left.Headers.Location?.ToString());
        Assert.Equal("\"cache\", \"storage\"", Assert.Single(left.Headers.GetValues("Clear-Site-Data")));
    }

    [Fact]
    public async Task Whoever_petitioned_is_asked_again_after_twenty_idle_minutes_or_four_hours_with_many_pages()
    {
        using var visitor = await site.Tracking(await site.File());
        for (var pages = 0; pages < 12; pages++)
        {
            site.Clock.Now = site.Clock.Now.AddMinutes(19);
            await visitor.Open("/track/case");
            Assert.Equal("/track/case", visitor.Path);
        }

        site.Clock.Now = site.Clock.Now.AddMinutes(19);
        await visitor.Open("/track/case");
        Assert.StartsWith("/track", visitor.Path, StringComparison.Ordinal);
        Assert.NotEqual("/track/case", visitor.Path);

        using var idle = await site.Tracking(await site.File());
        site.Clock.Now = site.Clock.Now.AddMinutes(21);
        await idle.Open("/track/case");
        Assert.NotEqual("/track/case", idle.Path);
    }
}
