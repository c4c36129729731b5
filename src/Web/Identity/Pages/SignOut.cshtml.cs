using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xinqiao.Web.Identity.Pages;

public sealed class SignOutModel(SignIns signIns) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/sign-in");

    public async Task<IActionResult> OnPost()
    {
        if (User.FindFirstValue(Staff.SessionClaim) is { } session) await signIns.Leave(Staff.Of(User).Actor, session);
        await Sessions.Leave(HttpContext, Sessions.Staff);
        return LocalRedirect("/sign-in");
    }
}
