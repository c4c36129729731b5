using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Own;

/// <summary>
/// Links one's own account to one's identity at the provider, or takes the link away: by whoever has just shown that they are the holder. The way
/// there is a link and no form, since a form may lead nowhere but to this site.
/// </summary>
public sealed class ProviderLinkModel(ProviderSignIn signIn, ProviderLinks links, FreshProof proof) : PageModel
{
    [TempData]
    public string? Message { get; set; }

    public string Label => signIn.Provider?.Label ?? "";

    public DateTimeOffset? Since { get; private set; }

    public ProofKind? Confirms { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (signIn.Provider is null) return NotFound();
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnGetGo()
    {
        if (signIn.Provider is null) return NotFound();
        await Load();
        if (Confirms is not null || Since is not null) return LocalRedirect("/account/provider");
        if (await signIn.Leave(HttpContext, linkOf: Identity.Staff.Of(User).Id, back: null)) return new EmptyResult();
        return Again([ProviderLink.Refused(ProviderTrouble.Away)], StatusCodes.Status503ServiceUnavailable);
    }

    public async Task<IActionResult> OnPost([FromForm] string? act)
    {
        if (signIn.Provider is null) return NotFound();
        await Load();
        if (await proof.Ask(HttpContext) is { } unproven) return Again([unproven]);
        Confirms = null;
        if (act != "unlink") return LocalRedirect("/account/provider");
        if (await links.Unlink(Identity.Staff.Of(User)) is Result.Refused refused) return Again(refused.Refusals);
        Message = Language.Reader.Tell(HttpContext, "关联已解除，不能再从那里登录。");
        return LocalRedirect("/account/provider");
    }

    private async Task Load() => (Since, Confirms) = (await links.Since(Identity.Staff.Of(User).Id), await proof.Wanted(HttpContext));

    private PageResult Again(IReadOnlyList<Refusal> refusals, int status = StatusCodes.Status422UnprocessableEntity)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = status;
        return Page();
    }
}
