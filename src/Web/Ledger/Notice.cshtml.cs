using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Ledger;

/// <summary>The day's root for the notice board: whoever photographs it is a witness too.</summary>
public sealed class NoticeModel(CaseStore store, WitnessedCheckpoint witnessed, UnitQueries units) : PageModel
{
    public DailyRoot Root { get; private set; } = null!;
    public string Organ { get; private set; } = "";

    /// <summary>Where the log is published; null for a demo, which is at home on one machine.</summary>
    public string? Address { get; private set; }

    /// <param name="day">A day that is over, as 2026-03-01; yesterday unless given.</param>
    public async Task<IActionResult> OnGet(string? day)
    {
        var wanted = Shanghai.DateOf(store.Clock.GetUtcNow()).AddDays(-1);
        if (day is not null && !DateOnly.TryParseExact(day, "yyyy-MM-dd", out wanted)) return NotFound();
        if (DailyRoot.Of(store, witnessed, wanted) is not { } root) return NotFound();
        Root = root;
        Organ = (await units.PetitionOffice()).OrganName;
        Address = store.Stamp.Kind == DatabaseKind.Real ? $"https://{store.Stamp.Origin}" : null;
        return Page();
    }
}
