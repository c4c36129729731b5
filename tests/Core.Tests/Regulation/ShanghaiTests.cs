using CsCheck;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

public class ShanghaiTests
{
    [Theory]
    [InlineData("2026-02-24T15:59:59Z", "2026-02-24")]
    [InlineData("2026-02-24T16:00:00Z", "2026-02-25")]
    [InlineData("2026-02-24T23:30:00+08:00", "2026-02-24")]
    [InlineData("2026-02-24T11:30:00-05:00", "2026-02-25")]
    [InlineData("1988-07-01T15:30:00Z", "1988-07-01")]
    public void An_instant_falls_on_the_local_date_of_a_fixed_offset(string instant, string date) =>
        Assert.Equal(DateOnly.Parse(date), Shanghai.DateOf(DateTimeOffset.Parse(instant)));

    [Fact]
    public void A_day_holds_its_first_instant_and_not_that_of_the_next() =>
        Gen.Date.Where(d => d.Year is > 1 and < 9999).Sample(d =>
        {
            var day = DateOnly.FromDateTime(d);
            var (from, until) = Shanghai.BoundsOf(day);
            return Shanghai.DateOf(from) == day
                && Shanghai.DateOf(until.AddTicks(-1)) == day
                && Shanghai.DateOf(until) == day.AddDays(1)
                && until - from == TimeSpan.FromHours(24);
        });

    [Fact]
    public void Dates_are_written_without_padding()
    {
        Assert.Equal("2026年1月5日", ChineseDate.Write(new(2026, 1, 5)));
        Assert.Equal("10月12日", ChineseDate.WriteMonthAndDay(new(2026, 10, 12)));
        Assert.Equal("星期六", ChineseDate.Weekday(new(2026, 2, 14)));
    }
}
