using Dapper;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>What became of the objections that a unit filed in a time. Each is counted once.</summary>
public sealed class ObjectionCounts
{
    public long Filed { get; init; }
    public long Admitted { get; init; }
    public long NotAdmitted { get; init; }
    public long Pending => Filed - Admitted - NotAdmitted;
}

/// <summary>How many matters came back how often.</summary>
public sealed class Returned
{
    public long Times { get; init; }
    public long Matters { get; init; }
}

/// <summary>What stands on a unit's card: its work and what it sent back. Matters are counted, never people.</summary>
/// <param name="InHand">Matters it has and has not answered, up to one more than <see cref="MatterQueries.CountLimit"/>.</param>
/// <param name="Late">Terms it owes whose nominal day is over, up to the same: as many as the list it leads to holds.</param>
/// <param name="Returns">Of the matters it sent back: how often they came back altogether, from any unit.</param>
public sealed record UnitCard(int InHand, int Late, ObjectionCounts Objections, IReadOnlyList<Returned> Returns);

/// <summary>The counts of a unit's card, through the gate like everything else.</summary>
public sealed class UnitCardQueries(CaseStore store, MatterQueries matters)
{
    /// <summary>From the dispatch until the opinion is served.</summary>
    public static readonly IReadOnlyList<Stage> InHand =
        [Stage.ToReceive, Stage.Objected, Stage.ToAccept, Stage.InHand, Stage.ToApprove, Stage.ToServe];

    /// <param name="since">Objections filed from this day on.</param>
    public async Task<UnitCard> Of(Viewer viewer, string unit, DateOnly today, DateOnly since)
    {
        var inHand = await matters.Count(viewer, new MatterFilter(InHand, Unit: unit));
        var late = await matters.Count(viewer, new MatterFilter(Unit: unit).In(WorkList.Overdue, "", today));
        await using var connection = store.Database.OpenFor(viewer);
        var parameters = new
        {
            viewerUnit = viewer.Unit,
            viewerPerson = viewer.Person,
            unit,
            since = since.ToString("yyyy-MM-dd"),
        };
        var objections = await connection.QuerySingleAsync<ObjectionCounts>(
            $"""
            SELECT count(*) AS filed, coalesce(sum(CASE WHEN o.consented = 1 THEN 1 ELSE 0 END), 0) AS admitted,
              coalesce(sum(CASE WHEN o.consented = 0 AND o.decided_on IS NOT NULL THEN 1 ELSE 0 END), 0) AS notAdmitted
            FROM objections o JOIN matters m ON m.id = o.matter
            WHERE o.unit = @unit AND o.filed_on >= @since AND {GateCondition.OfObjection(viewer)}
            """, parameters);
        var returns = await connection.QueryAsync<Returned>(
            $"""
            SELECT times, count(*) AS matters FROM (
              SELECT o.matter, count(*) AS times FROM objections o JOIN matters m ON m.id = o.matter
              WHERE o.consented = 1 AND {GateCondition.OfObjection(viewer)} AND o.matter IN (
                SELECT x.matter FROM objections x WHERE x.unit = @unit AND x.filed_on >= @since AND x.consented = 1)
              GROUP BY o.matter) returned
            GROUP BY times ORDER BY times
            """, parameters);
        return new UnitCard(inHand, late, objections, returns.AsList());
    }
}
