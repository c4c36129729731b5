using Xinqiao.Core.Furniture;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Tests.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

/// <summary>A password that somebody else gave ends, unless its holder changes it in time.</summary>
public sealed class FirstPasswordTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task One_that_was_not_changed_in_time_is_simply_a_wrong_one()
    {
        using var security = await site.SignedIn("anquan");
        var (page, password) = await Issue(security, "fenban");
        var last = site.Clock.Now.AddDays(14);
        Assert.Equal($"{last.Year}年{last.Month}月{last.Day}日", page.Text(".sheet .until"));

        // The whole of the last day.
        site.Clock.Now = new DateTimeOffset(last.Date, TimeSpan.FromHours(8)).AddDays(1).AddMinutes(-1);
        using var inTime = site.Visitor();
        await SignIn(inTime, "fenban", password);
        Assert.Equal("/account/password", inTime.Path);

        site.Clock.Now = site.Clock.Now.AddMinutes(2);
        using var late = site.Visitor();
        var refused = await SignIn(late, "fenban", password);
        var unknown = await SignIn(late, "niemand", password);
        Assert.Equal("/sign-in", late.Path);
        Assert.NotEqual("", refused.Text(".errors"));
        Assert.Equal(unknown.Text(".errors"), refused.Text(".errors"));
        // Whoever came in with it cannot change it any more either.
        var own = await inTime.Open("/account/password");
        await inTime.Submit(own.Form(), new() { ["current"] = password, ["password"] = "mein-eigenes-wort", ["again"] = "mein-eigenes-wort" });
        Assert.Contains("现在的密码不对", inTime.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_changed_in_time_has_no_last_day()
    {
        using var security = await site.SignedIn("anquan");
        var (_, password) = await Issue(security, "ducha");
        using var visitor = site.Visitor();
        var page = await SignIn(visitor, "ducha", password);
        await visitor.Submit(page.Form(), new() { ["current"] = password, ["password"] = "mein-eigenes-wort", ["again"] = "mein-eigenes-wort" });

        site.Clock.AdvanceDays(Passwords.DaysOfFirst + 1);
        using var later = site.Visitor();
        await SignIn(later, "ducha", "mein-eigenes-wort");
        Assert.Equal("/desk", later.Path);
    }

    [Fact]
    public async Task Administrators_see_until_when_one_holds_and_that_it_ended()
    {
        using var security = await site.SignedIn("anquan");
        var person = (await site.Get<People>().FindLogin("chengban"))!;
        await Issue(security, "chengban");
        var last = (await site.Get<People>().FindLogin("chengban"))!.LastOfFirst!.Value;
        var told = $"有效期至{last.Year}年{last.Month}月{last.Day}日";
        Assert.Contains(told, (await security.Open($"/administration/people/{person.Id}")).Text("#first"), StringComparison.Ordinal);
        await security.Open("/administration/first-passwords");
        Assert.Contains(told, security.Html, StringComparison.Ordinal);

        site.Clock.AdvanceDays(Passwords.DaysOfFirst + 1);
        using var later = await site.SignedIn("anquan");
        await later.Open("/administration/first-passwords");
        Assert.Contains("没有改，已过有效期", later.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_an_administrator_set_anew_ends_as_well()
    {
        var (anquan, person) = (await site.As("anquan"), (await site.Get<People>().FindLogin("dengji"))!);
        await site.Get<People>().ResetPassword(anquan, person, "one-of-the-administrator");
        Assert.NotNull(await site.Get<People>().Check("dengji", "one-of-the-administrator"));
        site.Clock.AdvanceDays(Passwords.DaysOfFirst + 1);
        Assert.Null(await site.Get<People>().Check("dengji", "one-of-the-administrator"));
        // Nothing else ends: what the demo prints is its holder's own.
        Assert.NotNull(await site.Get<People>().Check("fuze", DemoDistrict.Password));
    }

    // As where a password was forgotten on the first day: on the list again, and issued.
    private async Task<(AngleSharp.Html.Dom.IHtmlDocument Page, string Password)> Issue(Visitor security, string login)
    {
        var person = (await site.Get<People>().FindLogin(login))!;
        await site.Get<People>().ResetPassword(await site.As("anquan"), person, "one-of-the-administrator");
        await security.Open("/administration/first-passwords");
        var page = await security.Post("/administration/first-passwords", [new("person", person.Id), new("form-token", await security.Token())]);
        return (page, page.QuerySelectorAll(".sheet .code")[1].TextContent);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> SignIn(Visitor visitor, string login, string password)
    {
        var page = await visitor.Open("/sign-in");
        return await visitor.Submit(page.Form("form.panel"), new() { ["login"] = login, ["password"] = password });
    }
}
