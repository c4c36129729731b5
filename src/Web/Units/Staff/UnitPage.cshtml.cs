using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Units.Staff;

/// <summary>A unit's card: how to reach it, what it has in hand, what is late, what it sent back. To itself and the petition department.</summary>
public sealed class UnitModel(UnitQueries units, UnitCardQueries cards, CaseStore store) : PageModel
{
    /// <summary>How far back objections are counted.</summary>
    private const int Months = 12;

    public Unit Unit { get; private set; } = null!;
    public UnitCard Card { get; private set; } = null!;

    /// <summary>The reader may see other units' cards too.</summary>
    public bool SeesOthers { get; private set; }

    public DateOnly Since { get; private set; }

    public async Task<IActionResult> OnGet(string id)
    {
        var reader = Identity.Staff.Of(User);
        SeesOthers = reader.Role is Role.Registrar or Role.Router or Role.Supervisor;
        if (!SeesOthers && reader.Unit != id) return NotFound();
        if (await units.Find(id) is not { Kind: UnitKind.Department or UnitKind.Street or UnitKind.Zone } unit) return NotFound();
        var today = Shanghai.DateOf(store.Clock.GetUtcNow());
        (Unit, Since) = (unit, today.AddMonths(-Months));
        Card = await cards.Of(reader.Viewer, unit.Code, today, Since);
        return Page();
    }
}
