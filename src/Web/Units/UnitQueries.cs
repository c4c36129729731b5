using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Units;

/// <summary>The organisation tree.</summary>
public sealed class UnitQueries(CaseStore store)
{
    public static readonly Table Units = new(UnitRow.Shape, OnConflict.Replace);

    /// <summary>The units that there are today: what can be chosen.</summary>
    public async Task<IReadOnlyList<Unit>> All()
    {
        var today = Shanghai.DateOf(store.Clock.GetUtcNow());
        return [.. (await Ever()).Where(u => u.IsThere(today))];
    }

    /// <summary>Those that ended too, which old matters still name.</summary>
    public Task<IReadOnlyList<Unit>> Ever() => Read("", null);

    private async Task<IReadOnlyList<Unit>> Read(string where, object? parameters)
    {
        await using var connection = store.Database.OpenToRead();
        var rows = await connection.QueryAsync<(string Code, string Name, string Organ, string Kind, string Word, string? Parent,
            string Phone, string Address, string Review, string? EndedOn)>(
            $"""
            SELECT code, name, organ_name, kind, word, parent, phone, address, review_organ, ended_on FROM units {where} ORDER BY position
            """, parameters);
        return [.. rows.Select(r => new Unit(
            r.Code, r.Name, r.Organ, Words.Parse<UnitKind>(r.Kind), r.Word, r.Parent, r.Phone, r.Address, r.Review)
        {
            EndedOn = r.EndedOn is null ? null : DateOnly.ParseExact(r.EndedOn, "yyyy-MM-dd"),
        })];
    }

    public async Task<Unit?> Find(string? code) =>
        code is not null && await Read("WHERE code = @code", new { code }) is [var unit] ? unit : null;

    /// <summary>The petition department of the district: whoever receives, registers and forwards.</summary>
    public async Task<Unit> PetitionOffice()
    {
        var today = Shanghai.DateOf(store.Clock.GetUtcNow());
        return (await Read("WHERE kind = @kind", new { kind = Words.Of(UnitKind.PetitionOffice) })).First(u => u.IsThere(today));
    }

    /// <summary>
    /// The unit of this platform that is the review organ of another: one of that name with somebody to review and somebody to sign. Null where
    /// there is none, and requests go to the organ by letter.
    /// </summary>
    public async Task<Unit?> ReviewerOf(Unit answering)
    {
        await using var connection = store.Database.OpenToRead();
        var staffed = (await connection.QueryAsync<string>(
            "SELECT unit FROM people WHERE ended = 0 AND role IN (@reviewer, @head) GROUP BY unit HAVING count(DISTINCT role) = 2",
            new { reviewer = Words.Of(Role.Reviewer), head = Words.Of(Role.ReviewHead) })).ToHashSet();
        return (await All()).FirstOrDefault(u => u.OrganName == answering.ReviewOrgan && staffed.Contains(u.Code));
    }

    /// <summary>The row beside the event that establishes a unit.</summary>
    public static Row RowOf(Unit unit, long position) => new(Units, UnitRow.Values(unit, position));

    /// <summary>Where each unit was established, which its row keeps.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Positions()
    {
        await using var connection = store.Database.OpenToRead();
        return (await connection.QueryAsync<(string Code, long Position)>("SELECT code, position FROM units"))
            .ToDictionary(r => r.Code, r => r.Position);
    }

    /// <summary>Establishes units in their order, each with its event.</summary>
    public static Task<Result> Establish(CaseStore store, Actor actor, IReadOnlyList<Unit> units, DateTimeOffset? at = null) =>
        store.Act(new Intent(actor, (_, _) => Decision.Accept([.. units.Select(u => new UnitEstablished(u))]))
        {
            At = at,
            Beside = events => events.Select(e => RowOf(((UnitEstablished)e.Event).Unit, e.Position)),
        });
}
