using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Answers;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Petitions.Citizen;

/// <summary>The form: what, where, who, check, receipt. All that is typed travels with it, so any step can be taken again.</summary>
[IgnoreAntiforgeryToken]
public sealed class SubmitModel(
    CaseStore store, UnitQueries unitQueries, QueryCodes codes, CaseReader reader, Receipts receipts, Drafts drafts, FileIntake intake,
    PetitionerQueries petitions, AnswerQueries answers) : PageModel
{
    private const string OtherBody =
        "这份表格刚才已经提交过一次，内容与现在的不同，已按上次的内容登记，没有改动。如果要把现在的内容作为另一件提出，请再点一次提交；如果是同一件事，请凭上次的编号和查询码查询。";

    /// <summary>1 to 4.</summary>
    public int Step { get; private set; } = 1;

    public PetitionForm Form { get; private set; } = PetitionForm.Blank();

    /// <summary>After a correction the way leads back to the summary.</summary>
    public bool Returning { get; private set; }

    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>Why it was not sent, where that is not about a field.</summary>
    public Phrase? Warning { get; private set; }

    public Receipt? Receipt { get; private set; }

    /// <summary>Shown this once; only its digest is kept.</summary>
    public string Code { get; private set; } = "";

    public bool IsRepeated { get; private set; }

    /// <summary>Files that came with it and were not taken, each by name; the petition stands all the same.</summary>
    public IReadOnlyList<Refusal> RefusedFiles { get; private set; } = [];

    /// <summary>How many files are with it now.</summary>
    public int Files { get; private set; }

    public IReadOnlyList<Unit> Units { get; private set; } = [];

    public IEnumerable<Unit> Places => Units.Where(u => u.Kind is UnitKind.Street or UnitKind.Zone);

    public string Office => Units.First(u => u.Kind == UnitKind.PetitionOffice).Name;

    public string? UnitName(string code) => Units.FirstOrDefault(u => u.Code == code)?.Name;

    public Term DispatchTerm => Term.Reckon(
        RulePack.On(Receipt!.Petition.ReceivedOn)[ClockId.Dispatch], Receipt.Petition.ReceivedOn, store.Calendar);

    /// <summary>What this browser kept and has not sent; offered on the empty form.</summary>
    public Draft? Draft { get; private set; }

    /// <summary>The draft was just kept, until then.</summary>
    public DateTimeOffset? KeptUntil { get; private set; }

    /// <summary>Public answers on similar matters; null where nobody asked for them.</summary>
    public IReadOnlyList<ShownAnswer>? Similar { get; private set; }

    public async Task OnGet()
    {
        Units = await unitQueries.All();
        Draft = await drafts.Open(HttpContext);
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "do")] string? action, int? step, string? returning)
    {
        Units = await unitQueries.All();
        Form = PetitionForm.Read(Request.Form, out var keyIsOurs);
        Step = Math.Clamp(step ?? 1, 1, PetitionForm.CheckStep);
        Returning = returning == "yes";
        switch (action)
        {
            case "back":
                Step = Math.Max(1, Step - 1);
                return Page();
            case "edit-1" or "edit-2" or "edit-3":
                (Step, Returning) = (action[^1] - '0', true);
                return Page();
            case "similar":
                // Compared and forgotten: nothing is checked, kept or counted.
                Similar = await answers.Like(Form["title"]);
                return Page();
            case "keep" or "resume" or "discard":
                return await DraftAct(action);
            case "send":
                if (keyIsOurs && await FormToken.IsFresh(HttpContext)) return await Send();
                return Again(PetitionForm.CheckStep, FormToken.Stale);
            default:
                return Next();
        }
    }

    // Nothing is checked: a draft may be as unfinished as it is.
    private async Task<IActionResult> DraftAct(string action)
    {
        if (!await FormToken.IsFresh(HttpContext)) return Again(Step, FormToken.Stale);
        if (action == "keep")
        {
            KeptUntil = await drafts.Keep(HttpContext, Form.ToDraft(Step));
            return Page();
        }

        if (action == "discard")
        {
            await drafts.Discard(HttpContext);
            return RedirectToPage();
        }

        if (await drafts.Open(HttpContext) is not { } draft)
            return Again(1, $"草稿已经不在了：草稿只保存{Drafts.Days}天。请重新填写。");
        (Form, Step) = PetitionForm.From(draft);
        return Page();
    }

    private PageResult Next()
    {
        Refusals = Check(Step);
        if (Refusals.Count > 0) return Again(Step);
        (Step, Returning) = (Returning ? PetitionForm.CheckStep : Math.Min(Step + 1, PetitionForm.CheckStep), false);
        return Page();
    }

    private async Task<IActionResult> Send()
    {
        // Every step again: what a browser sends may have passed none of them.
        for (var step = 1; step <= PetitionForm.CheckStep; step++)
        {
            Refusals = Check(step);
            if (Refusals.Count > 0) return Again(step);
        }

        Code = QueryCodes.NewCode();
        switch (await store.Act(Intent(await unitQueries.PetitionOffice())))
        {
            case Result.Done done:
                await drafts.Discard(HttpContext);
                await TakeFiles(done.Events[0].Event.Stream);
                var petition = (await reader.Petition(done.Events[0].Event.Stream))!.State;
                (Receipt, IsRepeated) = (await receipts.Of(petition, done), done.Repeated);
                return Page();
            case Result.KeyReused:
                Form.Renew();
                return Again(PetitionForm.CheckStep, OtherBody);
            case Result.Refused refused:
                Refusals = refused.Refusals;
                return Again(PetitionForm.CheckStep);
            default:
                throw new InvalidOperationException("A result that is none of three.");
        }
    }

    // The petition is accepted; what a browser that went away has sent is taken as well.
    private async Task TakeFiles(StreamId petition)
    {
        if (ReceivedFiles.Of(HttpContext) is not { Count: > 0 } files) return;
        var refused = await intake.Take(
            files, new FileFor(Actor.Petitioner, petition, (await petitions.Ids(petition))[0], AttachmentKind.Material), CancellationToken.None);
        // Sent once more, the files are here already.
        RefusedFiles = [.. refused.Where(r => !IsRepeatedFile(r))];
        Files = files.Count - RefusedFiles.Count;
    }

    private static bool IsRepeatedFile(Refusal refusal) => refusal.Code == "already-attached";

    private Intent Intent(Unit office)
    {
        var command = Form.ToCommand(store.Clock.GetUtcNow());
        var (places, units) = (PlaceCodes, UnitCodes);
        return new Intent(Actor.Petitioner, (_, act) => Registration.File(command, act, office.Code, places, units))
        {
            Key = new IdempotencyKey("form", Form.Key, Form.Digest()),
            // Whoever sends the same again has not seen the first answer, so they get a code that works; the first one stops working.
            Again = (_, _, petition) => Decision.Accept(new QueryCodeIssued(petition, CodeHandedOver.RepeatOfFiling)),
            Beside = events => [codes.RowOf(events[0].Event.Stream, Code, events[0].RecordedAt)],
        };
    }

    private IReadOnlyList<Refusal> Check(int step) => Form.Check(step, PlaceCodes, UnitCodes);

    private HashSet<string> PlaceCodes => [.. Places.Select(u => u.Code)];

    private HashSet<string> UnitCodes => [.. Units.Select(u => u.Code)];

    private static readonly Phrase FilesToChooseAgain = "选好的照片和材料没有保存，提交前请重新选择。";

    private PageResult Again(int step, Phrase? warning = null)
    {
        (Step, Warning) = (step, warning);
        // A browser does not fill in files again.
        if (ReceivedFiles.Of(HttpContext).Count > 0) Warning = (Warning ?? "") + FilesToChooseAgain;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
