using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>A document addressed to the petitioner, as it stands on paper. One that waits on the platform must be opened first.</summary>
public sealed class DocumentModel(CaseStore store, PetitionerQueries queries) : PageModel
{
    public PrintedLetter Letter { get; private set; } = null!;

    /// <param name="number">文号; that of another petition's document is as unknown as one that was never given.</param>
    public async Task<IActionResult> OnGet(string number)
    {
        if (await Petitioner.Of(HttpContext) is not { } petitioner) return Redirect("/track");
        var petition = await queries.PetitionOf(petitioner);
        foreach (var (serial, matter) in (await queries.MattersOf(petitioner)).Index())
        {
            if (PortalOpening.Waiting(matter.State).Any(d => d.Number == number))
                return Redirect($"/track/open/{serial + 1}/{Uri.EscapeDataString(number)}");
            if (MatterView.Open(matter.State).FirstOrDefault(d => d.Number == number) is { } issued
                && Letters.Compose(issued.Kind, issued.Version, matter, petition, store.Calendar) is { } letter)
            {
                Letter = letter;
                return Page();
            }
        }

        return NotFound();
    }
}
