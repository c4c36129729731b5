using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Own;

/// <summary>One's own sign-ins, and an end to any but this one.</summary>
public sealed class SessionsModel(SignIns signIns) : PageModel
{
    [TempData]
    public string? Message { get; set; }

    public IReadOnlyList<SignIn> All { get; private set; } = [];

    /// <summary>The one that looks.</summary>
    public string Own => User.FindFirstValue(Identity.Staff.SessionClaim) ?? "";

    public async Task OnGet() => All = await signIns.Of(Identity.Staff.Of(User).Id);

    public async Task<IActionResult> OnPost([FromForm(Name = "end")] string? end)
    {
        await OnGet();
        var staff = Identity.Staff.Of(User);
        var ended = All.Where(s => s.Id != Own && (end == "others" || s.Id == end)).ToList();
        if (await signIns.End(staff.Actor, staff.Id, ended) is Result.Refused refused)
        {
            ViewData["Refusals"] = refused.Refusals;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        Message = Language.Reader.Tell(HttpContext, $"已结束{ended.Count}个登录。");
        return LocalRedirect("/account/sessions");
    }
}
