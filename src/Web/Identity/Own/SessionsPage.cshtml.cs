using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Own;

/// <summary>One's own sign-ins, and an end to any but this one.</summary>
public sealed class SessionsModel(SignIns signIns, FreshProof proof, ProviderSignIn provider) : PageModel
{
    [TempData]
    public string? Message { get; set; }

    public IReadOnlyList<SignIn> All { get; private set; } = [];

    /// <summary>The one that looks.</summary>
    public string Own => User.FindFirstValue(Identity.Staff.SessionClaim) ?? "";

    public bool HasProvider => provider.Provider is not null;

    public ProofKind? Confirms { get; private set; }

    public async Task OnGet() => (All, Confirms) = (await signIns.Of(Identity.Staff.Of(User).Id), await proof.Wanted(HttpContext));

    public async Task<IActionResult> OnPost([FromForm(Name = "end")] string? end)
    {
        await OnGet();
        var staff = Identity.Staff.Of(User);
        if (await proof.Ask(HttpContext) is { } unproven) return Again([unproven]);
        var ended = All.Where(s => s.Id != Own && (end == "others" || s.Id == end)).ToList();
        if (await signIns.End(staff.Actor, staff.Id, ended) is Result.Refused refused) return Again(refused.Refusals);
        Message = Language.Reader.Tell(HttpContext, $"已结束{ended.Count}个登录。");
        return LocalRedirect("/account/sessions");
    }

    private PageResult Again(IReadOnlyList<Core.Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
