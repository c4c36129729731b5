using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;

namespace Xinqiao.Web.Units.Staff;

/// <summary>The units a matter can be given to, in the district's own order. Nothing is counted here: no unit stands before another.</summary>
public sealed class UnitsModel(UnitQueries units) : PageModel
{
    public IReadOnlyList<(Phrase Group, IReadOnlyList<Unit> Units)> Groups { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var reader = Identity.Staff.Of(User);
        // Somebody of a unit has one card to look at.
        if (reader.Role is Role.Handler or Role.UnitHead) return LocalRedirect($"/staff/units/{reader.Unit}");
        Groups =
        [
            .. (await units.All()).Where(u => u.Kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone)
                .GroupBy(u => u.Kind).OrderBy(g => g.Key).Select(g => (Words.Label(g.Key), (IReadOnlyList<Unit>)[.. g])),
        ];
        return Page();
    }
}
