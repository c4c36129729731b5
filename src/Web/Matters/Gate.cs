using Xinqiao.Core;

namespace Xinqiao.Web.Matters;

/// <summary>Who looks: the capacity and the unit, as they are at this request.</summary>
public sealed record Viewer(Role Role, string Unit);

/// <summary>
/// Which matters somebody may see at all. Every list, search, count, export and act asks here and nowhere else; deny is the rule
/// (Art. 30(3): what a whistle-blower says reaches the discipline liaison and nobody else).
/// </summary>
public static class Gate
{
    /// <summary>The condition on the row <c>m</c> of matters. Parameters: <c>@viewerUnit</c>.</summary>
    public static string Condition(Viewer viewer) => viewer.Role switch
    {
        Role.Registrar or Role.Router or Role.Supervisor => "m.sealed = 0",
        Role.Handler or Role.UnitHead => "m.sealed = 0 AND m.unit = @viewerUnit",
        Role.DisciplineLiaison => "m.sealed = 1",
        Role.Administrator or Role.Petitioner or Role.Partner or Role.System => "1 = 0",
    };

    /// <summary>
    /// The condition on the row <c>o</c> of objections beside its matter <c>m</c>: a unit's own stay its own where the matter has gone
    /// elsewhere. Parameters: <c>@viewerUnit</c>.
    /// </summary>
    public static string ObjectionCondition(Viewer viewer) => viewer.Role switch
    {
        Role.Registrar or Role.Router or Role.Supervisor => "m.sealed = 0",
        Role.Handler or Role.UnitHead => "m.sealed = 0 AND o.unit = @viewerUnit",
        Role.DisciplineLiaison or Role.Administrator or Role.Petitioner or Role.Partner or Role.System => "1 = 0",
    };
}
