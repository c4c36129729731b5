using CsCheck;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

public class PetitionNumberTests
{
    private static readonly Gen<string> Numbers =
        from year in Gen.Int[2000, 2199]
        from serial in Gen.Int[1, 999_999]
        select PetitionNumber.Of("XF", year, serial);

    [Fact]
    public void A_number_reads_back_as_it_was_given() => Numbers.Sample(n => PetitionNumber.Parse(n) == n);

    [Fact]
    public void Typing_habits_do_not_matter() => Numbers.Sample(n =>
        PetitionNumber.Parse("  " + n.ToLowerInvariant().Replace("-", " － ") + "\t") == n
        && PetitionNumber.Parse(string.Concat(n.Select(c => (char)(c + '！' - '!')))) == n);

    [Fact]
    public void One_wrong_digit_is_noticed() => Gen.Select(Numbers, Gen.Int[0, 100], Gen.Int[1, 9]).Sample((number, at, by) =>
    {
        var digits = number.Select((c, i) => (c, i)).Where(x => char.IsAsciiDigit(x.c)).Select(x => x.i).ToList();
        var chars = number.ToCharArray();
        var i = digits[at % digits.Count];
        chars[i] = (char)('0' + (chars[i] - '0' + by) % 10);
        return PetitionNumber.Parse(new string(chars)) is null;
    });

    [Fact]
    public void Two_swapped_digits_are_noticed() => Gen.Select(Numbers, Gen.Int[0, 100]).Sample((number, at) =>
    {
        var digits = number.Select((c, i) => (c, i)).Where(x => char.IsAsciiDigit(x.c)).Select(x => x.i).ToList();
        var chars = number.ToCharArray();
        var (i, j) = (digits[at % (digits.Count - 1)], digits[at % (digits.Count - 1) + 1]);
        (chars[i], chars[j]) = (chars[j], chars[i]);
        return chars[i] == chars[j] || PetitionNumber.Parse(new string(chars)) is null;
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("7")]
    [InlineData("XF2026-000001")]
    [InlineData("XF2026-000001-X")]
    [InlineData("XF2026-000001-")]
    [InlineData("信访2026-000001-7")]
    public void What_is_no_number_is_none(string? typed) => Assert.Null(PetitionNumber.Parse(typed));

    [Fact]
    public void No_text_whatever_throws() => Gen.String.Sample(text => PetitionNumber.Parse(text) is null or { Length: > 8 });
}
