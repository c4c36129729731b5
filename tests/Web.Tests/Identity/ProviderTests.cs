using System.Net;
using AngleSharp.Html.Parser;
using Dapper;
using Microsoft.Extensions.Logging;
using OtpNet;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

/// <summary>统一身份认证: whoever linked their account comes in by it, what is not right is refused in words, and accounts go on without it.</summary>
public sealed class ProviderTests(ProviderSite site) : IClassFixture<ProviderSite>
{
    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");

    private static readonly Actor Security = new("s-13", Role.SecurityAdministrator, "XF", "信访局");

    private async Task<CaseEvent> Last(string person) => (await site.Get<CaseReader>().Events(StreamId.Furniture("person:" + person)))[^1].Event;

    private async Task<CaseEvent> LastAccess(string person) => (await site.Get<CaseReader>().Events(StreamId.Access(person)))[^1].Event;

    /// <summary>An account of its own for each test.</summary>
    private async Task<(Person Person, Visitor Visitor)> Colleague(string login)
    {
        (site.Provider.Wrong, site.Provider.Meanwhile, site.Provider.Subject) = ("", null, "subject-" + login);
        await People.Appoint(site.Store, Administrator, "s-" + login, login, "同事", Role.Handler, "ZJ", DemoDistrict.Password);
        return ((await site.Get<People>().FindLogin(login))!, await site.SignedIn(login));
    }

    private async Task<(Person Person, Visitor Visitor)> Linked(string login)
    {
        var (person, visitor) = await Colleague(login);
        await visitor.Open("/account/provider?handler=Go");
        Assert.Contains("<h1>已经关联</h1>", visitor.Html, StringComparison.Ordinal);
        return (person, visitor);
    }

    private async Task<Visitor> SignsIn(string back = "")
    {
        var visitor = site.Visitor();
        await visitor.Open("/sign-in/provider?handler=Go" + back);
        return visitor;
    }

