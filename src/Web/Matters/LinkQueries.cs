using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters;

/// <summary>A matter that another one stands beside.</summary>
/// <param name="IsEarlier">It came first; the other one was put beside it.</param>
/// <param name="IsOpen">The link was no mistake.</param>
public sealed record LinkedMatter(ListedMatter Other, LinkKind Kind, bool IsEarlier, bool IsOpen)
{
    /// <summary>What the one is to the other, before the other's number.</summary>
    public Phrase Told => (Kind, IsEarlier) switch
    {
        (LinkKind.Repeat, true) => "本件是下面这件的重复信访（同一信访人、同一事项）：",
        (LinkKind.Repeat, false) => "同一信访人就本事项又提出：",
        (LinkKind.SameCause, _) => "其他信访人反映同一事项：",
        (LinkKind.Supplement, true) => "本件是下面这件的补充材料：",
        (LinkKind.Supplement, false) => "收到本件的补充材料：",
    };

    /// <summary>Whether an event may be told to somebody who sees these; of a link, only with the matter it leads to.</summary>
    public static bool IsSeen(CaseEvent happened, IReadOnlyList<LinkedMatter> seen) => happened switch
    {
        MatterLinked e => seen.Any(l => l.IsEarlier && l.Other.Id == e.Earlier.Value),
        LinkWithdrawn e => seen.Any(l => l.IsEarlier && l.Other.Id == e.Earlier.Value),
        _ => true,
    };
}

/// <summary>That a matter stands beside an earlier one, as nobody withdrew it.</summary>
/// <param name="EarlierPetition">The petition of the earlier one.</param>
public sealed record OpenLink(string Matter, string Earlier, string EarlierPetition, LinkKind Kind);

/// <summary>What stands beside a matter, before and after it, as far as the gate opens it to the viewer.</summary>
public sealed class LinkQueries(CaseStore store, MatterQueries queries)
{
    public async Task<IReadOnlyList<LinkedMatter>> Of(Viewer viewer, StreamId matter)
    {
        List<(string Matter, string Earlier, string Kind, string? WithdrawnOn)> links;
        await using (var connection = store.Database.OpenFor(viewer))
        {
            links = (await connection.QueryAsync<(string, string, string, string?)>(
                """
                SELECT matter, earlier, kind, withdrawn_on FROM matter_links WHERE matter = @id
                UNION ALL SELECT matter, earlier, kind, withdrawn_on FROM matter_links WHERE earlier = @id
                ORDER BY 2, 1
                """, new { id = matter.Value })).AsList();
        }

        if (links.Count == 0) return [];
        var others = (await queries.Of(viewer, [.. links.SelectMany(l => new[] { l.Matter, l.Earlier }).Where(id => id != matter.Value).Distinct()]))
            .ToDictionary(m => m.Id);
        return
        [
            .. from link in links
               let isEarlier = link.Matter == matter.Value
               let other = others.GetValueOrDefault(isEarlier ? link.Earlier : link.Matter)
               where other is not null
               select new LinkedMatter(other, Words.Parse<LinkKind>(link.Kind), isEarlier, link.WithdrawnOn is null),
        ];
    }

    /// <summary>Ids of what a matter stands beside, before and after it, as nobody withdrew it; and nothing of them.</summary>
    public async Task<IReadOnlyList<StreamId>> Beside(StreamId matter)
    {
        await using var connection = store.Database.OpenToRead();
        return [.. (await connection.QueryAsync<string>(
            """
            SELECT earlier FROM matter_links WHERE matter = @id AND withdrawn_on IS NULL
            UNION SELECT matter FROM matter_links WHERE earlier = @id AND withdrawn_on IS NULL
            """, new { id = matter.Value })).Select(id => new StreamId(id))];
    }

    /// <summary>The links of some matters with earlier ones that the viewer may see.</summary>
    public async Task<IReadOnlyList<OpenLink>> Open(Viewer viewer, string[] matters)
    {
        await using var connection = store.Database.OpenFor(viewer);
        var links = await connection.QueryAsync<(string Matter, string Earlier, string Petition, string Kind)>(
            $"""
            SELECT l.matter, l.earlier, m.petition, l.kind FROM matter_links l JOIN matters m ON m.id = l.earlier
            WHERE {store.Database.Among("l.matter", "@matters")} AND l.withdrawn_on IS NULL AND {GateCondition.Of(viewer)}
            ORDER BY l.matter, l.serial
            """, new { matters, viewerUnit = viewer.Unit, viewerPerson = viewer.Person });
        return [.. links.Select(l => new OpenLink(l.Matter, l.Earlier, l.Petition, Words.Parse<LinkKind>(l.Kind)))];
    }
}
