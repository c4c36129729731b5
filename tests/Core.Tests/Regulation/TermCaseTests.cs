using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

/// <summary>The agreed cases TC-01 to TC-19, each with its three dates.</summary>
public class TermCaseTests
{
    private static readonly RulePack Pack = RulePack.Of2022;
    private static readonly Calendar Embedded = Calendar.Embedded;

    [Theory]
    [InlineData("TC-01", "CLK-01", "2026-01-20", "2026-02-04", "2026-02-04", "2026-02-04")]
    [InlineData("TC-02", "CLK-02", "2026-02-03", "2026-02-18", "2026-02-24", "2026-02-14")]
    [InlineData("TC-03", "CLK-04", "2026-02-11", "2026-02-25", "2026-02-25", "2026-02-25")]
    [InlineData("TC-04", "CLK-04", "2025-09-26", "2025-10-10", "2025-10-10", "2025-10-10")]
    [InlineData("TC-05 objection", "CLK-04", "2026-03-05", "2026-03-12", "2026-03-12", "2026-03-12")]
    [InlineData("TC-05 notice", "CLK-03", "2026-03-05", "2026-03-20", "2026-03-20", "2026-03-20")]
    [InlineData("TC-06 tier", "CLK-12a", "2026-09-18", "2026-09-20", "2026-09-20", "2026-09-20")]
    [InlineData("TC-06 acceptance", "CLK-12b", "2026-09-18", "2026-09-22", "2026-09-22", "2026-09-22")]
    [InlineData("TC-06 opinion", "CLK-12c", "2026-09-22", "2026-10-13", "2026-10-13", "2026-10-13")]
    [InlineData("TC-07", "CLK-05", "2026-03-02", "2026-05-01", "2026-05-06", "2026-04-30")]
    [InlineData("TC-08 base", "CLK-05", "2026-08-03", "2026-10-02", "2026-10-08", "2026-09-30")]
    [InlineData("TC-10", "CLK-05", "2024-01-02", "2024-03-02", "2024-03-04", "2024-03-01")]
    [InlineData("TC-11", "CLK-07", "2026-01-19", "2026-02-18", "2026-02-24", "2026-02-14")]
    [InlineData("TC-12", "CLK-08", "2026-09-04", "2026-10-04", "2026-10-08", "2026-09-30")]
    [InlineData("TC-14", "CLK-07", "2026-05-29", "2026-06-28", "2026-06-29", "2026-06-26")]
    [InlineData("TC-15", "CLK-02", "2025-09-16", "2025-10-01", "2025-10-09", "2025-09-30")]
    [InlineData("TC-17", "CLK-04", "2024-02-08", "2024-02-21", "2024-02-21", "2024-02-21")]
    [InlineData("TC-18 working days", "CLK-04", "2026-02-15", "2026-02-28", "2026-02-28", "2026-02-28")]
    [InlineData("TC-18 calendar days", "CLK-01", "2026-02-15", "2026-03-02", "2026-03-02", "2026-03-02")]
    public void The_three_dates_are_those_agreed(string name, string clock, string start, string nominal, string rolled, string control)
    {
        var term = Term.Reckon(Pack[clock], DateOnly.Parse(start), Embedded);
        Assert.Equal((name, nominal, rolled, control), (name, $"{term.Nominal:yyyy-MM-dd}", $"{term.Rolled:yyyy-MM-dd}", $"{term.Control:yyyy-MM-dd}"));
        Assert.False(term.IsUnknown);
    }

    [Fact]
    public void TC_05_an_objection_filed_on_the_third_working_day_is_in_time()
    {
        var objection = Term.Reckon(Pack[ClockId.Objection], new(2026, 3, 5), Embedded);
        Assert.Equal(new TermState.Met(new(2026, 3, 10)), objection.State(new(2026, 3, 16), metOn: new(2026, 3, 10)));
    }

    [Fact]
    public void TC_08_an_extension_is_added_to_the_nominal_date_and_not_to_the_rolled_one()
    {
        var term = Term.Reckon(Pack[ClockId.Handling], new(2026, 8, 3), extendDays: 30, excludedDays: 0, Embedded);
        Assert.Equal((new(2026, 11, 1), new(2026, 11, 2), new(2026, 10, 30)), (term.Nominal, term.Rolled, term.Control));
        Assert.Equal(new DateOnly(2026, 10, 2), term.BaseNominal);

        var extension = Term.Reckon(Pack[ClockId.HandlingExtension], new(2026, 10, 2), Embedded);
        Assert.Equal(term.Nominal, extension.Nominal);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(20 + 15)]
    [InlineData(-1)]
    public void TC_09_an_extension_longer_than_thirty_days_in_total_is_refused_under_article_34(int days)
    {
        var clock = Pack[ClockId.Handling];
        Assert.Equal(Register.Article34, clock.RefuseExtension(days)?.Basis);
        Assert.Throws<ArgumentOutOfRangeException>(() => Term.Reckon(clock, new(2026, 8, 3), days, 0, Embedded));
        Assert.Null(clock.RefuseExtension(30));
    }

