using Xinqiao.Core.Matters;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

public sealed class DuePageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task What_falls_due_stands_by_day_the_overdue_first_with_clock_article_and_both_dates()
    {
        var early = await site.BringTo(Stage.ToForward);
        using (var visitor = await site.SignedIn("fenban"))
        {
            // Received on Monday 2 March; the fifteenth day is Tuesday 17 March, a working day.
            var page = await visitor.Open("/staff/due");
            Assert.Contains("2026年3月17日（星期二） 内控日，15日后", page.Text("tbody th"), StringComparison.Ordinal);
        }

        site.Clock.AdvanceDays(20);
        var late = await site.BringTo(Stage.ToForward);
        using var later = await site.SignedIn("fenban");
        var due = await later.Open("/staff/due");
        // The fifteenth day after 22 March is 6 April, a holiday; staff count down to the last working day before it.
        Assert.Equal(2, due.QuerySelectorAll("tbody").Length);
        Assert.Equal([early.MatterNumber, late.MatterNumber], due.QuerySelectorAll(".list .go").Select(a => a.TextContent));
        Assert.Contains("逾期5日", due.Text("tbody"), StringComparison.Ordinal);
        var last = due.QuerySelectorAll("tbody")[1].TextContent;
        foreach (var part in new[] { "2026年4月3日（星期五）", "2026年4月6日", "第二十二条第一款" })
            Assert.Contains(part, last, StringComparison.Ordinal);
    }
}
