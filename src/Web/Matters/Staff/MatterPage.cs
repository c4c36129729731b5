using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Attachments.Staff;
using Xinqiao.Web.Language;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>
/// The page of one act on one matter. A refused or stale form comes back with everything that was typed; a matter behind the gate
/// is not found, at whatever moment it was sealed.
/// </summary>
[IgnoreAntiforgeryToken]
public abstract class MatterPage(Casework casework) : PageModel
{
    protected static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    public OpenCase Case { get; private set; } = null!;

    public abstract MatterAct Kind { get; }

    /// <summary>Why this person cannot do it now; the page shows it instead of the form.</summary>
    public Refusal? Impossible { get; private set; }

    /// <summary>With what whoever acts has to show once more who they are; null where nothing is wanted, or it was shown a moment ago.</summary>
    public Identity.ProofKind? Confirms { get; private set; }

    /// <summary>Whether it must not be done at a browser that was left open.</summary>
    protected virtual bool WantsProof => false;

    [TempData]
    public string? Message { get; set; }

    /// <summary>Fills the form before it is first shown.</summary>
    protected virtual void Prefill() { }

    protected abstract Decision Decide(Matter matter, Act act);

    /// <summary>What is said on the case page after it.</summary>
    protected abstract Phrase Done(Result.Done done);

    protected virtual string Next => Case.Path;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await Open(id)) return NotFound();
        Impossible = Case.Possible(Kind).Refusal;
        if (Impossible is null) Prefill();
        return Page();
    }

    public virtual async Task<IActionResult> OnPostAsync(string id) =>
        await Open(id) ? await Act(Decide, Done) : NotFound();

    protected async Task<bool> Open(string id)
    {
        if (await casework.Open(User, id) is not { } open) return false;
        Case = open;
        ViewData["Title"] = Words.Label(Kind);
        await Prepare();
        if (WantsProof) Confirms = await Fresh.Wanted(HttpContext);
        return true;
    }

    /// <summary>Reads what the page shows beside the matter.</summary>
    protected virtual Task Prepare() => Task.CompletedTask;

    /// <summary>The form once more as it was typed, with something filled in; nothing is recorded.</summary>
    protected async Task<IActionResult> Refill(string id, Action fill)
    {
        if (!await Open(id)) return NotFound();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        Impossible = Case.Possible(Kind).Refusal;
        fill();
        return Page();
    }

    protected Task<IActionResult> Act(Func<Matter, Act, Decision> decide, Func<Result.Done, Phrase> done) =>
        Act(null, (matter, _, act) => decide(matter, act), done);

    /// <inheritdoc cref="Casework.Act(OpenCase, StreamId?, Func{Matter, Matter?, Act, Decision})" path="/param"/>
    protected async Task<IActionResult> Act(StreamId? other, Func<Matter, Matter?, Act, Decision> decide, Func<Result.Done, Phrase> done)
    {
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        if (WantsProof && await Fresh.Ask(HttpContext) is { } unproven) return Again([unproven]);
        Confirms = null;
        switch (await casework.Act(Case, other, decide))
        {
            case Result.Refused refused when refused.Refusals.Any(r => r.Code == "sealed"):
                return NotFound();
            case Result.Refused refused:
                return Again(refused.Refusals);
            case Result.Done recorded:
                Message = Reader.Tell(HttpContext, done(recorded)) + await Beside(recorded);
                return LocalRedirect(Next);
            default:
                throw new InvalidOperationException("An act on a matter has no key.");
        }
    }

    /// <summary>What is done after the act is recorded; what there is to say of it follows the message.</summary>
    protected virtual Task<string> Beside(Result.Done done) => Task.FromResult("");

    private Identity.FreshProof Fresh => HttpContext.RequestServices.GetRequiredService<Identity.FreshProof>();

    protected PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        // A browser does not fill in files again.
        if (ReceivedFiles.Of(HttpContext).Count > 0 && refusals.All(r => r.Field != "files")) refusals = [.. refusals, FilesPage.PickAgain];
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>A date as a form sends it; null where it is none.</summary>
    protected static DateOnly? DateIn(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", out var date) ? date : null;
}
