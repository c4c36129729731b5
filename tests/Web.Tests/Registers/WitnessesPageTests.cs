using System.Net;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Registers;

public sealed class WitnessesPageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("shenji")]
    [InlineData("ducha")]
    public async Task An_office_without_witnesses_is_told_so_and_what_the_night_found(string login)
    {
        await site.BringTo(Stage.InHand);
        using var reader = await site.SignedIn(login);
        var page = await reader.Open("/registers/witnesses");
        Assert.Contains("本局没有设见证方", page.Text(".empty"), StringComparison.Ordinal);

        site.Get<Web.Ledger.NightlyCheck>().Look();
        page = await reader.Open("/registers/witnesses");
        Assert.Contains("列表与登记账全部相符", page.Text("#nightly"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dengji")]
    [InlineData("chengban")]
    [InlineData("jijian")]
    public async Task Others_do_not_see_it(string login)
    {
        using var visitor = await site.SignedIn(login);
        await visitor.Open("/registers/witnesses");
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
    }
}
