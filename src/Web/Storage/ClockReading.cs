using Dapper;
using Xinqiao.Web.Storage.Postgres;

namespace Xinqiao.Web.Storage;

/// <summary>What this machine's clock says, beside what a database holds against it.</summary>
/// <param name="Last">When something was recorded last.</param>
/// <param name="Server">What the database server's clock says; null where there is no server.</param>
public sealed record ClockReading(DateTimeOffset Now, DateTimeOffset Last, DateTimeOffset? Server)
{
    /// <summary>How far a clock may lie behind the last recorded time, or off the database server's.</summary>
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromSeconds(5);

    public bool IsBehindTheLog => Now < Last - AllowedSkew;

    public bool IsOffTheServer => Server is { } server && (Now - server).Duration() > AllowedSkew;

    public static ClockReading Take(CaseStore store)
    {
        using var connection = store.Database.OpenToRead();
        var last = DateTimeOffset.FromUnixTimeMilliseconds(connection.ExecuteScalar<long>("SELECT recorded_at FROM head WHERE id = 1"));
        DateTimeOffset? server = store.Database is PostgresDatabase
            ? DateTimeOffset.FromUnixTimeMilliseconds(connection.ExecuteScalar<long>("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"))
            : null;
        return new(store.Clock.GetUtcNow(), last, server);
    }
}
