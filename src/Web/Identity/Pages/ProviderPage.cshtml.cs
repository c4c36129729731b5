using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Pages;

/// <summary>Where whoever signs in elsewhere leaves from and comes back to.</summary>
public sealed class ProviderModel(ProviderSignIn signIn, ProviderLinks links, SecondSteps steps, CaseStore store) : PageModel
{
    public string Label => signIn.Provider?.Label ?? "";

    /// <summary>Where somebody goes who is signed in now.</summary>
    public string? On { get; private set; }

    public SecondStep? Second { get; private set; }

    public bool IsLinked { get; private set; }

    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    public Phrase Heading => "统一身份认证";

    /// <summary>Leaves for the provider.</summary>
    public async Task<IActionResult> OnGetGo([FromQuery(Name = "ReturnUrl")] string? back)
    {
        if (signIn.Provider is null) return NotFound();
        return await signIn.Leave(HttpContext, linkOf: null, back) ? new EmptyResult() : Refuse(ProviderTrouble.Away, StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Comes back.</summary>
    /// <param name="kind">Of trouble; null where there was none.</param>
    public async Task<IActionResult> OnGet([FromQuery] string? kind)
    {
        if (signIn.Provider is not { } provider) return NotFound();
        if (kind is not null) return Refuse(Words.TryParse<ProviderTrouble>(kind) ?? ProviderTrouble.Failed);
        if (await signIn.Arrive(HttpContext) is not { } confirmed) return Refuse(ProviderTrouble.Expired);
        if (confirmed.LinkOf is not null) return await Link(provider, confirmed);
        if (await links.Find(provider, confirmed.Subject) is not { } person) return Refuse(ProviderTrouble.Unlinked);
        if (store.Clock.GetUtcNow().ToUnixTimeMilliseconds() < person.LockedUntil) return Refuse(ProviderTrouble.Locked);
        var back = Url.IsLocalUrl(confirmed.Back) ? confirmed.Back! : "/desk";
        // What the provider says of factors cannot be checked: whoever has a second one here is asked for it here.
        if (person.HasSecond) Second = steps.For(person, SignInWay.Provider, back);
        else
        {
            await Sessions.Begin(HttpContext, person, (int)person.Failures, SignInWay.Provider);
            On = back;
        }

        return Page();
    }

    private async Task<IActionResult> Link(SignInProvider provider, Confirmed confirmed)
    {
        var result = await links.Link(provider, confirmed);
        if (result is Result.Refused refused) return Refuse(refused.Refusals);
        if (result is null) return Refuse(ProviderTrouble.Expired);
        IsLinked = true;
        return Page();
    }

    private PageResult Refuse(ProviderTrouble trouble, int status = StatusCodes.Status422UnprocessableEntity) => Refuse([ProviderLink.Refused(trouble)], status);

    private PageResult Refuse(IReadOnlyList<Refusal> refusals, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Refusals, Response.StatusCode) = (refusals, status);
        return Page();
    }
}
