using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Search;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>A matter in a list: what it is about, where it stands, what falls due. No word of who petitions.</summary>
public sealed class ListedMatter
{
    public string Id { get; init; } = "";
    public string Number { get; init; } = "";
    public string Stage { get; init; } = "";
    public string Purpose { get; init; } = "";
    public string Channel { get; init; } = "";
    public string ReceivedOn { get; init; } = "";
    public string? Domain { get; init; }
    public string? Category { get; init; }
    public string? Place { get; init; }
    public string? Unit { get; init; }
    public string? UnitName { get; init; }
    public bool Unserved { get; init; }
    public bool Urgent { get; init; }

    /// <summary>After closing: what is still to be carried out, what was, and when it was resolved. None follows from another.</summary>
    public bool ToExecute { get; init; }
    public string? ExecutedOn { get; init; }
    public string? ResolvedOn { get; init; }
    public string Petition { get; init; } = "";
    public long FiledPosition { get; init; }

    /// <summary>The nearest term that is not met: its clock and the day staff count down to.</summary>
    public string? Clock { get; init; }
    public string? Due { get; init; }
    public string? Nominal { get; init; }

    /// <summary>The rule pack its clock belongs to.</summary>
    public string? Pack { get; init; }

    /// <summary>Opened after the query; absent where erased.</summary>
    public string? Title { get; set; }

    public Stage StageOf => Words.Parse<Stage>(Stage);
    public Channel ChannelOf => Words.Parse<Channel>(Channel);
    public Purpose PurposeOf => Words.Parse<Purpose>(Purpose);
    public DateOnly? DueOn => Due is null ? null : DateOnly.ParseExact(Due, "yyyy-MM-dd");

    /// <summary>Where a list by due date goes on after this row (<see cref="MatterFilter.After"/>).</summary>
    public string DueKey => $"{Due ?? MatterQueries.NoDue}|{Id}|{Clock}";

    public DateOnly? NominalOn => Nominal is null ? null : DateOnly.ParseExact(Nominal, "yyyy-MM-dd");
}

/// <summary>Terms of one unit that are over or fall due: duties of the unit are counted, never people.</summary>
public sealed class UnitDue
{
    /// <summary>Null where the petition department itself owes it: not forwarded yet, or an objection to decide.</summary>
    public string? Unit { get; init; }
    public string? UnitName { get; init; }
    public long Late { get; init; }
    public long Soon { get; init; }
}

/// <summary>The one gated query of matters. No page reads the table itself.</summary>
public sealed partial class MatterQueries(CaseStore store, CaseReader reader)
{
    /// <summary>Counting stops one beyond this; a page then says “more than 1,000”.</summary>
    public const int CountLimit = 1_000;

    public static Phrase CountText(int count) => count > CountLimit ? (Phrase)$"超过{CountLimit}" : $"{count}";

    /// <summary>Where a term whose day no calendar knows yet is sorted: last. The index says the same.</summary>
    internal const string NoDue = "9999-12-31";

    // No rest is as long as this, in days; used where the year's arrangement is not loaded.
    private const int LongestRest = 31;

    private const string DueOrLast = $"coalesce(d.due, '{NoDue}')";

    private const string Columns =
        """
        m.id, m.number, m.stage, m.purpose, m.domain, m.category, m.place, m.unit, m.unserved, m.urgent, m.petition,
        m.to_execute AS toExecute, m.executed_on AS executedOn, m.resolved_on AS resolvedOn,
        p.channel, p.received_on AS receivedOn, p.filed_position AS filedPosition, u.name AS unitName,
        d.clock, d.due, d.nominal, d.pack
        """;

    // The nearest term not met, at most one a matter. While a document lies on the platform for the petitioner to open, the unit
    // goes on with its next duty; serving leads where nothing else is left to do, where the time for it is over, and in the list
    // of what waits to be served. No serving that still has time leads before a term that is over: it would hide it.
    private static string Leading(Viewer viewer, bool unserved = false) =>
        $"""
        (SELECT x.clock FROM deadlines x WHERE x.matter = m.id AND x.open = 1 {(Gate.MayOpen(viewer.Role, Part.Requests) ? "" : $"AND x.clock <> '{ClockId.InformationRequest}'")}
         ORDER BY CASE WHEN x.clock <> '{ClockId.PortalOpening}' THEN {(unserved ? "1" : "CASE WHEN x.nominal < @today THEN 0 ELSE 1 END")} {(unserved ? "" : $"WHEN m.stage <> '{ToServe}' AND x.nominal >= @today THEN 2")} ELSE 0 END,
           coalesce(x.due, '{NoDue}'), x.clock LIMIT 1)
        """;

    private static readonly string ToServe = Words.Of(Core.Matters.Stage.ToServe);

    private static string From(Viewer viewer, bool unserved = false) =>
        $"""
        FROM matters m JOIN petitions p ON p.id = m.petition LEFT JOIN units u ON u.code = m.unit
        LEFT JOIN deadlines d ON d.matter = m.id AND d.open = 1 AND d.clock = {Leading(viewer, unserved)}
        """;

