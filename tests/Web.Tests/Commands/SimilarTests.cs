using System.Text.Json;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class SimilarTests
{
    private static readonly string[] District =
    [
        """{"id":"a","user":"u1","title":"望江苑烧烤店油烟扰民","detail":"望江苑小区一楼的烧烤店没有烟道，油烟直排，每天营业到凌晨。","time":"2026-03-01"}""",
        """{"id":"b","user":"u2","title":"望江苑楼下烧烤店","detail":"望江苑烧烤店的油烟熏得没法开窗，深夜还在营业。"}""",
        """{"id":3,"title":"柳河路积水严重","detail":"每次下雨柳河路都积水，电动车过不去。"}""",
        """{"id":"d","title":"柳河路什么时候修好","detail":null}""",
        """{"id":"e","user":7,"title":"咨询养老保险转移","detail":"我从外地回来工作，想把养老保险关系转回来，请问需要哪些材料？"}""",
        """{"id":"f","user":7,"title":"再次咨询养老保险转移","detail":"我从外地回来工作，想把养老保险关系转回来，请问需要哪些材料？"}""",
    ];

    private static Task<Typed> Ask(string[] lines, params string[] args) => Typed.Run(string.Join('\n', lines), TimeProvider.System, args);

    private static JsonElement[] Parsed(Typed typed) =>
        [.. typed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string Ids(JsonElement array) =>
        string.Join(' ', array.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Object ? n.GetProperty("id").GetRawText() : n.GetRawText()));

    [Fact]
    public async Task Each_line_is_answered_in_order_with_its_nearest_ones_best_first()
    {
        var answers = Parsed((await Ask(District, "similar", "--top", "1")).Ok());
        Assert.Equal(["\"a\"", "\"b\"", "3", "\"d\"", "\"e\"", "\"f\""], answers.Select(a => a.GetProperty("id").GetRawText()));
        Assert.Equal(["\"b\"", "\"a\"", "\"d\"", "3", "\"f\"", "\"e\""], answers.Select(a => Ids(a.GetProperty("neighbours"))));
        Assert.All(answers, a => Assert.InRange(a.GetProperty("neighbours")[0].GetProperty("score").GetDouble(), 0.0001, 1));
        Assert.Equal("""{"id":"e","neighbours":[{"id":"f","score":1}]}""", answers[4].GetRawText());
    }

    [Fact]
    public async Task Ten_neighbours_are_listed_unless_another_number_is_asked_for()
    {
        string[] lines = [.. Enumerable.Range(0, 15).Select(i => $$"""{"id":{{i}},"title":"柳河路积水","detail":"柳河路{{i}}号门前积水严重，请修路。"}""")];
        Assert.All(Parsed((await Ask(lines, "similar")).Ok()), a => Assert.Equal(10, a.GetProperty("neighbours").GetArrayLength()));
        Assert.All(Parsed((await Ask(lines, "similar", "--top", "12")).Ok()), a => Assert.Equal(12, a.GetProperty("neighbours").GetArrayLength()));
    }

    [Fact]
    public async Task Lines_about_one_matter_are_grouped_and_a_repeat_is_told_from_what_several_raise()
    {
        var groups = Parsed((await Ask(District, "groups")).Ok());
        Assert.Equal(
            ["""{"group":["a","b"],"kind":"group"}""", """{"group":["e","f"],"kind":"repeat"}"""],
            groups.Select(g => g.GetRawText()).Where(g => !g.Contains('3', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_text_by_another_petitioner_is_no_repeat_and_repeats_inside_a_group_are_named()
    {
        string Copy(string id, string user) => $$"""{"id":"{{id}}","user":"{{user}}","detail":"柳河路十二号院已经连续停水三天，物业说不清楚原因。"}""";
        Assert.Equal("""{"group":["1","2"],"kind":"group"}""", (await Ask([Copy("1", "x"), Copy("2", "y")], "groups")).Ok().Out.TrimEnd());
        Assert.Equal(
            """{"group":["1","2","3"],"kind":"group","repeats":[["1","3"]]}""",
            (await Ask([Copy("1", "x"), Copy("2", "y"), Copy("3", "x")], "groups")).Ok().Out.TrimEnd());
        Assert.Equal(
            """{"group":[1,2],"kind":"repeat"}""",
            (await Ask(["""{"id":1,"title":"只有标题的来信也可以"}""", """{"id":2,"title":"只有标题的来信，也可以"}"""], "groups")).Ok().Out.TrimEnd());
    }

    [Theory]
    [InlineData("similar")]
    [InlineData("groups")]
    public async Task A_bad_line_is_named_with_its_number_and_the_good_ones_are_still_answered(string verb)
    {
        (string Line, string Because)[] bad =
        [
            ("{", "JSON"), ("[]", "id"), ("""{"title":"没有编号"}""", "id"), ("""{"id":"x"}""", "detail"),
            ("""{"id":"x","title":5}""", "title"), ("""{"id":"x","detail":"\ud800"}""", "detail"), (District[0], "\"a\""),
        ];
        foreach (var (line, because) in bad)
        {
            var typed = await Ask([District[0], "", line, District[1]], verb);
            Assert.Equal(2, typed.Code);
            Assert.Contains("\"b\"", typed.Out, StringComparison.Ordinal);
            var error = Assert.Single(typed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("第3行 line 3：", error, StringComparison.Ordinal);
            Assert.Contains(because, error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("很多")]
    public async Task A_senseless_number_of_neighbours_is_refused(string top)
    {
        var typed = await Ask(District, "similar", "--top", top);
        Assert.Equal(2, typed.Code);
        Assert.Contains(top is "很多" ? "很多" : "--top", typed.Error, StringComparison.Ordinal);
        Assert.Equal("", typed.Out);
    }

    [Fact]
    public async Task Nothing_asked_is_nothing_answered()
    {
        Assert.Equal("", (await Ask([], "similar")).Ok().Out);
        Assert.Equal("", (await Ask([""], "groups")).Ok().Out);
    }
}
