namespace Xinqiao.Core.Regulation;

/// <summary>Where a term stands on a day. Being late says nothing of the consequence: good cause is for a person to judge.</summary>
public abstract record TermState
{
    private TermState() { }

    /// <param name="DaysLeft">
    /// Days from today to the last day, in the clock's own unit: working days in a working-day clock, else calendar days. 0 on the
    /// last day. Null if the last day is not yet known but not reached.
    /// </param>
    /// <param name="ControlPassed">The last working day before the end is over: from here on it is met on a rest day or not at all.</param>
    public sealed record Running(int? DaysLeft, bool ControlPassed) : TermState;

    public sealed record Met(DateOnly On) : TermState;

    /// <param name="Days">Calendar days after the last day, at least 1.</param>
    /// <param name="MetOn">When it was met after all; null if it still is not.</param>
    public sealed record Late(int Days, DateOnly? MetOn) : TermState;

    public sealed record NotStarted(Phrase Why) : TermState;

    public sealed record Exempt(Phrase Why, Article Basis) : TermState;

    public sealed record Unknown(Phrase Why) : TermState;

    /// <summary>Nobody owes it any more, or nobody used it: withdrawn, routed elsewhere, lapsed.</summary>
    public sealed record FellAway(Phrase Why) : TermState;

    /// <summary>The state of a term that has started.</summary>
    /// <param name="today">The local date on which one asks; not before the term's start.</param>
    /// <param name="metOn">The local date of the act that meets it; not before the start, and the same day will do.</param>
    /// <exception cref="ArgumentOutOfRangeException">A date before the start.</exception>
    public static TermState Of(Term term, DateOnly today, DateOnly? metOn = null, AgencyRoll roll = AgencyRoll.None)
    {
        var asked = metOn ?? today;
        ArgumentOutOfRangeException.ThrowIfLessThan(asked, term.Start);
        var last = term.JudgedOn(roll);
        return (metOn, last) switch
        {
            ({ } on, _) when on <= (last ?? term.EarliestEnd) => new Met(on),
            (null, _) when asked <= (last ?? term.EarliestEnd) =>
                new Running(last is { } end ? term.Clock.DaysLeft(today, end, term.Calendar) : null, term.Control is { } control && today > control),
            (_, { } day) => new Late(asked.DayNumber - day.DayNumber, metOn),
            _ => new Unknown(WhyUnknown(term)),
        };
    }

    /// <summary>A duty that falls away, as <see cref="Clock.Exemption"/> says.</summary>
    /// <exception cref="InvalidOperationException">The clock knows no exemption.</exception>
    public static Exempt ExemptFrom(Clock clock) =>
        clock.Exemption is { } exemption
            ? new Exempt(exemption.Reason, exemption.Article)
            : throw new InvalidOperationException($"{clock.Id} knows no exemption.");

    internal static Phrase WhyUnknown(Term term) =>
        $"{MissingYear(term)}年放假安排尚未载入，届满日前后的工作日暂不能确定；载入后自动重算。";

    // The first year, from the start on, of which the calendar says nothing.
    private static int MissingYear(Term term)
    {
        var year = term.Nominal?.Year ?? term.Start.AddDays(1).Year;
        while (term.Calendar.On(new DateOnly(year, 12, 31)) is not null)
            year++;
        return year;
    }
}
