using CsCheck;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests;

public class TextRuleTests
{
    private static string? Code(string? value, int longest = 10) =>
        new TextRule().Required("note", "说明", value, longest).Refusals.SingleOrDefault()?.Code;

    [Theory]
    [InlineData("十个字以内", null)]
    [InlineData("两行\n一\t制", null)]
    [InlineData("𠮷野家", null)]
    [InlineData(null, "missing")]
    [InlineData(" \n　", "missing")]
    [InlineData("一二三四五六七八九十一", "too-long")]
    [InlineData("一二三四\r\n六七八九十", null)]
    [InlineData("一二三四\r\n六七八九十一", "too-long")]
    [InlineData("空\0字符", "control-character")]
    [InlineData("退格\b", "control-character")]
    public void A_text_is_checked_for_length_and_for_what_cannot_be_printed(string? value, string? code) =>
        Assert.Equal(code, Code(value));

    // Apart, because an attribute cannot hold half a character.
    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.Equal("lone-surrogate", Code("半\uD842个"));
        Assert.Equal("lone-surrogate", Code("\uDFB7半个"));
        Assert.Equal("lone-surrogate", Code("末尾\uD842"));
    }

    [Fact]
    public void An_optional_text_may_be_absent() => Assert.True(new TextRule().Optional("note", "说明", null, 10).Passed);

    [Fact]
    public void A_missing_text_cites_the_rule_that_asks_for_it() =>
        Assert.Equal(Register.Article32, new TextRule().Required("facts", "事实", "", 10, Register.Article32).Refusals.Single().Basis);

    [Fact]
    public void What_passes_can_be_encoded_without_loss() => Gen.String.Sample(text =>
        Code(text, 1_000_000) is not null
        || System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) == text);
}
