using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Identity.Own;

/// <summary>One's own passkeys: enrolled and removed by whoever has just shown that they are the holder. One that is there shows it, too.</summary>
public sealed class PasskeysModel(Passkeys passkeys, FreshProof proof) : PageModel
{
    [BindProperty(Name = Passkey.NameField)]
    public string? Name { get; set; }

    [TempData]
    public string? Message { get; set; }

    public IReadOnlyList<OwnPasskey> All { get; private set; } = [];

    public ProofKind? Confirms { get; private set; }

    public bool ArePossible => passkeys.ArePossible;

    public bool IsDuty => User.HasClaim(Identity.Staff.DutyClaim, Words.Of(FirstDuty.SecondFactor));

    public async Task OnGet() => (All, Confirms) = (await passkeys.Of(Identity.Staff.Of(User).Id), await proof.Wanted(HttpContext));

    /// <summary>Enrols what a device answered, or removes one.</summary>
    public async Task<IActionResult> OnPost([FromForm] string? remove, [FromForm(Name = Passkeys.Field)] string? answer)
    {
        await OnGet();
        if (await proof.Ask(HttpContext) is { } unproven) return Again([unproven]);
        Confirms = null;
        var result = remove is null ? await passkeys.Enrol(HttpContext, Name, answer) : await passkeys.Remove(Identity.Staff.Of(User), remove);
        if (result is Result.Refused refused) return Again(refused.Refusals);
        Message = Language.Reader.Tell(HttpContext, remove is null ? (Phrase)"通行密钥已登记，下次登录就可以用。" : "通行密钥已移除，不能再用它登录。");
        return LocalRedirect("/account/passkeys");
    }

    /// <summary>What the browser asks a device for that shall make one.</summary>
    public async Task<IActionResult> OnPostToEnrol() =>
        passkeys.ArePossible ? Content(await passkeys.ToEnrol(HttpContext), "application/json") : NotFound();

    /// <summary>What the browser asks a device for that has one.</summary>
    public IActionResult OnPostToShow() =>
        passkeys.ArePossible ? Content(passkeys.ToShow(HttpContext, ChallengeFor.Proof), "application/json") : NotFound();

    /// <summary>再次确认身份 by a passkey of one's own.</summary>
    public async Task<IActionResult> OnPostShown([FromForm(Name = Passkeys.Field)] string? answer)
    {
        var (_, trouble) = await passkeys.Check(HttpContext, ChallengeFor.Proof, answer, Identity.Staff.Of(User).Id);
        if (trouble is { } what)
            return new ContentResult { Content = Language.Reader.Tell(HttpContext, Words.Label(what)), StatusCode = StatusCodes.Status422UnprocessableEntity };
        await proof.Show(HttpContext);
        return new NoContentResult();
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
