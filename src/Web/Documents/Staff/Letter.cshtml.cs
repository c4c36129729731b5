using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Staff;
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

    /// <summary>How to open who petitions, to make the document; null where it is open, or never is for this post.</summary>
    public AskIdentity? Ask { get; private set; }

    // As the store reckons: a clock that was put back does not undo what is recorded.
    private DateTimeOffset Moment(Matter matter) => store.Clock.GetUtcNow() is var now && now < matter.LastAt ? matter.LastAt : now;

    private static string PageOf(Matter matter) => matter.Sealed ? $"/sealed/{matter.Id}" : $"/staff/matters/{matter.Id}";

    public async Task<IActionResult> OnGet(string id, int version, string kind, string? format)
    {
        var viewer = Identity.Staff.Of(User).Viewer;
        if (await queries.Find(viewer, new StreamId(id)) is null) return NotFound();
        if (Words.TryParse<DocumentKind>(kind) is not { } wanted) return NotFound();
        if (await reader.Matter(new StreamId(id)) is not { } matter) return NotFound();
        if (!Gate.Opens(viewer, matter.State, Part.Documents)) return NotFound();
        // Who petitions stands on letters too; who signed for one is all that a proof of service says.
        if (wanted == DocumentKind.ProofOfService && !Gate.Opens(viewer, matter.State, Part.Identity)) return NotFound();
        var view = IdentityView.Granted(matter.State, viewer, Moment(matter.State), AccessPurpose.Document);
        if (!view.IsEmpty) matter = (await reader.Matter(new StreamId(id), view))!;
        if (await reader.Petition(matter.State.Petition, view) is not { } petition) return NotFound();
        if (Letters.Compose(wanted, version, matter, petition, store.Calendar) is not { } letter) return NotFound();
        (Id, Letter) = (id, letter);
        if (letter.IsIncomplete && IdentityAccess.Refuse(matter.State, viewer) is null)
            Ask = new AskIdentity(PageOf(matter.State), [AccessPurpose.Document], $"documents/{version}/{kind}");
        if (format is null) return Page();
        // A file for the word processor is a letter to be sent: who petitions is opened first.
        if (Ask is not null) return LocalRedirect($"/staff/matters/{id}/documents/{version}/{kind}");
        var template = await templates.At(wanted, matter.Events.First(r => r.Version == version).Position);
        var docx = LetterDocx.Of(letter, store.Stamp.Kind, template);
        if (format == "docx") return File(docx, LetterDocx.ContentType, LetterDocx.NameOf(letter));
        if (!processor.IsInstalled) return NotFound();
        return await processor.Pdf(docx, HttpContext.RequestAborted) is { } pdf
            ? File(pdf, WordProcessor.ContentType, LetterDocx.NameOf(letter, "pdf"))
            : StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
