using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>登记批示: what was decided above, on the day and with the number that stand on it.</summary>
public sealed class UpwardDecisionModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.RecordUpwardDecision;

    [BindProperty(Name = "decided")]
    public string? Decided { get; set; }

    [BindProperty(Name = "decidedEvidence")]
    public string? Evidence { get; set; }

    [BindProperty(Name = "decision")]
    public string? Text { get; set; }

    [BindProperty(Name = "backEntryReason")]
    public string? BackEntryReason { get; set; }

    public MatterSubmittedUpward? Submitted => Case.History.Last<MatterSubmittedUpward>();

    protected override void Prefill() => Decided = Case.Today.ToString("yyyy-MM-dd");

    protected override Decision Decide(Matter matter, Act act) => Submission.RecordDecision(
        matter, DateIn(Decided) is { } day ? new LegalDay(day, Evidence, BackEntryReason) : null, Text, act);

    protected override Phrase Done(Result.Done done) => "批示已登记。请按批示转送或者交办。";
}
