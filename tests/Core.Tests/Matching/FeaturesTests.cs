using CsCheck;
using Xinqiao.Core.Matching;
using Xunit;

namespace Xinqiao.Core.Tests.Matching;

public sealed class FeaturesTests
{
    private static List<Gram> Read(string? text) => [.. new Features().Read(text).ToArray()];

    [Theory]
    [InlineData("医院 收费", "医院收费")]
    [InlineData("医院\t收\r\n费", "医院收费")]
    [InlineData("电话１３８００", "电话138001234")]
    [InlineData("101室", "7室")]
    [InlineData("ＡＢ路", "ab路")]
    [InlineData("收费！", "收费!")]
    public void Texts_that_differ_by_blanks_width_capitals_or_digits_read_alike(string one, string other) =>
        Assert.Equal(Read(one), Read(other));

    [Theory]
    [InlineData("医院收费", "收费医院")]
    [InlineData("医院", "醫院")]
    [InlineData("0", "")]
    public void Texts_of_other_words_do_not(string one, string other) => Assert.NotEqual(Read(one), Read(other));

    [Fact]
    public void Every_character_and_every_pair_of_neighbours_is_counted()
    {
        var grams = Read("退费退费");
        // 退, 退费, 费, 费退
        Assert.Equal([2, 2, 2, 1], grams.Select(g => g.Count));
        Assert.Equal(4, grams.Select(g => g.Hash).Distinct().Count());
    }

    [Fact]
    public void Nothing_is_read_from_nothing()
    {
        Assert.Empty(Read(null));
        Assert.Empty(Read(""));
        Assert.Empty(Read(" \u3000\n"));
    }

    [Fact]
    public void A_text_beyond_the_longest_is_read_up_to_there()
    {
        var longest = new string('信', Features.LongestText);
        Assert.Equal(Read(longest), Read(longest + "外的都不读"));
    }

    [Fact]
    public void The_buffers_of_one_text_leave_nothing_for_the_next() =>
        Gen.Select(Gen.String, Gen.String).Sample((before, text) =>
        {
            var features = new Features();
            features.Read(before);
            return features.Read(text).ToArray().SequenceEqual(new Features().Read(text).ToArray());
        });

    [Fact]
    public void As_many_grams_are_counted_as_there_are_units_and_pairs() =>
        Gen.String[Gen.Char, 0, 300].Sample(text =>
        {
            var units = Read(text).Sum(g => g.Count);
            return units == 0 || (units % 2 == 1 && units <= 2 * text.Length - 1);
        });
}
