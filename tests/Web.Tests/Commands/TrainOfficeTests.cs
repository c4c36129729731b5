using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>Learning from a database on the command line, on a replay whose messages say who answered.</summary>
public sealed class TrainOfficeTests : IDisposable
{
    private static readonly string[] Buses = ["公交车绕行不停站", "末班车太早", "站台没有顶棚", "公交车拒载老人", "线路取消没有通知"];
    private static readonly string[] Schools = ["幼儿园入园难", "小学补课收费", "学校食堂伙食差", "老师有偿补习", "班级人数太多"];

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static IEnumerable<string> Messages(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var told = i % 2 == 0 ? Buses : Schools;
        var at = new DateTime(2025, 1, 1, 9, 0, 0).AddHours(6 * i);
        return JsonSerializer.Serialize(new
        {
            id = $"{i}",
            title = $"{(char)('甲' + i % 9)}处{told[i % 5]}",
            time = $"{at:yyyy-MM-dd HH:mm:ss}",
            detail = $"{told[i % 5]}，{told[(i + 1 + i / 10) % 5]}，第{i}次反映。",
            reply = "已经处理。",
            reply_time = $"{at.AddDays(3):yyyy-MM-dd HH:mm:ss}",
            unit = i % 2 == 0 ? "SW" : "JY",
        });
    });

    private async Task<Typed> Replay(IEnumerable<string> lines)
    {
        await File.WriteAllLinesAsync(scratch["messages.jsonl"], lines, TestContext.Current.CancellationToken);
        return await Typed.Run("replay", scratch["messages.jsonl"], "--database", scratch["replay.db"]);
    }

    [Fact]
    public async Task A_check_learns_the_earlier_history_is_judged_by_the_later_and_changes_nothing()
    {
        (await Replay(Messages(200))).Ok();
        var typed = (await Typed.Run("train", "check", "--database", scratch["replay.db"])).Ok();
        Assert.Contains("责任单位：2个，学习160件，评判40件", typed.Out, StringComparison.Ordinal);
        Assert.Contains("首选对100.0%", typed.Out, StringComparison.Ordinal);
        Assert.Contains("内容分类：", typed.Out, StringComparison.Ordinal);
        Assert.Contains("没有可以学的", typed.Out, StringComparison.Ordinal); // all messages stand under one domain
        Assert.Contains("评判100件", (await Typed.Run("train", "check", "--learn", "50", "--database", scratch["replay.db"])).Ok().Out, StringComparison.Ordinal);
        Assert.Equal(0, Count());
        (await Typed.Run("verify", "--database", scratch["replay.db"])).Ok();

        (await Typed.Run("train", "check", "--learn", "0", "--database", scratch["replay.db"])).Refused("1至99");
        (await Typed.Run("train", "check", "--database", scratch["none.db"])).Refused("找不到数据库文件");
    }

    [Fact]
    public async Task Training_keeps_each_trial_and_says_why_a_model_is_used_or_not()
    {
        (await Replay(Messages(280))).Ok();
        var clock = new TestClock { Now = new DateTimeOffset(2025, 3, 14, 9, 0, 0, TimeSpan.FromHours(8)) };
        var typed = (await Typed.Run(clock, "train", "office", "--database", scratch["replay.db"])).Ok();
        Assert.Contains("责任单位第1版", typed.Out, StringComparison.Ordinal);
        Assert.Contains("高于一律选最常见的", typed.Out, StringComparison.Ordinal);
        Assert.Contains("内容分类：各有3件以上", typed.Out, StringComparison.Ordinal);
        typed = (await Typed.Run(clock, "train", "office", "--database", scratch["replay.db"])).Ok();
        Assert.Contains("责任单位第2版", typed.Out, StringComparison.Ordinal);
        Assert.Contains("继续使用原模型", typed.Out, StringComparison.Ordinal);
        Assert.Equal(2, Count());
        (await Typed.Run("verify", "--database", scratch["replay.db"])).Ok();
    }

    [Fact]
    public async Task A_message_that_names_a_unit_there_is_not_is_told_and_the_others_are_replayed()
    {
        var lines = Messages(3).ToList();
        lines[1] = lines[1].Replace("\"JY\"", "\"XF\"", StringComparison.Ordinal);
        var typed = await Replay(lines);
        Assert.Equal(2, typed.Code);
        Assert.Contains("第2行 line 2：没有代码为 XF 的承办单位", typed.Error, StringComparison.Ordinal);
        using var connection = new SqliteConnection($"Data Source={scratch["replay.db"]};Pooling=False");
        Assert.Equal(2, connection.ExecuteScalar<int>("SELECT count(*) FROM matters WHERE unit = 'SW' AND stage = 'served'"));
    }

    private int Count()
    {
        using var connection = new SqliteConnection($"Data Source={scratch["replay.db"]};Pooling=False");
        return connection.ExecuteScalar<int>("SELECT count(*) FROM suggestion_models");
    }
}
