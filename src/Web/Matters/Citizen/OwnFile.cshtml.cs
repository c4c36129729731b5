using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Citizens;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>One file as the petitioner handed it in, given back as a download; what a unit added is not theirs to take here.</summary>
public sealed class OwnFileModel(PetitionerQueries queries, FileShelf shelf) : PageModel
{
    public async Task<IActionResult> OnGet(int serial, int version)
    {
        if (await Petitioner.Of(HttpContext) is not { } petitioner) return Redirect("/track");
        var matters = await queries.MattersOf(petitioner);
        if (serial < 1 || serial > matters.Count) return NotFound();
        var own = FileShelf.Of(await queries.PetitionOf(petitioner), matters[serial - 1].State.Id)
            .FirstOrDefault(f => f.File.Version == version && f.File is { IsPetitioners: true, IsOpen: true });
        if (own?.Name is not { } name) return NotFound();
        if (await shelf.Open(petitioner.Petition, own.File, FileForm.Original, IdentityView.OfPetitioner) is not { } bytes) return NotFound();
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(bytes, FileShelf.ContentType(own.File.Type), name);
    }
}
