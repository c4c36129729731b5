using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xinqiao.Web.Identity.Own;

/// <summary>Whoever follows a link to a file shows first once more who they are; the file comes as the answer.</summary>
public sealed class ProofModel(FreshProof proof) : PageModel
{
    /// <summary>Where the file is.</summary>
    public string? Back { get; private set; }

    /// <summary>The page that the link stands on.</summary>
    public string List => Back is null ? "/desk" : Back.Split('?')[0];

    public ProofKind? Wanted { get; private set; }

    /// <summary>Where a link to a file leads that wants it.</summary>
    public static string Before(HttpRequest request) => "/account/proof" + QueryString.Create("ReturnUrl", request.Path + request.QueryString);

    public async Task<IActionResult> OnGet([FromQuery(Name = "ReturnUrl")] string? back) => await Open(back) ? Page() : LocalRedirect(Back ?? "/desk");

    public async Task<IActionResult> OnPost([FromForm] string? back)
    {
        if (!await Open(back) || await proof.Ask(HttpContext) is not { } refusal) return LocalRedirect(Back ?? "/desk");
        ViewData["Refusals"] = (IReadOnlyList<Core.Refusal>)[refusal];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    // False where nothing is wanted any more.
    private async Task<bool> Open(string? back)
    {
        if (Url.IsLocalUrl(back)) Back = back;
        Wanted = await proof.Wanted(HttpContext);
        return Wanted is not null;
    }
}
