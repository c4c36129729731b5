using System.IO.Compression;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class TrainTests
{
    private static async Task<Typed> Train(Scratch scratch, params string[] files) =>
        await Typed.Run(["train", "domain", "--in", .. files, "--out", scratch["model"]]);

    private static void WriteZipped(string file, IEnumerable<string> lines)
    {
        using var zip = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest));
        foreach (var line in lines) zip.WriteLine(line);
    }

    [Fact]
    public async Task It_learns_from_several_files_plain_or_gzip_and_writes_a_model()
    {
        using var scratch = new Scratch();
        await File.WriteAllLinesAsync(scratch["a.jsonl"], MadeUpLines.Make(90), TestContext.Current.CancellationToken);
        WriteZipped(scratch["b.jsonl.gz"], MadeUpLines.Make(60));
        var typed = (await Train(scratch, scratch["a.jsonl"], scratch["b.jsonl.gz"])).Ok();
        Assert.Contains("读入150件，3类", typed.Out, StringComparison.Ordinal);
        Assert.Equal("", typed.Error);
        Assert.True(File.Exists(scratch["model"]));
        Assert.False(File.Exists(scratch["model.part"]));
    }

    [Fact]
    public async Task The_same_files_give_the_same_model()
    {
        using var scratch = new Scratch();
        await File.WriteAllLinesAsync(scratch["a"], MadeUpLines.Make(90), TestContext.Current.CancellationToken);
        (await Train(scratch, scratch["a"])).Ok();
        var first = await File.ReadAllBytesAsync(scratch["model"], TestContext.Current.CancellationToken);
        (await Train(scratch, scratch["a"])).Ok();
        Assert.Equal(first, await File.ReadAllBytesAsync(scratch["model"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("[]", "对象")]
    [InlineData("""{"title":"甲"}""", "label")]
    [InlineData("""{"label":"甲"}""", "title 和 detail")]
    [InlineData("""{"label":"甲","title":" ","detail":null}""", "title 和 detail")]
    [InlineData("""{"label":" ","title":"甲"}""", "label 为空")]
    [InlineData("""{"label":[],"title":"甲"}""", "label 为空")]
    [InlineData("""{"label":["甲",1],"title":"甲"}""", "label 应为字符串")]
    [InlineData("""{"label":["\ud800"],"title":"甲"}""", "label 应为字符串")]
    [InlineData("""{"label":3,"title":"甲"}""", "label 应为字符串")]
    [InlineData("""{"label":"甲","title":5}""", "title 应为字符串")]
    [InlineData("""{"label":"甲","detail":"\udc00"}""", "detail 含有不完整的字符")]
    public async Task A_bad_line_is_named_with_its_file_and_number_and_the_good_ones_are_still_learnt_from(string bad, string because)
    {
        using var scratch = new Scratch();
        await File.WriteAllLinesAsync(scratch["a"], [.. MadeUpLines.Make(9), "", bad], TestContext.Current.CancellationToken);
        var typed = await Train(scratch, scratch["a"]);
        Assert.Equal(2, typed.Code);
        var error = Assert.Single(typed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"{scratch["a"]} 第11行 line 11：", error, StringComparison.Ordinal);
        Assert.Contains(because, error, StringComparison.Ordinal);
        Assert.Contains("读入9件", typed.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(scratch["model"]));
    }

    [Fact]
    public async Task A_message_filed_under_several_labels_is_taken()
    {
        using var scratch = new Scratch();
        await File.WriteAllLinesAsync(
            scratch["a"], [.. MadeUpLines.Make(9), """{"label":["民政","教育文体"],"title":"甲"}"""], TestContext.Current.CancellationToken);
        Assert.Contains("4类", (await Train(scratch, scratch["a"])).Ok().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_learnt_from_writes_no_model()
    {
        using var scratch = new Scratch();
        (await Train(scratch, scratch["none"])).Refused("找不到文件");

        await File.WriteAllTextAsync(scratch["empty"], "\n", TestContext.Current.CancellationToken);
        (await Train(scratch, scratch["empty"])).Refused("没有可以学习的行");

        await File.WriteAllTextAsync(scratch["plain.gz"], "no gzip at all", TestContext.Current.CancellationToken);
        (await Train(scratch, scratch["plain.gz"])).Refused("不是完整的 gzip");

        await File.WriteAllLinesAsync(
            scratch["ids"], Enumerable.Range(0, 201).Select(i => $$"""{"label":"{{i}}","title":"甲"}"""), TestContext.Current.CancellationToken);
        (await Train(scratch, scratch["ids"])).Refused("201种");
        Assert.False(File.Exists(scratch["model"]));
    }

    [Fact]
    public async Task Without_files_or_model_the_command_line_is_wrong()
    {
        Assert.Equal(2, (await Typed.Run("train", "domain", "--out", "x")).Code);
        Assert.Equal(2, (await Typed.Run("train", "domain", "--in", "x")).Code);
        Assert.Equal(2, (await Typed.Run("classify")).Code);
    }
}
