using Xinqiao.Core.Matching;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Core.Tests.Petitions;

public sealed class ComparedTextTests
{
    [Fact]
    public void A_form_is_compared_as_far_as_it_is_filled_in()
    {
        Assert.Equal(new MatterText("化粪池外溢", ""), ComparedText.Read("化粪池外溢", null, "", out var refusals));
        Assert.Empty(refusals);
        Assert.Equal(new MatterText("", "每月外溢\n疏通"), ComparedText.Read("", "每月外溢", "疏通", out _));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(" ", "\n", "请尽快处理")]
    public void What_is_asked_alone_is_compared_with_nothing(string? title, string? narrative, string? requests)
    {
        Assert.Null(ComparedText.Read(title, narrative, requests, out var refusals));
        Assert.Empty(refusals);
    }

    [Theory]
    [InlineData("title", "外溢½", "lone-surrogate")]
    [InlineData("narrative", "外溢\0", "control-character")]
    [InlineData("requests", "½", "lone-surrogate")]
    public void What_could_not_be_filed_is_refused_with_its_field_and_rule(string field, string text, string code)
    {
        // An attribute cannot hold half a character.
        string? In(string name) => name == field ? text.Replace('½', '\ud83d') : "化粪池外溢";
        Assert.Null(ComparedText.Read(In("title"), In("narrative"), In("requests"), out var refusals));
        Assert.Equal((field, code, TextRule.Source), Assert.Single(refusals) is var r ? (r.Field, r.Code, r.Basis) : default);
    }

    [Fact]
    public void Too_long_a_text_is_refused()
    {
        Assert.Null(ComparedText.Read(
            new string('外', PetitionLimits.Title + 1), new string('溢', PetitionLimits.Narrative + 1),
            new string('请', PetitionLimits.Request + 1), out var refusals));
        Assert.Equal(["title", "narrative", "requests"], refusals.Select(r => r.Field));
    }
}
