using Dapper;
using Xinqiao.Core.Partners;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Partners;

/// <summary>One piece of news that waits to be told to one partner, or was given up.</summary>
public sealed record Untold(string Partner, long Position, long Tries, long NextAt, long GivenUp, string? Error);

/// <summary>
/// What partners are still to be told. It follows the log, outside the transaction of any act, and moves on by compare and set, so that
/// after a crash and on two nodes everything stands here once. What was told goes.
/// </summary>
public sealed class WebhookOutbox(CaseStore store, NewsQueries news)
{
    public static readonly Table Outbox = new(
        "webhook_outbox", "partner position", "partner position:i tries:i next_at:i given_up:i error", OnConflict.Replace);

    // Written as one among the acts that wait; more would make those wait longer.
    private const int PageLength = 1_000, Most = 100;

    /// <summary>So long a node has a piece of news to itself while it tells it.</summary>
    private const long LeaseMilliseconds = 60_000;

    private const string Select =
        "SELECT partner, position, tries, next_at AS nextAt, given_up AS givenUp, error FROM webhook_outbox";

    /// <summary>Follows to the end of the log.</summary>
    public async Task Follow(CancellationToken cancel = default)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            await using var connection = store.Database.OpenToRead();
            var (position, size) = await connection.QuerySingleAsync<(long, long)>(
                "SELECT coalesce(w.position, 0), h.size FROM head h LEFT JOIN webhook_progress w ON w.id = h.id WHERE h.id = 1");
            if (position >= size) return;
            var told = (await PartnerTable.All(connection)).Where(p => p.Webhook is not null).ToDictionary(p => p.Id);
            // Where nobody is to be told anything the log need not be read.
            var until = told.Count == 0 ? size : Math.Min(position + PageLength, size);
            var rows = told.Count == 0
                ? []
                : (await news.Between(connection, position, until))
                    .Where(t => told.TryGetValue(t.By, out var partner) && t.Position > partner.WebhookSince).ToList();
            await store.Write(batch => Put(batch, position, until, rows));
        }
    }

    private static bool Put(IBatch batch, long from, long until, IReadOnlyList<Told> rows)
    {
        // Another node was here first: what was read belongs to a page that is no longer next.
        if (batch.Connection.Execute(
                """
                INSERT INTO webhook_progress (id, position) VALUES (1, @until)
                ON CONFLICT (id) DO UPDATE SET position = @until WHERE webhook_progress.position = @from
                """, new { from, until }, batch.Transaction) == 0)
            return false;
        batch.Put(Outbox, [.. rows.Select(t => new object?[] { t.By, t.Position, 0L, 0L, 0L, null })]);
        batch.Flush();
        return true;
    }

    /// <summary>What may be told now, the oldest first.</summary>
    public async Task<IReadOnlyList<Untold>> Due()
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<Untold>(
            $"{Select} WHERE given_up = 0 AND next_at <= @now ORDER BY next_at, position LIMIT {Most}", new { now = Now })).AsList();
    }

    /// <summary>What was tried in vain, the oldest first: what waits to be tried again, and what was given up.</summary>
    public async Task<IReadOnlyList<Untold>> Failed(string partner)
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<Untold>(
            $"{Select} WHERE partner = @partner AND tries > 0 ORDER BY position LIMIT {Most}", new { partner })).AsList();
    }

    /// <summary>For each partner, how much waits and how much was given up.</summary>
    public async Task<IReadOnlyDictionary<string, (long Waiting, long GivenUp)>> State()
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<(string Partner, long Waiting, long GivenUp)>(
            "SELECT partner, CAST(sum(1 - given_up) AS bigint), CAST(sum(given_up) AS bigint) FROM webhook_outbox GROUP BY partner"))
            .ToDictionary(r => r.Partner, r => (r.Waiting, r.GivenUp));
    }

    /// <summary>Takes it for this node; false where another has it.</summary>
    public Task<bool> Claim(Untold waiting) => Change(
        waiting, "UPDATE webhook_outbox SET next_at = @next WHERE partner = @Partner AND position = @Position AND next_at = @NextAt AND given_up = 0",
        Now + LeaseMilliseconds);

    /// <summary>It was told, or must not be told any more.</summary>
    public Task<bool> Done(Untold waiting) => Change(
        waiting, "DELETE FROM webhook_outbox WHERE partner = @Partner AND position = @Position");

    /// <summary>It could not be told; it is tried again after a pause, or given up.</summary>
    public Task<bool> Failed(Untold waiting, string error) => Change(
        waiting,
        """
        UPDATE webhook_outbox SET tries = @tries, next_at = @next, given_up = @givenUp, error = @error
        WHERE partner = @Partner AND position = @Position
        """,
        Now + (long)(PartnerNews.PauseAfter((int)waiting.Tries + 1)?.TotalMilliseconds ?? 0), error);

    /// <summary>Begins anew with everything that failed of one partner.</summary>
    public Task<int> TryAgain(string partner) => store.Write(batch => batch.Connection.Execute(
        "UPDATE webhook_outbox SET tries = 0, next_at = 0, given_up = 0 WHERE partner = @partner AND tries > 0", new { partner },
        batch.Transaction));

    private long Now => store.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<bool> Change(Untold waiting, string sql, long next = 0, string? error = null)
    {
        var tries = waiting.Tries + 1;
        var givenUp = PartnerNews.PauseAfter((int)tries) is null ? 1L : 0L;
        return store.Write(batch => batch.Connection.Execute(
            sql, new { waiting.Partner, waiting.Position, waiting.NextAt, next, tries, givenUp, error }, batch.Transaction) == 1);
    }
}
