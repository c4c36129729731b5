using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Access;

/// <summary>Which posts need the second factor.</summary>
public sealed class SecondFactorModel(SecondFactors factors, CaseStore store) : PageModel
{
    [TempData]
    public string? Message { get; set; }

    public IReadOnlyList<(Role Role, bool Required)> All { get; private set; } = [];

    public async Task OnGet()
    {
        var chosen = await factors.Chosen();
        All = [.. Posts.Held.Select(r => (r, chosen.TryGetValue(r, out var required) ? required : Identity.People.NeedsFactorByDefault(store.Stamp.Kind, r)))];
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "role")] string? role, [FromForm(Name = "required")] string? required)
    {
        if (required is not ("yes" or "no")) return BadRequest();
        await OnGet();
        if (await factors.Set(Identity.Staff.Of(User).Actor, Words.TryParse<Role>(role), required == "yes") is Result.Refused refused)
        {
            ViewData["Refusals"] = refused.Refusals;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        Message = Language.Reader.Tell(HttpContext, $"{Words.Label(Words.Parse<Role>(role!))}：{(required == "yes" ? (Phrase)"须用" : "自愿")}动态口令。");
        return LocalRedirect("/administration/second-factor");
    }
}
