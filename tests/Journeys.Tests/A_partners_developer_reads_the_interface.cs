using System.Collections.Concurrent;
using Xunit;

namespace Xinqiao.Journeys.Tests;

public sealed class A_partners_developer_reads_the_interface(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_page_is_drawn_from_this_server_alone_and_the_policy_stops_nothing()
    {
        await using var desk = await browser.Desk();
        var (complaints, elsewhere) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        desk.Page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        desk.Page.PageError += (_, error) => complaints.Add(error);
        desk.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(browser.Site.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        await desk.Go("/api");
        await desk.Sees("合作平台接口");
        await desk.Sees("提交一件信访");
        await desk.Sees("查询一件信访的进展");
        Assert.Empty(elsewhere);
        Assert.Empty(complaints);
    }
}
