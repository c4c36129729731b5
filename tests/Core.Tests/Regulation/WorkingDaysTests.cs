using CsCheck;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

public class WorkingDaysTests
{
    private static readonly Calendar Embedded = Calendar.Embedded;

    [Fact]
    public void The_arrangements_of_2018_to_2026_come_with_the_program()
    {
        Assert.Equal(Enumerable.Range(2018, 9), Embedded.Years.Select(y => y.Year));
        Assert.All(Embedded.Years, y => Assert.All(y.Notices, n => Assert.Contains("gov.cn", n)));
    }

    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void The_working_days_of_a_year_add_up_to_what_the_notices_give(int year, int expected) =>
        Assert.Equal(expected, DaysOf(year).Count(d => Embedded.On(d)!.Value.IsWorking));

    [Theory]
    [InlineData("2026-10-01", DayKind.RestDay, "国庆节", "国庆节休息日")]
    [InlineData("2026-02-14", DayKind.MakeUpWorkday, "春节", "星期六，调休上班")]
    [InlineData("2026-11-01", DayKind.Weekend, null, "星期日，休息日")]
    [InlineData("2026-11-02", DayKind.Workday, null, "星期一")]
    [InlineData("2020-10-01", DayKind.RestDay, "国庆节、中秋节", "国庆节、中秋节休息日")]
    public void A_day_is_told_with_its_kind_and_its_holiday(string date, DayKind kind, string? holiday, string words)
    {
        var day = Embedded.On(DateOnly.Parse(date))!.Value;
        Assert.Equal((kind, holiday, words), (day.Kind, day.Holiday, day.ToString()));
    }

    [Fact]
    public void New_Years_Eve_of_2024_was_a_working_day() =>
        Assert.Equal(DayKind.Workday, Embedded.On(new(2024, 2, 9))!.Value.Kind);

    [Fact]
    public void A_notice_reaches_into_the_end_of_the_year_before()
    {
        Assert.Equal(DayKind.MakeUpWorkday, Embedded.On(new(2018, 12, 29))!.Value.Kind);
        Assert.Equal(DayKind.RestDay, Embedded.On(new(2018, 12, 31))!.Value.Kind);
    }

    [Fact]
    public void The_Spring_Festival_of_2020_ends_as_the_amended_notice_says()
    {
        Assert.Equal(DayKind.RestDay, Embedded.On(new(2020, 2, 1))!.Value.Kind);
        Assert.Equal(new DateOnly(2020, 2, 3), Embedded.FirstWorkingDayFrom(new(2020, 1, 24)));
    }

