using System.Text.Json;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class ClassifyTests
{
    private static async Task<string> Model(Scratch scratch)
    {
        await File.WriteAllLinesAsync(scratch["a"], MadeUpLines.Make(150), TestContext.Current.CancellationToken);
        (await Typed.Run("train", "domain", "--in", scratch["a"], "--out", scratch["model"])).Ok();
        return scratch["model"];
    }

    private static Task<Typed> Ask(string model, params string[] lines) =>
        Typed.Run(string.Join('\n', lines), TimeProvider.System, "classify", "--model", model);

    private static List<JsonElement> Answers(Typed typed) =>
        [.. typed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    [Fact]
    public async Task Each_message_gets_every_label_best_first_in_the_order_of_the_lines()
    {
        using var scratch = new Scratch();
        var typed = (await Ask(
            await Model(scratch), """{"id":"b","title":"学校补课"}""", """{"id":7,"detail":"公交车拒载"}""",
            """{"id":"a","title":"医院","detail":"没有医生，药价偏高","city":"甲"}""", """{"id":"e","title":"","detail":"😀𠮷"}""")).Ok();
        var answers = Answers(typed);
        Assert.Equal(["\"b\"", "7", "\"a\"", "\"e\""], answers.Select(a => a.GetProperty("id").GetRawText()));
        Assert.Equal(
            ["教育文体", "交通运输", "卫生计生"],
            answers.Take(3).Select(a => a.GetProperty("suggestions")[0].GetProperty("label").GetString()));
        foreach (var answer in answers)
        {
            Assert.Equal(["id", "suggestions"], answer.EnumerateObject().Select(p => p.Name));
            var scores = answer.GetProperty("suggestions").EnumerateArray().Select(s => s.GetProperty("score").GetDouble()).ToList();
            Assert.Equal(3, scores.Count);
            Assert.Equal(scores.OrderDescending(), scores);
            Assert.Equal(1, scores.Sum(), 1e-5);
        }

        Assert.StartsWith("""{"id":"b","suggestions":[{"label":"教育文体","score":0.""", typed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{"title":"甲"}""", "id")]
    [InlineData("""{"id":1}""", "title 和 detail")]
    [InlineData("""{"id":1,"title":null,"detail":null}""", "title 和 detail")]
    [InlineData("""{"id":1,"title":1}""", "title 应为字符串")]
    [InlineData("""{"id":1,"detail":"\ud800"}""", "detail 含有不完整的字符")]
    public async Task A_bad_line_is_named_with_its_number_and_the_good_ones_are_still_answered(string bad, string because)
    {
        using var scratch = new Scratch();
        const string good = """{"id":"g","title":"学校补课"}""";
        var typed = await Ask(await Model(scratch), good, bad, good);
        Assert.Equal(2, typed.Code);
        Assert.Equal(2, Answers(typed).Count);
        var error = Assert.Single(typed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("第2行 line 2：", error, StringComparison.Ordinal);
        Assert.Contains(because, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_lines_are_answered_in_their_order_and_every_bad_one_is_named()
    {
        using var scratch = new Scratch();
        var typed = await Ask(await Model(scratch), [.. Enumerable.Range(1, 3_000).Select(i =>
            i % 100 == 0 ? $$"""{"id":{{i}},"title":{{i}}}""" : $$"""{"id":{{i}},"title":"公交{{i}}","detail":"{{new string('车', i % 50)}}"}""")]);
        Assert.Equal(2, typed.Code);
        Assert.Equal(
            Enumerable.Range(1, 3_000).Where(i => i % 100 != 0), Answers(typed).Select(a => a.GetProperty("id").GetInt32()));
        Assert.Equal(
            Enumerable.Range(1, 30).Select(i => $"第{i * 100}行 line {i * 100}："),
            typed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(e => e[..(e.IndexOf('：') + 1)]));
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_refused_before_anything_is_read()
    {
        using var scratch = new Scratch();
        (await Ask(scratch["none"])).Refused("找不到模型文件");

        await File.WriteAllTextAsync(scratch["text"], "这不是模型", TestContext.Current.CancellationToken);
        (await Ask(scratch["text"])).Refused("不是分类模型文件");

        var model = await File.ReadAllBytesAsync(await Model(scratch), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(scratch["short"], model[..^9], TestContext.Current.CancellationToken);
        (await Ask(scratch["short"])).Refused("不完整");
        model[^1] ^= 1;
        await File.WriteAllBytesAsync(scratch["damaged"], model, TestContext.Current.CancellationToken);
        (await Ask(scratch["damaged"])).Refused("已损坏");
    }
}
