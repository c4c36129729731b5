using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>送达: a document counts from the day it reached the petitioner, with proof.</summary>
public sealed class ServeModel(Casework casework) : MatterPage(casework)
{
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
        Case.State.Documents.Where(d => !d.IsServed && Service.IsServedOnPetitioner(d.Kind));

    /// <summary>What was agreed and what may be used.</summary>
    public IEnumerable<ServiceMethod> Methods =>
        Core.Matters.Service.ByStaff.Where(m => m != ServiceMethod.Electronic || Case.State.ElectronicConsent);

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
        : "送达已登记。";
}
