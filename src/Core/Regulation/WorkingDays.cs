using System.Security.Cryptography;
using System.Text;

namespace Xinqiao.Core.Regulation;

/// <summary>What a day is to an office.</summary>
public enum DayKind
{
    /// <summary>Monday to Friday, no public rest day.</summary>
    Workday,

    /// <summary>A Saturday or Sunday that no notice names.</summary>
    Weekend,

    /// <summary>A public rest day (放假), named after its holiday.</summary>
    RestDay,

    /// <summary>A Saturday or Sunday on which offices work (调休上班).</summary>
    MakeUpWorkday,
}

/// <summary>A day as the calendar knows it.</summary>
/// <param name="Holiday">The holiday a rest day or a make-up day belongs to: 国庆节.</param>
public readonly record struct Day(DateOnly Date, DayKind Kind, string? Holiday) : ITold
{
    public bool IsWorking => Kind is DayKind.Workday or DayKind.MakeUpWorkday;

    /// <summary>As an explanation says it: 国庆节休息日; 星期六，休息日; 星期六，调休上班; 星期三.</summary>
    public Phrase Told => Kind switch
    {
        DayKind.Workday => ChineseDate.Weekday(Date),
        DayKind.Weekend => $"{ChineseDate.Weekday(Date)}，休息日",
        DayKind.RestDay => $"{(Phrase)Holiday!}休息日",
        DayKind.MakeUpWorkday => $"{ChineseDate.Weekday(Date)}，调休上班",
        _ => throw new InvalidOperationException(),
    };

    public override string ToString() => Told.ToString();
}

/// <summary>
/// The working days of the years loaded. A question that needs another year is answered with null, never with a guess from
/// the weekday. Immutable; all answers are look-ups in tables made once.
/// </summary>
public sealed class Calendar
{
    private const byte Unloaded = byte.MaxValue;

    private readonly int first;
    private readonly byte[] kinds;
    private readonly string?[] holidays;

    // By day: next and previous working day (0 where a year not loaded is met first), how many working days
    // lie before it in the table, and the last day of the unbroken run of loaded years it is in.
    private readonly int[] next;
    private readonly int[] previous;
    private readonly int[] workingBefore;
    private readonly int[] runEnd;
    private readonly int[] workingDays;

    private Calendar(IReadOnlyList<CalendarYear> years)
    {
        Years = years;
        Version = VersionOf(years);
        first = new DateOnly(years[0].Year, 1, 1).DayNumber;
        var length = new DateOnly(years[^1].Year, 12, 31).DayNumber - first + 1;
        kinds = new byte[length];
        holidays = new string?[length];
        (next, previous) = (new int[length], new int[length]);
        (workingBefore, runEnd) = (new int[length], new int[length]);
        Classify();
        workingDays = [.. Enumerable.Range(0, length).Where(IsWorking).Select(i => first + i)];
        LookBack();
        LookAhead();
    }

    /// <summary>The arrangements 2018 to 2026 that come with the program.</summary>
    public static Calendar Embedded { get; } = new(ReadEmbedded());

    /// <summary>The years loaded, in order.</summary>
    public IReadOnlyList<CalendarYear> Years { get; }

    /// <summary>Years and a digest of what they say: <c>2018-2026.1f0c9a2b</c>. Equal versions give equal dates.</summary>
    public string Version { get; }

    /// <summary>A calendar of just these years, one arrangement each; years between them that are missing stay unknown.</summary>
    public static Calendar Of(IEnumerable<CalendarYear> years)
    {
        var ordered = years.OrderBy(y => y.Year).ToList();
        if (ordered.Count == 0 || ordered.DistinctBy(y => y.Year).Count() < ordered.Count)
            throw new ArgumentException("One arrangement for each year, and at least one year.", nameof(years));
        return new Calendar(ordered);
    }

    /// <summary>This calendar with further years, or with amended ones in place of those loaded.</summary>
    public Calendar With(params IReadOnlyList<CalendarYear> years)
    {
        var replaced = years.Select(y => y.Year).ToHashSet();
        return Of(Years.Where(y => !replaced.Contains(y.Year)).Concat(years));
    }

    /// <summary>What kind of day it is, or null if its year is not loaded.</summary>
    public Day? On(DateOnly date) =>
        Kind(date.DayNumber) is var kind and not Unloaded
            ? new Day(date, (DayKind)kind, holidays[date.DayNumber - first])
            : null;

    /// <summary>How many days offices work in that year, or null if it is not loaded.</summary>
    public int? WorkingDaysIn(int year)
    {
        var (from, until) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        if (Kind(until.DayNumber) == Unloaded) return null;
        return workingBefore[until.DayNumber - first] - workingBefore[from.DayNumber - first] + (IsWorking(until.DayNumber - first) ? 1 : 0);
    }

