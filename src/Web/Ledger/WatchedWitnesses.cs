using Dapper;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>How a witness stands to the log now.</summary>
/// <param name="Size">The size it cosigned last; null for none yet.</param>
/// <param name="SeenAt">When it did.</param>
/// <param name="Behind">How many entries it has not seen.</param>
/// <param name="BehindSince">When the first of them was recorded.</param>
/// <param name="IsAlarm">It saw more than this database holds, or another past: a fork, a log that was put back or cut off.</param>
/// <param name="IsLongAway">It has not answered for longer than <see cref="WatchedWitnesses.Patience"/>.</param>
public sealed record WatchedWitness(
    string Name, long? Size, DateTimeOffset? SeenAt, long Behind, DateTimeOffset? BehindSince, bool IsAlarm, bool IsLongAway);

/// <summary>All witnesses of the office's policy, for those who have to act when one of them raises the alarm.</summary>
public sealed class WatchedWitnesses(CaseStore store, WitnessedCheckpoint witnessed, WitnessRounds rounds)
{
    /// <summary>How long a witness may stand behind before it counts as away. Receipts wait for a quorum, not for each of them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>In the policy's order; empty where no witness is asked.</summary>
    public async Task<IReadOnlyList<WatchedWitness>> All()
    {
        await using var connection = store.Database.OpenToRead();
        var size = await connection.ExecuteScalarAsync<long>("SELECT size FROM head WHERE id = 1");
        var all = new List<WatchedWitness>();
        foreach (var witness in witnessed.Policy.Witnesses)
        {
            var (seen, at) = (await connection.QueryAsync<(long?, long)>(
                "SELECT size, seen_at FROM cosignatures WHERE witness = @key ORDER BY size DESC LIMIT 1", new { key = witness.Key.ToString() })).FirstOrDefault();
            var since = await connection.ExecuteScalarAsync<long?>(
                "SELECT recorded_at FROM events WHERE position >= @from ORDER BY position LIMIT 1", new { from = seen ?? 0 });
            var behind = since is { } first ? DateTimeOffset.FromUnixTimeMilliseconds(first) : (DateTimeOffset?)null;
            all.Add(new(
                witness.Name, seen, seen is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(at), Math.Max(0, size - (seen ?? 0)), behind,
                rounds.Standings.GetValueOrDefault(witness.Name)?.IsAlarm is true, store.Clock.GetUtcNow() - behind > Patience));
        }

        return all;
    }
}
