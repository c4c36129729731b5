using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class VerifyTests : IAsyncLifetime
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

    private Task<Typed> Verify() => Typed.Run(clock, "verify", "--database", scratch["data", "demo.db"]);

    // As somebody would who has the file and no scruples: the triggers go first.
    private int Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={scratch["data", "demo.db"]};Pooling=False");
        connection.Execute("DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted");
        return connection.Execute(sql);
    }

    [Fact]
    public async Task A_database_nobody_touched_is_whole()
    {
        var typed = (await Verify()).Ok();
        Assert.StartsWith("完好 ok", typed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE events SET event = replace(event, '\"served-on', '\"x') , salt = salt, commitment = zeroblob(32) WHERE position = 100", "broken, leaf 100")]
    [InlineData("UPDATE events SET event = replace(event, 'electronic', 'direct') WHERE position = (SELECT min(position) FROM events WHERE event LIKE '%electronic%' AND name = 'matter.document-served.v1')", "内容与承诺值不符")]
    [InlineData("UPDATE events SET recorded_at = recorded_at - 86400000 WHERE position = 200", "broken, leaf 200")]
    [InlineData("UPDATE events SET leaf = zeroblob(32) WHERE position = 200", "broken, leaf 200")]
    [InlineData("DELETE FROM events WHERE position = 200", "broken, leaf 200")]
    [InlineData("DELETE FROM events WHERE position = (SELECT max(position) FROM events)", "头记录")]
    [InlineData("UPDATE head SET size = size + 1", "头记录")]
    [InlineData("UPDATE checkpoints SET root = zeroblob(32) WHERE size = (SELECT min(size) FROM checkpoints WHERE size > 50)", "与检查点")]
    [InlineData("UPDATE checkpoints SET note = replace(note, 'localhost/xinqiao-demo', 'localhost/xinqiao-dema') WHERE size = (SELECT max(size) FROM checkpoints)", "密钥目录")]
    [InlineData("UPDATE checkpoints SET note = note || 'x' WHERE size = (SELECT min(size) FROM checkpoints)", "签名不符")]
    [InlineData("UPDATE tile_roots SET root = zeroblob(32) WHERE tile = 0", "子树的根不符")]
    [InlineData("UPDATE field_values SET sealed = zeroblob(80) WHERE field = 'title'", "解不开")]
    [InlineData("UPDATE field_values SET sealed = (SELECT sealed FROM field_values f WHERE f.field = 'title' LIMIT 1) WHERE field = 'narrative'", "解不开")]
    [InlineData("UPDATE streams SET version = version + 1 WHERE id = (SELECT min(id) FROM matters)", "流")]
    [InlineData("UPDATE numbers SET last = last + 1 WHERE subject = 'petition'", "编号数与登记账不符")]
    [InlineData("UPDATE matters SET stage = 'rated' WHERE stage = 'to-forward'", "stage 与登记账不符")]
    [InlineData("DELETE FROM matters WHERE stage = 'to-approve'", "matters 缺少一行")]
    [InlineData("UPDATE deadlines SET met_on = due WHERE open = 1", "met_on 与登记账不符")]
    [InlineData("UPDATE petitions SET received_on = '2020-01-01' WHERE channel = 'letter'", "received_on 与登记账不符")]
    public async Task Whatever_was_changed_behind_the_log_is_found(string tampering, string found)
    {
        Tamper(tampering);
        var typed = await Verify();
        Assert.Equal(1, typed.Code);
        Assert.Contains(found, typed.Out + typed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_that_are_gone_without_a_recorded_erasure_are_faults()
    {
        var erased = Tamper("DELETE FROM field_values WHERE field = 'narrative' AND position IN (SELECT filed_position FROM petitions)");
        var typed = await Verify();
        Assert.Equal(1, typed.Code);
        Assert.Contains("“narrative”不在了，也没有删除的记录", typed.Out, StringComparison.Ordinal);
        Assert.Contains($"有误 broken：{erased} 处", typed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rebuild_mends_the_rows_of_lists_from_the_log()
    {
        Tamper("UPDATE matters SET stage = 'rated'; DELETE FROM deadlines; UPDATE petitions SET number = number || 'x'");
        Assert.Equal(1, (await Verify()).Code);
        (await Typed.Run(clock, "rebuild", "--database", scratch["data", "demo.db"])).Ok();
        (await Verify()).Ok();
    }
}
