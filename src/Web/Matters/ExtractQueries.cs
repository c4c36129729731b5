using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>An extract in the list of the unit that got it: its number and day, and whether an answer about the accuser is awaited.</summary>
public sealed class ListedExtract
{
    public string Matter { get; init; } = "";
    public int Version { get; init; }
    public string DocumentNumber { get; init; } = "";
    public long PassedAt { get; init; }
    public bool Asks { get; init; }
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(PassedAt);
}

/// <summary>What a unit that got an extract sees of it, at a moment.</summary>
/// <param name="Passed">Extracts that went to this unit, the latest first. Of the rest of the matter there is nothing here.</param>
/// <param name="Identity">What two persons agreed to tell whoever looks.</param>
public sealed record OpenExtract(Matter State, IReadOnlyList<Recorded> Passed, AskedDisclosure? Pending, IdentityView Identity);

/// <summary>Extracts that were passed on, to those of the unit that got them whom the gate lets read them.</summary>
public sealed class ExtractQueries(CaseStore store, CaseReader reader)
{
    public const int PageSize = 50;

    /// <summary>The latest matters first, each with its latest extract.</summary>
    /// <param name="after">The last matter of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<ListedExtract>> List(Viewer viewer, string? after)
    {
        await using var connection = store.Database.OpenFor(viewer);
        return (await connection.QueryAsync<ListedExtract>(
            $"""
            SELECT e.matter, e.version, e.document_number AS documentNumber, e.passed_at AS passedAt, e.asks
            FROM extracts e JOIN matters m ON m.id = e.matter
            WHERE e.unit = @viewerUnit
              AND e.version = (SELECT max(l.version) FROM extracts l WHERE l.unit = e.unit AND l.matter = e.matter)
              AND {GateCondition.Of(viewer, Part.Extract)} {(after is null ? "" : "AND e.matter < @after")}
            ORDER BY e.matter DESC, e.version DESC LIMIT @limit
            """, new { viewerUnit = viewer.Unit, viewerPerson = viewer.Person, after, limit = PageSize + 1 })).AsList();
    }

    /// <summary>Null where there is none or the gate is closed: alike.</summary>
    public async Task<OpenExtract?> Find(Viewer viewer, StreamId id, DateTimeOffset at)
    {
        if (!id.IsMatter || await reader.Matter(id) is not { } history || !Gate.Opens(viewer, history.State, Part.Extract)) return null;
        return new OpenExtract(
            history.State, [.. history.Events.Where(e => e.Event is ExtractPassed passed && passed.Unit == viewer.Unit).Reverse()],
            Disclosure.PendingOf(history.State, viewer.Unit), IdentityView.Disclosed(history.State, viewer, at));
    }
}
