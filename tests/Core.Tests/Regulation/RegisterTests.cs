using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

public class RegisterTests
{
    [Fact]
    public void All_fifty_articles_are_registered_in_order_with_a_title()
    {
        Assert.Equal(Enumerable.Range(1, 50), Register.Provisions.Select(p => p.Article.Number));
        Assert.All(Register.Provisions, p => Assert.NotEmpty(p.Title));
        Assert.Same(Register.Article34, Register.Numbered(34));
    }

    [Fact]
    public void Every_cited_article_is_one_that_software_carries_out()
    {
        var cited = RegulationCoverage.RulesOf(typeof(Register).Assembly).Select(r => r.Article)
            .Concat(RulePack.Of2022.Clocks.Where(c => c.Article.Law == Register.Regulation2022).Select(c => c.Article.Number));
        Assert.All(cited, number => Assert.Equal(ProvisionKind.Rule, Register.Provisions[number - 1].Kind));
    }

    [Fact]
    public void Rules_are_found_by_the_article_they_say_they_implement() =>
        Assert.Contains(
            RegulationCoverage.RulesOf(typeof(RegisterTests).Assembly),
            r => r == (34, "延长合计不超过三十日（`Bearer`）"));

    [Fact]
    public async Task The_coverage_document_is_what_the_code_says()
    {
        var path = Repository.PathOf("docs", "regulation-coverage.md");
        if (Environment.GetEnvironmentVariable("XINQIAO_REGENERATE") == "1")
            await File.WriteAllTextAsync(path, RegulationCoverage.Write(), TestContext.Current.CancellationToken);
        Assert.Equal(RegulationCoverage.Write(), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Implements(34, "延长合计不超过三十日")]
    private static class Bearer;
}
