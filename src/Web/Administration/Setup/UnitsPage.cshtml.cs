using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>The organisation tree: the district, below it departments, streets and zones.</summary>
public sealed class UnitsModel(UnitQueries units) : PageModel
{
    public IReadOnlyList<Unit> Units { get; private set; } = [];

    public IEnumerable<Unit> Roots => Units.Where(u => u.Parent is null);

    public IEnumerable<IGrouping<UnitKind, Unit>> Below(Unit unit) =>
        Units.Where(u => u.Parent == unit.Code).GroupBy(u => u.Kind).OrderBy(g => g.Key);

    public async Task OnGet() => Units = await units.All();
}
