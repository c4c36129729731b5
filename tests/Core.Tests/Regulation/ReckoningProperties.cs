using CsCheck;
using Xinqiao.Core.Regulation;
using Xunit;

namespace Xinqiao.Core.Tests.Regulation;

/// <summary>What holds for every clock on every day of the years loaded.</summary>
public class ReckoningProperties
{
    private static readonly Calendar Embedded = Calendar.Embedded;

    private static readonly Gen<DateOnly> Dates =
        Gen.Int[new DateOnly(2018, 1, 1).DayNumber, new DateOnly(2026, 12, 31).DayNumber].Select(DateOnly.FromDayNumber);

    private static readonly Clock[] InDays = [.. RulePack.Of2022.Clocks.Concat(RulePack.Of2005.Clocks).Where(c => c.IsInDays)];

    private static readonly Gen<Clock> Clocks = Gen.Int[0, InDays.Length - 1].Select(i => InDays[i]);

    private static readonly Gen<Term> Terms =
        from clock in Clocks
        from start in Dates
        from extend in Gen.Int[0, 30]
        from hearing in Gen.Int[0, 40]
        select Term.Reckon(clock, start, clock.Extension is null ? 0 : extend, hearing, Embedded);

    [Fact]
    public void The_control_date_is_not_after_the_nominal_one_nor_that_after_the_rolled_one() =>
        Terms.Sample(t => !(t.Control > t.Nominal) && !(t.Nominal > t.Rolled));

    [Fact]
    public void Control_and_rolled_dates_are_working_days() =>
        Terms.Where(t => !t.IsUnknown).Sample(t =>
            Embedded.On(t.Control!.Value)!.Value.IsWorking && Embedded.On(t.Rolled!.Value)!.Value.IsWorking);

    [Fact]
    public void The_three_dates_are_one_exactly_when_the_nominal_date_is_a_working_day() =>
        Terms.Where(t => !t.IsUnknown).Sample(t =>
            (t.Control == t.Nominal && t.Nominal == t.Rolled) == Embedded.On(t.Nominal!.Value)!.Value.IsWorking);

    [Fact]
    public void More_rest_days_never_make_a_petitioners_last_day_earlier() =>
        Gen.Select(Dates, Dates.Array[1, 40]).Sample((start, rest) =>
        {
            var slower = WithRestDays(rest);
            return RulePack.Of2022.Clocks.Where(c => c.IsPetitionersRight).All(clock =>
                (Term.Reckon(clock, start, Embedded).JudgedOn(), Term.Reckon(clock, start, slower).JudgedOn()) switch
                {
                    ({ } before, { } after) => after >= before,
                    (null, null) => true,
                    // The last day may move out of the years loaded, never back into them.
                    (_, { }) => false,
                    _ => true,
                });
        }, iter: 300);

    [Fact]
    public void More_rest_days_never_shorten_a_working_day_clock() =>
        Gen.Select(Dates, Dates.Array[1, 40]).Sample((start, rest) =>
        {
            var slower = WithRestDays(rest);
            return RulePack.Of2022.Clocks.Where(c => c.Unit == ClockUnit.WorkingDays).All(clock =>
                !(Term.Reckon(clock, start, slower).Nominal < Term.Reckon(clock, start, Embedded).Nominal));
        }, iter: 300);

    [Fact]
    public void The_last_day_counted_in_an_explanation_is_the_nominal_date() =>
        Terms.Where(t => t.Nominal is not null).Sample(t =>
        {
            var days = t.Explain().Days;
            var last = days.Last(d => d.Ordinal is not null);
            return last.Date == t.Nominal && last.Ordinal == t.Days + t.ExtendDays + t.ExcludedDays && IsWithoutGaps(days, t.Start);
        });

    [Fact]
    public void Where_the_hearings_days_are_shown_the_term_counts_its_own_days_only() =>
        Gen.Select(Dates, Gen.Int[1, 60], Gen.Int[1, 30]).Sample((start, hearing, after) =>
        {
            var term = Term.Reckon(RulePack.Of2022[ClockId.FinalReview], start, 0, hearing, Embedded);
            var days = term.Explain(excludedFrom: start.AddDays(after)).Days;
            var last = days.Last(d => d.Ordinal is not null);
            return last.Date == term.Nominal && last.Ordinal == 30
                && days.Count(d => d.Count == DayCount.Hearing) == hearing && IsWithoutGaps(days, start);
        });

    [Fact]
    public void A_petitioners_explanation_ends_on_the_day_the_right_is_judged() =>
        Terms.Where(t => t.Clock.IsPetitionersRight && !t.IsUnknown).Sample(t => t.Explain().Days[^1].Date == t.JudgedOn());

    [Fact]
    public void Every_day_up_to_the_last_is_in_time_and_the_next_is_late() =>
        Terms.Where(t => !t.IsUnknown).Sample(t =>
        {
            var last = t.JudgedOn()!.Value;
            return t.State(last, last) is TermState.Met && t.State(last) is TermState.Running { DaysLeft: 0 }
                && t.State(last.AddDays(1)) is TermState.Late { Days: 1 };
        });

    private static bool IsWithoutGaps(IReadOnlyList<ExplainedDay> days, DateOnly start) =>
        days.Select((d, i) => d.Date == start.AddDays(i)).All(ok => ok)
        && days.Where(d => d.Ordinal is not null).Select((d, i) => d.Ordinal == i + 1).All(ok => ok);

    private static Calendar WithRestDays(DateOnly[] days) =>
        Calendar.Of(Embedded.Years.Select(year => new CalendarYear(
            year.Year,
            year.Notices,
            [.. year.Rest, .. days.Where(d => d.Year == year.Year).Select(d => new RestPeriod("临时放假", d, d))],
            [.. year.MakeUp.Where(m => !days.Contains(m.On))])));
}
