using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>
/// How much is petitioned about what, where and to which unit: matters are counted through the gate, and no word of who petitions is read. What
/// officers linked as a repeat or a supplement is not counted again, so that nobody makes a topic rise alone.
/// </summary>
public sealed class TopicQueries(CaseStore store, MatterQueries matters)
{
    private static readonly string Again = Words.Of(LinkKind.Repeat), More = Words.Of(LinkKind.Supplement);

    /// <summary>How many matters of each cell were received on each day since one, of those that were forwarded.</summary>
    public async Task<IReadOnlyList<CellDay>> Counts(Viewer viewer, DateOnly since)
    {
        var condition = Counted(viewer);
        await using var connection = store.Database.OpenFor(viewer);
        var counts = await connection.QueryAsync<(string Topic, string? Area, string Unit, string Day, long Matters)>(
            $"""
            SELECT m.category, m.place, m.unit, p.received_on, count(*) FROM matters m JOIN petitions p ON p.id = m.petition
            WHERE m.category IS NOT NULL AND m.unit IS NOT NULL AND p.received_on >= @since AND {condition}
            GROUP BY m.category, m.place, m.unit, p.received_on
            """, new { since = Iso(since), viewerUnit = viewer.Unit, viewerPerson = viewer.Person, Again, More });
        return [.. counts.Select(c => new CellDay(new TopicCell(c.Topic, c.Area, c.Unit), DateOnly.ParseExact(c.Day, "yyyy-MM-dd"), (int)c.Matters))];
    }

    /// <summary>The latest matters of a cell that were counted, received since a day.</summary>
    public async Task<IReadOnlyList<ListedMatter>> Latest(Viewer viewer, TopicCell cell, DateOnly since, int most)
    {
        var condition = Counted(viewer);
        string[] ids;
        await using (var connection = store.Database.OpenFor(viewer))
        {
            ids =
            [
                .. await connection.QueryAsync<string>(
                    $"""
                    SELECT m.id FROM matters m JOIN petitions p ON p.id = m.petition
                    WHERE m.category = @Topic AND coalesce(m.place, '') = @area AND m.unit = @Unit AND p.received_on >= @since AND {condition}
                    ORDER BY m.id DESC LIMIT @most
                    """, new
                    {
                        cell.Topic,
                        area = cell.Area ?? "",
                        cell.Unit,
                        since = Iso(since),
                        most,
                        viewerUnit = viewer.Unit,
                        viewerPerson = viewer.Person,
                        Again,
                        More,
                    }),
            ];
        }

        return ids.Length == 0 ? [] : await matters.Of(viewer, ids);
    }

    // A link with what the viewer may not see is none to them.
    private static string Counted(Viewer viewer) =>
        $"""
        {GateCondition.Of(viewer, Part.Count)} AND m.id NOT IN (
          SELECT l.matter FROM matter_links l JOIN matters m ON m.id = l.earlier
          WHERE l.kind IN (@Again, @More) AND l.withdrawn_on IS NULL AND {GateCondition.Of(viewer)})
        """;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");
}
