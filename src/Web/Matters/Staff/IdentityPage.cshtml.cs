using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>查阅信访人信息: somebody says for what, and reads until the end of the working day. Nothing of it stands on this page itself.</summary>
[IgnoreAntiforgeryToken]
public partial class IdentityModel(Casework casework) : PageModel
{
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    public OpenCase Case { get; private set; } = null!;

    [BindProperty(Name = "purpose")]
    public string? PurposeWord { get; set; }

    [BindProperty(Name = "note")]
    public string? Note { get; set; }

    /// <summary>The document or file they came from.</summary>
    [BindProperty(Name = "back")]
    public string? Back { get; set; }

    /// <summary>Why this person reads it for no purpose; null where they may.</summary>
    public Refusal? Impossible { get; private set; }

    public AskIdentity Ask => AskIdentity.Of(Case.Page) with { Back = Back, Note = Note };

    public async Task<IActionResult> OnGet(string id) => await Open(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Open(id)) return NotFound();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        var purpose = Words.TryParse<AccessPurpose>(PurposeWord);
        if (IsOpen(purpose)) return LocalRedirect(Next);
        return await casework.Act(Case, (m, act) => IdentityAccess.Open(m, purpose, Note, act)) switch
        {
            Result.Refused refused when refused.Refusals.Any(r => r.Code == "sealed") => NotFound(),
            Result.Refused refused => Again(refused.Refusals),
            _ => LocalRedirect(Next),
        };
    }

    // A second click records nothing new; another purpose in words is one.
    private bool IsOpen(AccessPurpose? purpose) => purpose is { } p && p != AccessPurpose.Other
        && !IdentityView.Granted(Case.State, Case.Staff.Viewer, Case.Asked.RecordedAt, p).IsEmpty;

    private string Next => Back is not null && Below().IsMatch(Back) ? $"{Case.Path}/{Back}" : $"{Case.Page}#party";

    [GeneratedRegex(@"^(documents/[0-9]{1,9}/[a-z-]{1,40}|files/[0-9]{1,9})\z")]
    private static partial Regex Below();

    private async Task<bool> Open(string id)
    {
        if (await casework.Open(User, id) is not { } open) return false;
        Case = open;
        ViewData["Title"] = (Phrase)"查阅信访人信息";
        Impossible = IdentityAccess.Refuse(open.State, open.Staff.Viewer)?.Refusals[0];
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
