using Xunit;

namespace Xinqiao.Web.Tests.Commands;

public sealed class ClockTests
{
    private static Task<Typed> Ask(params string[] lines) => Typed.Run(string.Join('\n', lines), TimeProvider.System, "clock");

    private static async Task<string> Answer(string line) => (await Ask(line)).Ok().Out.TrimEnd('\n');

    [Theory]
    [InlineData(
        """{"id":"1","clock":"CLK-05","start":"2026-03-02"}""",
        """{"id":"1","nominal":"2026-05-01","rolled":"2026-05-06","control":"2026-04-30","article":"《信访工作条例》第三十四条"}""")]
    [InlineData(
        """{"id":"8","clock":"CLK-05","start":"2026-08-03","extendDays":30}""",
        """{"id":"8","nominal":"2026-11-01","rolled":"2026-11-02","control":"2026-10-30","article":"《信访工作条例》第三十四条"}""")]
    [InlineData(
        """{"id":"17","clock":"CLK-04","start":"2024-02-08"}""",
        """{"id":"17","nominal":"2024-02-21","rolled":"2024-02-21","control":"2024-02-21","article":"《信访工作条例》第二十三条第三款"}""")]
    [InlineData(
        """{"id":"13","clock":"CLK-10","start":"2026-03-05","excludedDays":14}""",
        """{"id":"13","nominal":"2026-04-18","rolled":"2026-04-20","control":"2026-04-17","article":"《信访工作条例》第三十六条第一款"}""")]
    [InlineData(
        """{"id":"12","clock":"CLK-08","start":"2026-09-04","excludedDays":10}""",
        """{"id":"12","nominal":"2026-10-04","rolled":"2026-10-08","control":"2026-09-30","article":"《信访工作条例》第三十五条"}""")]
    [InlineData(
        """{"id":"19","clock":"CLK-04","start":"2026-12-29"}""",
        """{"id":"19","unknown":true,"article":"《信访工作条例》第二十三条第三款"}""")]
    [InlineData(
        """{"id":20,"clock":"CLK-05","start":"2026-12-01","extendDays":null}""",
        """{"id":20,"nominal":"2027-01-30","unknown":true,"article":"《信访工作条例》第三十四条"}""")]
    [InlineData(
        """{"id":"老","clock":"CLK-05","start":"2019-04-25","pack":"2005"}""",
        """{"id":"老","nominal":"2019-06-24","rolled":"2019-06-24","control":"2019-06-24","article":"《信访条例》第三十三条"}""")]
    [InlineData(
        """{"id":"a","clock":"CLK-11","start":"2026-03-02","due":"2026-04-04"}""",
        """{"id":"a","nominal":"2026-04-04","rolled":"2026-04-07","control":"2026-04-03","article":"《信访工作条例》第二十二条第一款第（三）项"}""")]
    public async Task Each_question_is_answered_in_one_line(string question, string answer) =>
        Assert.Equal(answer, await Answer(question));

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("[]", "id")]
    [InlineData("""{"clock":"CLK-05","start":"2026-03-02"}""", "id")]
    [InlineData("""{"id":null,"clock":"CLK-05","start":"2026-03-02"}""", "id")]
    [InlineData("""{"id":1,"start":"2026-03-02"}""", "clock")]
    [InlineData("""{"id":1,"clock":"CLK-99","start":"2026-03-02"}""", "CLK-99")]
    [InlineData("""{"id":1,"clock":"CLK-04","start":"2019-03-02","pack":"2005"}""", "CLK-04")]
    [InlineData("""{"id":1,"clock":"CLK-05","start":"2026-03-02","pack":"1995"}""", "1995")]
    [InlineData("""{"id":1,"clock":"CLK-05"}""", "start")]
    [InlineData("""{"id":1,"clock":"CLK-05","start":"2026-02-30"}""", "2026-02-30")]
    [InlineData("""{"id":1,"clock":"CLK-05","start":20260302}""", "start")]
    [InlineData("""{"id":1,"clock":"CLK-05","start":"\ud800"}""", "start")]
    [InlineData("""{"id":1,"clock":"CLK-05","start":"9999-12-31"}""", "9999")]
    [InlineData("""{"id":1,"clock":"CLK-05","start":"2026-03-02","extendDays":31}""", "不得超过30日")]
    [InlineData("""{"id":1,"clock":"CLK-05","start":"2026-03-02","extendDays":-1}""", "extendDays")]
    [InlineData("""{"id":1,"clock":"CLK-05","start":"2026-03-02","extendDays":1.5}""", "extendDays")]
    [InlineData("""{"id":1,"clock":"CLK-10","start":"2026-03-02","excludedDays":99999999999}""", "excludedDays")]
    [InlineData("""{"id":1,"clock":"CLK-08","start":"2026-03-02","extendDays":1}""", "不得延长")]
    [InlineData("""{"id":1,"clock":"CLK-11","start":"2026-03-02"}""", "due")]
    [InlineData("""{"id":1,"clock":"CLK-11","start":"2026-03-02","due":"2026-03-01"}""", "due")]
    [InlineData("""{"id":1,"clock":"CLK-14","start":"2026-03-02"}""", "CLK-14")]
    public async Task A_bad_line_is_named_with_its_number_and_the_good_ones_are_still_answered(string bad, string because)
    {
        const string good = """{"id":"g","clock":"CLK-01","start":"2026-01-20"}""";
        var typed = await Ask(good, "", bad, good);
        Assert.Equal(2, typed.Code);
        Assert.Equal(2, typed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var error = Assert.Single(typed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("第3行 line 3：", error, StringComparison.Ordinal);
        Assert.Contains(because, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_asked_is_nothing_answered()
    {
        var typed = (await Ask()).Ok();
        Assert.Equal("", typed.Out + typed.Error);
    }
}
