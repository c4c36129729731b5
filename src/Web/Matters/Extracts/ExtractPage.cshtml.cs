using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Language;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Extracts;

/// <summary>
/// One matter's extracts, to the unit that got them: the struck text and nothing else. Here the handler asks who accuses, and the unit's head agrees
/// or refuses.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class ExtractModel(ExtractQueries queries, CaseStore store, CaseReader reader, Identity.FreshProof proof) : PageModel
{
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    private Identity.Staff staff = null!;

    public OpenExtract Open { get; private set; } = null!;

    /// <summary>Extracts on one page; each may be forty thousand characters long.</summary>
    public const int PageSize = 5;

    /// <summary>Version of the last extract of the page before; null for the first page.</summary>
    [BindProperty(Name = "after", SupportsGet = true)]
    public int? After { get; set; }

    private IEnumerable<Recorded> FromHere => Open.Passed.Where(p => After is null || p.Version < After);

    public IEnumerable<Recorded> Shown => FromHere.Take(PageSize);

    /// <summary>After which extract the next page begins; null where there is none.</summary>
    public int? Earlier => FromHere.Skip(PageSize).Any() ? FromHere.ElementAt(PageSize - 1).Version : null;

    /// <summary>Who accuses, as far as two persons agreed to tell whoever looks; null where they did not.</summary>
    public PetitionFiled? Filed { get; private set; }

    [TempData]
    public string? Message { get; set; }

    /// <summary>ask, approve or refuse.</summary>
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "purpose")]
    public string? PurposeWord { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>With what whoever agrees has to show once more who they are.</summary>
    public Identity.ProofKind? Confirms { get; private set; }

    public bool Asks => staff.Role == Role.Handler && Open.Pending is null;

    /// <summary>Whether whoever looks may agree to what is asked.</summary>
    public bool Approves => Open.Pending is { } asked && staff.Role == Role.UnitHead && asked.AskedBy != staff.Id && asked.Approved.All(a => a.As != staff.Role);

    public bool IsMine => Open.Pending?.AskedBy == staff.Id;

    public async Task<IActionResult> OnGet(string id) => await Find(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Find(id)) return NotFound();
        if (Pressed is not ("ask" or "approve" or "refuse")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        if (Pressed == "approve" && await proof.Ask(HttpContext) is { } unproven) return Again([unproven]);
        Confirms = null;
        var matter = Open.State.Id;
        var result = await store.Act(new Intent(staff.Actor, (cases, act) => Decide(cases.Matter(matter), act)) { Streams = [matter] });
        switch (result)
        {
            case Result.Refused refused when refused.Refusals.Any(r => r.Code == "sealed"): return NotFound();
            case Result.Refused refused: return Again(refused.Refusals);
            default:
                Message = Reader.Tell(HttpContext, Done);
                return LocalRedirect($"/extracts/{id}");
        }
    }

    private Decision Decide(Matter matter, Act act) => Pressed switch
    {
        "ask" => Disclosure.Ask(matter, Words.TryParse<AccessPurpose>(PurposeWord), Reason, act),
        "approve" => Disclosure.Approve(matter, Open.Pending?.Version, act),
        _ => Disclosure.Refuse(matter, Open.Pending?.Version, Reason, act),
    };

    private Phrase Done => Pressed switch
    {
        "ask" => "已提交申请，等待本单位负责人和纪检监察联络员两人批准。",
        "approve" => "已批准。两人都批准以后，只向申请人提供。",
        _ => "申请已退回。",
    };

    private async Task<bool> Find(string id)
    {
        staff = Identity.Staff.Of(User);
        var now = store.Clock.GetUtcNow();
        if (await queries.Find(staff.Viewer, new StreamId(id), now) is not { } open) return false;
        Open = open;
        if (Approves) Confirms = await proof.Wanted(HttpContext);
        ViewData["Title"] = (Phrase)"移送来的节录";
        if (!open.Identity.IsEmpty) Filed = (await reader.Petition(open.State.Petition, open.Identity))!.Events.AsItStands();
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
