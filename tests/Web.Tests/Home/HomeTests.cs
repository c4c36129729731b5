using Xunit;

namespace Xinqiao.Web.Tests.Home;

public sealed class HomeTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("崇川区信访局")]
    [InlineData("0513-")]
    [InlineData("接待时间")]
    [InlineData("行政复议：知道行政行为之日起60日内")]
    [InlineData("行政诉讼：知道行政行为之日起6个月内")]
    [InlineData("劳动仲裁：知道权利被侵害之日起1年内")]
    public async Task The_home_page_publishes_what_article_18_asks_for_and_that_other_time_limits_run_on(string said)
    {
        using var visitor = site.Visitor();
        Assert.Contains(said, (await visitor.Open("/")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_boundary_stands_on_every_page()
    {
        using var visitor = site.Visitor();
        foreach (var path in (string[])["/", "/petition", "/track"])
            Assert.Contains("只对事、不对人", (await visitor.Open(path)).Text("footer"), StringComparison.Ordinal);
    }
}
