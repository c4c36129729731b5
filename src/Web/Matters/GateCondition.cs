using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Matters;

/// <summary>The policy of <see cref="Gate"/> as a condition, so that what a list leaves out and what a page refuses cannot differ.</summary>
public static class GateCondition
{
    /// <summary>A row that carries a matter's secrecy and unit, by its alias, and the column that names the matter.</summary>
    /// <param name="ViewerUnit">What stands for the viewer's unit in the statement.</param>
    private sealed record Row(string Alias, string Matter, string ViewerUnit = "@viewerUnit", string ViewerPerson = "@viewerPerson")
    {
        /// <summary>Nobody whom the matter is closed to, whatever their post.</summary>
        public string NotBarred =>
            $"NOT EXISTS (SELECT 1 FROM barred b WHERE b.matter = {Alias}.{Matter} AND (b.who = {ViewerUnit} OR b.who = {ViewerPerson}))";

        public string IsLead => $"{Alias}.unit = {ViewerUnit}";

        public string IsNotLead => $"({Alias}.unit IS NULL OR {Alias}.unit <> {ViewerUnit})";

        public string GotExtract => $"EXISTS (SELECT 1 FROM extracts x WHERE x.matter = {Alias}.{Matter} AND x.unit = {ViewerUnit})";

        // Few matters are reviewed: these lead, whatever else is asked.
        public string Reviews => $"{Alias}.{Matter} IN (SELECT v.matter FROM reviews v WHERE v.unit = {ViewerUnit})";

        public string HasObjected => $"EXISTS (SELECT 1 FROM objections f WHERE f.matter = {Alias}.{Matter} AND f.unit = {ViewerUnit})";
    }

    private static readonly Row OfMatters = new("m", "id"), OfTerms = new("d", "matter");

    /// <summary>
    /// The condition on the row <c>m</c> of matters: what the viewer may see a part of. Parameters: <c>@viewerUnit</c>,
    /// <c>@viewerPerson</c>.
    /// </summary>
    public static string Of(Viewer viewer, Part part = Part.Existence) => On(OfMatters, viewer, part);

    /// <summary>The same on the row <c>d</c> of deadlines, which carries what the gate asks of its matter.</summary>
    public static string OfTerm(Viewer viewer) => On(OfTerms, viewer, Part.Existence);

    /// <summary>
    /// The condition on the row <c>o</c> of objections beside its matter <c>m</c>: to a unit its own alone. Parameters as above.
    /// </summary>
    public static string OfObjection(Viewer viewer) =>
        Of(viewer, Part.Count) + (viewer.Role is Role.Handler or Role.UnitHead ? " AND o.unit = @viewerUnit" : "");

    /// <summary>
    /// The whole policy as one condition on the rows of a table that carries what the gate asks: what somebody may see any part of, whoever they
    /// are. A database that guards its rows itself holds it beneath every query.
    /// </summary>
    /// <param name="table">Of matters or of terms.</param>
    /// <param name="matter">The column that names the matter.</param>
    /// <param name="post">What stands for the viewer's post in the statement; likewise unit and person.</param>
    public static string OfRows(string table, string matter, string post, string unit, string person)
    {
        var row = new Row(table, matter, unit, person);
        var lines = Gate.Policy.Select(l =>
            $"{post} IN ({string.Join(", ", l.Roles.Select(r => $"'{Words.Of(r)}'"))}) AND {table}.sealed = {(int)l.Secrecy}{Is(row, l.Relations)}");
        return $"({string.Join("\n  OR ", lines.Distinct())})\n  AND {row.NotBarred}";
    }

    private static string On(Row row, Viewer viewer, Part part)
    {
        var lines = Gate.Policy.Where(l => l.Roles.Contains(viewer.Role) && l.Parts.Contains(part)).ToList();
        if (lines.Count == 0) return "1 = 0";
        return $"({string.Join(" OR ", lines.Select(l => $"{row.Alias}.sealed = {(int)l.Secrecy}{Is(row, l.Relations)}"))}) AND {row.NotBarred}";
    }

    // Whoever is barred is left out of every line at once, which holds as long as no line of the policy names them.
    private static string Is(Row row, IReadOnlyList<Relation> relations) =>
        relations.Contains(Relation.Lead) && relations.Contains(Relation.Reviewer) && relations.Contains(Relation.Former) && relations.Contains(Relation.Recipient) && relations.Contains(Relation.Other)
            ? ""
            : $" AND ({string.Join(" OR ", relations.Select(relation => Is(row, relation)))})";

    private static string Is(Row row, Relation relation) => relation switch
    {
        Relation.Lead => row.IsLead,
        Relation.Reviewer => $"({row.IsNotLead} AND {row.Reviews})",
        Relation.Former => $"({row.IsNotLead} AND NOT {row.Reviews} AND {row.HasObjected})",
        Relation.Recipient => $"({row.IsNotLead} AND NOT {row.Reviews} AND NOT {row.HasObjected} AND {row.GotExtract})",
        Relation.Other => $"({row.IsNotLead} AND NOT {row.Reviews} AND NOT {row.HasObjected} AND NOT {row.GotExtract})",
        Relation.Interested or Relation.ComplainedOf or Relation.InItsLine => "1 = 0",
    };
}