    // One stage is read in the order of its index. Several are few rows: sorting them is less than walking through all matters in
    // order, which SQLite would choose if the order were that of an index.
    /// <summary>Newest first. The page's rows are chosen before anything is looked up beside them.</summary>
    public Task<IReadOnlyList<ListedMatter>> List(Viewer viewer, MatterFilter filter) => Query(
        $"""
        SELECT {Columns} {From(viewer, filter.Unserved)} WHERE m.id IN (
          SELECT m.id FROM matters m WHERE {GateCondition.Of(viewer)} {Narrow(viewer, filter)}
            {(filter.After is null ? "" : "AND m.id < @after")}
          ORDER BY {(IsOfSeveral(filter) ? "m.id || ''" : "m.id")} DESC LIMIT @limit)
        ORDER BY m.id DESC
        """, viewer, filter);

    private static bool IsOfSeveral(MatterFilter filter) => filter.Stages is { Count: > 1 };

    public async Task<ListedMatter?> Find(Viewer viewer, StreamId id) => (await Query(
        $"SELECT {Columns} {From(viewer)} WHERE m.id = @id AND {GateCondition.Of(viewer)}", viewer, new MatterFilter(),
        parameters => parameters.Add("id", id.Value)))
        .SingleOrDefault();

    /// <summary>Those of some matters that the viewer may see, each with its petition; nothing of them is opened.</summary>
    public async Task<IReadOnlyList<(string Id, string Petition)>> Visible(DbConnection connection, Viewer viewer, string[] ids) =>
        (await connection.QueryAsync<(string, string)>(
            $"SELECT m.id, m.petition FROM matters m WHERE {store.Database.Among("m.id", "@ids")} AND {GateCondition.Of(viewer)}",
            new { ids, viewerUnit = viewer.Unit, viewerPerson = viewer.Person })).AsList();

    /// <summary>These matters, as far as the viewer may see them, newest first.</summary>
    public Task<IReadOnlyList<ListedMatter>> Of(Viewer viewer, string[] ids) => Query(
        $"SELECT {Columns} {From(viewer)} WHERE {store.Database.Among("m.id", "@ids")} AND {GateCondition.Of(viewer)} ORDER BY m.id DESC",
        viewer, new MatterFilter(), parameters => parameters.Add("ids", ids));

    /// <summary>By a number that was typed in part: its beginning, or its serial in whichever year.</summary>
    public async Task<IReadOnlyList<ListedMatter>> ByNumber(Viewer viewer, TypedNumber typed, int limit)
    {
        var whole = typed.Serial is { } serial ? await WithSerial(serial) : [];
        return await Query(
            $"""
            SELECT {Columns} {From(viewer)} WHERE {GateCondition.Of(viewer)}
              AND {(typed.Prefix is null ? store.Database.Among("p.number", "@whole") : "m.number >= @from AND m.number < @until")}
            ORDER BY m.number DESC LIMIT @limit
            """, viewer, new MatterFilter(Limit: limit), parameters =>
            {
                parameters.Add("whole", whole);
                parameters.Add("from", typed.Prefix);
                parameters.Add("until", typed.Prefix + "~"); // behind every character of a number
            });
    }

    private async Task<string[]> WithSerial(int serial)
    {
        await using var connection = store.Database.OpenToRead();
        return [.. (await connection.QueryAsync<(string Organ, long Year)>(
            "SELECT organ, year FROM numbers WHERE subject = @Subject", new { PetitionNumber.Subject }))
            .Select(s => PetitionNumber.Of(s.Organ, (int)s.Year, serial))];
    }

    /// <summary>How many matters, or terms where the filter is about terms, up to one more than <see cref="CountLimit"/>.</summary>
    public async Task<int> Count(Viewer viewer, MatterFilter filter)
    {
        await using var connection = store.Database.OpenFor(viewer);
        filter = await Completed(connection, filter);
        var counted = filter switch
        {
            { IsByTerm: false } => $"matters m WHERE {GateCondition.Of(viewer)}",
            { AsksTheMatter: false } => $"deadlines d WHERE d.open = 1 AND {GateCondition.OfTerm(viewer)}",
            _ => $"deadlines d CROSS JOIN matters m WHERE m.id = d.matter AND d.open = 1 AND {GateCondition.OfTerm(viewer)}",
        };
        return await connection.ExecuteScalarAsync<int>(
            $"SELECT count(*) FROM (SELECT 1 FROM {counted} {Narrow(viewer, filter)} LIMIT {CountLimit + 1}) counted",
            Parameters(viewer, filter, await Numbered(connection, filter.Number)));
    }

    // Asked first, each number by an index of its own: as a condition of the list it would be tried on every matter there is.
    private static async Task<string[]?> Numbered(DbConnection connection, string? number) => number is null ? null :
    [
        .. await connection.QueryAsync<string>(
            """
            SELECT id FROM matters WHERE number = @number
            UNION SELECT m.id FROM matters m JOIN petitions p ON p.id = m.petition WHERE p.number = @number
            UNION SELECT m.id FROM matters m JOIN petitions p ON p.id = m.petition WHERE p.national_number = @number
            """, new { number }),
    ];

