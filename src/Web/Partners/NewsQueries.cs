using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Partners;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Partners;

/// <summary>Something a partner may be told: what happened, to which petition, and who brought it.</summary>
/// <param name="By">Identity of the partner, or of whoever else filed it.</param>
/// <param name="Matter">Number of the matter; null where it is about the petition as it arrived.</param>
public sealed record Told(long Position, News News, DateTimeOffset At, string Number, string? Matter, string By);

/// <summary>
/// Reads news from the log. Of a petition that holds anything sealed there is none (Art. 30), whenever it was sealed.
/// </summary>
public sealed class NewsQueries(CaseStore store)
{
    private const string Select =
        """
        SELECT e.position, e.event, p.number, m.number AS matter, f.event AS filed
        FROM events e LEFT JOIN matters m ON m.id = e.stream JOIN petitions p ON p.id = coalesce(m.petition, e.stream)
        JOIN events f ON f.position = p.filed_position
        WHERE NOT EXISTS (SELECT 1 FROM matters s WHERE s.petition = p.id AND s.sealed <> 0)
        """;

    /// <summary>Of a stretch of the log, in its order.</summary>
    public Task<IReadOnlyList<Told>> Between(DbConnection connection, long from, long until) => Query(
        connection, "e.position >= @from AND e.position < @until", new { from, until, names = PartnerNews.Events.ToArray() });

    /// <summary>At one position; null where it is no news, or must not be told any more.</summary>
    public async Task<Told?> At(DbConnection connection, long position) => (await Query(
        connection, "e.position = @position", new { position, names = PartnerNews.Events.ToArray() })).SingleOrDefault();

    /// <summary>Of one petition, in the order it happened.</summary>
    public Task<IReadOnlyList<Told>> Of(DbConnection connection, StreamId petition) => Query(
        connection, "(e.stream = @id OR e.stream IN (SELECT o.id FROM matters o WHERE o.petition = @id))",
        new { id = petition.Value, names = PartnerNews.Events.ToArray() });

    private async Task<IReadOnlyList<Told>> Query(DbConnection connection, string condition, object parameters) =>
    [
        .. from row in await connection.QueryAsync<(long Position, string Event, string Number, string? Matter, string Filed)>(
               $"{Select} AND {condition} AND {store.Database.Among("e.name", "@names")} ORDER BY e.position", parameters)
           let recorded = StoredEvent.Read(row.Position, row.Event, texts: null)
           let news = PartnerNews.Of(recorded.Event)
           where news is not null
           select new Told(
               row.Position, news.Value, recorded.RecordedAt.ToOffset(Core.Regulation.Shanghai.Offset), row.Number, row.Matter,
               StoredEvent.Read(0, row.Filed, texts: null).By),
    ];
}
