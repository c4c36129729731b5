using Xinqiao.Web.Serving;
using Xunit;

namespace Xinqiao.Web.Tests.Serving;

public sealed class OneLineTests
{
    [Theory]
    [InlineData(" no route to host\n", "no route to host")]
    [InlineData("busy\r\nfail: Xinqiao[1] Everything was deleted.", "busy  fail: Xinqiao[1] Everything was deleted.")]
    [InlineData("a\u2028b\u0085c\u001b[31md", "a b c [31md")]
    [InlineData("", "")]
    public void What_another_program_answered_stands_in_one_line(string answered, string line) => Assert.Equal(line, OneLine.Of(answered));

    [Fact]
    public void A_long_answer_is_cut_and_says_so()
    {
        Assert.Equal(new string('x', 200), OneLine.Of(new string('x', 200)));
        Assert.Equal(new string('x', 200) + "…", OneLine.Of(new string('x', 100_000)));
    }
}
