namespace Xinqiao.Core.Regulation;

/// <summary>
/// A term reckoned from its start date. The start day is not counted (Civil Code 201, by analogy). A calendar-day clock has three
/// dates: nominal, on which an agency's duty is judged; rolled, the first working day from there, on which a petitioner's right is
/// judged; control, the last working day until there, against which staff are warned. In a working-day clock the three are one.
/// A date that needs a year whose arrangement is not loaded is null; the nominal date of a calendar-day clock never is.
/// </summary>
/// <param name="Days">Length in the clock's unit, before extension and exclusion.</param>
/// <param name="ExtendDays">Calendar days of extension approved, in total.</param>
/// <param name="HearingDays">Calendar days a hearing took; excluded only where the clock's provision says so.</param>
public readonly record struct Term(
    Clock Clock, DateOnly Start, int Days, int ExtendDays, int HearingDays, Calendar Calendar,
    DateOnly? Nominal, DateOnly? Rolled, DateOnly? Control)
{
    /// <summary>Days that do not count because of a hearing: 0 in every clock but the final review's (article 36(2)).</summary>
    public int ExcludedDays => Clock.HearingExcludedBy is null ? 0 : HearingDays;

    public Article Article => Clock.Article;

    public string Pack => Clock.Pack;

    public string CalendarVersion => Calendar.Version;

    /// <summary>Whether one of the dates needs a year that is not loaded.</summary>
    public bool IsUnknown => Nominal is null || Rolled is null || Control is null;

    /// <summary>The nominal date before exclusion and extension; null as <see cref="Nominal"/> is.</summary>
    public DateOnly? BaseNominal => Nominal?.AddDays(-ExcludedDays - ExtendDays);

    /// <summary>
    /// Whatever a calendar yet to come says, an act on or before this date is in time: n working days take at least n days.
    /// </summary>
    public DateOnly EarliestEnd => Nominal ?? Start.AddDays(Days);

    /// <summary>Reckons a term without extension or hearing.</summary>
    /// <inheritdoc cref="Reckon(Clock, DateOnly, int, int, Calendar)"/>
    public static Term Reckon(Clock clock, DateOnly start, Calendar calendar) => Reckon(clock, start, 0, 0, calendar);

    /// <summary>Reckons a term from its start date.</summary>
    /// <param name="start">Local date of the start event.</param>
    /// <param name="extendDays">Calendar days of extension, in total; added to the nominal date, never to a rolled one.</param>
    /// <param name="excludedDays">Calendar days a hearing took, first and last included.</param>
    /// <exception cref="ArgumentException">The clock is not in days.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extension which <see cref="Clock.RefuseExtension"/> refuses, or negative days.</exception>
    public static Term Reckon(Clock clock, DateOnly start, int extendDays, int excludedDays, Calendar calendar)
    {
        if (!clock.IsInDays)
            throw new ArgumentException($"{clock.Id} is not reckoned in days from its start.", nameof(clock));
        Check(clock, extendDays, excludedDays);
        var days = clock.Length!.Value;
        if (clock.Unit == ClockUnit.CalendarDays)
            return OfCalendarDays(clock, start, days, extendDays, excludedDays, calendar);
        var end = calendar.WorkingDayAfter(start, days);
        return new(clock, start, days, extendDays, excludedDays, calendar, end, end, end);
    }

    /// <summary>A term whose last day a letter names (CLK-11, article 22(1)(3)).</summary>
    /// <param name="due">The date in the letter; not before <paramref name="start"/>.</param>
    /// <exception cref="ArgumentException">The clock takes no date from a letter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The date is before the start, or the extension is refused.</exception>
    public static Term Until(Clock clock, DateOnly start, DateOnly due, int extendDays, Calendar calendar)
    {
        if (clock.Unit != ClockUnit.DateInLetter)
            throw new ArgumentException($"{clock.Id} takes no date from a letter.", nameof(clock));
        ArgumentOutOfRangeException.ThrowIfLessThan(due, start);
        Check(clock, extendDays, 0);
        return OfCalendarDays(clock, start, due.DayNumber - start.DayNumber, extendDays, 0, calendar);
    }

    /// <summary>The date on which timeliness is judged: rolled for a petitioner's right, nominal for an agency's duty.</summary>
    /// <param name="roll">The office's setting; it has no effect on petitioners' rights.</param>
    public DateOnly? JudgedOn(AgencyRoll roll = AgencyRoll.None) =>
        Clock.IsPetitionersRight || roll == AgencyRoll.NextWorkingDay ? Rolled : Nominal;

    /// <summary>Where the term stands.</summary>
    /// <inheritdoc cref="TermState.Of"/>
    public TermState State(DateOnly today, DateOnly? metOn = null, AgencyRoll roll = AgencyRoll.None) =>
        TermState.Of(this, today, metOn, roll);

    /// <summary>Why the last day is that day, day by day and in sentences.</summary>
    /// <inheritdoc cref="Explanation.Of"/>
    public Explanation Explain(
        DateOnly? excludedFrom = null, Phrase? extendedBy = null, AgencyRoll roll = AgencyRoll.None) =>
        Explanation.Of(this, excludedFrom, extendedBy, roll);

    private static Term OfCalendarDays(
        Clock clock, DateOnly start, int days, int extendDays, int hearingDays, Calendar calendar)
    {
        var excluded = clock.HearingExcludedBy is null ? 0 : hearingDays;
        var nominal = start.AddDays(days + excluded + extendDays);
        return new(clock, start, days, extendDays, hearingDays, calendar,
            nominal, calendar.FirstWorkingDayFrom(nominal), calendar.LastWorkingDayUntil(nominal));
    }

    private static void Check(Clock clock, int extendDays, int hearingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hearingDays);
        if (extendDays != 0 && clock.RefuseExtension(extendDays) is { } refusal)
            throw new ArgumentOutOfRangeException(nameof(extendDays), extendDays, refusal.ToString());
    }
}
