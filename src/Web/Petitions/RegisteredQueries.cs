using System.Data.Common;
using Dapper;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Petitions;

/// <summary>Which matters were registered on a day and wait to be entered in the national system. Who may see them is asked of the gate.</summary>
public sealed class RegisteredQueries(CaseStore store)
{
    private const long DayMilliseconds = 86_400_000;

    /// <summary>
    /// Ids of matters that were registered on that day, whose petition has no national number and holds nothing sealed, in the order of
    /// registration.
    /// </summary>
    public async Task<IReadOnlyList<string>> WithoutNationalNumber(DateOnly day, int most)
    {
        await using var connection = store.Database.OpenToRead();
        var (from, until) = (await PositionAt(connection, day.DayNumber), await PositionAt(connection, day.DayNumber + 1));
        return (await connection.QueryAsync<string>(
            """
            SELECT m.id FROM events e JOIN matters m ON m.id = e.stream JOIN petitions p ON p.id = m.petition
            WHERE e.position >= @from AND e.position < @until AND e.name = @name AND p.national_number IS NULL
              AND NOT EXISTS (SELECT 1 FROM matters s WHERE s.petition = p.id AND s.sealed <> 0)
            ORDER BY e.position LIMIT @most
            """, new { from, until, name = MatterRegistered.Stored, most })).AsList();
    }

    // Times never fall along the log, so the first event of a day is found by halving; there is no index by time.
    private static async Task<long> PositionAt(DbConnection connection, int day)
    {
        var start = (day - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * DayMilliseconds - (long)Shanghai.Offset.TotalMilliseconds;
        var (low, high) = (0L, await connection.ExecuteScalarAsync<long>("SELECT size FROM head WHERE id = 1"));
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var at = await connection.ExecuteScalarAsync<long>("SELECT recorded_at FROM events WHERE position >= @middle ORDER BY position LIMIT 1", new { middle });
            if (at < start) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
