using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Tests.Matters.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

public sealed class AdministrationTests(Site site) : IClassFixture<Site>
{
    private const string Password = "xinmima-xinmima";

    private static Dictionary<string, string?> Appointment(string login) => new()
    {
        ["name"] = "丁一",
        ["role"] = "handler",
        ["unit"] = "RS",
        ["login"] = login,
    };

    private async Task<Person> Appointed(Visitor administrator, string login)
    {
        var page = await administrator.Open("/administration/people");
        page = await administrator.Submit(page.Form(), Appointment(login));
        Assert.Contains("已任命丁一", page.Text(".notice.good"), StringComparison.Ordinal);
        return (await site.Get<People>().FindLogin(login))!;
    }

    private async Task<Person> LetIn(Visitor administrator, Visitor security, string login, string password = Password)
    {
        var person = await Appointed(administrator, login);
        await Reset(security, person, password);
        return person;
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Reset(Visitor security, Person person, string password)
    {
        var page = await security.Open($"/administration/people/{person.Id}");
        return await security.Submit(page.Form("#reset"), new() { ["password"] = password }, "reset");
    }

    private async Task<string> Events(string person) => string.Join(
        ' ', (await site.Get<CaseReader>().Events(StreamId.Furniture("person:" + person))).Select(e => e.Event.StoredName));

    private async Task<Visitor> SignIn(string login, string password)
    {
        var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = login, ["password"] = password });
        return visitor;
    }

    [Fact]
    public async Task Whoever_is_appointed_can_sign_in_and_each_step_is_an_event_without_the_password()
    {
        using var administrator = await site.SignedIn("guanli");
        using var security = await site.SignedIn("anquan");
        var person = await Appointed(administrator, "ding.yi");
        Assert.Equal("person.appointed.v1", await Events(person.Id));
        using var early = await SignIn("ding.yi", "");
        Assert.Equal("/sign-in", early.Path);
        await Reset(security, person, Password);
        Assert.Equal("person.appointed.v1 person.password-set.v1", await Events(person.Id));
        var appointed = (PersonAppointed)(await site.Get<CaseReader>().Events(StreamId.Furniture("person:" + person.Id)))[0].Event;
        Assert.Equal((Role.Handler, "RS", "丁一"), (appointed.Role, appointed.Unit, appointed.Name.Value));

        using var visitor = await SignIn("ding.yi", Password);
        Assert.Equal("/account/password", visitor.Path);
        var page = await administrator.Open("/administration/people");
        Assert.Contains("丁一", page.Text(".list"), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, administrator.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_under_the_old_one()
    {
        using var administrator = await site.SignedIn("guanli");
        using var security = await site.SignedIn("anquan");
        var person = await LetIn(administrator, security, "ding.er");
        using var visitor = await SignIn("ding.er", Password);
        var page = await Reset(security, person, "kurz");
        page.AssertRefused(security, "password");
        page = await Reset(security, person, "ganz-neues-passwort");
        Assert.Contains("已重设", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal("person.appointed.v1 person.password-set.v1 person.password-set.v1", await Events(person.Id));

        await visitor.Open("/desk");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
        using var old = await SignIn("ding.er", Password);
        Assert.NotEqual("/desk", old.Path);
        using var renewed = await SignIn("ding.er", "ganz-neues-passwort");
        Assert.Equal("/account/password", renewed.Path);
    }

    [Fact]
    public async Task An_ended_post_closes_the_account_at_once_and_for_good()
    {
        using var administrator = await site.SignedIn("guanli");
        using var security = await site.SignedIn("anquan");
        var person = await LetIn(administrator, security, "ding.san");
        using var visitor = await SignIn("ding.san", Password);
        var page = await administrator.Open($"/administration/people/{person.Id}");
        page = await administrator.Submit(page.Form("#end"), new() { ["reason"] = " " }, "end");
        page.AssertRefused(administrator, "reason");
        page = await administrator.Submit(page.Form("#end"), new() { ["reason"] = "调离" }, "end");
        Assert.Contains("账号已停用", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.EndsWith("person.post-ended.v1", await Events(person.Id), StringComparison.Ordinal);

        await visitor.Open("/desk");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
        await administrator.Open($"/administration/people/{person.Id}");
        Assert.Equal(HttpStatusCode.NotFound, administrator.Status);
        page = await administrator.Open("/administration/people");
        page = await administrator.Submit(page.Form(), Appointment("ding.san"));
        page.AssertRefused(administrator, "login");
    }

    [Fact]
    public async Task Nobody_ends_their_own_post()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open("/administration/people/s-6");
        page = await administrator.Submit(page.Form("#end"), new() { ["reason"] = "试一试" }, "end");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, administrator.Status);
        Assert.Contains("不能停用自己的账号", page.Text(".errors"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "丁\u0001")]
    [InlineData("role", "")]
    [InlineData("role", "petitioner")]
    [InlineData("role", "banana")]
    [InlineData("unit", "")]
    [InlineData("unit", "banana")]
    [InlineData("unit", "XF")]
    [InlineData("login", "")]
    [InlineData("login", "Ding Yi")]
    [InlineData("login", "dengji")]
    public async Task A_damaged_appointment_is_refused_at_its_field_and_the_rest_is_kept(string field, string value)
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open("/administration/people");
        var typed = Appointment("ding.wu");
        typed[field] = value;
        var size = await site.LogSize();
        page = await administrator.Submit(page.Form(), typed);
        page.AssertRefused(administrator, field);
        foreach (var other in new[] { "name", "role", "unit", "login" }.Where(o => o != field)) Assert.Equal(typed[other], page.Kept(other));
        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task A_field_far_too_long_is_refused_and_a_stale_page_loses_nothing()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open("/administration/people");
        foreach (var field in new[] { "name", "login" })
        {
            var typed = Appointment("ding.liu");
            typed[field] = new string('a', 100_000);
            page = await administrator.Submit(page.Form(), typed);
            page.AssertRefused(administrator, field);
        }

        var stale = Appointment("ding.liu");
        stale["form-token"] = "verfallen";
        page = await administrator.Submit(page.Form(), stale);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(("丁一", "ding.liu"), (page.Kept("name"), page.Kept("login")));
    }

    [Theory]
    [InlineData("/administration/people/s-999")]
    [InlineData("/administration/people/%3Cb%3E")]
    public async Task An_address_of_nobody_is_not_found(string path)
    {
        using var administrator = await site.SignedIn("guanli");
        var token = await administrator.Token();
        await administrator.Open(path);
        Assert.Equal(HttpStatusCode.NotFound, administrator.Status);
        await administrator.Post(path, [new("act", "end"), new("reason", "x"), new("form-token", token)]);
        Assert.Equal(HttpStatusCode.NotFound, administrator.Status);
    }

    [Fact]
    public async Task A_button_nobody_made_is_no_request()
    {
        using var administrator = await site.SignedIn("guanli");
        await administrator.Post("/administration/people/s-3", [new("act", "banana"), new("form-token", await administrator.Token())]);
        Assert.Equal(HttpStatusCode.BadRequest, administrator.Status);
    }

    [Fact]
    public async Task The_tree_shows_the_district_with_its_departments_streets_and_zones()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open("/administration/units");
        var tree = page.Text(".tree");
        foreach (var part in new[] { "崇川区", "职能部门", "崇川区住房和城乡建设局", "街道", "园区", "复查机关" })
            Assert.Contains(part, tree, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dengji")]
    [InlineData("fenban")]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("ducha")]
    [InlineData("jijian")]
    [InlineData("shenji")]
    public async Task Nobody_else_administers(string login)
    {
        using var visitor = await site.SignedIn(login);
        var token = await visitor.Token();
        var size = await site.LogSize();
        foreach (var path in new[] { "/administration/units", "/administration/people", "/administration/people/s-3" })
        {
            await visitor.Open(path);
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        }

        await visitor.Post("/administration/people", Appointment("ding.qi").Select(f => new KeyValuePair<string, string>(f.Key, f.Value!)).Append(new("form-token", token)));
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        await visitor.Post("/administration/people/s-3", [new("act", "reset"), new("password", DemoDistrict.Password), new("form-token", token)]);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        Assert.Equal(size, await site.LogSize());
    }
}
