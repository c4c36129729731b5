using System.Globalization;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Registers;

/// <summary>How often a unit read who petitions, for one purpose, in a month.</summary>
public sealed record UnitReadings(string Unit, AccessPurpose Purpose, int Readings);

/// <summary>Counts readings of identity by unit and purpose. Of persons there is no count: neither of who read nor of whose it was.</summary>
public sealed class ReadingsOfMonth(CaseStore store, UnitQueries units)
{
    public DateOnly ThisMonth => Shanghai.DateOf(store.Clock.GetUtcNow()) is var today ? today.AddDays(1 - today.Day) : default;

    /// <summary>The first day of a month as it was typed: 2026-03; null where it is none, or before the calendar begins.</summary>
    public static DateOnly? MonthIn(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 2000 and < 9000
            ? month
            : null;

    /// <param name="month">Its first day.</param>
    public async Task<IReadOnlyList<UnitReadings>> Of(DateOnly month)
    {
        var names = (await units.Ever()).ToDictionary(u => u.Code, u => u.Name);
        var (from, until) = (Shanghai.StartOf(month).ToUnixTimeMilliseconds(), Shanghai.StartOf(month.AddMonths(1)).ToUnixTimeMilliseconds());
        await using var connection = store.Database.OpenToRead();
        // The name stands in the text so that the index of these events alone is used.
        var events = await connection.QueryAsync<(long Position, string Event)>(
            $"""
            SELECT position, event FROM events
            WHERE name = '{IdentityOpened.Stored}' AND recorded_at >= @from AND recorded_at < @until
            """, new { from, until });
        return
        [
            .. events.Select(e => StoredEvent.Read(e.Position, e.Event, texts: null))
                .GroupBy(r => (r.Office, ((IdentityOpened)r.Event).Purpose))
                .OrderBy(g => g.Key.Office, StringComparer.Ordinal).ThenBy(g => g.Key.Purpose)
                .Select(g => new UnitReadings(names.GetValueOrDefault(g.Key.Office, g.Key.Office), g.Key.Purpose, g.Count())),
        ];
    }
}