    private string Narrow(Viewer viewer, MatterFilter filter) =>
        (filter.Stages switch { null => "", [_] => " AND m.stage = @stage", _ => $" AND {store.Database.Among("m.stage", "@stages")}" })
        + (filter.Number is null ? "" : $" AND {store.Database.Among("m.id", "@numbered")}")
        + (filter switch
        {
            { Unit: null } => "",
            { IsByTerm: false } => " AND m.unit = @unit",
            { UnitReviews: true } => $" AND {OwingUnit} = @unit",
            _ => " AND d.unit = @unit",
        })
        + (filter.Clock is null ? "" : " AND d.clock = @clock")
        + (filter.OncePerMatter ? $" AND d.clock = {Leading(viewer)}" : "")
        // The petition department decides objections, whichever unit has the matter meanwhile.
        + (filter is { Unit: not null, IsByTerm: true } ? $" AND d.clock <> '{ClockId.ObjectionDecision}'" : "")
        + (filter.Holder is null ? "" : " AND m.holder = @holder")
        + (filter.Urgent ? " AND m.urgent = 1" : "")
        + (filter.Category is null ? "" : OfCategory(filter.Category))
        + (filter.DueUntil is null ? "" : $" AND {DueOrLast} <= @dueUntil")
        // What is over lies before today in the index too: nobody counts down to a later day than the nominal one.
        + (filter.LateOn is null ? "" : $" AND {DueOrLast} < @lateOn AND d.nominal < @lateOn")
        // Staff count down to the last working day before a term's end, so the index begins at the last one until that day.
        + (filter.NotLateOn is null ? "" : $" AND {DueOrLast} >= @lastWorkingDay AND d.nominal >= @notLateOn")
        + (filter.ErasureAsked ? " AND m.id IN (SELECT matter FROM erasures_asked WHERE decided_at IS NULL)" : "")
        + (filter.UnderReview ? " AND m.id IN (SELECT matter FROM reviews WHERE ended_on IS NULL AND unit IS NOT NULL)" : "")
        + (filter.DisclosureAsked ? " AND m.id IN (SELECT matter FROM extracts WHERE asks = 1)" : "")
        + (filter.Unserved ? " AND m.unserved = 1" : "");

    // Each level has an index that leads in the order of the list; those below a second level are few enough to be sorted.
    private static string OfCategory(string prefix) => prefix.Length switch
    {
        6 => " AND m.category = @category",
        // The digits are looked at, but lead no index: SQLite would take it for the narrower one.
        2 => " AND m.domain = @domain AND m.category || '' >= @category AND m.category || '' < @behindCategory",
        _ => " AND m.category >= @category AND m.category < @behindCategory",
    };

    private async Task<IReadOnlyList<ListedMatter>> Query(string sql, Viewer viewer, MatterFilter filter, Action<DynamicParameters>? also = null)
    {
        await using var connection = store.Database.OpenFor(viewer);
        var parameters = Parameters(viewer, filter, await Numbered(connection, filter.Number));
        also?.Invoke(parameters);
        var rows = (await connection.QueryAsync<ListedMatter>(sql, parameters)).AsList();
        var titles = await reader.Field(connection, "title", [.. rows.Select(r => (r.Petition, r.FiledPosition))]);
        foreach (var row in rows) row.Title = titles.GetValueOrDefault(row.FiledPosition);
        return rows;
    }

    private DynamicParameters Parameters(Viewer viewer, MatterFilter filter, string[]? numbered)
    {
        var parameters = new DynamicParameters();
        parameters.Add("today", Iso(Shanghai.DateOf(store.Clock.GetUtcNow())));
        var (due, matter, clock) = filter.After?.Split('|') is [var d, var m, var c] ? (d, m, c) : ("", "", "");
        parameters.Add("viewerUnit", viewer.Unit);
        parameters.Add("viewerPerson", viewer.Person);
        parameters.Add("after", filter.After);
        parameters.Add("afterDue", due);
        parameters.Add("afterMatter", matter);
        parameters.Add("afterClock", clock);
        parameters.Add("clock", filter.Clock);
        parameters.Add("limit", filter.Limit);
        parameters.Add("stage", filter.Stages is [var stage] ? Words.Of(stage) : null);
        parameters.Add("stages", filter.Stages?.Select(s => Words.Of(s)).ToArray());
        parameters.Add("numbered", numbered);
        parameters.Add("unit", filter.Unit);
        parameters.Add("holder", filter.Holder);
        parameters.Add("category", filter.Category);
        parameters.Add("domain", filter.Category is { Length: 2 } first ? Domains.OfDigits(first) : null);
        parameters.Add("behindCategory", filter.Category + ":"); // behind every digit
        parameters.Add("dueUntil", filter.DueUntil is { } until ? Iso(until) : null);
        parameters.Add("lateOn", filter.LateOn is { } late ? Iso(late) : null);
        parameters.Add("lastWorkingDay", filter.NotLateOn is { } still ? Iso(store.Calendar.LastWorkingDayUntil(still) ?? still.AddDays(-LongestRest)) : null);
        parameters.Add("notLateOn", filter.NotLateOn is { } day ? Iso(day) : null);
        return parameters;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");
}
