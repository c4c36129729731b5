using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Petitions.Staff;

/// <summary>补发查询码 at the counter, after the petitioner's identity was checked. The new code is shown this once, on a slip.</summary>
[IgnoreAntiforgeryToken]
public sealed class ReissueModel(
    Casework casework, CaseStore store, CaseReader reader, PetitionerQueries queries, QueryCodes codes, Outbox outbox) : PageModel
{
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    public OpenCase Case { get; private set; } = null!;
    public History<Petition> Petition { get; private set; } = null!;

    /// <summary>How the identity was checked.</summary>
    [BindProperty(Name = "check")]
    public string? Check { get; set; }

    /// <summary>The new code; empty before it was issued.</summary>
    public string Code { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    /// <summary>Why no code can be issued here at all; null where one can.</summary>
    public Refusal? Impossible { get; private set; }

    public async Task<IActionResult> OnGet(string id) => await Open(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Open(id)) return NotFound();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        var (petition, matters, code) = (Case.State.Petition, await queries.Ids(Case.State.Petition), QueryCodes.NewCode());
        var result = await store.Act(new Intent(Case.Staff.Actor, (cases, act) => CodeReissue.AtCounter(
            cases.Petition(petition), matters.Any(m => cases.Matter(m).Sealed), Check, act))
        {
            Streams = [petition, .. matters],
            Beside = events => [codes.RowOf(petition, code, events[0].RecordedAt)],
        });
        switch (result)
        {
            case Result.Refused refused when refused.Refusals.Any(r => r.Code == "sealed"):
                return NotFound();
            case Result.Refused refused:
                return Again(refused.Refusals);
            case Result.Done done:
                (Code, At) = (code, done.Events[0].RecordedAt);
                var filed = (await reader.Petition(petition, IdentityView.OfPlatform))!.Events.AsItStands();
                if (Contact.Of(filed.Party) is { } contact)
                    await outbox.Put(Messages.CodeReissued(contact, store.Clock.GetUtcNow()));
                return Page();
            default:
                throw new InvalidOperationException("An act without a key is done or refused.");
        }
    }

    private async Task<bool> Open(string id)
    {
        if (await casework.Open(User, id) is not { } open) return false;
        (Case, Petition) = (open, (await reader.Petition(open.State.Petition))!);
        Impossible = CodeReissue.AtCounter(Petition.State, holdsSealed: false, "（已填）", open.Asked) is Decision.Refused refused
            ? refused.Refusals[0]
            : null;
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
