using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Access;

/// <summary>Which platforms may bring petitions, and the form that issues a key. A key is shown on the answer to that form and never again.</summary>
[IgnoreAntiforgeryToken]
public sealed class PartnersModel(PartnerTable partners, WebhookOutbox outbox) : PageModel
{
    [BindProperty(Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(Name = "channel")]
    public string? ChannelWord { get; set; }

    public IReadOnlyList<Partner> Partners { get; private set; } = [];

    /// <summary>For each partner, how much news waits and how much was given up.</summary>
    public IReadOnlyDictionary<string, (long Waiting, long GivenUp)> Outbox { get; private set; } =
        new Dictionary<string, (long, long)>();

    /// <summary>The key that was just issued, in clear, and whose it is.</summary>
    public string? Key { get; private set; }

    public string? Issued { get; private set; }

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        IReadOnlyList<Refusal> refusals = [new(Article.House("表单有效期"), "stale-form", FormToken.Stale)];
        if (await FormToken.IsFresh(HttpContext))
        {
            var (result, key, id) = await partners.Issue(Identity.Staff.Of(User).Actor, Organ, Words.TryParse<Channel>(ChannelWord));
            if (result is Result.Refused refused) refusals = refused.Refusals;
            else (Key, Issued, refusals) = (key, id, []);
        }

        await Load();
        if (refusals.Count == 0) return Page();
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task Load() => (Partners, Outbox) = (await partners.All(), await outbox.State());
}
