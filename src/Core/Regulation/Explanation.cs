namespace Xinqiao.Core.Regulation;

/// <summary>What a day does in the reckoning of a term.</summary>
public enum DayCount
{
    /// <summary>The day of the start event; not counted.</summary>
    Start,

    Counted,

    /// <summary>Counted because the term was extended.</summary>
    Extension,

    /// <summary>Counted in place of days of a hearing whose dates were not given.</summary>
    InPlaceOfHearing,

    /// <summary>A day of the hearing; not counted.</summary>
    Hearing,

    /// <summary>A rest day in a working-day clock; not counted.</summary>
    Skipped,

    /// <summary>After the nominal date, until the working day on which a petitioner's right ends.</summary>
    Rolled,

    /// <summary>The reckoning stops here: the year's arrangement is not loaded.</summary>
    Unknown,
}

/// <summary>One day of an explanation.</summary>
/// <param name="Ordinal">Which day of the term it is, from 1; null if it is not counted.</param>
/// <param name="Day">What kind of day it is; null if its year is not loaded.</param>
/// <param name="Note">In Chinese: 第3个工作日（星期六，调休上班）.</param>
public sealed record ExplainedDay(DateOnly Date, int? Ordinal, DayCount Count, Day? Day, Phrase Note)
{
    public DayOfWeek Weekday => Date.DayOfWeek;
}

/// <summary>The reckoning of a term, shown: every day from the start to the last, and the sentences an office would write.</summary>
public sealed record Explanation(IReadOnlyList<ExplainedDay> Days, IReadOnlyList<Phrase> Sentences)
{
    /// <param name="excludedFrom">First day of the hearing's time, if its dates are to be shown; after the start, not after the base nominal date.</param>
    /// <param name="extendedBy">The act that extended, as it reads before 延长30日: 经本机关负责人2026年9月28日批准，.</param>
    /// <param name="roll">The office's setting on the term's start date.</param>
    /// <exception cref="ArgumentOutOfRangeException">The hearing's first day lies outside the term.</exception>
    public static Explanation Of(
        Term term, DateOnly? excludedFrom = null, Phrase? extendedBy = null, AgencyRoll roll = AgencyRoll.None)
    {
        if (excludedFrom is { } from && (from <= term.Start || from > term.BaseNominal))
            throw new ArgumentOutOfRangeException(nameof(excludedFrom), from, "The hearing lies outside the term.");
        IReadOnlyList<ExplainedDay> days =
            [.. term.Clock.Unit == ClockUnit.WorkingDays ? WorkingDays(term) : CalendarDays(term, excludedFrom)];
        return new(days, ExplanationText.Write(term, days, excludedFrom, extendedBy, roll));
    }

    private static IEnumerable<ExplainedDay> CalendarDays(Term term, DateOnly? excludedFrom)
    {
        yield return Show(term, term.Start, null, DayCount.Start);
        var nominal = term.Nominal!.Value;
        var excludedUntil = excludedFrom?.AddDays(term.ExcludedDays - 1);
        var ordinal = 0;
        for (var date = term.Start.AddDays(1); date <= nominal; date = date.AddDays(1))
            yield return date >= excludedFrom && date <= excludedUntil
                ? Show(term, date, null, DayCount.Hearing)
                : Show(term, date, ++ordinal, CountOf(term, ordinal, excludedFrom is not null));

        if (term.Clock.IsPetitionersRight && term.Rolled is { } rolled)
            for (var date = nominal.AddDays(1); date <= rolled; date = date.AddDays(1))
                yield return Show(term, date, null, DayCount.Rolled);
    }

    // Extension days come last; days in place of a hearing come before them, unless the hearing's own days are shown.
    private static DayCount CountOf(Term term, int ordinal, bool hearingShown)
    {
        var inPlace = hearingShown ? 0 : term.ExcludedDays;
        return ordinal <= term.Days ? DayCount.Counted
            : ordinal <= term.Days + inPlace ? DayCount.InPlaceOfHearing
            : DayCount.Extension;
    }

    private static IEnumerable<ExplainedDay> WorkingDays(Term term)
    {
        yield return Show(term, term.Start, null, DayCount.Start);
        var ordinal = 0;
        for (var date = term.Start.AddDays(1); ordinal < term.Days; date = date.AddDays(1))
        {
            if (term.Calendar.On(date) is not { } day)
            {
                yield return Show(term, date, null, DayCount.Unknown);
                yield break;
            }

            yield return day.IsWorking
                ? Show(term, date, ++ordinal, DayCount.Counted)
                : Show(term, date, null, DayCount.Skipped);
        }
    }

    private static ExplainedDay Show(Term term, DateOnly date, int? ordinal, DayCount count)
    {
        var day = term.Calendar.On(date);
        Phrase what = count switch
        {
            DayCount.Start => (Phrase)$"{term.Clock.StartEvent}之日，不计入",
            DayCount.Counted when term.Clock.Unit == ClockUnit.WorkingDays => $"第{ordinal}个工作日",
            DayCount.Counted => $"第{ordinal}日",
            DayCount.Extension => $"第{ordinal}日，延长期限第{ordinal - term.Days - term.ExcludedDays}日",
            DayCount.InPlaceOfHearing => $"第{ordinal}日，扣除听证所需时间后补计",
            DayCount.Hearing => "听证所需时间，不计入",
            DayCount.Skipped => "不计入",
            DayCount.Rolled => date == term.Rolled ? "顺延后的最后一日" : "休息日顺延",
            DayCount.Unknown => "放假安排尚未载入，不能续计",
            _ => throw new ArgumentOutOfRangeException(nameof(count)),
        };
        return new(date, ordinal, count, day, $"{what}（{day?.Told ?? ChineseDate.Weekday(date)}）");
    }
}