    [Theory]
    [InlineData("2017-12-31")]
    [InlineData("2027-01-01")]
    [InlineData("2027-01-04")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void A_day_of_a_year_not_loaded_is_not_guessed_from_its_weekday(string text)
    {
        var date = DateOnly.Parse(text);
        Assert.Null(Embedded.On(date));
        Assert.Null(Embedded.FirstWorkingDayFrom(date));
        Assert.Null(Embedded.LastWorkingDayUntil(date));
    }

    [Fact]
    public void Counting_stops_where_the_loaded_years_stop()
    {
        Assert.Equal(new DateOnly(2026, 12, 31), Embedded.WorkingDayAfter(new(2026, 12, 29), 2));
        Assert.Null(Embedded.WorkingDayAfter(new(2026, 12, 29), 3));
        Assert.Equal(new DateOnly(2018, 1, 2), Embedded.WorkingDayAfter(new(2017, 12, 31), 1));
        Assert.Null(Embedded.LastWorkingDayUntil(new(2018, 1, 1)));
    }

    [Fact]
    public void The_working_days_that_are_left_are_those_that_counting_passes() => Gen.Select(Gen.Int[0, 2_800], Gen.Int[1, 60]).Sample((day, count) =>
    {
        var from = new DateOnly(2018, 1, 2).AddDays(day);
        var last = Embedded.WorkingDayAfter(from, count);
        return last is null || (Embedded.WorkingDaysAfter(from, last.Value) == count && Embedded.WorkingDaysAfter(last.Value, last.Value) == 0
            && Embedded.WorkingDaysAfter(from, last.Value.AddDays(-1)) == count - 1);
    });

    [Fact]
    public void Working_days_are_not_told_across_a_year_that_is_missing()
    {
        var gap = Calendar.Of(Embedded.Years.Where(y => y.Year != 2024));
        Assert.Null(gap.WorkingDaysAfter(new(2023, 12, 28), new(2025, 1, 3)));
        Assert.Null(gap.WorkingDaysAfter(new(2024, 6, 3), new(2024, 6, 4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => gap.WorkingDaysAfter(new(2025, 1, 3), new(2025, 1, 2)));
    }

    [Fact]
    public void A_year_missing_in_the_middle_is_not_jumped_over()
    {
        var gap = Calendar.Of(Embedded.Years.Where(y => y.Year != 2024));
        Assert.Null(gap.On(new(2024, 6, 3)));
        Assert.Null(gap.WorkingDayAfter(new(2023, 12, 28), 2));
        Assert.Null(gap.FirstWorkingDayFrom(new(2023, 12, 30)));
        Assert.Null(gap.LastWorkingDayUntil(new(2025, 1, 1)));
        Assert.Equal(new DateOnly(2025, 1, 3), gap.WorkingDayAfter(new(2025, 1, 1), 2));
    }

    [Fact]
    public void An_administrator_loads_a_further_year_and_the_version_tells()
    {
        var longer = Embedded.With(Year2027());
        Assert.Equal(DayKind.RestDay, longer.On(new(2027, 1, 1))!.Value.Kind);
        Assert.Equal(new DateOnly(2027, 1, 6), longer.WorkingDayAfter(new(2026, 12, 29), 5));
        Assert.StartsWith("2018-2027.", longer.Version);
        Assert.NotEqual(Embedded.Version, longer.Version);
        Assert.Null(Embedded.On(new(2027, 1, 1)));
    }

    [Fact]
    public void The_same_arrangements_have_the_same_version_and_an_amended_year_another()
    {
        var year = Embedded.Years[^1];
        var amended = new CalendarYear(year.Year, year.Notices, [.. year.Rest, new("抗战胜利纪念日", new(2026, 9, 3), new(2026, 9, 3))], year.MakeUp);
        Assert.Equal(Embedded.Version, Embedded.With(year).Version);
        Assert.NotEqual(Embedded.Version, Embedded.With(amended).Version);
        Assert.Equal("抗战胜利纪念日", Embedded.With(amended).On(new(2026, 9, 3))!.Value.Holiday);
    }

    [Theory]
    [InlineData("""[{"year":2027,"notices":[],"rest":[],"makeUp":[]}]""", "没有任何放假安排")]
    [InlineData("""[{"year":1900,"notices":[],"rest":[],"makeUp":[]}]""", "1900")]
    [InlineData("""[{"year":2027,"notices":[],"rest":[{"name":"元旦","from":"2027-01-03","to":"2027-01-01"}],"makeUp":[]}]""", "元旦")]
    [InlineData("""[{"year":2027,"notices":[],"rest":[{"name":"元旦","from":"2026-01-01","to":"2026-01-01"}],"makeUp":[]}]""", "元旦")]
    [InlineData("""[{"year":2027,"notices":[],"rest":[{"name":"元旦","from":"2027-01-01","to":"2027-01-02"}],"makeUp":[{"name":"元旦","on":"2027-01-02"}]}]""", "既列为放假又列为上班")]
    [InlineData("""[{"year":2027,"notices":[],"rest":[{"name":"元旦","from":"2027-01-01","to":"2027-01-01"}],"makeUp":[{"name":"元旦","on":"2027-01-04"}]}]""", "周六或周日")]
    [InlineData("""[{"year":2027,"notices":[]}]""", "rest")]
    public void An_arrangement_that_cannot_be_is_refused_with_its_reason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<MalformedArrangementException>(() => CalendarYear.ParseAll(json)).Message);

    [Fact]
    public void A_calendar_needs_years_and_only_one_arrangement_for_each()
    {
        Assert.Throws<ArgumentException>(() => Calendar.Of([]));
        Assert.Throws<ArgumentException>(() => Calendar.Of([Year2027(), Year2027()]));
    }

    /// <summary>An invented arrangement; that of 2027 was not announced when this was written.</summary>
    internal static CalendarYear Year2027() =>
        new(2027, ["https://www.gov.cn/"], [new("元旦", new(2027, 1, 1), new(2027, 1, 3))], []);

    internal static IEnumerable<DateOnly> DaysOf(int year) =>
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);

    [Fact]
    public void The_working_days_of_a_year_are_those_that_are_worked_and_unknown_where_it_is_not_loaded()
    {
        foreach (var year in Calendar.Embedded.Years.Select(y => y.Year))
            Assert.Equal(
                Enumerable.Range(0, 366).Select(new DateOnly(year, 1, 1).AddDays).Count(d => d.Year == year && Calendar.Embedded.On(d)!.Value.IsWorking),
                Calendar.Embedded.WorkingDaysIn(year));
        Assert.Null(Calendar.Embedded.WorkingDaysIn(2027));
        Assert.Null(Calendar.Embedded.WorkingDaysIn(2017));
    }
}
