using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Verification;

/// <summary>What the log says of units, posts, categories, handovers, second factors and erased texts, folded, and the rows that follow from it.</summary>
internal sealed class FoldedFurniture
{
    private readonly Dictionary<string, (Unit Unit, long Position)> units = [];
    private readonly Dictionary<string, (PersonAppointed Post, bool Ended)> posts = [];
    private readonly Dictionary<string, (HandoverArranged Event, Recorded At, bool Done)> handovers = [];
    private readonly Dictionary<string, (Category Category, long Position)> categories = [];
    private readonly Dictionary<Role, object?[]> factors = [];
    private readonly List<object?[]> erased = [];

    public void Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case UnitEstablished e: units[e.Unit.Code] = (e.Unit, recorded.Position); break;
            case UnitChanged e: Change(e.Unit.Code, was => e.Unit with { EndedOn = was.EndedOn }); break;
            case UnitEnded e: Change(e.Code, was => was with { EndedOn = e.From }); break;
            case PersonAppointed e: posts[e.Person] = (e, Ended: false); break;
            case PostEnded e: posts[e.Person] = posts[e.Person] with { Ended = true }; break;
            case HandoverArranged e: handovers[e.Person] = (e, recorded, Done: false); break;
            case HandoverDone e: handovers[e.Person] = handovers[e.Person] with { Done = true }; break;
            case HandoverCalledOff e: handovers[e.Person] = handovers[e.Person] with { Done = true }; break;
            case SecondFactorSet e: factors[e.Role] = SecondFactorRow.Values(e, recorded.Position); break;
            case TextErased e: erased.Add(ErasedTextRow.Values(e, recorded.Position)); break;
            case CategoryEvent e:
                var before = categories.TryGetValue(e.Code, out var known) ? known.Category : Categories.Brought.Find(e.Code);
                categories[e.Code] = (e.Change(before), recorded.Position);
                break;
        }
    }

    public IEnumerable<AuditedTable> Tables()
    {
        yield return Of(UnitRow.Shape, units.Values.Select(u => UnitRow.Values(u.Unit, u.Position)));
        yield return Of(PostRow.Shape, posts.Values.Select(p => PostRow.Values(p.Post, p.Ended)));
        yield return Of(HandoverRow.Shape, handovers.Values.Select(h => HandoverRow.Values(h.Event, h.At, h.Done)));
        yield return Of(CategoryRow.Shape, categories.Values.Select(c => CategoryRow.Values(c.Category, c.Position)));
        yield return Of(SecondFactorRow.Shape, factors.Values);
        yield return Of(ErasedTextRow.Shape, erased);
    }

    private void Change(string code, Func<Unit, Unit> change) => units[code] = (change(units[code].Unit), units[code].Position);

    private static AuditedTable Of(TableShape shape, IEnumerable<object?[]> rows)
    {
        var table = new AuditedTable(shape);
        foreach (var row in rows) table.Expect(row);
        return table;
    }
}
