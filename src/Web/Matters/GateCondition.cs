using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Matters;

/// <summary>The policy of <see cref="Gate"/> as a condition, so that what a list leaves out and what a page refuses cannot differ.</summary>
public static class GateCondition
{
    /// <summary>Nobody whom the matter is closed to, whatever their post.</summary>
    private const string NotBarred =
        "NOT EXISTS (SELECT 1 FROM barred b WHERE b.matter = m.id AND (b.who = @viewerUnit OR b.who = @viewerPerson))";

    private const string IsNotLead = "(m.unit IS NULL OR m.unit <> @viewerUnit)";

    private const string HasObjected = "EXISTS (SELECT 1 FROM objections f WHERE f.matter = m.id AND f.unit = @viewerUnit)";

    /// <summary>
    /// The condition on the row <c>m</c> of matters: what the viewer may see a part of. Parameters: <c>@viewerUnit</c>,
    /// <c>@viewerPerson</c>.
    /// </summary>
    public static string Of(Viewer viewer, Part part = Part.Existence)
    {
        var lines = Gate.Policy.Where(l => l.Roles.Contains(viewer.Role) && l.Parts.Contains(part)).ToList();
        if (lines.Count == 0) return "1 = 0";
        return $"({string.Join(" OR ", lines.Select(l => $"m.sealed = {(int)l.Secrecy}{Is(l.Relations)}"))}) AND {NotBarred}";
    }

    /// <summary>
    /// The condition on the row <c>o</c> of objections beside its matter <c>m</c>: to a unit its own alone. Parameters as above.
    /// </summary>
    public static string OfObjection(Viewer viewer) =>
        Of(viewer, Part.Count) + (viewer.Role is Role.Handler or Role.UnitHead ? " AND o.unit = @viewerUnit" : "");

    // Whoever is barred is left out of every line at once, which holds as long as no line of the policy names them.
    private static string Is(IReadOnlyList<Relation> relations) =>
        relations.Contains(Relation.Lead) && relations.Contains(Relation.Former) && relations.Contains(Relation.Other)
            ? ""
            : $" AND ({string.Join(" OR ", relations.Select(Is))})";

    private static string Is(Relation relation) => relation switch
    {
        Relation.Lead => "m.unit = @viewerUnit",
        Relation.Former => $"({IsNotLead} AND {HasObjected})",
        Relation.Other => $"({IsNotLead} AND NOT {HasObjected})",
        Relation.Interested or Relation.ComplainedOf or Relation.InItsLine => "1 = 0",
    };
}
