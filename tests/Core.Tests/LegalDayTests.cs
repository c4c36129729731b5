using Xinqiao.Core.Regulation;
using Xinqiao.Core.Tests.Matters;
using Xunit;

namespace Xinqiao.Core.Tests;

public class LegalDayTests
{
    private static IEnumerable<string> Codes(LegalDay day, DateOnly today)
    {
        var rule = new TextRule();
        day.Check(rule, Given.Nothing.On(today).ActOf(Some.Registrar), "received", "收到日期");
        Assert.All(rule.Refusals, r => Assert.Contains(r.Basis, new[] { LegalDay.Source, TextRule.Source }));
        return rule.Refusals.Select(r => r.Code);
    }

    [Fact]
    public void Today_needs_no_evidence() => Assert.Empty(Codes(new(new(2026, 3, 2), null, null), new(2026, 3, 2)));

    [Fact]
    public void Another_day_needs_evidence() => Assert.Equal(["evidence-missing"], Codes(new(new(2026, 3, 2), " ", null), new(2026, 3, 3)));

    [Fact]
    public void One_working_day_back_is_no_back_entry() => Assert.Empty(Codes(new(new(2026, 3, 6), "邮戳", null), new(2026, 3, 9)));

    [Fact]
    public void More_than_one_working_day_back_needs_a_reason()
    {
        Assert.Equal(["back-entry-reason-missing"], Codes(new(new(2026, 3, 5), "邮戳", null), new(2026, 3, 9)));
        Assert.Empty(Codes(new(new(2026, 3, 5), "邮戳", "邮件迟到"), new(2026, 3, 9)));
    }

    [Fact]
    public void Tomorrow_is_refused() => Assert.Equal(["after-recording", "evidence-missing"], Codes(new(new(2026, 3, 3), null, null), new(2026, 3, 2)));

    [Fact]
    public void A_year_typed_wrong_is_refused() =>
        Assert.Contains("implausible-date", Codes(new(new(206, 3, 2), "邮戳", "补录"), new(2026, 3, 2)));

    [Fact]
    public void The_spring_festival_is_no_back_entry_and_a_make_up_saturday_counts()
    {
        Assert.False(LegalDay.IsBackEntry(new(2026, 2, 14), new(2026, 2, 24), Calendar.Embedded));
        Assert.True(LegalDay.IsBackEntry(new(2026, 2, 12), new(2026, 2, 14), Calendar.Embedded));
    }

    [Fact]
    public void Where_no_calendar_is_loaded_weekdays_are_counted()
    {
        Assert.False(LegalDay.IsBackEntry(new(2031, 1, 3), new(2031, 1, 6), Calendar.Embedded));
        Assert.True(LegalDay.IsBackEntry(new(2031, 1, 2), new(2031, 1, 6), Calendar.Embedded));
    }

    [Fact]
    public void A_day_far_back_is_told_without_counting_every_day_of_it() =>
        Assert.True(LegalDay.IsBackEntry(DateOnly.MinValue, new(2026, 3, 2), Calendar.Embedded));
}
