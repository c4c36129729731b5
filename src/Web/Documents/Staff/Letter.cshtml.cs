using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Documents.Staff;

/// <summary>One document of a matter, to print. The kind and the issuing event name it; nothing personal stands in the address.</summary>
public sealed class LetterModel(CaseStore store, CaseReader reader, MatterQueries queries, LetterTemplateFiles templates, WordProcessor processor) : PageModel
{
    public string Id { get; private set; } = "";

    /// <summary>The same document as a file for a word processor.</summary>
    public string FilePath => $"{Request.Path}/docx";

    /// <summary>The same as a PDF; null where no word processor is installed beside the platform.</summary>
    public string? PdfPath => processor.IsInstalled ? $"{Request.Path}/pdf" : null;

    public PrintedLetter Letter { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string id, int version, string kind, string? format)
    {
        var viewer = Identity.Staff.Of(User).Viewer;
        if (await queries.Find(viewer, new StreamId(id)) is null) return NotFound();
        if (Words.TryParse<DocumentKind>(kind) is not { } wanted) return NotFound();
        if (await reader.Matter(new StreamId(id)) is not { } matter) return NotFound();
        if (await reader.Petition(matter.State.Petition) is not { } petition) return NotFound();
        if (!Gate.Opens(viewer, matter.State, Part.Documents)) return NotFound();
        // Who petitions stands on letters too; who signed for one is all that a proof of service says.
        if (!Gate.Opens(viewer, matter.State, Part.Identity))
        {
            if (wanted == DocumentKind.ProofOfService) return NotFound();
            petition = CaseFile.WithoutParty(petition);
        }

        if (Letters.Compose(wanted, version, matter, petition, store.Calendar) is not { } letter) return NotFound();
        (Id, Letter) = (id, letter);
        if (format is null) return Page();
        var template = await templates.At(wanted, matter.Events.First(r => r.Version == version).Position);
        var docx = LetterDocx.Of(letter, store.Stamp.Kind, template);
        if (format == "docx") return File(docx, LetterDocx.ContentType, LetterDocx.NameOf(letter));
        if (!processor.IsInstalled) return NotFound();
        return await processor.Pdf(docx, HttpContext.RequestAborted) is { } pdf
            ? File(pdf, WordProcessor.ContentType, LetterDocx.NameOf(letter, "pdf"))
            : StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
