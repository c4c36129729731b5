using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>Documents that lie on the platform until the petitioner opens them, and by when the unit serves them otherwise.</summary>
/// <param name="By">Null where the calendar of that year is not published.</param>
/// <param name="DaysLate">Days after it; 0 where it is not over.</param>
/// <param name="IsDue">That day is today or over: the unit waits no longer.</param>
public sealed record Unopened(IReadOnlyList<Issued> Documents, string? Unit, DateOnly? By, int DaysLate, bool IsDue)
{
    /// <summary>Null where nothing lies there.</summary>
    public static Unopened? Of(Matter matter, Rules rules, DateOnly today)
    {
        var waiting = PortalOpening.Waiting(matter).Where(d => Service.IsServedByUnit(d.Kind)).ToList();
        if (waiting.Count == 0) return null;
        var by = Deadlines.Of(matter, rules).First(d => d is { IsOpen: true, Clock.Id: ClockId.PortalOpening }).Term!.Value.Nominal;
        return new Unopened(
            waiting, matter.Dispatch?.UnitName, by, by is { } day ? Math.Max(0, today.DayNumber - day.DayNumber) : 0, by <= today);
    }
}
