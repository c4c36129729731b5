using System.Net;
using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Registers;

public sealed class NumbersPageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("shenji")]
    [InlineData("ducha")]
    public async Task Each_series_stands_with_first_last_and_count_and_is_counted_from_the_log(string login)
    {
        await site.BringTo(Stage.ToForward);
        await site.BringTo(Stage.InHand);
        using var reader = await site.SignedIn(login);
        var page = await reader.Open("/registers/numbers");
        Assert.Contains("XF2026-000001-", page.Text("table.list"), StringComparison.Ordinal);
        Assert.Contains("崇信〔2026〕1号", page.Text("table.list"), StringComparison.Ordinal);
        Assert.Contains("未核对", page.Text("table.list"), StringComparison.Ordinal);
        page = await reader.Open("/registers/numbers?handler=count");
        Assert.Contains("没有缺号", page.Text("#counted"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("table.list a"));
    }

    [Theory]
    [InlineData("dengji")]
    [InlineData("chengban")]
    [InlineData("jijian")]
    public async Task Others_do_not_keep_the_register(string login)
    {
        using var visitor = await site.SignedIn(login);
        await visitor.Open("/registers/numbers");
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
    }
}
