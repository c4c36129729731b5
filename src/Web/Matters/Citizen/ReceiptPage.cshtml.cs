using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>
/// The receipt once more, as a slip and as files, with the proof as it is by now: witnessed, once the witnesses have seen it. The
/// query code is not on it; nobody knows it any more.
/// </summary>
public sealed class ReceiptPageModel(PetitionerQueries queries, Receipts receipts, CaseReader reader) : PageModel
{
    public Receipt Receipt { get; private set; } = null!;

    /// <summary>What was erased of the entry that the receipt proves.</summary>
    public IReadOnlyList<ErasedText> Erased { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await Petitioner.Of(HttpContext) is not { } petitioner) return Redirect("/track");
        Receipt = await Of(petitioner);
        Erased = [.. (await reader.Erased(Receipt.Petition.Id)).Where(e => e.Position == Receipt.File.Proof.Index)];
        return Page();
    }

    // A form sent here by no button of the page.
    public IActionResult OnPost() => Redirect("/track/receipt");

    /// <summary>For anybody whom the petitioner shows it to.</summary>
    public Task<IActionResult> OnPostProof(string? number, string? code) =>
        Download(number, code, receipt => ReceiptFiles.Proof(receipt.File.ForPaper()));

    /// <summary>For the petitioner alone: with the salts that show what the digests are of.</summary>
    public Task<IActionResult> OnPostCopy(string? number, string? code) => Download(number, code, receipt => ReceiptFiles.Copy(receipt.File));

    // The page that shows a new code has it at hand, so whoever has just filed need not type it.
    private async Task<IActionResult> Download(string? number, string? code, Func<Receipt, FileContentResult> file)
    {
        var petitioner = code is null ? await Petitioner.Of(HttpContext) : await Petitioner.SignIn(HttpContext, number, code);
        return petitioner is null ? Redirect("/track") : file(await Of(petitioner));
    }

    private async Task<Receipt> Of(Petitioner petitioner) => await receipts.Of((await queries.PetitionOf(petitioner)).State);
}
