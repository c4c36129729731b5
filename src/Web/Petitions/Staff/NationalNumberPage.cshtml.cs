using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Language;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>The national system's number of a petition, recorded after it was registered, or corrected.</summary>
[IgnoreAntiforgeryToken]
public sealed class NationalNumberModel(Casework casework, CaseStore store, CaseReader reader) : PageModel
{
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    public OpenCase Case { get; private set; } = null!;
    public History<Petition> Petition { get; private set; } = null!;

    [BindProperty(Name = "nationalNumber")]
    public string? Number { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [TempData]
    public string? Message { get; set; }

    public async Task<IActionResult> OnGet(string id) => await Open(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Open(id)) return NotFound();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        var (petition, matter) = (Petition.State.Id, Case.Id);
        var result = await store.Act(new Intent(Case.Staff.Actor, (cases, act) => cases.Matter(matter).Sealed
            ? Sealing.Refuse()
            : NationalNumber.Record(cases.Petition(petition), Number, Reason, cases.BearerOf, act))
        {
            Streams = [petition, matter],
        });
        switch (result)
        {
            case Result.Refused refused when refused.Refusals.Any(r => r.Code == "sealed"):
                return NotFound();
            case Result.Refused refused:
                return Again(refused.Refusals);
            default:
                Message = Reader.Tell(HttpContext, "全国信访信息系统编号已登记。");
                return LocalRedirect(Case.Path);
        }
    }

    private async Task<bool> Open(string id)
    {
        if (await casework.Open(User, id) is not { } open) return false;
        (Case, Petition) = (open, (await reader.Petition(open.State.Petition))!);
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
