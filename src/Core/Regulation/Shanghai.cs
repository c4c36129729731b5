namespace Xinqiao.Core.Regulation;

/// <summary>
/// Local time of the office: UTC+8 all year, fixed here so that no machine's zone data can move a legal date.
/// </summary>
public static class Shanghai
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The legal date on which an instant falls: 2026-02-24T16:00Z is already 25 February.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>00:00 of a local day; the day lasts until <c>StartOf(day.AddDays(1))</c>, which is its 24:00.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>First instant of a local day and first instant after it.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) BoundsOf(DateOnly day) =>
        (StartOf(day), StartOf(day.AddDays(1)));
}
