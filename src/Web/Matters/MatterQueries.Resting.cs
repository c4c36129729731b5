using Dapper;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Matters;

/// <summary>Matters to which nothing has happened for long.</summary>
public sealed partial class MatterQueries
{
    /// <summary>Those without an open term to which nothing has happened since, each with its petition, by id; nothing of them is opened.</summary>
    /// <param name="before">The last thing happened earlier than this.</param>
    /// <param name="after">The id behind which the page begins.</param>
    public async Task<IReadOnlyList<(string Id, string Petition)>> Resting(Viewer viewer, DateTimeOffset before, string after, int limit)
    {
        await using var connection = store.Database.OpenFor(viewer);
        return (await connection.QueryAsync<(string, string)>(
            $"""
            SELECT m.id, m.petition FROM matters m
            WHERE {GateCondition.Of(viewer)} AND m.last_at < @before AND m.id > @after
              AND NOT EXISTS (SELECT 1 FROM deadlines x WHERE x.matter = m.id AND x.open = 1)
            ORDER BY m.id LIMIT @limit
            """, new { viewerUnit = viewer.Unit, viewerPerson = viewer.Person, before = before.ToUnixTimeMilliseconds(), after, limit })).AsList();
    }
}
