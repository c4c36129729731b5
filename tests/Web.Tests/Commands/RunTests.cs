using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class RunTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly TestClock clock = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task A_fresh_folder_becomes_a_demo_district_that_says_where_to_open_it()
    {
        await using var served = await Served.Start(clock, "run", "--port", "0", "--data", scratch["data"]);
        Assert.Contains("信桥演示库已启动", served.Line, StringComparison.Ordinal);
        Assert.True(served.Address.IsLoopback);
        using var visitor = new Visitor(served.Address);
        await visitor.Open("/");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("演示", visitor.Html, StringComparison.Ordinal);
        Assert.True(File.Exists(scratch["data", "demo.db"]));
        Assert.True(Directory.Exists(scratch["data", "keys"]));
        Assert.True(Directory.Exists(scratch["data", "outbox"]));
    }

    [Fact]
    public async Task A_demo_district_is_opened_again_with_what_it_held()
    {
        await (await Served.Start(clock, "run", "--port", "0", "--data", scratch["data"])).DisposeAsync();
        var before = Query<long>("SELECT size FROM head");
        await (await Served.Start(clock, "run", "--port", "0", "--data", scratch["data"])).DisposeAsync();
        Assert.Equal(before, Query<long>("SELECT size FROM head"));
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00")]
    [InlineData("2026-01-01T00:00:10")] // a holiday, just begun
    [InlineData("2026-02-22T12:00:00")] // within a week of rest days
    [InlineData("2027-05-03T09:00:00")] // no calendar of that year
    public async Task The_demo_has_petitions_in_every_stage_with_terms_running_falling_due_and_over(string now)
    {
        clock.Now = new DateTimeOffset(DateTime.Parse(now), Shanghai.Offset);
        await Found();
        var stages = Query<string>("SELECT DISTINCT stage FROM matters", many: true);
        Assert.Equal(
            Words.All<Stage>().Except([Stage.WithDiscipline, Stage.Routed]).Select(s => Words.Of(s)).Order(), stages.Order());
        Assert.InRange(Query<long>("SELECT count(*) FROM petitions"), 40, 60);
        Assert.Equal(
            ["call", "from-above", "hotline", "leader-mailbox", "letter", "portal", "visit"], Query<string>("SELECT DISTINCT channel FROM petitions", many: true).Order());
        Assert.Equal(["accusation", "mixed"], Query<string>("SELECT purpose FROM matters WHERE sealed = 1", many: true).Order());
        var today = Shanghai.DateOf(clock.Now);
        long Due(string where) => Query<long>(
            $"SELECT count(*) FROM deadlines WHERE open = 1 AND nominal {where}");
        // Around long holidays what was due on a working day is over by a few days more.
        Assert.InRange(Due($"< '{today:yyyy-MM-dd}'"), 2, 20);
        Assert.InRange(Due($"BETWEEN '{today:yyyy-MM-dd}' AND '{today.AddDays(7):yyyy-MM-dd}'"), 2, 28);
        Assert.Equal(1, Query<long>("SELECT count(*) FROM events WHERE name = 'matter.handling-extended.v1'"));
        Assert.Equal(0, Query<long>($"SELECT count(*) FROM events WHERE recorded_at > {clock.Now.ToUnixTimeMilliseconds()}"));
        (await Typed.Run(clock, "verify", "--database", scratch["data", "demo.db"])).Ok();
    }

    [Fact]
    public async Task Nothing_but_a_demo_or_replay_database_is_opened()
    {
        Directory.CreateDirectory(scratch["data"]);
        await RealDatabase(scratch["data", "demo.db"], scratch["data", "keys"]);
        (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["data"])).Refused("是正式库，本命令只打开演示库");
        (await Typed.Run(clock, "run", "--port", "0", "--database", scratch["data", "demo.db"])).Refused("是正式库");
    }

    [Fact]
    public async Task The_environments_database_is_none_of_its_business()
    {
        await RealDatabase(scratch["real.db"], scratch["keys"]);
        Environment.SetEnvironmentVariable("XINQIAO_DATABASE", scratch["real.db"]);
        try
        {
            await using var served = await Served.Start(clock, "run", "--port", "0", "--data", scratch["data"]);
            Assert.True(File.Exists(scratch["data", "demo.db"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("XINQIAO_DATABASE", null);
        }
    }

    [Fact]
    public async Task A_busy_port_is_named_with_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var typed = (await Typed.Run(clock, "run", "--port", $"{port}", "--data", scratch["data"])).Refused("端口已被占用");
        Assert.Contains($"{port}", typed.Error, StringComparison.Ordinal);
        Assert.Contains("--port", typed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x1f")]
    [InlineData("80 80")]
    public async Task A_port_that_is_no_number_is_bad_input(string port)
    {
        var typed = await Typed.Run(clock, "run", "--port", port);
        Assert.Equal(2, typed.Code);
        Assert.Contains("命令行有误", typed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(scratch["file"], "", TestContext.Current.CancellationToken);
        (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["file", "data"])).Refused("无法建立数据目录");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_not_touched()
    {
        Directory.CreateDirectory(scratch["data"]);
        var garbage = string.Concat(Enumerable.Repeat("这不是数据库。", 2_000));
        await File.WriteAllTextAsync(scratch["data", "demo.db"], garbage, TestContext.Current.CancellationToken);
        (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["data"])).Refused("已损坏或不是数据库");
        Assert.Equal(garbage, await File.ReadAllTextAsync(scratch["data", "demo.db"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_damaged_database_is_told_to_be_restored()
    {
        await Found();
        var file = scratch["data", "demo.db"];
        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        for (var page = 3; page < 40; page++) Random.Shared.NextBytes(bytes.AsSpan(page * 4096, 4096));
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["data"])).Refused("已损坏");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_left_alone()
    {
        await Found();
        Query<string>("PRAGMA user_version = 999");
        (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["data"])).Refused("请升级程序");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_read_only_folder_is_named()
    {
        await Found();
        SqliteConnection.ClearAllPools();
        await using var readOnly = await ReadOnlyFolder.Make(scratch["data"]);
        (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["data"])).Refused("只读");
    }

    [Fact]
    public async Task A_read_only_disk_and_a_full_one_are_named_with_what_to_do()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Mounting is for the system's administrator.");
        Directory.CreateDirectory(scratch["disk"]);
        Assert.SkipUnless(await Mounting.Run("mount", "-t", "tmpfs", "-o", "size=448k", "tmpfs", scratch["disk"]), "This system does not let tests mount.");
        try
        {
            (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["disk", "data"])).Refused("磁盘已满");
            Assert.True(await Mounting.Run("mount", "-o", "remount,ro", scratch["disk"]));
            (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["disk", "other"])).Refused("无法建立数据目录");
            (await Typed.Run(clock, "run", "--port", "0", "--data", scratch["disk", "data"])).Refused("只读");
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Assert.True(await Mounting.Run("umount", scratch["disk"]));
        }
    }

    private async Task Found() =>
        await (await Served.Start(clock, "run", "--port", "0", "--data", scratch["data"])).DisposeAsync();

    private async Task RealDatabase(string file, string keys)
    {
        using var database = Databases.At(file);
        database.Prepare();
        using var store = await CaseStore.Found(
            database, KeyFolder.Create(keys), clock, Rules.Embedded, new DatabaseStamped(DatabaseKind.Real, "崇川区", "xf.example.cn"));
    }

    private List<T> Query<T>(string sql, bool many)
    {
        using var connection = new SqliteConnection($"Data Source={scratch["data", "demo.db"]};Pooling=False");
        return many ? connection.Query<T>(sql).AsList() : [connection.ExecuteScalar<T>(sql)!];
    }

    private T Query<T>(string sql) => Query<T>(sql, many: false)[0];
}
