using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>Units a matter can be given to, grouped as the district is.</summary>
/// <param name="Units">In the district's order.</param>
/// <param name="Named">The unit somebody believes competent, where a matter can be given to it.</param>
public sealed record Recipients(IReadOnlyList<Unit> Units, Unit? Named)
{
    public static readonly Recipients None = new([], null);

    /// <param name="named">Code, or full or short name, of the unit somebody believes competent.</param>
    /// <param name="matter">Units it complains of, and those in their line, are not among them; null where none is known yet.</param>
    public static Recipients Of(IEnumerable<Unit> all, string? named, Matter? matter = null)
    {
        var units = all.Where(u => u.Kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone && matter?.RelationOfUnit(u.Code) is null)
            .ToList();
        var name = named?.Trim();
        return new(units, units.FirstOrDefault(u => u.Code == name || u.Name == name || u.OrganName == name));
    }

    public IEnumerable<(Phrase Group, IReadOnlyList<Unit> Units)> Groups =>
        Units.GroupBy(u => u.Kind).OrderBy(g => g.Key).Select(g => (Words.Label(g.Key), (IReadOnlyList<Unit>)[.. g]));

    public Unit? Find(string? code) => Units.FirstOrDefault(u => u.Code == code);
}

/// <summary>The field that chooses one of them.</summary>
/// <param name="Chosen">Code of the unit, as it was typed.</param>
public sealed record UnitChoice(Recipients Recipients, string? Chosen, Phrase Hint);
