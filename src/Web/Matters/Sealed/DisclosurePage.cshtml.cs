using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Language;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Sealed;

/// <summary>提供检举控告人信息: what units that got an extract ask, and the liaison's half of the answer.</summary>
[IgnoreAntiforgeryToken]
public sealed class DisclosureModel(Casework casework, UnitQueries units, Identity.FreshProof proof) : PageModel
{
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public OpenCase Case { get; private set; } = null!;

    [TempData]
    public string? Message { get; set; }

    /// <summary>approve or refuse.</summary>
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    /// <summary>Version of the event that asked.</summary>
    [BindProperty(Name = "asked")]
    public int? Asked { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public Identity.ProofKind? Confirms { get; private set; }

    public IEnumerable<AskedDisclosure> Waiting => Case.State.Disclosures.Where(d => d.IsPending);

    public string NameOf(string unit) => names.GetValueOrDefault(unit, unit);

    public PrivateText ReasonOf(AskedDisclosure asked) =>
        (Case.History.Events.First(e => e.Version == asked.Version).Event as DisclosureAsked)?.Reason ?? PrivateText.Absent;

    public async Task<IActionResult> OnGet(string id) => await Open(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Open(id)) return NotFound();
        if (Pressed is not ("approve" or "refuse")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        if (Pressed == "approve" && await proof.Ask(HttpContext) is { } unproven) return Again([unproven]);
        Confirms = null;
        var result = await casework.Act(
            Case, (m, act) => Pressed == "approve" ? Disclosure.Approve(m, Asked, act) : Disclosure.Refuse(m, Asked, Reason, act));
        if (result is Result.Refused refused) return Again(refused.Refusals);
        Message = Reader.Tell(HttpContext, Pressed == "approve" ? "已批准。接收单位负责人也批准以后，只向申请人提供。" : "申请已退回。");
        return LocalRedirect($"/sealed/{id}/disclosure");
    }

    private async Task<bool> Open(string id)
    {
        if (await casework.Open(User, id) is not { State.Sealed: true } open) return false;
        Case = open;
        Confirms = await proof.Wanted(HttpContext);
        ViewData["Title"] = (Phrase)"提供检举控告人信息";
        names = (await units.Ever()).ToDictionary(u => u.Code, u => u.Name);
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
