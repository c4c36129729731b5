using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Own;

/// <summary>One's own password. All other sign-ins end with the old one.</summary>
[IgnoreAntiforgeryToken]
public sealed class PasswordModel(People people) : PageModel
{
    [BindProperty(Name = "current")]
    public string? Current { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    [BindProperty(Name = "again")]
    public string? Again { get; set; }

    [TempData]
    public string? Message { get; set; }

    public PasswordProfile Profile => people.Profile;

    public bool MustChange => User.HasClaim(Identity.Staff.DutyClaim, Words.Of(FirstDuty.Password));

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        if (!await FormToken.IsFresh(HttpContext))
            return Back([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var staff = Identity.Staff.Of(User);
        if (await people.ChangePassword(staff.Actor, Current, Password, Again) is Result.Refused refused) return Back(refused.Refusals);
        await Sessions.Begin(HttpContext, (await people.Find(staff.Id))!);
        Message = Language.Reader.Tell(HttpContext, "密码已修改，其他地方的登录已失效。");
        return LocalRedirect("/account/sessions");
    }

    private PageResult Back(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
