using System.Data.Common;
using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>What the log was at the end of a day: the newest checkpoint then. A day that is over never changes it.</summary>
/// <param name="Added">Entries since the end of the day before.</param>
/// <param name="Witnesses">Who cosigned that checkpoint, and when.</param>
public sealed record DailyRoot(
    DateOnly Day, Checkpoint Checkpoint, long Added, IReadOnlyList<(string Name, DateTimeOffset At)> Witnesses)
{
    /// <summary>The root in sixteen groups of four hexadecimal digits, to be compared by eye.</summary>
    public IReadOnlyList<string> Groups { get; } = [.. Checkpoint.Root.ToHex().Chunk(4).Select(group => new string(group))];

    /// <summary>Null where the day is not over yet, or the log had not begun.</summary>
    internal static DailyRoot? Of(CaseStore store, WitnessedCheckpoint witnessed, DateOnly day)
    {
        if (day >= Shanghai.DateOf(store.Clock.GetUtcNow())) return null;
        using var connection = store.Database.OpenToRead();
        var size = SizeAt(connection, Shanghai.StartOf(day.AddDays(1)));
        if (size == 0 || witnessed.Of(connection, size) is not { } note) return null;
        var check = witnessed.Policy.Check(note, LogKey.Verify);
        return new(
            day, Checkpoint.Parse(note.Text), size - SizeAt(connection, Shanghai.StartOf(day)),
            [.. check.Witnesses.Select(w => (w.Witness.Name, DateTimeOffset.FromUnixTimeSeconds(w.UnixTime).ToOffset(Shanghai.Offset)))]);
    }

    // The last checkpoint of which every entry was recorded before that moment; times never go back, so halves decide.
    private static long SizeAt(DbConnection connection, DateTimeOffset until)
    {
        var moment = until.ToUnixTimeMilliseconds();
        var (low, high) = (0L, connection.ExecuteScalar<long>("SELECT size FROM head WHERE id = 1"));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (connection.ExecuteScalar<long>("SELECT recorded_at FROM events WHERE position >= @middle ORDER BY position LIMIT 1", new { middle }) < moment) low = middle + 1;
            else high = middle;
        }

        return connection.ExecuteScalar<long?>("SELECT max(size) FROM checkpoints WHERE size <= @low", new { low }) ?? 0;
    }
}
