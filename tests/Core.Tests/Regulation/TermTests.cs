using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

public class TermTests
{
    private static readonly RulePack Pack = RulePack.Of2022;
    private static readonly Calendar Embedded = Calendar.Embedded;
    private static readonly Clock Handling = Pack[ClockId.Handling];

    [Fact]
    public void The_nominal_date_of_a_calendar_day_clock_is_known_without_a_calendar()
    {
        var term = Term.Reckon(Handling, new(2026, 11, 20), Embedded);
        Assert.Equal((new DateOnly(2027, 1, 19), null, null), (term.Nominal, term.Rolled, term.Control));
        Assert.True(term.IsUnknown);
    }

    [Fact]
    public void The_calendars_version_and_the_pack_go_with_the_term()
    {
        var term = Term.Reckon(Handling, new(2026, 3, 2), Embedded);
        Assert.Equal((Embedded.Version, "2022", Register.Article34), (term.CalendarVersion, term.Pack, term.Article));
    }

    [Theory]
    [InlineData(ClockId.AssignmentReport)]
    [InlineData(ClockId.UrgentReport)]
    [InlineData(ClockId.AnnualReport)]
    [InlineData(ClockId.Assessment)]
    public void A_clock_that_is_not_in_days_is_not_reckoned_in_days(string id) =>
        Assert.Throws<ArgumentException>(() => Term.Reckon(Pack[id], new(2026, 3, 2), Embedded));

    [Fact]
    public void An_assigned_matter_is_due_on_the_date_in_the_letter_and_its_organ_may_extend_it()
    {
        var clock = Pack[ClockId.AssignmentReport];
        var term = Term.Until(clock, new(2026, 9, 1), due: new(2026, 10, 1), extendDays: 0, Embedded);
        Assert.Equal((new(2026, 10, 1), new(2026, 10, 8), new(2026, 9, 30)), (term.Nominal, term.Rolled, term.Control));
        Assert.Equal(new DateOnly(2026, 12, 10), Term.Until(clock, new(2026, 9, 1), new(2026, 10, 1), 70, Embedded).Nominal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Term.Until(clock, new(2026, 9, 1), new(2026, 8, 31), 0, Embedded));
        Assert.Throws<ArgumentException>(() => Term.Until(Handling, new(2026, 9, 1), new(2026, 10, 1), 0, Embedded));
    }

    [Fact]
    public void An_urgent_matter_is_reported_within_hours()
    {
        var found = DateTimeOffset.Parse("2026-02-17T23:10:00+08:00");
        Assert.Equal(found.AddHours(2), Pack[ClockId.UrgentReport].EndsAt(found));
        Assert.Throws<InvalidOperationException>(() => Handling.EndsAt(found));
    }

    [Fact]
    public void A_review_cannot_be_extended() =>
        Assert.Equal("extension-not-possible", Pack[ClockId.Review].RefuseExtension(10)?.Code);

    [Fact]
    public void A_running_term_counts_the_days_left_and_warns_when_its_last_working_day_is_over()
    {
        var term = Term.Reckon(Handling, new(2026, 8, 3), Embedded);
        Assert.Equal(new TermState.Running(60, false), term.State(new(2026, 8, 3)));
        Assert.Equal(new TermState.Running(2, false), term.State(new(2026, 9, 30)));
        Assert.Equal(new TermState.Running(1, true), term.State(new(2026, 10, 1)));
        Assert.Equal(new TermState.Running(0, true), term.State(new(2026, 10, 2)));
        Assert.Equal(new TermState.Late(1, null), term.State(new(2026, 10, 3)));
    }

    [Fact]
    public void A_term_in_working_days_counts_working_days_left()
    {
        // Before the National Day of 2026: 30 September, then 8, 9, 10 (worked for the holiday) and 12 October.
        var term = Term.Reckon(RulePack.Of2022[ClockId.Objection], new(2026, 9, 29), Embedded);
        Assert.Equal(new DateOnly(2026, 10, 12), term.Nominal);
        Assert.Equal(new TermState.Running(5, false), term.State(new(2026, 9, 29)));
        Assert.Equal(new TermState.Running(4, false), term.State(new(2026, 10, 5)));
        Assert.Equal(new TermState.Running(1, false), term.State(new(2026, 10, 11)));
        Assert.Equal(new TermState.Running(0, false), term.State(new(2026, 10, 12)));
    }

    [Fact]
    public void An_agencys_duty_is_judged_on_the_nominal_date_unless_the_office_rolls()
    {
        var term = Term.Reckon(Handling, new(2026, 8, 3), Embedded);
        var afterHoliday = new DateOnly(2026, 10, 8);
        Assert.Equal(new TermState.Late(6, afterHoliday), term.State(afterHoliday, afterHoliday));
        Assert.Equal(new TermState.Met(afterHoliday), term.State(afterHoliday, afterHoliday, AgencyRoll.NextWorkingDay));
    }

    [Fact]
    public void No_setting_moves_the_petitioners_last_day()
    {
        var term = Term.Reckon(Pack[ClockId.ReviewRequest], new(2026, 1, 19), Embedded);
        Assert.Equal(new DateOnly(2026, 2, 24), term.JudgedOn());
        Assert.Equal(term.JudgedOn(), term.JudgedOn(AgencyRoll.NextWorkingDay));
    }

    [Fact]
    public void An_act_that_is_in_time_whatever_the_missing_calendar_says_is_in_time()
    {
        var request = Term.Reckon(Pack[ClockId.ReviewRequest], new(2026, 12, 10), Embedded);
        var nominal = new DateOnly(2027, 1, 9);
        Assert.Equal(new TermState.Met(nominal), request.State(nominal, metOn: nominal));
        Assert.Equal(new TermState.Running(null, false), request.State(nominal));
        Assert.IsType<TermState.Unknown>(request.State(nominal.AddDays(1)));

        var objection = Term.Reckon(Pack[ClockId.Objection], new(2026, 12, 29), Embedded);
        Assert.Equal(new TermState.Met(new(2026, 12, 31)), objection.State(new(2026, 12, 31), metOn: new(2026, 12, 31)));
        Assert.Equal(new TermState.Running(null, false), objection.State(new(2027, 1, 3)));
    }

    [Fact]
    public void Nothing_is_met_before_it_starts() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Term.Reckon(Handling, new(2026, 8, 3), Embedded).State(new(2026, 8, 9), metOn: new(2026, 8, 2)));
}
