using Xinqiao.Core.Furniture;
using Xunit;

namespace Xinqiao.Core.Tests.Furniture;

public sealed class Code128Tests
{
    [Fact]
    public void The_example_of_the_standard_s_readers_is_drawn_bar_for_bar() =>
        // Start B, P J J 1 2 3 C, check 55, stop.
        Assert.Equal(
            "211214" + "313121" + "112133" + "112133" + "123221" + "223211" + "221132" + "131321" + "311321" + "2331112",
            string.Concat(Code128.Widths("PJJ123C")));

    [Fact]
    public void Runs_of_digits_take_half_the_room()
    {
        Assert.Equal(11 * (1 + 5 + 1) + 13, Code128.Widths("0123456789").Sum());
        Assert.Equal(11 * (1 + 2 + 1 + 2 + 1 + 1 + 1 + 3 + 1 + 2 + 1) + 13, Code128.Widths("XF2026-000001-7").Sum());
    }

    [Fact]
    public void Margins_stand_on_either_side()
    {
        var (path, modules) = Code128.Draw("A", 30);
        Assert.StartsWith("M10 0h2v30h-2z", path, StringComparison.Ordinal);
        Assert.Equal(10 + 11 * 3 + 13 + 10, modules);
    }

    [Theory]
    [InlineData("")]
    [InlineData("信访")]
    [InlineData("a\n")]
    public void A_text_that_has_no_bar_code_is_refused(string text) => Assert.Throws<ArgumentException>(() => Code128.Widths(text));
}