    [Fact]
    public void TC_09_on_9_October_the_base_term_has_run_out() =>
        Assert.Equal(new TermState.Late(7, null), Term.Reckon(Pack[ClockId.Handling], new(2026, 8, 3), Embedded).State(new(2026, 10, 9)));

    [Fact]
    public void TC_11_a_review_requested_late_in_the_night_of_the_rolled_day_is_in_time_and_the_next_day_is_late()
    {
        var term = Term.Reckon(Pack[ClockId.ReviewRequest], new(2026, 1, 19), Embedded);
        var filed = Shanghai.DateOf(DateTimeOffset.Parse("2026-02-24T23:30:00+08:00"));
        Assert.Equal(new TermState.Met(filed), term.State(filed, metOn: filed));
        Assert.Equal(new TermState.Late(1, new(2026, 2, 25)), term.State(new(2026, 2, 25), metOn: new(2026, 2, 25)));
    }

    [Fact]
    public void TC_12_a_hearing_in_the_review_excludes_nothing()
    {
        var clock = Pack[ClockId.Review];
        var heard = Term.Reckon(clock, new(2026, 9, 4), extendDays: 0, excludedDays: 10, Embedded);
        Assert.Equal(Term.Reckon(clock, new(2026, 9, 4), Embedded).Nominal, heard.Nominal);
        Assert.Contains(heard.Explain().Sentences, s => s.ToString().Contains("听证用时10日不予扣除"));
    }

    [Fact]
    public void TC_13_the_time_of_a_hearing_is_excluded_in_the_final_review()
    {
        var term = Term.Reckon(Pack[ClockId.FinalReview], new(2026, 3, 5), extendDays: 0, excludedDays: 14, Embedded);
        Assert.Equal((new(2026, 4, 18), new(2026, 4, 20), new(2026, 4, 17)), (term.Nominal, term.Rolled, term.Control));
        Assert.Equal(new DateOnly(2026, 4, 4), term.BaseNominal);
    }

    [Fact]
    public void TC_15_an_unclear_address_frees_from_the_notice_and_not_from_registering()
    {
        var exempt = TermState.ExemptFrom(Pack[ClockId.DirectNotice]);
        Assert.Equal(Register.Article23.InParagraph(2), exempt.Basis);
        Assert.Null(Pack[ClockId.Dispatch].Exemption);
        Assert.Throws<InvalidOperationException>(() => TermState.ExemptFrom(Pack[ClockId.Dispatch]));
    }

    [Fact]
    public void TC_16_where_no_notice_comes_the_sixty_days_run_from_the_fifteenth_day()
    {
        var deemed = Term.Reckon(Pack[ClockId.DeemedAcceptance], new(2026, 6, 1), Embedded);
        Assert.Equal(new DateOnly(2026, 6, 16), deemed.Nominal);
        Assert.IsType<TermState.Running>(deemed.State(new(2026, 6, 16)));
        Assert.Equal(new TermState.Late(1, null), deemed.State(new(2026, 6, 17)));

        var handling = Term.Reckon(Pack[ClockId.Handling], deemed.Nominal!.Value, Embedded);
        Assert.Equal((new(2026, 8, 15), new(2026, 8, 17), new(2026, 8, 14)), (handling.Nominal, handling.Rolled, handling.Control));
    }

    [Fact]
    public void TC_19_without_the_calendar_of_2027_the_last_day_is_unknown_and_the_reason_is_said()
    {
        var term = Term.Reckon(Pack[ClockId.Objection], new(2026, 12, 29), Embedded);
        Assert.Equal((null, null, null), (term.Nominal, term.Rolled, term.Control));
        var unknown = Assert.IsType<TermState.Unknown>(term.State(new(2027, 1, 8)));
        Assert.Contains("2027年放假安排尚未载入", unknown.Why.ToString());
        Assert.Equal(new DateOnly(2027, 1, 6), Term.Reckon(term.Clock, term.Start, Embedded.With(WorkingDaysTests.Year2027())).Nominal);
    }
}
