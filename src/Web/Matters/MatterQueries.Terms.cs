using System.Data.Common;
using Dapper;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters;

/// <summary>Terms: in a list by the day staff count down to, and per unit.</summary>
public sealed partial class MatterQueries
{
    // Terms lead, by their index: a cross join tells SQLite so, and PostgreSQL knows by itself.
    /// <summary>By the day staff count down to; a matter stands once for each term that is not met.</summary>
    public async Task<IReadOnlyList<ListedMatter>> ByDue(Viewer viewer, MatterFilter filter)
    {
        await using (var connection = store.Database.OpenFor(viewer)) filter = await Completed(connection, filter);
        return await Query(
            $"""
        SELECT {Columns} FROM deadlines d CROSS JOIN matters m JOIN petitions p ON p.id = m.petition
        LEFT JOIN units u ON u.code = m.unit
        WHERE m.id = d.matter AND d.open = 1 AND {GateCondition.OfTerm(viewer)} {Narrow(viewer, filter)}
          {(filter.After is null ? "" : $"AND {DueOrLast} >= @afterDue AND ({DueOrLast}, d.matter, d.clock) > (@afterDue, @afterMatter, @afterClock)")}
        ORDER BY {DueOrLast}, d.matter, d.clock LIMIT @limit
        """, viewer, filter);
    }

    /// <summary>Per unit: terms whose nominal day is over, and others due until a day; each list of terms under that unit holds as many.</summary>
    public async Task<IReadOnlyList<UnitDue>> DueByUnit(Viewer viewer, DateOnly today, DateOnly until)
    {
        await using var connection = store.Database.OpenFor(viewer);
        var rows = await connection.QueryAsync<UnitDue>(
            $"""
            SELECT unit, unitName, sum(late) AS late, count(*) - sum(late) AS soon FROM (
              SELECT u.code AS unit, u.name AS unitName, CASE WHEN d.nominal < @today THEN 1 ELSE 0 END AS late
              FROM deadlines d LEFT JOIN units u ON u.code = {OwingUnit}
              WHERE d.open = 1 AND {DueOrLast} <= @until AND {GateCondition.OfTerm(viewer)}) pressing
            GROUP BY unit, unitName ORDER BY unit
            """, new { viewerUnit = viewer.Unit, viewerPerson = viewer.Person, today = Iso(today), until = Iso(until) });
        return rows.AsList();
    }

    // The petition department decides objections; the reviewing organ owes its reviews.
    private const string OwingUnit =
        $"""
        CASE d.clock WHEN '{ClockId.ObjectionDecision}' THEN NULL
          WHEN '{ClockId.Review}' THEN {Reviewing} WHEN '{ClockId.FinalReview}' THEN {Reviewing} ELSE d.unit END
        """;

    private const string Reviewing = "(SELECT v.unit FROM reviews v WHERE v.matter = d.matter AND v.ended_on IS NULL)";

    // Asked first: of nearly every unit the index of its terms is enough.
    private static async Task<MatterFilter> Completed(DbConnection connection, MatterFilter filter) => filter is { Unit: not null, IsByTerm: true }
        && await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM reviews WHERE unit = @Unit AND ended_on IS NULL)", new { filter.Unit })
            ? filter with { UnitReviews = true }
            : filter;
}
