using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>What init founds, once and for good, and what it does not begin with.</summary>
public sealed class InitTests : IDisposable
{
    private readonly RealDistrict district = new();

    public void Dispose() => district.Dispose();

    [Fact]
    public async Task A_second_init_changes_nothing()
    {
        (await district.Init()).Ok();
        (await district.Init()).Refused("已经初始化");
        (await Typed.Run(
            district.Clock, "init", "--database", district.Scratch["other.db"], "--keys", district.Keys, "--district", "320613", "--origin",
            "xf.example.gov.cn", "--admin", "admin")).Refused("已有密钥，不会覆盖");
    }

    [Fact]
    public async Task Passwords_that_were_made_are_shown_once_and_open_the_two_accounts()
    {
        var typed = (await district.Init()).Ok();
        var passwords = typed.Out.Split('\n').Where(l => l.Contains("password", StringComparison.Ordinal))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]).ToList();
        Assert.Equal([23, 23], passwords.Select(p => p.Length));
        Assert.Contains("没有电话、地址的单位不能制发文书", typed.Out, StringComparison.Ordinal);
        using var store = district.Open();
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
        (await district.Init(password, "--password-stdin")).Refused(because);
        Assert.False(File.Exists(district.Database) || Directory.Exists(district.Keys));
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
        (await Typed.Run(district.Clock, ["init", "--database", district.Database, .. usual])).Refused(because);
        Assert.False(File.Exists(district.Database) || Directory.Exists(district.Keys));
    }

    [Fact]
    public async Task Init_writes_a_unit_file_for_its_own_paths_and_never_over_another()
    {
        (await district.Init("", "--unit-file", district.Scratch["xf.service"], "--certificate", "/etc/xinqiao/site.pem", "--certificate-key", "/etc/xinqiao/site.key",
            "--address", "https://xf.example.gov.cn")).Ok();
        var unit = await File.ReadAllLinesAsync(district.Scratch["xf.service"], TestContext.Current.CancellationToken);
        Assert.Contains($"Environment=XINQIAO_DATABASE={district.Database}", unit);
        Assert.Contains(unit, l => l.StartsWith("ExecStart=/", StringComparison.Ordinal) && l.EndsWith(
            $"xinqiao serve --keys {district.Keys} --certificate /etc/xinqiao/site.pem --certificate-key /etc/xinqiao/site.key --address https://xf.example.gov.cn", StringComparison.Ordinal));
        Assert.Contains($"ReadWritePaths={Path.GetDirectoryName(district.Keys)}", unit);
        Assert.Contains("NoNewPrivileges=true", unit);
        Assert.Contains("ProtectSystem=strict", unit);
        (await Typed.Run(
            district.Clock, "init", "--database", district.Scratch["b.db"], "--keys", district.Scratch["b"], "--district", "320613", "--origin", "b.example.cn",
            "--admin", "admin", "--unit-file", district.Scratch["xf.service"])).Refused("不会覆盖");
        Assert.False(Directory.Exists(district.Scratch["b"]));
    }

    [Fact]
    public async Task A_real_database_takes_no_supplied_time()
    {
        (await district.Init()).Ok();
        using var store = district.Open();
        var intent = new Intent(Actor.Petitioner, (_, _) => Decision.Accept()) { At = district.Clock.Now.AddDays(-1) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Act(intent));
    }

    [Fact]
    public async Task The_stamp_can_neither_be_set_again_nor_changed()
    {
        (await district.Init()).Ok();
        using var store = district.Open();
        var demo = new DatabaseStamped(DatabaseKind.Demo, "崇川区", "localhost/xinqiao-demo");
        await Assert.ThrowsAsync<DatabaseUnusableException>(() => CaseStore.Found(
            store.Database, store.Keys, district.Clock, Core.Regulation.Rules.Embedded, demo));
        using var connection = new SqliteConnection($"Data Source={district.Database};Pooling=False");
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
            var typed = (await Typed.Run([.. init, "--keys", district.Keys, "--unit-file", district.Scratch["pg.service"]])).Ok();
            var secret = new Npgsql.NpgsqlConnectionStringBuilder(server).Password!;
            Assert.DoesNotContain(secret, typed.Out, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, await File.ReadAllTextAsync(district.Scratch["pg.service"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Contains(secret, await File.ReadAllTextAsync(district.Scratch["pg.service.env"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
            string[] serve = ["serve", "--database", address, "--keys", district.Keys, "--proxy", "127.0.0.1", "--urls", "http://127.0.0.1:0"];
            district.Clock.Now = DateTimeOffset.UtcNow.AddSeconds(30);
            (await Typed.Run(district.Clock, serve)).Refused("与 PostgreSQL 服务器的时钟");
            await using (var served = await Served.Start(TimeProvider.System, serve))
                Assert.Equal(HttpStatusCode.OK, (await served.Get("https")).StatusCode);
            (await Typed.Run("verify", "--database", address, "--keys", district.Keys)).Ok();
            (await Typed.Run("rebuild", "--database", address, "--keys", district.Keys)).Ok();
        }
        finally
        {
            await admin.ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
        }
    }
}
