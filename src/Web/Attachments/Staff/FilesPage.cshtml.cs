using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Serving;

namespace Xinqiao.Web.Attachments.Staff;

/// <summary>Files that staff add to a matter: the office what came later, a unit what its answer rests on or what proves a service.</summary>
[IgnoreAntiforgeryToken]
public sealed class FilesPage(Casework casework, FileIntake intake) : PageModel
{
    /// <summary>What may be chosen, for every field of staff.</summary>
    public static readonly Phrase Hint = $"JPEG、PNG图片或者PDF，每个不超过{FileLimits.Bytes / 1024 / 1024} MB，一次最多{FileLimits.Files}个。";

    /// <summary>Said where a form came back that had brought files.</summary>
    public static readonly Refusal PickAgain = new(FileRule.Source, "pick-again", "选好的文件没有保存，请重新选择。", "files");

    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    public OpenCase Case { get; private set; } = null!;

    [BindProperty(Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>How many were taken where others were not.</summary>
    public int Taken { get; private set; }

    [TempData]
    public string? Message { get; set; }

    public IEnumerable<AttachmentKind> Kinds => Words.All<AttachmentKind>().Where(k => Attaching.MayAdd(Case.Staff.Role, k));

    public async Task<IActionResult> OnGet(string id) => await Open(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Open(id)) return NotFound();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        var files = ReceivedFiles.Of(HttpContext);
        if (files.Count == 0) return Again([new Refusal(FileRule.Source, "missing", "请选择文件。", "files")]);
        if (Words.TryParse<AttachmentKind>(Kind) is not { } kind || !Kinds.Contains(kind))
            return Again([new Refusal(FileRule.Source, "kind-missing", "请选择是什么文件。", "kind"), PickAgain]);
        var refused = await intake.Take(files, new FileFor(Case.Staff.Actor, Case.State.Petition, Case.Id, kind), HttpContext.RequestAborted);
        Taken = files.Count - refused.Count;
        if (refused.Any(r => r.Code == "sealed")) return NotFound();
        if (refused.Count > 0) return Again(refused);
        Message = Language.Reader.Tell(HttpContext, $"已收下{Taken}个附件。");
        return LocalRedirect(Case.Path);
    }

    private async Task<bool> Open(string id)
    {
        if (await casework.Open(User, id) is not { } open || open.State.Sealed) return false;
        Case = open;
        return Kinds.Any();
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
