using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Access;

/// <summary>Which rules passwords follow.</summary>
[IgnoreAntiforgeryToken]
public sealed class PasswordsModel(People people, RuleChanges changes) : PageModel
{
    [TempData]
    public string? Message { get; set; }

    public PasswordProfile Now => people.Profile;

    public void OnGet() { }

    public async Task<IActionResult> OnPost([FromForm(Name = "profile")] string? profile)
    {
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var chosen = Words.TryParse<PasswordProfile>(profile);
        if (await changes.ChoosePasswords(Identity.Staff.Of(User).Actor, chosen, Now) is Result.Refused refused) return Again(refused.Refusals);
        Message = Language.Reader.Tell(HttpContext, $"口令策略已改为：{Words.Label(chosen!.Value)}。");
        return LocalRedirect("/administration/passwords");
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
