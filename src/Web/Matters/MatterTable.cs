using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>Stores the projections <see cref="MatterRow"/>, <see cref="DeadlineRow"/> and <see cref="ObjectionRow"/>.</summary>
public static class MatterTable
{
    public static readonly Table Matters = new(
        "matters", "id",
        "id number petition stage purpose sealed:i domain place unit holder urgent:i raised_at:i last_at:i unserved:i to_execute:i executed_on resolved_on version:i",
        OnConflict.Replace);

    public static readonly Table Deadlines = new(
        "deadlines", "matter clock", "matter clock nominal control due met_on open:i pack calendar_version", OnConflict.Replace);

    public static readonly Table Objections = new(
        "objections", "matter serial", "matter serial:i unit filed_on decided_on consented:i", OnConflict.Replace);

    /// <summary>The rows that differ after an act.</summary>
    public static IEnumerable<Row> Changes(Matter? before, Matter? after, Rules rules)
    {
        if (after is null) yield break;
        yield return new Row(Matters, Values(MatterRow.Of(after)));
        var known = before is null ? [] : DeadlineRow.Of(before, rules);
        foreach (var row in DeadlineRow.Of(after, rules))
            if (!known.Contains(row)) yield return new Row(Deadlines, Values(row));
        var knownObjections = before is null ? [] : ObjectionRow.Of(before);
        foreach (var row in ObjectionRow.Of(after))
            if (!knownObjections.Contains(row)) yield return new Row(Objections, Values(row));
    }

    /// <summary>The rows of all its terms.</summary>
    public static IEnumerable<Row> Terms(Matter matter, Rules rules) =>
        DeadlineRow.Of(matter, rules).Select(r => new Row(Deadlines, Values(r)));

    private static object?[] Values(MatterRow r) =>
    [
        r.Id, r.Number, r.Petition, r.Stage, r.Purpose, r.Sealed ? 1L : 0L, r.Domain, r.Place, r.Unit, r.Holder, r.Urgent ? 1L : 0L, r.RaisedAt, r.LastAt,
        r.Unserved ? 1L : 0L, r.ToExecute ? 1L : 0L, r.ExecutedOn, r.ResolvedOn, (long)r.Version,
    ];

    private static object?[] Values(DeadlineRow r) =>
        [r.Matter, r.Clock, r.Nominal, r.Control, r.Due, r.MetOn, r.Open ? 1L : 0L, r.Pack, r.CalendarVersion];

    private static object?[] Values(ObjectionRow r) =>
        [r.Matter, (long)r.Serial, r.Unit, r.FiledOn, r.DecidedOn, r.Consented ? 1L : 0L];
}
