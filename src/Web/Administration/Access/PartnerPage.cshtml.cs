using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Access;

/// <summary>One partner: another key, where it is told of its petitions, what could not be told, or the end.</summary>
[IgnoreAntiforgeryToken]
public sealed class PartnerModel(PartnerTable partners, WebhookOutbox outbox, WebhookTargets targets) : PageModel
{
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "url")]
    public string? Webhook { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [TempData]
    public string? Message { get; set; }

    public Partner Partner { get; private set; } = null!;

    public IReadOnlyList<Untold> Failed { get; private set; } = [];

    /// <summary>A secret that is shown this once.</summary>
    public (string What, string Secret)? Shown { get; private set; }

    public string At(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(Shanghai.Offset).ToString("MM-dd HH:mm");

    public async Task<IActionResult> OnGet(string id)
    {
        if (!await Load(id)) return NotFound();
        Webhook = Partner.Webhook;
        return Page();
    }

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Load(id)) return NotFound();
        if (Pressed is not ("webhook" or "renew" or "revoke" or "again")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var by = Identity.Staff.Of(User).Actor;
        switch (Pressed)
        {
            case "webhook":
                return await Answer(
                    await partners.Act(by, Partner, act => PartnerKeys.SetWebhook(Partner, Webhook, targets.Reaches, act)), "以后不再推送。",
                    p => p.Webhook is null ? null : ("推送地址已设置。签名密钥只在这里显示这一次，请交给对方：", partners.SecretOf(p)));
            case "renew":
                var (renewed, key) = await partners.Renew(by, Partner);
                return await Answer(renewed, "", _ => ("密钥已换发，原来的已经失效。它只在这里显示这一次，请交给对方：", key));
            case "revoke":
                return await Answer(
                    await partners.Act(by, Partner, act => PartnerKeys.Revoke(Partner, Reason, act)), "密钥已停用。", _ => null);
            default:
                var again = await outbox.TryAgain(Partner.Id);
                Message = Language.Reader.Tell(HttpContext, $"{again}条推送马上再试。");
                return LocalRedirect(Here);
        }
    }

    private string Here => $"/administration/partners/{Partner.Id}";

    private async Task<IActionResult> Answer(Result result, string message, Func<Partner, (string, string)?> shown)
    {
        if (result is Result.Refused refused) return Again(refused.Refusals);
        await Load(Partner.Id);
        (Shown, Reason, Webhook) = (shown(Partner), null, Partner.Webhook);
        ModelState.Clear();
        if (Shown is not null) return Page();
        Message = message;
        return LocalRedirect(Here);
    }

    private async Task<bool> Load(string id)
    {
        if (await partners.Find(id) is not { } partner) return false;
        (Partner, Failed) = (partner, await outbox.Failed(partner.Id));
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
