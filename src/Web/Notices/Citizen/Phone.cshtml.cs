using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Notices.Citizen;

/// <summary>The telephones of a demo's invented petitioners. No other database has this page.</summary>
public sealed class PhoneModel(CaseStore store, Outbox outbox) : PageModel
{
    private const int Shown = 10;

    public IReadOnlyList<Message> Messages { get; private set; } = [];

    public IActionResult OnGet()
    {
        if (store.Stamp.Kind != DatabaseKind.Demo) return NotFound();
        Messages = outbox.Latest(Shown);
        return Page();
    }
}
