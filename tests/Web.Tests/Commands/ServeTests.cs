using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AngleSharp.Html.Parser;
using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class ServeTests : IDisposable
{
    private const string Password = "Correct horse battery";

    private readonly Scratch scratch = new();
    private readonly TestClock clock = new();

    public void Dispose() => scratch.Dispose();

    private Task<Typed> Init(string input = "", params string[] more) => Typed.Run(
        input, clock,
        ["init", "--database", scratch["real.db"], "--keys", scratch["keys"], "--district", "320613", "--origin", "xf.example.gov.cn",
            "--admin", "admin", .. more]);

    private string[] Serve(params string[] more) => ["serve", "--database", scratch["real.db"], "--keys", scratch["keys"], .. more];

    private string[] WithCertificate(DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(clock.Now.AddYears(-1), until ?? clock.Now.AddYears(10));
        File.WriteAllText(scratch["cert.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(scratch["key.pem"], key.ExportPkcs8PrivateKeyPem());
        return ["--urls", "https://127.0.0.1:0", "--certificate", scratch["cert.pem"], "--certificate-key", scratch["key.pem"]];
    }

    [Fact]
    public async Task What_init_founds_is_served_over_https_and_the_administrator_signs_in_with_secure_cookies()
    {
        (await Init(Password + "\n", "--password-stdin")).Ok();
        await using var served = await Served.Start(clock, Serve(WithCertificate()));
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
    public async Task A_second_init_changes_nothing()
    {
        (await Init()).Ok();
        (await Init()).Refused("已经初始化");
        (await Typed.Run(
            clock, "init", "--database", scratch["other.db"], "--keys", scratch["keys"], "--district", "320613", "--origin",
            "xf.example.gov.cn", "--admin", "admin")).Refused("已有密钥，不会覆盖");
    }

    [Fact]
    public async Task Passwords_that_were_made_are_shown_once_and_open_the_two_accounts()
    {
        var typed = (await Init()).Ok();
        var passwords = typed.Out.Split('\n').Where(l => l.Contains("password", StringComparison.Ordinal))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]).ToList();
        Assert.Equal([23, 23], passwords.Select(p => p.Length));
        Assert.Contains("没有电话、地址的单位不能制发文书", typed.Out, StringComparison.Ordinal);
        using var store = Open();
        Assert.NotNull(await new People(store).Check("admin", passwords[0]));
        Assert.NotNull(await new People(store).Check("anquan", passwords[1]));
        using var connection = store.Database.OpenToRead();
        Assert.Equal(2, connection.ExecuteScalar<long>("SELECT count(*) FROM people"));
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM units WHERE phone <> '' OR address <> ''"));
        Assert.DoesNotContain(connection.Query<string>("SELECT event FROM events"), e => passwords.Any(p => e.Contains(p, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("short", "密码至少12个字符")]
    [InlineData("", "密码至少12个字符")]
    [InlineData("correct horse battery", "大写字母、小写字母、数字、其他符号中的3种")]
    [InlineData("Iloveyou123!", "容易被猜到")]
    [InlineData("Correct horse battery\nP@ssw0rd2024", "容易被猜到")]
    public async Task A_weak_password_leaves_nothing_behind(string password, string because)
    {
        (await Init(password, "--password-stdin")).Refused(because);
        Assert.False(File.Exists(scratch["real.db"]) || Directory.Exists(scratch["keys"]));
    }

    [Theory]
    [InlineData("--district", "110101", "没有区划 110101")]
    [InlineData("--origin", "https://xf.example.gov.cn", "登记账名称")]
    [InlineData("--origin", "localhost/xinqiao-demo", "登记账名称")]
    [InlineData("--admin", "管理 员", "管理员账号")]
    public async Task What_init_cannot_use_is_named_before_anything_is_made(string option, string value, string because)
    {
        string[] usual = ["--district", "320613", "--origin", "xf.example.gov.cn", "--admin", "admin"];
        usual[Array.IndexOf(usual, option) + 1] = value;
        (await Typed.Run(clock, ["init", "--database", scratch["real.db"], .. usual])).Refused(because);
        Assert.False(File.Exists(scratch["real.db"]) || Directory.Exists(scratch["keys"]));
    }

    [Fact]
    public async Task Init_writes_a_unit_file_for_its_own_paths_and_never_over_another()
    {
        (await Init("", "--unit-file", scratch["xf.service"], "--certificate", "/etc/xinqiao/site.pem", "--certificate-key", "/etc/xinqiao/site.key",
            "--address", "https://xf.example.gov.cn")).Ok();
        var unit = await File.ReadAllLinesAsync(scratch["xf.service"], TestContext.Current.CancellationToken);
        Assert.Contains($"Environment=XINQIAO_DATABASE={scratch["real.db"]}", unit);
        Assert.Contains(unit, l => l.StartsWith("ExecStart=/", StringComparison.Ordinal) && l.EndsWith(
            $"xinqiao serve --keys {scratch["keys"]} --certificate /etc/xinqiao/site.pem --certificate-key /etc/xinqiao/site.key --address https://xf.example.gov.cn", StringComparison.Ordinal));
        Assert.Contains($"ReadWritePaths={Path.GetDirectoryName(scratch["keys"])}", unit);
        Assert.Contains("NoNewPrivileges=true", unit);
        Assert.Contains("ProtectSystem=strict", unit);
        (await Typed.Run(
            clock, "init", "--database", scratch["b.db"], "--keys", scratch["b"], "--district", "320613", "--origin", "b.example.cn",
            "--admin", "admin", "--unit-file", scratch["xf.service"])).Refused("不会覆盖");
        Assert.False(Directory.Exists(scratch["b"]));
    }

    [Fact]
    public async Task Plain_http_without_named_proxies_is_refused()
    {
        (await Init()).Ok();
        (await Typed.Run(clock, Serve())).Refused("不以明文 HTTP 提供服务");
        (await Typed.Run(clock, Serve("--urls", "http://127.0.0.1:0"))).Refused("不以明文 HTTP 提供服务");
        (await Typed.Run(clock, Serve([.. WithCertificate()[2..], "--urls", "http://127.0.0.1:0"]))).Refused("只能是 https:// 地址");
        (await Typed.Run(clock, Serve([.. WithCertificate()[2..], "--urls", "https://127.0.0.1:0;http://127.0.0.1:0"]))).Refused("只能是 https:// 地址");
        (await Typed.Run(clock, Serve("--proxy", "not-an-address"))).Refused("应为 IP 地址");
    }

    [Theory]
    [InlineData("http://xf.example.gov.cn")]
    [InlineData("https://xf.example.gov.cn/petition")]
    [InlineData("xf.example.gov.cn")]
    public async Task An_address_that_nobody_could_know_the_site_by_is_refused(string address)
    {
        (await Init()).Ok();
        (await Typed.Run(clock, Serve("--proxy", "127.0.0.1", "--address", address))).Refused("公布的网址");
    }

    [Fact]
    public async Task Passkeys_are_offered_where_the_site_was_told_its_name_and_nowhere_else()
    {
        (await Init()).Ok();
        foreach (var (told, offered) in ((string[], bool)[])[([], false), (["--address", "https://10.1.2.3"], false), (["--address", "https://xf.example.gov.cn"], true)])
        {
            await using var served = await Served.Start(clock, Serve([.. WithCertificate(), .. told]));
            using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }) { BaseAddress = served.Address };
            Assert.Equal(offered, (await http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken)).Contains("id=\"passkey\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_sign_in_elsewhere_is_refused_where_nobody_said_to_which_address_it_leads_back()
    {
        (await Init()).Ok();
        await File.WriteAllTextAsync(scratch["keys", "provider"], "issuer = https://login.example.gov.cn\nclient = a\nsecret = b\n", TestContext.Current.CancellationToken);
        (await Typed.Run(clock, Serve("--proxy", "127.0.0.1"))).Refused("请用 --address 写明");
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        (await Init()).Ok();
        (await Typed.Run(clock, Serve(WithCertificate(clock.Now.AddDays(-1))))).Refused("现在不能用");
    }

    [Fact]
    public async Task Missing_keys_and_keys_of_another_database_are_refused()
    {
        (await Init()).Ok();
        (await Typed.Run(
            clock, "init", "--database", scratch["other.db"], "--keys", scratch["other"], "--district", "320612", "--origin", "other.example.cn",
            "--admin", "admin")).Ok();
        string[] front = ["--proxy", "127.0.0.1"];
        (await Typed.Run(clock, ["serve", "--database", scratch["real.db"], "--keys", scratch["nowhere"], .. front])).Refused("找不到密钥目录");
        (await Typed.Run(clock, ["serve", "--database", scratch["real.db"], "--keys", scratch["other"], .. front])).Refused("不是这个数据库的");
        File.Delete(scratch["keys", "code.key"]);
        (await Typed.Run(clock, Serve(front))).Refused("缺少密钥文件");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        (await Typed.Run(clock, "serve", "--database", scratch["none.db"], "--proxy", "127.0.0.1")).Refused("找不到数据库文件");
        Assert.False(File.Exists(scratch["none.db"]));
    }

    [Fact]
    public async Task A_clock_before_the_last_record_is_refused()
    {
        (await Init()).Ok();
        clock.Now = clock.Now.AddHours(-1);
        (await Typed.Run(clock, Serve("--proxy", "127.0.0.1"))).Refused("早于库中最后一次登记的时间");
        clock.Now = clock.Now.AddHours(1).AddSeconds(-4);
        await using var served = await Served.Start(clock, Serve("--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0"));
    }

    [Fact]
    public async Task Behind_a_named_proxy_only_what_came_over_https_is_answered()
    {
        (await Init()).Ok();
        await using var served = await Served.Start(clock, Serve("--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0"));
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(served, null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(served, "http")).StatusCode);
        var secure = await Get(served, "https");
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
        Assert.True(secure.Headers.Contains("Strict-Transport-Security"));
        Assert.All(secure.Headers.GetValues("Set-Cookie"), c => Assert.Contains("secure", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_cookie_is_for_this_host_and_one_that_a_neighbour_set_is_not_read()
    {
        (await Init()).Ok();
        await using var served = await Served.Start(clock, Serve("--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0"));
        foreach (var (path, site) in ((string, string)[])[("/sign-in", "strict"), ("/display/large", "lax")])
        {
            var cookies = (await Get(served, "https", path)).Headers.GetValues("Set-Cookie").ToList();
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
        (await Init()).Ok();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(scratch["keys", "code.key"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await Typed.Run(clock, Serve("--proxy", "127.0.0.1"))).Refused("可被其他用户读写");
    }

    [Fact]
    public async Task Nobody_but_the_named_proxy_is_believed_to_speak_for_https()
    {
        (await Init()).Ok();
        await using var served = await Served.Start(clock, Serve("--proxy", "192.0.2.1", "--urls", "http://127.0.0.1:0"));
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(served, "https")).StatusCode);
    }

    [Theory]
    [InlineData(DatabaseKind.Demo)]
    [InlineData(DatabaseKind.Replay)]
    public async Task Nothing_but_a_real_database_is_served(DatabaseKind kind)
    {
        using (var database = Databases.At(scratch["real.db"]))
        {
            database.Prepare();
            using var store = await CaseStore.Found(
                database, KeyFolder.Create(scratch["keys"]), clock, Core.Regulation.Rules.Embedded, new DatabaseStamped(kind, "崇川区", "x/y"));
        }

        (await Typed.Run(clock, Serve("--proxy", "127.0.0.1"))).Refused("本命令只打开正式库");
    }

    [Fact]
    public async Task A_real_database_takes_no_supplied_time()
    {
        (await Init()).Ok();
        using var store = Open();
        var intent = new Intent(Actor.Petitioner, (_, _) => Decision.Accept()) { At = clock.Now.AddDays(-1) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Act(intent));
    }

    [Fact]
    public async Task The_stamp_can_neither_be_set_again_nor_changed()
    {
        (await Init()).Ok();
        using var store = Open();
        var demo = new DatabaseStamped(DatabaseKind.Demo, "崇川区", "localhost/xinqiao-demo");
        await Assert.ThrowsAsync<DatabaseUnusableException>(() => CaseStore.Found(
            store.Database, store.Keys, clock, Core.Regulation.Rules.Embedded, demo));
        using var connection = new SqliteConnection($"Data Source={scratch["real.db"]};Pooling=False");
        var refused = Assert.Throws<SqliteException>(() => connection.Execute("UPDATE events SET event = '' WHERE position = 0"));
        Assert.Contains("never changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(DatabaseKind.Real, CaseStore.ReadStamp(store.Database)!.Kind);
    }

    [Fact]
    public async Task Init_founds_a_real_database_on_PostgreSQL_too_and_keeps_its_password_out_of_the_unit_file()
    {
        var server = Environment.GetEnvironmentVariable("XINQIAO_TEST_POSTGRES");
        Assert.SkipWhen(server is null, "XINQIAO_TEST_POSTGRES is not set.");
        var schema = "xinqiao_" + Guid.NewGuid().ToString("N");
        await using var admin = new Npgsql.NpgsqlConnection(server);
        await admin.ExecuteAsync($"CREATE SCHEMA {schema}");
        try
        {
            var address = new Npgsql.NpgsqlConnectionStringBuilder(server) { SearchPath = schema }.ToString();
            string[] init = ["init", "--database", address, "--district", "320613", "--origin", "xf.example.gov.cn", "--admin", "admin"];
            (await Typed.Run(init)).Refused("--keys");
            var typed = (await Typed.Run([.. init, "--keys", scratch["keys"], "--unit-file", scratch["pg.service"]])).Ok();
            var secret = new Npgsql.NpgsqlConnectionStringBuilder(server).Password!;
            Assert.DoesNotContain(secret, typed.Out, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, await File.ReadAllTextAsync(scratch["pg.service"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Contains(secret, await File.ReadAllTextAsync(scratch["pg.service.env"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
            string[] serve = ["serve", "--database", address, "--keys", scratch["keys"], "--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0"];
            clock.Now = DateTimeOffset.UtcNow.AddSeconds(30);
            (await Typed.Run(clock, serve)).Refused("与 PostgreSQL 服务器的时钟");
            await using (var served = await Served.Start(TimeProvider.System, serve))
                Assert.Equal(HttpStatusCode.OK, (await Get(served, "https")).StatusCode);
            (await Typed.Run("verify", "--database", address, "--keys", scratch["keys"])).Ok();
            (await Typed.Run("rebuild", "--database", address, "--keys", scratch["keys"])).Ok();
        }
        finally
        {
            await admin.ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
        }
    }

    private CaseStore Open()
    {
        var database = Databases.At(scratch["real.db"]);
        database.Prepare();
        return new CaseStore(database, KeyFolder.Open(scratch["keys"]), clock, Core.Regulation.Rules.Embedded);
    }

    private static async Task<HttpResponseMessage> Get(Served served, string? proto, string path = "/sign-in", string? cookie = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = served.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (proto is not null) request.Headers.Add("X-Forwarded-Proto", proto);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> ReadHome(Served served, string cookie) =>
        await (await Get(served, "https", "/", cookie)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
