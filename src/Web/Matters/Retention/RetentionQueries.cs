using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Retention;

/// <summary>A petition that a list holds, as it is read for it.</summary>
/// <param name="Texts">Everything of it that can be erased.</param>
/// <param name="Files">Digests of its files, so that they can be handed in again.</param>
public sealed record ReadForRetention(KeptPetition Kept, IReadOnlyList<TextPlace> Texts, IReadOnlyList<string> Files);

/// <summary>What is read for lists of petitions whose term is over.</summary>
public sealed class RetentionQueries(CaseStore store, CaseReader reader, MatterQueries matters, PetitionerQueries petitions, LinkQueries links)
{
    // Candidates of one look at the table; most of them are in the list then.
    private const int PageLength = 200;

    /// <summary>Every list there was, the latest first, with the version of their stream: who decides one does so on exactly these.</summary>
    public async Task<(IReadOnlyList<RetentionBatch> Batches, int Version)> Batches()
    {
        var events = await reader.Events(RetentionEvent.Lists);
        return (RetentionBatch.Of(events), events.Count);
    }

    /// <summary>Those whose term is over and that nothing speaks for keeping, as far as the viewer may see them, up to the most of one list.</summary>
    public async Task<IReadOnlyList<KeptPetition>> Over(Viewer viewer, RetentionKind kind)
    {
        var (rules, today) = (store.Rules, Shanghai.DateOf(store.Clock.GetUtcNow()));
        var before = Shanghai.StartOf(Retaining.LatestBeginning(kind, today, rules.Settings).AddDays(1));
        var (over, seen, after) = (new List<KeptPetition>(), new HashSet<StreamId>(), "");
        while (over.Count < Retaining.MostListed)
        {
            var page = await matters.Resting(viewer, before, after, PageLength);
            if (page.Count == 0) break;
            after = page[^1].Id;
            foreach (var petition in page.Select(r => new StreamId(r.Petition)).Where(seen.Add))
                if (await Kept(petition) is { } kept && Retaining.Keeps(kept, kind, rules, today) is null
                    && over.Count < Retaining.MostListed) over.Add(kept);
        }

        return over;
    }

    /// <summary>Numbers of what a list holds, in its order.</summary>
    public async Task<IReadOnlyList<string>> Numbers(RetentionBatch batch)
    {
        await using var connection = store.Database.OpenToRead();
        var ids = batch.Listed.Select(l => l.Id.Value).ToArray();
        var numbers = (await connection.QueryAsync<(string Id, string Number)>(
            $"SELECT id, number FROM petitions WHERE {store.Database.Among("id", "@ids")}", new { ids })).ToDictionary(r => r.Id, r => r.Number);
        return [.. ids.Select(id => numbers.GetValueOrDefault(id, id))];
    }

    /// <summary>A petition with what may be erased of it; null where there is none.</summary>
    public async Task<ReadForRetention?> Read(StreamId id)
    {
        if (await reader.Petition(id) is not { } petition) return null;
        var histories = new List<History<Matter>>();
        foreach (var matter in await petitions.Ids(id)) histories.Add((await reader.Matter(matter))!);
        // What a petition and its matters share is named once.
        var texts = histories.SelectMany(h => ErasableTexts.Of(h.State.Id, petition.Events, h.Events)).SelectMany(t => t.Places).Distinct();
        return new(
            new KeptPetition(petition.State, [.. histories.Select(h => h.State)], []), [.. texts],
            [.. petition.Events.Select(e => (e.Event as AttachmentAdded)?.Sha256.Value).OfType<string>()]);
    }

    // Events alone are folded: of what is only listed no text is opened.
    private async Task<KeptPetition?> Kept(StreamId id)
    {
        var own = await petitions.Ids(id);
        var beside = new List<StreamId>();
        foreach (var matter in own) beside.AddRange(await links.Beside(matter));
        var streams = own.Concat(beside).Append(id).Select(s => s.Value).Distinct().ToArray();
        var (petition, states) = ((Petition?)null, new Dictionary<StreamId, Matter>());
        await using var connection = store.Database.OpenToRead();
        foreach (var (position, text) in await connection.QueryAsync<(long, string)>(
                     $"SELECT position, event FROM events WHERE {store.Database.Among("stream", "@streams")} ORDER BY stream, version", new { streams }))
        {
            var recorded = StoredEvent.Read(position, text, texts: null);
            var stream = recorded.Event.Stream;
            if (stream == id) petition = Petition.Apply(petition, recorded);
            else states[stream] = Matter.Apply(states.GetValueOrDefault(stream), recorded);
        }

        return petition is null ? null : new(petition, [.. own.Select(m => states[m])], [.. beside.Select(m => states[m])]);
    }
}
