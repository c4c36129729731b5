using System.Net;
using AngleSharp.Html.Parser;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>What serve opens a real database with, and what it refuses to open.</summary>
public sealed class ServeTests : IDisposable
{
    private const string Password = "Correct horse battery";

    private readonly RealDistrict district = new();

    public void Dispose() => district.Dispose();

    [Fact]
    public async Task What_init_founds_is_served_over_https_and_the_administrator_signs_in_with_secure_cookies()
    {
        (await district.Init(Password + "\n", "--password-stdin")).Ok();
        await using var served = await Served.Start(district.Clock, district.Serve(district.WithCertificate()));
        Assert.Equal("https", served.Address.Scheme);
        using var handler = new HttpClientHandler
        {
            CookieContainer = new CookieContainer(),
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var http = new HttpClient(handler) { BaseAddress = served.Address };
        var stop = TestContext.Current.CancellationToken;

        var page = await http.GetAsync("/sign-in", stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/demo/phone", stop)).StatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
        var html = await page.Content.ReadAsStringAsync(stop);
        Assert.DoesNotContain("演示", html, StringComparison.Ordinal);
        var form = new HtmlParser().ParseDocument(html).Form("form.panel");
        var token = form.QuerySelector("input[name='form-token']")!.GetAttribute("value")!;
        Task<HttpResponseMessage> SignIn(string password) => http.PostAsync("/sign-in", new FormUrlEncodedContent(
            new Dictionary<string, string> { ["login"] = "admin", ["password"] = password, ["form-token"] = token }), stop);

        Assert.Equal("/sign-in", (await SignIn("another password")).RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("/account/second-factor", (await SignIn(Password)).RequestMessage!.RequestUri!.AbsolutePath);
        var cookies = handler.CookieContainer.GetAllCookies();
        Assert.Contains(cookies, c => c.Name == "__Host-xinqiao-staff");
        Assert.All(cookies, c => Assert.True(c.Secure && c.HttpOnly && c.Path == "/" && c.Name.StartsWith("__Host-", StringComparison.Ordinal), c.Name));
    }

    [Fact]
    public async Task Plain_http_without_named_proxies_is_refused()
    {
        (await district.Init()).Ok();
        (await Typed.Run(district.Clock, district.Serve())).Refused("不以明文 HTTP 提供服务");
        (await Typed.Run(district.Clock, district.Serve("--urls", "http://127.0.0.1:0"))).Refused("不以明文 HTTP 提供服务");
        (await Typed.Run(district.Clock, district.Serve([.. district.WithCertificate()[2..], "--urls", "http://127.0.0.1:0"]))).Refused("只能是 https:// 地址");
        (await Typed.Run(district.Clock, district.Serve([.. district.WithCertificate()[2..], "--urls", "https://127.0.0.1:0;http://127.0.0.1:0"]))).Refused("只能是 https:// 地址");
        (await Typed.Run(district.Clock, district.Serve("--proxy", "not-an-address"))).Refused("应为 IP 地址");
    }

    [Theory]
    [InlineData("http://xf.example.gov.cn")]
    [InlineData("https://xf.example.gov.cn/petition")]
    [InlineData("xf.example.gov.cn")]
    public async Task An_address_that_nobody_could_know_the_site_by_is_refused(string address)
    {
        (await district.Init()).Ok();
        (await Typed.Run(district.Clock, district.Serve("--proxy", "127.0.0.1", "--address", address))).Refused("公布的网址");
    }

    [Fact]
    public async Task Passkeys_are_offered_where_the_site_was_told_its_name_and_nowhere_else()
    {
        (await district.Init()).Ok();
        foreach (var (told, offered) in ((string[], bool)[])[([], false), (["--address", "https://10.1.2.3"], false), (["--address", "https://xf.example.gov.cn"], true)])
        {
            await using var served = await Served.Start(district.Clock, district.Serve([.. district.WithCertificate(), .. told]));
            using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }) { BaseAddress = served.Address };
            Assert.Equal(offered, (await http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken)).Contains("id=\"passkey\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_sign_in_elsewhere_is_refused_where_nobody_said_to_which_address_it_leads_back()
    {
        (await district.Init()).Ok();
        await File.WriteAllTextAsync(district.Scratch["keys", "provider"], "issuer = https://login.example.gov.cn\nclient = a\nsecret = b\n", TestContext.Current.CancellationToken);
        (await Typed.Run(district.Clock, district.Serve("--proxy", "127.0.0.1"))).Refused("请用 --address 写明");
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        (await district.Init()).Ok();
        (await Typed.Run(district.Clock, district.Serve(district.WithCertificate(district.Clock.Now.AddDays(-1))))).Refused("现在不能用");
    }

    [Fact]
    public async Task Missing_keys_and_keys_of_another_database_are_refused()
    {
        (await district.Init()).Ok();
        (await Typed.Run(
            district.Clock, "init", "--database", district.Scratch["other.db"], "--keys", district.Scratch["other"], "--district", "320612", "--origin", "other.example.cn",
            "--admin", "admin")).Ok();
        string[] front = ["--proxy", "127.0.0.1"];
        (await Typed.Run(district.Clock, ["serve", "--database", district.Database, "--keys", district.Scratch["nowhere"], .. front])).Refused("找不到密钥目录");
        (await Typed.Run(district.Clock, ["serve", "--database", district.Database, "--keys", district.Scratch["other"], .. front])).Refused("不是这个数据库的");
        File.Delete(district.Scratch["keys", "code.key"]);
        (await Typed.Run(district.Clock, district.Serve(front))).Refused("缺少密钥文件");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        (await Typed.Run(district.Clock, "serve", "--database", district.Scratch["none.db"], "--proxy", "127.0.0.1")).Refused("找不到数据库文件");
        Assert.False(File.Exists(district.Scratch["none.db"]));
    }

    [Fact]
    public async Task A_clock_before_the_last_record_is_refused()
    {
        (await district.Init()).Ok();
        district.Clock.Now = district.Clock.Now.AddHours(-1);
        (await Typed.Run(district.Clock, district.Serve("--proxy", "127.0.0.1"))).Refused("早于库中最后一次登记的时间");
        district.Clock.Now = district.Clock.Now.AddHours(1).AddSeconds(-4);
        await using var served = await Served.Start(district.Clock, district.Serve("--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0"));
    }

    [Fact]
    public async Task Behind_a_named_proxy_only_what_came_over_https_is_answered()
    {
        (await district.Init()).Ok();
        await using var served = await Served.Start(district.Clock, district.Serve("--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0"));
        Assert.Equal(HttpStatusCode.BadRequest, (await served.Get(null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await served.Get("http")).StatusCode);
        var secure = await served.Get("https");
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
        Assert.True(secure.Headers.Contains("Strict-Transport-Security"));
        Assert.All(secure.Headers.GetValues("Set-Cookie"), c => Assert.Contains("secure", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_cookie_is_for_this_host_and_one_that_a_neighbour_set_is_not_read()
    {
        (await district.Init()).Ok();
        await using var served = await Served.Start(district.Clock, district.Serve("--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0"));
        foreach (var (path, site) in ((string, string)[])[("/sign-in", "strict"), ("/display/large", "lax")])
        {
            var cookies = (await served.Get("https", path)).Headers.GetValues("Set-Cookie").ToList();
            Assert.All(cookies, c => Assert.StartsWith("__Host-", c, StringComparison.Ordinal));
            Assert.All(cookies, c => Assert.Contains($"samesite={site}", c, StringComparison.OrdinalIgnoreCase));
            Assert.All(cookies, c => Assert.Contains("path=/;", c, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Contains("data-size=\"large\"", await ReadHome(served, "__Host-size=large"), StringComparison.Ordinal);
        Assert.DoesNotContain("data-size=\"large\"", await ReadHome(served, "size=large; __Secure-size=large"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        (await district.Init()).Ok();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(district.Scratch["keys", "code.key"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await Typed.Run(district.Clock, district.Serve("--proxy", "127.0.0.1"))).Refused("可被其他用户读写");
    }

    [Fact]
    public async Task Nobody_but_the_named_proxy_is_believed_to_speak_for_https()
    {
        (await district.Init()).Ok();
        await using var served = await Served.Start(district.Clock, district.Serve("--proxy", "192.0.2.1", "--urls", "http://127.0.0.1:0"));
        Assert.Equal(HttpStatusCode.BadRequest, (await served.Get("https")).StatusCode);
    }

    [Theory]
    [InlineData(DatabaseKind.Demo)]
    [InlineData(DatabaseKind.Replay)]
    public async Task Nothing_but_a_real_database_is_served(DatabaseKind kind)
    {
        using (var database = Databases.At(district.Database))
        {
            database.Prepare();
            using var store = await CaseStore.Found(
                database, KeyFolder.Create(district.Keys), district.Clock, Core.Regulation.Rules.Embedded, new DatabaseStamped(kind, "崇川区", "x/y"));
        }

        (await Typed.Run(district.Clock, district.Serve("--proxy", "127.0.0.1"))).Refused("本命令只打开正式库");
    }

    private static async Task<string> ReadHome(Served served, string cookie) =>
        await (await served.Get("https", "/", cookie)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
