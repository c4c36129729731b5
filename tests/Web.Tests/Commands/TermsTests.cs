using System.IO.Compression;
using System.Text.Json;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class TermsTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static string Message(string id, string time, string replyTime) => JsonSerializer.Serialize(new
    {
        id,
        user = "A0001",
        title = "路灯不亮",
        time,
        detail = "小区门口三盏路灯坏了半个月，晚上出门看不清路。",
        reply = "已派人修好。",
        reply_time = replyTime,
    });

    private async Task<IReadOnlyList<JsonElement>> Terms(params string[] more)
    {
        var typed = await Typed.Run(["terms", "--database", scratch["replay.db"], .. more]);
        typed.Ok();
        return [.. typed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }

    [Fact]
    public async Task Days_until_the_answer_are_counted_from_the_day_after_the_filing_and_summed_up()
    {
        string[] messages =
        [
            Message("a", "2019-05-01 23:59:00", "2019-05-16 00:01:00"), // 15 days by the calendar
            Message("b", "2019-05-01 08:00:00", "2019-05-17 08:00:00"),
            Message("c", "2019-05-02 08:00:00", "2019-07-01 08:00:00"), // 60
            Message("d", "2019-05-03 08:00:00", "2019-05-03 18:00:00"), // the same day
        ];
        await File.WriteAllLinesAsync(scratch["m.jsonl"], messages, TestContext.Current.CancellationToken);
        (await Typed.Run("replay", scratch["m.jsonl"], "--database", scratch["replay.db"])).Ok();

        var days = (await Terms()).ToDictionary(w => w.GetProperty("id").GetString()!, w => w.GetProperty("days").GetInt32());
        Assert.Equal(new Dictionary<string, int> { ["a"] = 15, ["b"] = 16, ["c"] = 60, ["d"] = 0 }, days);

        var sum = Assert.Single(await Terms("--summary"));
        Assert.Equal(
            """{"petitions":4,"answered":4,"within15":2,"within30":3,"within60":4,"median":15,"p90":60}""", sum.GetRawText());
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named() =>
        (await Typed.Run("terms", "--database", scratch["none.db"])).Refused("找不到数据库文件");

    /// <summary>Every petition's count equals a plain count over the file.</summary>
    [Fact]
    public async Task The_real_messages_took_as_many_days_as_their_file_says()
    {
        const string Name = "../../../../../shared/data/messages/replies.jsonl.gz";
        var file = Path.GetFullPath(Name, AppContext.BaseDirectory);
        Assert.SkipUnless(File.Exists(file), "replies.jsonl.gz is not here.");
        var plain = new Dictionary<string, int>();
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress)))
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                var message = JsonDocument.Parse(line).RootElement;
                DateTime On(string name) => DateTime.ParseExact(message.GetProperty(name).GetString()!, "yyyy-MM-dd HH:mm:ss", null).Date;
                plain.Add(message.GetProperty("id").ToString(), (On("reply_time") - On("time")).Days);
            }

        (await Typed.Run("replay", file, "--database", scratch["replay.db"])).Ok();
        Assert.Equal(plain, (await Terms()).ToDictionary(w => w.GetProperty("id").GetString()!, w => w.GetProperty("days").GetInt32()));
    }
}
