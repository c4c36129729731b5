using System.IO.Compression;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class ReplayTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static string Message(string id, string time, string replyTime, string title = "路灯不亮", string reply = "已派人修好。") =>
        JsonSerializer.Serialize(new
        {
            id,
            user = "A0001",
            title,
            time,
            detail = "小区门口三盏路灯坏了半个月，晚上出门看不清路。",
            reply,
            reply_time = replyTime,
        });

    private static readonly string[] Three =
    [
        Message("7", "2019-04-25 09:32:09", "2019-05-10 14:56:53"),
        Message("8", "2011-04-02 18:00:54", "2014-06-05 09:00:00", "公交站台没有顶棚"),
        Message("9", "2019-05-01 10:00:00", "2019-05-01 10:04:00", "答复只隔四分钟"),
    ];

    private async Task<Typed> Replay(IEnumerable<string> lines, params string[] more)
    {
        await File.WriteAllLinesAsync(scratch["messages.jsonl"], lines, TestContext.Current.CancellationToken);
        return await Typed.Run(["replay", scratch["messages.jsonl"], "--database", scratch["replay.db"], .. more]);
    }

    [Fact]
    public async Task A_replay_that_is_browsed_says_that_it_is_one_and_nowhere_that_its_people_were_made_up()
    {
        (await Replay(Three, "--codes", scratch["codes.csv"])).Ok();
        var sent = (await File.ReadAllLinesAsync(scratch["codes.csv"], TestContext.Current.CancellationToken))[1].Split(',');
        await using var served = await Served.Start(TimeProvider.System, "run", "--port", "0", "--database", scratch["replay.db"]);
        using var visitor = new Visitor(served.Address);
        var page = await visitor.Open("/track");
        page = await visitor.Submit(page.Form(), new() { ["number"] = sent[1], ["code"] = sent[2] });
        Assert.Equal("重放库", page.QuerySelector(".ribbon")!.GetAttribute("aria-label"));
        page = await visitor.Open("/track/receipt");
        Assert.Contains("重放件", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("演示件", visitor.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("虚构", visitor.Html, StringComparison.Ordinal);
        page = await visitor.Open("/sign-in");
        Assert.Contains("重放", page.Text(".ribbon"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_become_petitions_served_at_their_true_times_under_the_rules_of_their_day()
    {
        (await Replay(Three)).Ok();
        Assert.Equal(["served"], Query<string>("SELECT DISTINCT stage FROM matters"));
        Assert.Equal(["2005"], Query<string>("SELECT DISTINCT pack FROM deadlines"));
        Assert.Equal([Instant(2011, 4, 2, 18, 0, 54), Instant(2019, 4, 25, 9, 32, 9), Instant(2019, 5, 1, 10, 0, 0)],
            Query<long>("SELECT recorded_at FROM events WHERE name = 'petition.filed.v1' ORDER BY recorded_at"));
        Assert.Equal([Instant(2014, 6, 5, 9, 0, 0), Instant(2019, 5, 1, 10, 4, 0), Instant(2019, 5, 10, 14, 56, 53)],
            Query<long>("SELECT e.recorded_at FROM events e JOIN matters m ON m.id = e.stream AND e.version = m.version ORDER BY e.recorded_at"));
        Assert.Equal(["2011-04-02", "2019-04-25", "2019-05-01"], Query<string>("SELECT received_on FROM petitions ORDER BY 1"));
        Assert.Equal([0L], Query<long>(
            "SELECT count(*) FROM events a JOIN events b ON b.position = a.position + 1 WHERE b.recorded_at < a.recorded_at"));
        (await Typed.Run("verify", "--database", scratch["replay.db"])).Ok();
    }

    [Fact]
    public async Task What_was_assumed_says_so_and_who_wrote_stays_out()
    {
        (await Replay(Three)).Ok();
        using var database = Databases.At(scratch["replay.db"]);
        database.Prepare();
        using var store = new CaseStore(database, KeyFolder.Open(scratch["keys"]), TimeProvider.System, Rules.Embedded);
        var reader = new CaseReader(store);
        var matter = (await reader.Matter(new StreamId(Query<string>("SELECT id FROM matters ORDER BY id")[0])))!;
        var petition = (await reader.Petition(matter.State.Petition, IdentityView.OfPetitioner))!;
        var filed = petition.Last<PetitionFiled>()!;
        Assert.True(filed.Anonymous);
        Assert.Equal("公交站台没有顶棚", filed.Title.Value);
        Assert.Equal((null, "replay@example.invalid"), (filed.Party.Name.Value, filed.Party.Email.Value));
        Assert.Equal("已派人修好。", Assert.Single(matter.Last<OpinionSubmitted>()!.Answers).Reasons.Value);
        Assert.All(matter.Events, e => Assert.Equal("回放假定", e.Why.Value));
        Assert.DoesNotContain(
            matter.Events.Concat(petition.Events).SelectMany(e => Texts(e.Event)), t => t.Contains("A0001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_replayed_is_not_replayed_again()
    {
        (await Replay(Three)).Ok();
        var size = Query<long>("SELECT size FROM head")[0];
        var again = (await Replay(Three)).Ok();
        Assert.Contains("done before 3", again.Out, StringComparison.Ordinal);
        Assert.Equal(size, Query<long>("SELECT size FROM head")[0]);
    }

    [Fact]
    public async Task A_replay_that_was_cut_off_goes_on_where_it_stopped()
    {
        (await Replay(Three, "--limit", "1")).Ok();
        // The second lies before what is recorded already: it cannot be told at its true time any more, and is not told at another.
        var rest = await Replay([Three[0], Three[1], Three[2], Message("10", "2020-01-02 08:00:00", "2020-01-09 11:00:05")]);
        Assert.Equal(2, rest.Code);
        Assert.Equal(2, rest.Error.Split("older than the log").Length - 1);
        Assert.Equal(["2019-04-25", "2020-01-02"], Query<string>("SELECT received_on FROM petitions ORDER BY 1"));
        Assert.Equal(["served"], Query<string>("SELECT DISTINCT stage FROM matters"));
    }

    [Fact]
    public async Task Acts_that_are_missing_of_a_message_are_made_up_for()
    {
        var whole = Enumerable.Range(0, 200).Select(i => Message($"{i}", "2019-03-01 08:00:00", $"2019-04-{i % 28 + 1:00} 10:00:00")).ToArray();
        (await Replay(whole)).Ok();
        var acts = Query<string>("SELECT name FROM events ORDER BY position");
        using var stop = new CancellationTokenSource();
        var terminal = new Web.Commands.Terminal(TextReader.Null, TextWriter.Null, new StopAtProgress(stop), TimeProvider.System);
        string[] cut = ["replay", scratch["messages.jsonl"], "--database", scratch["cut", "replay.db"]];
        Assert.Equal(1, await Web.Commands.CommandLine.Run(cut, terminal, stop.Token));
        using var connection = new SqliteConnection($"Data Source={scratch["cut", "replay.db"]};Pooling=False");
        Assert.InRange(connection.ExecuteScalar<int>("SELECT count(*) FROM events"), 2_000, acts.Count - 100);

        (await Typed.Run(cut)).Ok();
        Assert.Equal(acts, connection.Query<string>("SELECT name FROM events ORDER BY position"));
        (await Typed.Run("verify", "--database", scratch["cut", "replay.db"])).Ok();
    }

    private sealed class StopAtProgress(CancellationTokenSource stop) : StringWriter
    {
        public override Task WriteLineAsync(string? value) => stop.CancelAsync();
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{"id":"x","title":"标题","detail":"内容","time":"2019-05-01 10:00:00","reply":"答复"}""", "reply_time")]
    [InlineData("""{"id":"x","title":"标题","detail":"内容","time":"2019-13-01 10:00:00","reply":"答复","reply_time":"2019-05-02 10:00:00"}""", "time")]
    [InlineData("""{"id":"x","title":"标题","detail":"内容","time":"2019-05-01 10:00:00","reply":"答复","reply_time":"2019-04-02 10:00:00"}""", "答复早于来信")]
    [InlineData("""{"id":"x","title":"标题","detail":"内容","time":"2004-05-01 10:00:00","reply":"答复","reply_time":"2019-04-02 10:00:00"}""", "早于2005-05-01")]
    [InlineData("""{"id":"x","title":"标题","detail":" ","time":"2019-05-01 10:00:00","reply":"答复","reply_time":"2019-05-02 10:00:00"}""", "事情经过")]
    [InlineData("""{"id":"x","title":"标题","detail":"内容","time":"2019-05-01 10:00:00","reply":"","reply_time":"2019-05-02 10:00:00"}""", "答复及理由")]
    [InlineData("""{"id":"x","title":"标题","detail":"内\u0001容","time":"2019-05-01 10:00:00","reply":"答复","reply_time":"2019-05-02 10:00:00"}""", "控制字符")]
    [InlineData("""{"id":"7","title":"标题","detail":"内容","time":"2019-05-01 10:00:00","reply":"答复","reply_time":"2019-05-02 10:00:00"}""", "重复")]
    public async Task A_line_that_cannot_be_replayed_is_named_and_the_others_are_replayed(string bad, string because)
    {
        var typed = await Replay([Three[0], bad, "", Three[2]]);
        Assert.Equal(2, typed.Code);
        Assert.Contains("第2行 line 2", typed.Error, StringComparison.Ordinal);
        Assert.Contains(because, typed.Error, StringComparison.Ordinal);
        Assert.Equal([2L], Query<long>("SELECT count(*) FROM matters WHERE stage = 'served'"));
    }

    [Fact]
    public async Task Another_text_under_an_id_that_was_replayed_is_refused()
    {
        (await Replay([Three[0]])).Ok();
        var typed = await Replay([Message("7", "2019-04-25 09:32:09", "2019-05-10 14:56:53", reply: "改过的答复")]);
        Assert.Equal(2, typed.Code);
        Assert.Contains("内容不同", typed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_file_is_read_and_its_codes_are_written_where_asked()
    {
        await using (var file = File.Create(scratch["m.jsonl.gz"]))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        await using (var writer = new StreamWriter(gzip))
            foreach (var line in Three) await writer.WriteLineAsync(line);
        (await Typed.Run("replay", scratch["m.jsonl.gz"], "--database", scratch["replay.db"], "--codes", scratch["codes.csv"])).Ok();
        var codes = await File.ReadAllLinesAsync(scratch["codes.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(4, codes.Length);
        Assert.All(codes.Skip(1), line => Assert.Matches(@"^[789],XF20\d\d-00000[12]-\d,\d{16}$", line));
    }

    [Fact]
    public async Task A_replay_database_is_opened_to_browse_under_a_ribbon_that_says_what_it_is()
    {
        (await Replay(Three)).Ok();
        await using var served = await Served.Start(TimeProvider.System, "run", "--port", "0", "--database", scratch["replay.db"]);
        using var visitor = new Visitor(served.Address);
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = "chengban", ["password"] = Web.Demo.DemoDistrict.Password });
        await visitor.Open("/staff/matters");
        Assert.Contains("公交站台没有顶棚", visitor.Html, StringComparison.Ordinal);
        Assert.Contains("class=\"ribbon\"", visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_replayed_into_a_demo()
    {
        await (await Served.Start(TimeProvider.System, "run", "--port", "0", "--data", scratch["data"])).DisposeAsync();
        await File.WriteAllLinesAsync(scratch["messages.jsonl"], Three, TestContext.Current.CancellationToken);
        (await Typed.Run("replay", scratch["messages.jsonl"], "--database", scratch["data", "demo.db"])).Refused("是演示库，本命令只打开回放库");
    }

    private static IEnumerable<string> Texts(CaseEvent e)
    {
        var payload = new PayloadWriter();
        e.Write(payload);
        return payload.Texts.Select(t => t.Value).Concat(payload.Facts.Select(f => $"{f.Value}"));
    }

    private static long Instant(int year, int month, int day, int hour, int minute, int second) =>
        new DateTimeOffset(year, month, day, hour, minute, second, Shanghai.Offset).ToUnixTimeMilliseconds();

    private List<T> Query<T>(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={scratch["replay.db"]};Pooling=False");
        return connection.Query<T>(sql).AsList();
    }
}
