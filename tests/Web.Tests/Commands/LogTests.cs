using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Demo;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class LogTests : IAsyncLifetime
{
    private readonly Scratch scratch = new();
    private readonly TestClock clock = new();

    public async ValueTask InitializeAsync() =>
        await (await Served.Start(clock, "run", "--port", "0", "--data", scratch["data"])).DisposeAsync();

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Typed> Log(params string[] words) => Typed.Run(clock, ["log", .. words, "--database", scratch["data", "demo.db"]]);

    private Task<Typed> Check(params string[] words) => Typed.Run(clock, ["log", "check", scratch["log"], .. words]);

    [Fact]
    public async Task An_exported_log_is_checked_and_its_kinds_are_counted()
    {
        var exported = (await Log("export", scratch["log"])).Ok();
        Assert.StartsWith("已导出 ", exported.Out, StringComparison.Ordinal);
        Assert.EndsWith("quorum none\n", File.ReadAllText(scratch["log", "policy"]), StringComparison.Ordinal);
        Assert.Single(LogPolicy.Parse(File.ReadAllText(scratch["log", "policy"])).Logs);

        var own = (await Check()).Ok();
        Assert.StartsWith("完好 ok：localhost/xinqiao-demo 共 ", own.Out, StringComparison.Ordinal);
        Assert.Contains("验证策略取自目录本身", own.Out, StringComparison.Ordinal);
        using (var connection = new SqliteConnection($"Data Source={scratch["data", "demo.db"]};Pooling=False"))
            Assert.Contains($"reg {connection.ExecuteScalar<long>("SELECT count(*) FROM petitions")}，", own.Out, StringComparison.Ordinal);

        File.Copy(scratch["log", "policy"], scratch["policy"]);
        var trusted = (await Check("--policy", scratch["policy"])).Ok();
        Assert.DoesNotContain("验证策略取自目录本身", trusted.Out, StringComparison.Ordinal);
        Assert.Empty(trusted.Error);
    }

    [Theory]
    [InlineData("tile/0/000", 1_000)]
    [InlineData("tile/entries/000", 1_000)]
    [InlineData("checkpoint", 40)]
    public async Task A_byte_that_was_changed_is_found_and_named(string file, int place)
    {
        (await Log("export", scratch["log"])).Ok();
        var bytes = File.ReadAllBytes(scratch["log", file]);
        bytes[place] ^= 1;
        File.WriteAllBytes(scratch["log", file], bytes);

        var typed = await Check();
        Assert.Equal(1, typed.Code);
        Assert.StartsWith("有误 broken：", typed.Out, StringComparison.Ordinal);
        Assert.Contains(file, typed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_vanished_from_the_database_cannot_be_exported_over_what_was_published()
    {
        (await Log("export", scratch["log"])).Ok();
        using (var connection = new SqliteConnection($"Data Source={scratch["data", "demo.db"]};Pooling=False"))
            connection.Execute("DELETE FROM checkpoints WHERE size = (SELECT max(size) FROM checkpoints)");
        (await Log("export", scratch["log"])).Refused("数据库少了已公布的记录");
    }

    [Fact]
    public async Task Keys_change_with_an_overlap_in_which_both_sign()
    {
        var made = (await Log("key", "new")).Ok();
        Assert.Contains("新密钥已生成，公钥：localhost/xinqiao-demo+", made.Out, StringComparison.Ordinal);
        (await Log("key", "new")).Refused("正在换用新密钥");
        (await Log("key", "rotate")).Refused("请重启所有节点");
        (await Log("export", scratch["log"])).Ok();
        Assert.Equal(2, LogPolicy.Parse(File.ReadAllText(scratch["log", "policy"])).Logs.Count);
        Assert.Equal(2, SignedNote.Parse(File.ReadAllText(scratch["log", "checkpoint"])).Signatures.Count);
        (await Check()).Ok();

        await Work("2");
        var done = (await Log("key", "rotate")).Ok();
        Assert.Contains("换用完成", done.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch["data", "keys", "log.key"]));
        (await Log("key", "rotate")).Refused("没有正在换用的密钥");
        await Work("3");
        (await Log("export", scratch["log"])).Ok();
        (await Check()).Ok();
        var policy = File.ReadAllText(scratch["log", "policy"]);
        Assert.Single(LogPolicy.Parse(policy).Logs);
        Assert.Contains("\n# log localhost/xinqiao-demo+", policy, StringComparison.Ordinal);
        (await Typed.Run(clock, "verify", "--database", scratch["data", "demo.db"])).Ok();
    }

    // An act that a serving node records, and so signs.
    private async Task Work(string days)
    {
        await using var served = await Served.Start(clock, "run", "--port", "0", "--data", scratch["data"]);
        using var visitor = new Visitor(served.Address);
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = "guanli", ["password"] = DemoDistrict.Password });
        page = await visitor.Open("/administration/settings");
        page = await visitor.Submit(page.Form(), new() { ["key"] = "clock.CLK-12a.length", ["value"] = days, ["from"] = "2026-06-01" });
        Assert.Contains($"为{days}个工作日", page.Text(".notice.good"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_is_none_and_a_database_that_is_not_there_are_refused_in_words()
    {
        (await Log("export", scratch["log"])).Ok();
        (await Check("--policy", scratch["nothing"])).Refused("找不到验证策略");
        File.WriteAllText(scratch["policy"], "quorum");
        (await Check("--policy", scratch["policy"])).Refused("有误");
        (await Typed.Run(clock, "log", "export", scratch["log"], "--database", scratch["none.db"])).Refused("找不到数据库文件");
    }
}
