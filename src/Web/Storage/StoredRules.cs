using System.Data.Common;
using System.Globalization;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Storage;

/// <summary>Rules with the position of the last event that changed them in the database; -1 where none did.</summary>
public sealed record RulesInForce(Rules Rules, long Position);

/// <summary>The years that were loaded and the values that were set. A row and its event are written together.</summary>
public static class StoredRules
{
    public static readonly Table Calendars = new(CalendarRow.Shape, OnConflict.ReplaceLower, "position");

    public static readonly Table SettingRows = new(SettingRow.Shape, OnConflict.ReplaceLower, "position");

    /// <summary>What the program brings, with what the database adds.</summary>
    public static RulesInForce Read(IDatabase database, Rules brought)
    {
        using var connection = database.OpenToRead();
        // The position first: whatever is recorded between the questions is read once more, and nothing is missed.
        var position = Position(connection, null);
        var years = connection.Query<string>("SELECT arrangement FROM calendars ORDER BY year").Select(CalendarYear.Parse).ToList();
        var settings = connection.Query<(string Key, string Value, string From)>("SELECT key, value, from_day FROM settings")
            .Select(s => new Setting(s.Key, s.Value, DateOnly.ParseExact(s.From, "yyyy-MM-dd", CultureInfo.InvariantCulture))).ToList();
        return new RulesInForce(new Rules(
            years.Count == 0 ? brought.Calendar : brought.Calendar.With(years),
            settings.Count == 0 ? brought.Settings : new Settings(brought.Settings.All.Concat(settings))), position);
    }

    /// <summary>Where the last of them was recorded; -1 where there is none.</summary>
    public static long Position(DbConnection connection, DbTransaction? transaction) => connection.ExecuteScalar<long?>(
        """
        SELECT max(position) FROM (
          SELECT max(position) AS position FROM calendars UNION ALL SELECT max(position) FROM settings) AS changes
        """, transaction: transaction) ?? -1;

    /// <summary>The row that belongs to an event; null where it changes no rule.</summary>
    public static Row? RowOf(Recorded recorded) => recorded.Event switch
    {
        CalendarLoaded e => new Row(Calendars, CalendarRow.Values(e, recorded.Position)),
        SettingMade e => new Row(SettingRows, SettingRow.Values(e, recorded.Position)),
        _ => null,
    };
}