    private static async Task AssertRefused(Visitor visitor, ProviderTrouble trouble)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(Words.Label(trouble).ToString(), visitor.Html, StringComparison.Ordinal);
        Assert.Contains(ProviderLink.Source.ToString(), visitor.Html, StringComparison.Ordinal);
        await visitor.Open("/desk");
        Assert.StartsWith("/sign-in", visitor.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_linked_their_account_signs_in_by_the_provider_and_both_are_recorded()
    {
        var (person, visitor) = await Linked("verbunden");
        using var _ = visitor;
        Assert.Equal(new ProviderLinked(person.Id), await Last(person.Id));
        using var elsewhere = await SignsIn("&ReturnUrl=%2Fstaff%2Fdue");
        Assert.Equal("0;url=/staff/due", elsewhere.Html.Split("http-equiv=\"refresh\" content=\"")[1].Split('"')[0]);
        Assert.Equal(new SignedIn(person.Id, 0, SecondFactor: false, SignInWay.Provider), await LastAccess(person.Id));
        await elsewhere.Open("/desk");
        Assert.Equal("/desk", elsewhere.Path);
        using var auditor = await site.SignedIn("shenji");
        await auditor.Open("/registers/access");
        Assert.Contains("登录（统一身份认证）", auditor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_provider_is_asked_for_a_pseudonym_alone_and_the_database_keeps_its_keyed_digest()
    {
        var (_, visitor) = await Linked("sparsam");
        using var _1 = visitor;
        var asked = site.Provider.Asked;
        Assert.Equal(("openid", "code", "S256"), (asked["scope"].ToString(), asked["response_type"].ToString(), asked["code_challenge_method"].ToString()));
        Assert.DoesNotContain("sparsam", string.Join('&', asked.Select(a => a.Value.ToString())), StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", visitor.Cookies() + visitor.Html, StringComparison.Ordinal);
        await using var connection = site.Database.OpenToRead();
        Assert.DoesNotContain(connection.Query<string>("SELECT link FROM provider_links"), i => i.Contains("subject", StringComparison.Ordinal) || i.Length != 64);
        Assert.DoesNotContain(connection.Query<string>("SELECT event FROM events"), e => e.Contains("subject-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("signature")]
    [InlineData("shared secret")]
    [InlineData("unsigned")]
    [InlineData("cut off")]
    [InlineData("audience")]
    [InlineData("nonce")]
    [InlineData("expired")]
    [InlineData("issuer")]
    public async Task A_token_that_is_not_right_signs_nobody_in_and_is_refused_in_words(string wrong)
    {
        var (person, visitor) = await Linked("falsch" + wrong[..3] + wrong.Length);
        using var _ = visitor;
        var before = (await site.Get<CaseReader>().Events(StreamId.Access(person.Id))).Count;
        site.Provider.Wrong = wrong;
        using var stranger = await SignsIn();
        await AssertRefused(stranger, ProviderTrouble.Failed);
        Assert.Equal(before, (await site.Get<CaseReader>().Events(StreamId.Access(person.Id))).Count);
    }

    [Fact]
    public async Task Whoever_is_not_confirmed_is_told_so_and_a_provider_that_hangs_up_is_no_fault()
    {
        var (_, visitor) = await Linked("abgelehnt");
        using var _1 = visitor;
        site.Provider.Wrong = "denied";
        using var denied = await SignsIn();
        await AssertRefused(denied, ProviderTrouble.Denied);
        site.Provider.Wrong = "away";
        using var away = await SignsIn();
        await AssertRefused(away, ProviderTrouble.Away);
    }

    [Fact]
    public async Task What_was_brought_from_the_provider_counts_once_and_in_the_browser_that_left_alone()
    {
        var (_, visitor) = await Linked("einmalig");
        using var _1 = visitor;
        using var first = await SignsIn();
        var back = site.Provider.SentTo;
        using var stranger = site.Visitor();
        await stranger.Open(back);
        await AssertRefused(stranger, ProviderTrouble.Failed);
        using var again = site.Visitor();
        foreach (var cookie in first.Cookies().Split("; ").Select(c => c.Split('=', 2)).Where(c => c[0] != "xinqiao-staff"))
            again.SetCookie(cookie[0], cookie[1], "/");
        await again.Open(back);
        await AssertRefused(again, ProviderTrouble.Failed);
        foreach (var nonsense in (string[])["", "?state=x&code=y", "?code=y", "?error=x", "?state=" + new string('a', 3000)])
        {
            await stranger.Open("/sign-in/provider/return" + nonsense);
            Assert.True((int)stranger.Status < 500, nonsense);
        }
    }

    [Fact]
    public async Task The_cookie_of_an_arrival_opens_the_page_once()
    {
        var (_, visitor) = await Linked("ankunft");
        using var _1 = visitor;
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = site.Address };
        async Task<string> Follow(string address) => (await http.GetAsync(address, TestContext.Current.CancellationToken)).Headers.Location!.ToString();
        var arrived = await Follow(await Follow(await Follow("/sign-in/provider?handler=Go")));
        Assert.Equal("/sign-in/provider", arrived);
        var cookie = handler.CookieContainer.GetAllCookies().Single(c => c.Name == "xinqiao-arrived");
        using var copy = site.Visitor();
        copy.SetCookie(cookie.Name, cookie.Value, "/");
        await copy.Open(arrived);
        Assert.Contains("<h1>已经登录</h1>", copy.Html, StringComparison.Ordinal);
        var again = await http.GetAsync(arrived, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task Whom_no_account_is_linked_to_is_told_what_to_do_and_gets_none()
    {
        var (_, visitor) = await Colleague("unverbunden");
        using var _1 = visitor;
        var before = (await site.Get<People>().Ever()).Count;
        using var stranger = await SignsIn();
        await AssertRefused(stranger, ProviderTrouble.Unlinked);
        Assert.Equal(before, (await site.Get<People>().Ever()).Count);
    }

    [Fact]
    public async Task A_locked_account_and_an_ended_one_open_to_nobody_from_there_either()
    {
        var (person, visitor) = await Linked("verschlossen");
        using var _ = visitor;
        for (var i = 0; i < People.FailuresAllowed; i++) await site.Get<People>().Check("verschlossen", "falsch");
        using var locked = await SignsIn();
        await AssertRefused(locked, ProviderTrouble.Locked);
        await site.Get<People>().EndPost(Administrator, person, "调离", 0);
        using var ended = await SignsIn();
        await AssertRefused(ended, ProviderTrouble.Unlinked);
    }

    [Fact]
    public async Task Whoever_has_a_second_factor_here_is_asked_for_it_here()
    {
        var (person, visitor) = await Linked("zweistufig");
        using var _ = visitor;
        var secret = SecondFactors.NewSecret();
        string Code(int later) => new Totp(secret).ComputeTotp(site.Clock.Now.UtcDateTime.AddSeconds(later));
        await site.Get<SecondFactors>().Enrol(person.ToStaff(), secret, Code(0));
        using var elsewhere = await SignsIn();
        var page = await new HtmlParser().ParseDocumentAsync(elsewhere.Html, TestContext.Current.CancellationToken);
        await elsewhere.Open("/desk");
        Assert.StartsWith("/sign-in", elsewhere.Path, StringComparison.Ordinal);
        await elsewhere.Submit(page.Form("#second-step"), new() { ["code"] = "000000" });
        Assert.Contains("没有登录", elsewhere.Html, StringComparison.Ordinal);
        page = await new HtmlParser().ParseDocumentAsync(elsewhere.Html, TestContext.Current.CancellationToken);
        await elsewhere.Submit(page.Form("#second-step"), new() { ["code"] = Code(30) });
        Assert.Equal("/desk", elsewhere.Path);
        Assert.Equal(new SignedIn(person.Id, 1, SecondFactor: true, SignInWay.Provider), await LastAccess(person.Id));
    }

    [Fact]
    public async Task One_identity_is_one_account_until_its_holder_takes_the_link_away()
    {
        var (person, visitor) = await Linked("erste");
        using var _ = visitor;
        var (other, second) = await Colleague("zweite");
        using var _1 = second;
        site.Provider.Subject = "subject-erste";
        await second.Open("/account/provider?handler=Go");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Contains("已经关联了另一个账号", second.Html, StringComparison.Ordinal);

        await visitor.Submit((await visitor.Open("/account/provider")).Form("#provider"), button: "unlink");
        Assert.Equal(new ProviderUnlinked(person.Id), await Last(person.Id));
        using var refused = await SignsIn();
        await AssertRefused(refused, ProviderTrouble.Unlinked);
        await second.Open("/account/provider?handler=Go");
        Assert.Equal(new ProviderLinked(other.Id), await Last(other.Id));
        Assert.IsType<Result.Refused>(await site.Get<ProviderLinks>().Link(person, site.Get<ProviderLinks>().Identity(site.Get<ProviderSignIn>().Provider!, "subject-erste")));
        await visitor.Submit((await visitor.Open("/account/provider")).Form("#provider"), new() { ["act"] = "unlink" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
    }

    [Fact]
    public async Task To_link_an_account_whoever_sits_there_shows_who_they_are_and_stays_signed_in_meanwhile()
    {
        var (person, visitor) = await Colleague("nachweis");
        using var _ = visitor;
        site.Clock.Now = site.Clock.Now.AddMinutes(FreshProof.LastsMinutes);
        var page = await visitor.Open("/account/provider?handler=Go");
        Assert.Equal("/account/provider", visitor.Path);
        page = await visitor.Submit(page.Form("#provider"), new() { ["confirm"] = "falsch" }, "prove");
        page.AssertRefused(visitor, "confirm");
        await visitor.Submit(page.Form("#provider"), new() { ["confirm"] = DemoDistrict.Password }, "prove");
        site.Provider.Meanwhile = async () => await site.Get<SignIns>().End(Security, person.Id, await site.Get<SignIns>().Of(person.Id));
        await visitor.Open("/account/provider?handler=Go");
        await AssertRefused(visitor, ProviderTrouble.Expired);
        Assert.Null(await site.Get<ProviderLinks>().Since(person.Id));
    }

    [Fact]
    public void Nothing_that_the_library_reads_from_a_provider_is_logged() => Assert.False(site.Get<ILoggerFactory>()
        .CreateLogger("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectHandler").IsEnabled(LogLevel.Critical));
}

public sealed class ProviderSettingsTests
{
    private sealed class Away : ProviderSite
    {
        protected override string Issuer => "http://127.0.0.1:9";
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_told_in_words_and_passwords_go_on()
    {
        await using var site = new Away();
        await site.InitializeAsync();
        using var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        Assert.Equal("区统一身份认证", page.Text("a[href^='/sign-in/provider']"));
        await visitor.Open("/sign-in/provider?handler=Go");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, visitor.Status);
        Assert.Contains(Words.Label(ProviderTrouble.Away).ToString(), visitor.Html, StringComparison.Ordinal);
        using var signedIn = await site.SignedIn("dengji");
        await signedIn.Open("/account/provider?handler=Go");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, signedIn.Status);
    }

    [Fact]
    public async Task A_provider_that_calls_itself_otherwise_than_the_office_did_is_not_believed()
    {
        await using var site = new ProviderSite();
        (site.Provider.DescribedAs, site.Provider.Subject) = ("https://login.example.com", "subject");
        await site.InitializeAsync();
        using var visitor = site.Visitor();
        await visitor.Open("/sign-in/provider?handler=Go");
        Assert.Contains(Words.Label(ProviderTrouble.Failed).ToString(), visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_provider_is_named_nothing_of_it_is_shown()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        using var visitor = await site.SignedIn("dengji");
        foreach (var page in (string[])["/account/provider", "/account/provider?handler=Go", "/sign-in/provider", "/sign-in/provider?handler=Go"])
        {
            await visitor.Open(page);
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        }

        foreach (var page in (string[])["/sign-in", "/account/sessions"])
        {
            await visitor.Open(page);
            Assert.DoesNotContain("/provider", visitor.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("client = a\nsecret = b", "issuer")]
    [InlineData("issuer = https://login.example.gov.cn\nsecret = b", "client")]
    [InlineData("issuer = https://login.example.gov.cn\nclient = a\nsecret =", "secret")]
    [InlineData("issuer = http://login.example.gov.cn\nclient = a\nsecret = b", "https://")]
    [InlineData("issuer = login\nclient = a\nsecret = b", "https://")]
    public void A_file_that_lacks_something_is_told_without_its_secret(string text, string lacks)
    {
        var told = Assert.Throws<DatabaseUnusableException>(() => SignInProvider.Parse(text.Split('\n'), "provider")).Message;
        Assert.Contains(lacks, told, StringComparison.Ordinal);
        Assert.DoesNotContain(" b", told, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_names_issuer_client_secret_and_what_stands_on_the_button()
    {
        Assert.Equal(
            new SignInProvider("https://login.example.gov.cn", "xf", "a=b", "统一身份认证"),
            SignInProvider.Parse(["# from the bureau of data", "issuer = https://login.example.gov.cn", "client=xf", "secret = a=b"], "provider"));
        Assert.Equal("区政务认证", SignInProvider.Parse(["issuer=https://a.cn", "client=x", "secret=y", "label = 区政务认证"], "provider").Label);
    }

    [Fact]
    public void A_file_that_others_may_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        var folder = Directory.CreateTempSubdirectory("xinqiao-provider-").FullName;
        try
        {
            var keys = KeyFolder.Create(Path.Combine(folder, "keys"));
            File.WriteAllText(keys.SignInProvider, "issuer = https://login.example.gov.cn\nclient = a\nsecret = b\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(keys.SignInProvider, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Assert.Contains("chmod 600", Assert.Throws<DatabaseUnusableException>(() => SignInProvider.Of(keys)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
