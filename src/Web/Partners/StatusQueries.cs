using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Citizen;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Partners;

/// <summary>Where a petition stands, for the partner that brought it and nobody else.</summary>
public sealed class StatusQueries(CaseStore store, CaseReader reader, PetitionerQueries petitions, UnitQueries units, NewsQueries news)
{
    // What is sealed is told to its petitioner alone (Art. 30); that it is sealed, too.
    private const string ToThePetitioner = "已收到。办理情况请信访人凭编号和查询码查询。";

    /// <summary>Null for an unknown number and for one that another brought, alike.</summary>
    public async Task<PetitionStatusAnswer?> Of(Partner partner, string typed)
    {
        if (await Brought(partner, PetitionNumber.Parse(typed)) is not { } petition) return null;
        List<History<Matter>> matters = [];
        foreach (var id in await petitions.Ids(petition.State.Id)) matters.Add((await reader.Matter(id))!);
        await using var connection = store.Database.OpenToRead();
        return new PetitionStatusAnswer(
            petition.State.Number, Words.Label(petition.State.Channel).ToString(), petition.State.RecordedAt.ToOffset(Shanghai.Offset),
            matters.Exists(m => m.State.Sealed)
                ? [.. matters.Select(m => new MatterStatus(m.State.Number, ToThePetitioner, null, null))]
                : await Open(petition, matters),
            [.. (await news.Of(connection, petition.State.Id)).Select(t => new ToldNews(PartnerNews.TypeOf(t.News), t.At, t.Matter, Words.Label(t.News).ToString()))]);
    }

    private async Task<History<Petition>?> Brought(Partner partner, string? number)
    {
        await using var connection = store.Database.OpenToRead();
        var id = await connection.ExecuteScalarAsync<string?>("SELECT id FROM petitions WHERE number = @number", new { number });
        return id is not null && await reader.Petition(new StreamId(id)) is { } petition && petition.Events[0].By == partner.Id ? petition : null;
    }

    private async Task<IReadOnlyList<MatterStatus>> Open(History<Petition> petition, List<History<Matter>> matters)
    {
        var all = await units.Ever();
        var (names, office) = (all.ToDictionary(u => u.Code, u => u.Name), all.First(u => u.Kind == UnitKind.PetitionOffice).Name);
        var asked = new Act(Actor.Petitioner, store.Clock.GetUtcNow(), PrivateText.Absent, store.Rules, static _ => 0);
        return
        [
            .. matters.Select((m, i) => MatterView.Of(i + 1, m, petition.Events, names, office, store.Rules, asked))
                .Select(view => new MatterStatus(
                    view.Matter.Number, view.Now.ToString(), view.Next is { } next ? $"{next.Who}：{next.Duty}" : null, view.Next?.By)),
        ];
    }
}
