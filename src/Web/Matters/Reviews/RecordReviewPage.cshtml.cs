using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Reviews;

/// <summary>登记外部复查、复核意见: what an organ decided that does not work on this platform.</summary>
public sealed class RecordReviewModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.RecordReview;

    [BindProperty(Name = "outcome")]
    public string? Outcome { get; set; }

    [BindProperty(Name = "number")]
    public string? Number { get; set; }

    [BindProperty(Name = "served")]
    public string? Served { get; set; }

    [BindProperty(Name = "servedEvidence")]
    public string? Evidence { get; set; }

    [BindProperty(Name = "backEntryReason")]
    public string? BackEntryReason { get; set; }

    [BindProperty(Name = "finalOrgan")]
    public string? FinalOrgan { get; set; }

    [BindProperty(Name = "result")]
    public string? Text { get; set; }

    [BindProperty(Name = "supports")]
    public string? Supports { get; set; }

    [BindProperty(Name = "executeBy")]
    public string? ExecuteBy { get; set; }

    [BindProperty(Name = "redoDays")]
    public string? RedoDays { get; set; }

    public ReviewRemedy? Remedy => Review.RemedyOf(Case.State);

    protected override void Prefill() => Served = Case.Today.ToString("yyyy-MM-dd");

    protected override Decision Decide(Matter matter, Act act) => OutsideReview.Record(
        matter,
        new TakenOpinion(
            Words.TryParse<ReviewOutcome>(Outcome), Number, DateIn(Served) is { } day ? new LegalDay(day, Evidence, BackEntryReason) : null, FinalOrgan,
            Supports == "yes", DateIn(ExecuteBy), int.TryParse(RedoDays, out var days) ? days : null, Text),
        act);

    protected override Phrase Done(Result.Done done) => ((ReviewRecorded)done.Events[0].Event).Effect.Outcome == ReviewOutcome.Revoke
        ? "已登记。原处理意见已被撤销，由责任单位重新处理。"
        : "已登记。";
}
