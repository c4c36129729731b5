using System.Text.Json;
using MiniExcelLibs;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Commands;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>What another system held comes in through the same decider, in an officer's name, and never twice.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private readonly Scratch scratch = new();
    private readonly TestClock clock = new();

    public async ValueTask InitializeAsync()
    {
        using var database = Databases.At(scratch["demo.db"]);
        database.Prepare();
        (await DemoDistrict.Found(database, KeyFolder.Create(scratch["keys"]), clock)).Dispose();
    }

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Dictionary<string, object?> Row(string id, params (string Field, object? Value)[] with)
    {
        var row = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["channel"] = "letter",
            ["received"] = "2026-02-25",
            ["receivedEvidence"] = "收文簿12号",
            ["purpose"] = "request",
            ["title"] = "路灯不亮",
            ["narrative"] = "三盏路灯坏了半个月。",
            ["request"] = "修好路灯",
            ["name"] = "周桂兰",
            ["address"] = "濠西新村12幢",
            ["phone"] = "13800000217",
            ["domain"] = "城乡建设",
        };
        foreach (var (field, value) in with) row[field] = value;
        return row;
    }

    private async Task<Typed> Import(IEnumerable<string> lines, params string[] more)
    {
        await File.WriteAllLinesAsync(scratch["old.jsonl"], lines, TestContext.Current.CancellationToken);
        return await Run("old.jsonl", more);
    }

    private Task<Typed> Run(string file, params string[] more) => Typed.Run(
        clock, ["import", scratch[file], "--database", scratch["demo.db"], "--keys", scratch["keys"], "--as", "dengji", "--why", "从旧系统迁入", .. more]);

    private static string Json(Dictionary<string, object?> row) => JsonSerializer.Serialize(row);

    private async Task<IReadOnlyList<ListedMatter>> Listed(Role role = Role.Registrar, Stage? stage = null)
    {
        using var database = Databases.At(scratch["demo.db"]);
        using var store = new CaseStore(database, KeyFolder.Open(scratch["keys"]), clock, Core.Regulation.Rules.Embedded);
        return await new MatterQueries(store, new CaseReader(store)).List(
            new Viewer(role, "XF"), new MatterFilter(stage is { } s ? [s] : null));
    }

    [Fact]
    public async Task Lines_are_filed_in_the_officers_name_with_the_reason_and_their_codes()
    {
        var typed = (await Import([Json(Row("1")), Json(Row("2", ("domain", "construction"), ("nationalNumber", "JS-2026-0001234")))], "--codes", scratch["codes.csv"])).Ok();
        Assert.Contains("本次 2 件；先前已导入 0 件；有误或被拒绝 0 行", typed.Out, StringComparison.Ordinal);
        var rows = await Listed();
        Assert.All(rows, r => Assert.Equal((Stage.ToForward, "construction"), (r.StageOf, r.Domain)));
        Assert.All(rows, r => Assert.Equal(("路灯不亮", "2026-02-25", Channel.Letter), (r.Title, r.ReceivedOn, r.ChannelOf)));
        var codes = await File.ReadAllLinesAsync(scratch["codes.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(["1", "2"], codes.Select(c => c.Split(',')[0]).Order());
        Assert.All(codes, c => Assert.Matches("^[12],XF2026-00000[12]-[0-9],[0-9]{16}$", c));

        using var database = Databases.At(scratch["demo.db"]);
        using var store = new CaseStore(database, KeyFolder.Open(scratch["keys"]), clock, Core.Regulation.Rules.Embedded);
        var filed = (await new CaseReader(store).Petition(new StreamId(rows[0].Petition)))!.Events[0];
        Assert.Equal((Role.Registrar, "从旧系统迁入"), (filed.Role, filed.Why.Value));
    }

    [Fact]
    public async Task The_same_file_again_goes_on_where_it_was_cut_off_and_imports_nothing_twice()
    {
        (await Import([Json(Row("1"))])).Ok();
        var typed = (await Import([Json(Row("1")), Json(Row("2"))])).Ok();
        Assert.Contains("本次 1 件；先前已导入 1 件", typed.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await Listed()).Count);
        typed = await Import([Json(Row("1")), Json(Row("1"))]);
        Assert.Contains("第2行", typed.Error, StringComparison.Ordinal);
        Assert.Contains("来源编号 1 与第1行重复", typed.Error, StringComparison.Ordinal);
        // Another text under an id that was imported is no repetition.
        typed = await Import([Json(Row("1", ("title", "另一件事")))]);
        Assert.Equal(CommandLine.BadInput, typed.Code);
        Assert.Contains("第1行", typed.Error, StringComparison.Ordinal);
        Assert.Contains("来源编号 1 以前导入过，内容不同", typed.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Listed()).Count);
    }

    [Fact]
    public async Task Of_a_thousand_lines_cut_off_half_way_the_good_ones_are_imported_once_and_the_ten_broken_ones_named()
    {
        (string Said, Func<int, string> Line)[] broken =
        [
            ("不是有效的 JSON", n => Json(Row($"{n}"))[..^3]), ("一句话标题", n => Json(Row($"{n}", ("title", "")))),
            ("received 应为", n => Json(Row($"{n}", ("received", "昨天")))), ("channel 应为", n => Json(Row($"{n}", ("channel", "鸽子")))),
            ("没有“sex”这个字段", n => Json(Row($"{n}", ("sex", "女")))), ("name 应为文字", n => Json(Row($"{n}", ("name", new[] { "甲" })))),
            ("缺少来源编号", _ => Json(Row("", ("id", null)))), ("内容分类", n => Json(Row($"{n}", ("domain", "没有这一类")))),
            ("收到日期", n => Json(Row($"{n}", ("received", "2999-01-01")))), ("电话号码", n => Json(Row($"{n}", ("phone", "abc")))),
        ];
        var lines = Enumerable.Range(1, 1_000).Select(n => n % 100 == 0 ? broken[n / 100 - 1].Line(n) : Json(Row($"{n}", ("title", $"第{n}处路灯不亮")))).ToList();
        await Import(lines.Take(537));
        var typed = await Import(lines);
        Assert.Equal(CommandLine.BadInput, typed.Code);
        Assert.Contains("本次 458 件；先前已导入 532 件；有误或被拒绝 10 行", typed.Out, StringComparison.Ordinal);
        var told = typed.Error.Split('\n').Where(t => t.StartsWith('第')).ToList();
        Assert.Equal(10, told.Count);
        for (var i = 0; i < broken.Length; i++)
            Assert.Contains(told, t => t.StartsWith($"第{(i + 1) * 100}行", StringComparison.Ordinal) && t.Contains(broken[i].Said, StringComparison.Ordinal));
        using var database = Databases.At(scratch["demo.db"]);
        await using var connection = database.OpenToRead();
        Assert.Equal(990, await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT count(*) FROM petitions"));
    }

    [Fact]
    public async Task A_bad_line_is_named_with_its_rule_and_the_good_ones_are_imported()
    {
        var typed = await Import(
        [
            "{", "[1]", Json(Row("3", ("title", null))), Json(Row("4", ("received", "昨天"))), Json(Row("5", ("channel", "鸽子"))),
            Json(Row("6", ("sex", "女"))), Json(Row("7", ("name", new[] { "甲" }))), """{"title":"没有来源编号"}""",
            Json(Row("9", ("channel", "call"))), Json(Row("10", ("received", "2026-03-03"))), Json(Row("11", ("anonymous", "maybe"))), Json(Row("12", ("domain", null))), "",
            Json(Row("14")),
        ]);
        Assert.Equal(CommandLine.BadInput, typed.Code);
        Assert.Contains("本次 1 件；先前已导入 0 件；有误或被拒绝 12 行", typed.Out, StringComparison.Ordinal);
        foreach (var (line, part) in new[]
                 {
                     (1, "不是有效的 JSON"), (2, "应为 JSON 对象"), (3, "标题"), (4, "received 应为 2026-03-02 这样的日期"), (5, "channel 应为letter（来信）"),
                     (6, "没有“sex”这个字段"), (7, "name 应为文字"), (8, "缺少来源编号"), (9, "口述"), (10, "不能晚于今天"), (11, "anonymous 应为"), (12, "请从列表中选择内容分类"),
                 })
            Assert.Contains(typed.Error.Split('\n'), told => told.StartsWith($"第{line}行", StringComparison.Ordinal) && told.Contains(part, StringComparison.Ordinal));
        Assert.DoesNotContain("13800000217", typed.Error + typed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheet_has_a_petition_a_row_under_headings_an_office_writes()
    {
        var rows = new[] { Row("A1"), Row("A2", ("channel", "来访"), ("headCount", 12), ("representatives", "周桂兰、吴建国"), ("howStated", "递交书面材料")) };
        using (var file = File.Create(scratch["old.xlsx"]))
            file.SaveAs(rows.Select(r => ImportFile.Headings.ToDictionary(h => h.Value, h => r.GetValueOrDefault(h.Key) switch
            {
                "2026-02-25" => new DateTime(2026, 2, 25),
                var value => value,
            })));
        (await Run("old.xlsx")).Ok();
        var listed = await Listed();
        Assert.Equal([Channel.Letter, Channel.Visit], listed.Select(r => r.ChannelOf).Order());
        Assert.All(listed, r => Assert.Equal("2026-02-25", r.ReceivedOn));

        using (var file = File.Create(scratch["bad.xlsx"])) file.SaveAs(new[] { new Dictionary<string, object> { ["政治面貌"] = "群众" } });
        (await Run("bad.xlsx")).Refused("没有“政治面貌”这一列");
        await File.WriteAllTextAsync(scratch["no.xlsx"], "这不是表格", TestContext.Current.CancellationToken);
        (await Run("no.xlsx")).Refused("不是可以读取的 xlsx 文件");
        await File.WriteAllTextAsync(scratch["no.jsonl.gz"], "这不是压缩文件", TestContext.Current.CancellationToken);
        (await Run("no.jsonl.gz")).Refused("不是完整的 gzip 文件");
    }

    [Fact]
    public async Task An_accusation_is_sealed_as_it_comes_in()
    {
        (await Import([Json(Row("1", ("purpose", "检举控告")))])).Ok();
        Assert.Empty(await Listed());
        Assert.Equal(Stage.Sealed, Assert.Single(await Listed(Role.DisciplineLiaison)).StageOf);
    }

    [Theory]
    [InlineData("chengban", "没有“chengban”这个在岗的登记员或者分办员")]
    [InlineData("nobody", "没有“nobody”这个在岗的登记员或者分办员")]
    public async Task Only_an_officer_of_the_petition_department_answers_for_an_import(string login, string because)
    {
        await File.WriteAllTextAsync(scratch["old.jsonl"], Json(Row("1")), TestContext.Current.CancellationToken);
        var typed = await Typed.Run(
            clock, "import", scratch["old.jsonl"], "--database", scratch["demo.db"], "--keys", scratch["keys"], "--as", login, "--why", "迁入");
        typed.Refused(because);
        Assert.Empty(await Listed());
        (await Run("missing.jsonl")).Refused("找不到文件");
    }
}