    /// <summary>The day itself if offices work on it, else the next such day; null if a year not loaded is needed.</summary>
    public DateOnly? FirstWorkingDayFrom(DateOnly date) => Look(next, date.DayNumber);

    /// <summary>The day itself if offices work on it, else the last such day before; null if a year not loaded is needed.</summary>
    public DateOnly? LastWorkingDayUntil(DateOnly date) => Look(previous, date.DayNumber);

    /// <summary>
    /// The <paramref name="count"/>-th working day after a date, which is not counted itself; null if a year not loaded is needed.
    /// </summary>
    /// <param name="count">At least 1.</param>
    public DateOnly? WorkingDayAfter(DateOnly date, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var from = date.DayNumber + 1;
        if (Kind(from) == Unloaded)
            return null;
        var index = workingBefore[from - first] + count - 1;
        return index < workingDays.Length && workingDays[index] <= runEnd[from - first]
            ? DateOnly.FromDayNumber(workingDays[index])
            : null;
    }

    /// <summary>How many working days come after a date, until another one included; null if a year not loaded is needed.</summary>
    /// <param name="until">Not before <paramref name="date"/>.</param>
    public int? WorkingDaysAfter(DateOnly date, DateOnly until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(until, date);
        if (Kind(date.DayNumber) == Unloaded || until.DayNumber > runEnd[date.DayNumber - first]) return null;
        return WorkingDaysUntil(until) - WorkingDaysUntil(date);
        int WorkingDaysUntil(DateOnly day) => workingBefore[day.DayNumber - first] + (IsWorking(day.DayNumber - first) ? 1 : 0);
    }

    private static IReadOnlyList<CalendarYear> ReadEmbedded()
    {
        using var stream = typeof(Calendar).Assembly.GetManifestResourceStream("calendars.json")
            ?? throw new InvalidOperationException("calendars.json is not embedded in Core.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return CalendarYear.ParseAll(reader.ReadToEnd());
    }

    private static string VersionOf(IReadOnlyList<CalendarYear> years)
    {
        var said = Encoding.UTF8.GetBytes(string.Join('\n', years.Select(y => y.Canonical())));
        var digest = Convert.ToHexStringLower(SHA256.HashData(said).AsSpan(0, 4));
        return $"{years[0].Year}-{years[^1].Year}.{digest}";
    }

    private byte Kind(int dayNumber) =>
        dayNumber < first || dayNumber >= first + kinds.Length ? Unloaded : kinds[dayNumber - first];

    private bool IsWorking(int index) => kinds[index] is (byte)DayKind.Workday or (byte)DayKind.MakeUpWorkday;

    private DateOnly? Look(int[] table, int dayNumber) =>
        Kind(dayNumber) != Unloaded && table[dayNumber - first] is > 0 and var found
            ? DateOnly.FromDayNumber(found)
            : null;

    private void Classify()
    {
        var loaded = Years.Select(y => y.Year).ToHashSet();
        for (var i = 0; i < kinds.Length; i++)
        {
            var date = DateOnly.FromDayNumber(first + i);
            kinds[i] = !loaded.Contains(date.Year) ? Unloaded
                : (byte)(CalendarYear.IsWeekend(date) ? DayKind.Weekend : DayKind.Workday);
        }

        // In the order of the years: where two notices speak of the same day, the later holds.
        foreach (var year in Years)
        {
            foreach (var period in year.Rest)
                for (var date = period.From; date <= period.To; date = date.AddDays(1))
                    Mark(date, DayKind.RestDay, period.Name);
            foreach (var day in year.MakeUp)
                Mark(day.On, DayKind.MakeUpWorkday, day.Name);
        }
    }

    // A notice's days in a year that is not loaded itself stay unknown.
    private void Mark(DateOnly date, DayKind kind, string holiday)
    {
        if (Kind(date.DayNumber) == Unloaded)
            return;
        kinds[date.DayNumber - first] = (byte)kind;
        holidays[date.DayNumber - first] = holiday;
    }

    private void LookBack()
    {
        var (last, count) = (0, 0);
        for (var i = 0; i < kinds.Length; i++)
        {
            workingBefore[i] = count;
            if (kinds[i] == Unloaded)
                last = 0;
            else if (IsWorking(i))
                (last, count) = (first + i, count + 1);
            previous[i] = last;
        }
    }

    private void LookAhead()
    {
        var (coming, end) = (0, 0);
        for (var i = kinds.Length - 1; i >= 0; i--)
        {
            if (kinds[i] == Unloaded)
                (coming, end) = (0, 0);
            else
                (coming, end) = (IsWorking(i) ? first + i : coming, end == 0 ? first + i : end);
            (next[i], runEnd[i]) = (coming, end);
        }
    }
}
