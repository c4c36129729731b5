using System.Net;
using Dapper;
using Xinqiao.Core.Ledger;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

public sealed class NoticeTests(LogPagesTests.Published published) : IClassFixture<LogPagesTests.Published>
{
    [Fact]
    public async Task The_notice_of_a_day_shows_size_and_root_of_its_end_in_groups_of_four()
    {
        using var visitor = new Visitor(published.Address);
        var page = await visitor.Open("/log/notice/2026-03-01");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        await using var connection = published.Store.Database.OpenToRead();
        var midnight = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
        var size = await connection.ExecuteScalarAsync<long>(
            "SELECT max(size) FROM checkpoints c WHERE NOT EXISTS (SELECT 1 FROM events WHERE position < c.size AND recorded_at >= @midnight)", new { midnight });
        var root = Hash.FromBytes((await connection.ExecuteScalarAsync<byte[]>("SELECT root FROM checkpoints WHERE size = @size", new { size }))!);

        Assert.InRange(size, 10, 100_000);
        Assert.Contains($"截至2026年3月1日24时，本机关信访登记账共有{size:N0}条记录", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal("2026年3月1日 localhost/xinqiao-demo", page.Text("p.no"));
        Assert.Equal(root.ToHex(), page.Text("p.root").Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(79, page.Text("p.root").Length);
        Assert.Equal(root.ToString(), page.Text("p.hash"));
        Assert.Contains("没有见证单位的签名", page.Text("footer"), StringComparison.Ordinal);
        Assert.Contains("演示", visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yesterday_is_shown_unless_a_day_is_named()
    {
        using var visitor = new Visitor(published.Address);
        Assert.Contains("2026年3月1日", (await visitor.Open("/log/notice")).Text("p.no"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02")] // not over yet
    [InlineData("2030-01-01")]
    [InlineData("2001-01-01")]
    [InlineData("2026-02-30")]
    [InlineData("yesterday")]
    public async Task A_day_that_has_no_end_here_has_no_notice(string day)
    {
        using var visitor = new Visitor(published.Address);
        await visitor.Open("/log/notice/" + day);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }
}
