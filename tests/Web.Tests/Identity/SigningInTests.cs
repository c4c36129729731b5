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
    public async Task An_unknown_address_is_told_so()
    {
        using var visitor = site.Visitor();
        await visitor.Open("/nirgends");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }
}
