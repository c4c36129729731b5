using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Language;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>送达: a document counts from the day it reached the petitioner, with proof.</summary>
public sealed class ServeModel(Casework casework, FileIntake intake) : MatterPage(casework)
{
    private readonly List<CheckedFile> proofs = [];

    public override MatterAct Kind => MatterAct.Serve;

    [BindProperty(Name = "document")]
    public string? Document { get; set; }

    [BindProperty(Name = "method")]
    public string? Method { get; set; }

    [BindProperty(Name = "served")]
    public string? Served { get; set; }

    [BindProperty(Name = "servedEvidence")]
    public string? Evidence { get; set; }

    [BindProperty(Name = "proof")]
    public string? Proof { get; set; }

    [BindProperty(Name = "backEntryReason")]
    public string? BackEntryReason { get; set; }

    /// <summary>Who took it in the petitioner's place.</summary>
    [BindProperty(Name = "relation")]
    public string? Relation { get; set; }

    [BindProperty(Name = "witness")]
    public string? Witness { get; set; }

    [BindProperty(Name = "published")]
    public string? Published { get; set; }

    [BindProperty(Name = "tried")]
    public string? Tried { get; set; }

    public IEnumerable<Issued> Waiting =>
        Core.Matters.Service.WaitingFor(Case.State, Case.Staff.Role);

    /// <summary>What was agreed and what may be used.</summary>
    public IEnumerable<ServiceMethod> Methods =>
        Core.Matters.Service.ByStaff.Where(m => m != ServiceMethod.Electronic || Case.State.ElectronicConsent);

    /// <summary>The receipt that was signed comes with it. It is looked at first: with a file that cannot be taken nothing is recorded.</summary>
    public override async Task<IActionResult> OnPostAsync(string id)
    {
        if (!await Open(id)) return NotFound();
        List<Refusal> refused = [];
        foreach (var file in ReceivedFiles.Of(HttpContext))
        {
            var (good, refusal) = await intake.Check(file, HttpContext.RequestAborted);
            if (good is not null) proofs.Add(good);
            else refused.Add(refusal!);
        }

        return refused.Count > 0 ? Again(refused) : await Act(Decide, Done);
    }

    protected override async Task<string> Beside(Result.Done done)
    {
        var served = (DocumentServed)done.Events[0].Event;
        List<string> refused = [];
        foreach (var proof in proofs)
            if (await intake.Record(proof, new FileFor(
                    Case.Staff.Actor, Case.State.Petition, Case.Id, AttachmentKind.ProofOfService, DocumentNumber: served.DocumentNumber)) is { } refusal)
                refused.Add(Reader.Tell(HttpContext, refusal.Reason));
        return string.Concat(refused);
    }

    // To serve the opinion closes the matter (办结).
    protected override bool WantsProof => Document is null
        ? Waiting.Any(d => d.Kind == DocumentKind.Opinion)
        : Words.TryParse<DocumentKind>(Document) == DocumentKind.Opinion;

    protected override void Prefill() =>
        (Document, Served) = (Waiting.Select(d => Words.Of(d.Kind)).FirstOrDefault(), Case.Today.ToString("yyyy-MM-dd"));

    protected override Decision Decide(Matter matter, Act act) => Service.Serve(
        matter,
        new ServeDocument(
            Words.TryParse<DocumentKind>(Document), Words.TryParse<ServiceMethod>(Method),
            DateIn(Served) is { } day ? new LegalDay(day, Evidence, BackEntryReason) : null, Proof)
        {
            Relation = Words.TryParse<Substitute>(Relation),
            Witness = Witness,
            PublishedOn = DateIn(Published),
            Tried = Tried,
        },
        act);

    protected override Phrase Done(Result.Done done) => ((DocumentServed)done.Events[0].Event).Document == DocumentKind.Opinion
        ? "处理意见书已送达，本事项办结。信访人可以在三十日内请求复查，并可以评价。办结不等于执行完毕。"
        : Core.Matters.Service.IsOfReview(((DocumentServed)done.Events[0].Event).Document)
            ? "送达已登记，意见自送达之日起生效。"
            : "送达已登记。";
}
