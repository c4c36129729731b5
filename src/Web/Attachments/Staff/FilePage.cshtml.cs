using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Attachments.Staff;

/// <summary>
/// One file: what it is, its download, and what may be done with it. It leaves as a download only, closed off from everything, and as
/// the copy; the picture as it came asks for a reason.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class FilePage(Casework casework, CaseReader reader, CaseStore store, FileShelf shelf, FileIntake intake) : PageModel
{
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    public OpenCase Case { get; private set; } = null!;
    public ShelvedFile Shelved { get; private set; } = null!;
    public string Digest { get; private set; } = "";

    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "originalReason")]
    public string? OriginalReason { get; set; }

    [TempData]
    public string? Message { get; set; }

    public bool HasScanner => intake.HasScanner;
    public bool MayOpenOriginal => Case.Staff.Role is Role.Router or Role.UnitHead or Role.DisciplineLiaison;
    public bool MayAskErasure => Case.Possible(MatterAct.AskErasure).CanBeDone;

    /// <summary>It shows who wrote or signed, and nobody said yet for what it is wanted.</summary>
    public bool IsWithheld => FileShelf.IsWithheld(Shelved.File, Case.Identity);

    public AskIdentity Ask => AskIdentity.For(Case.Page, IdentityField.Scans, $"files/{Shelved.File.Version}");

    public string Path => $"{Case.Path}/files/{Shelved.File.Version}";

    /// <summary>The case; of what is sealed on the liaison's own page.</summary>
    public string Back => Case.State.Sealed ? $"/sealed/{Case.Id}" : Case.Path;

    public async Task<IActionResult> OnGet(string id, int version, string? format)
    {
        if (!await Open(id, version)) return NotFound();
        if (format is null) return Page();
        return format == "copy" && Shelved.File.IsOpen ? await Download(Shelved.File.HasCopy ? FileForm.Copy : FileForm.Original) : NotFound();
    }

    public async Task<IActionResult> OnPost(string id, int version, string? format)
    {
        if (format is not null || !await Open(id, version)) return NotFound();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        return Pressed switch
        {
            "release" => Answer(
                await Act((p, m, act) => Attaching.Release(p, m, version, Reason, act)), "附件已放行，可以打开。", Path),
            "original" => await OpenOriginal(version),
            _ => BadRequest(),
        };
    }

    private async Task<IActionResult> OpenOriginal(int version) =>
        IsWithheld ? Again([new Refusal(IdentityAccess.Need, "identity-withheld", "请先选择查看的目的，再查看原件。", "purpose")])
        : await Act((p, m, act) => Attaching.OpenOriginal(p, m, version, OriginalReason, act)) is Result.Refused refused
            ? Again([.. refused.Refusals.Select(r => r.Field == "reason" ? r with { Field = "originalReason" } : r)])
            : await Download(FileForm.Original);

    private Task<Result> Act(Func<Petition, Matter, Act, Decision> decide)
    {
        var (petition, matter) = (Case.State.Petition, Case.Id);
        return store.Act(new Intent(Case.Staff.Actor, (cases, act) => decide(cases.Petition(petition), cases.Matter(matter), act))
        {
            Streams = [petition, matter],
        });
    }

    private IActionResult Answer(Result result, string message, string next)
    {
        if (result is Result.Refused refused) return Again(refused.Refusals);
        Message = message;
        return LocalRedirect(next);
    }

    private async Task<IActionResult> Download(FileForm form)
    {
        if (await shelf.Open(Case.State.Petition, Shelved.File, form, Case.Identity) is not { } bytes) return NotFound();
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(bytes, FileShelf.ContentType(Shelved.File.Type), Shelved.Name);
    }

    private async Task<bool> Open(string id, int version)
    {
        if (await casework.Open(User, id) is not { } open || await reader.Petition(open.State.Petition) is not { } petition) return false;
        if (FileShelf.Of(petition, open.Id).FirstOrDefault(f => f.File.Version == version) is not { IsErased: false } file) return false;
        (Case, Shelved) = (open, file);
        Digest = ((AttachmentAdded)petition.Events.First(e => e.Version == version).Event).Sha256.Value ?? "";
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
