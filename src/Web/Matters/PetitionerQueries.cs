using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>What a petitioner sees: the petition they signed in for, and every matter that came of it. Nothing else.</summary>
public sealed class PetitionerQueries(CaseStore store, CaseReader reader)
{
    public async Task<History<Petition>> PetitionOf(Petitioner petitioner) =>
        await reader.Petition(petitioner.Petition, IdentityView.OfPetitioner) ?? throw new NoSuchCaseException(petitioner.Petition);

    /// <summary>In the order they were raised.</summary>
    public async Task<IReadOnlyList<History<Matter>>> MattersOf(Petitioner petitioner)
    {
        var matters = new List<History<Matter>>();
        foreach (var id in await Ids(petitioner.Petition))
            matters.Add(await reader.Matter(id, IdentityView.OfPetitioner) ?? throw new NoSuchCaseException(id));
        return matters;
    }

    /// <summary>The petition of a number that somebody read from paper; null where there is none.</summary>
    public async Task<StreamId?> Numbered(string number)
    {
        await using var connection = store.Database.OpenToRead();
        return await connection.ExecuteScalarAsync<string?>("SELECT id FROM petitions WHERE number = @number", new { number }) is { } id
            ? new StreamId(id)
            : null;
    }

    /// <summary>The ids of a petition's matters, and nothing else of them.</summary>
    public async Task<IReadOnlyList<StreamId>> Ids(StreamId petition)
    {
        await using var connection = store.Database.OpenToRead();
        return [.. (await connection.QueryAsync<string>(
            "SELECT id FROM matters WHERE petition = @id ORDER BY id", new { id = petition.Value })).Select(id => new StreamId(id))];
    }
}
