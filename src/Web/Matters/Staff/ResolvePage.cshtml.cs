using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>化解: the problem is solved or agreed on, shown by evidence.</summary>
public sealed class ResolveModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Resolve;

    [BindProperty(Name = "ground")]
    public string? Ground { get; set; }

    [BindProperty(Name = "resolved")]
    public string? Resolved { get; set; }

    [BindProperty(Name = "resolvedEvidence")]
    public string? Evidence { get; set; }

    [BindProperty(Name = "how")]
    public string? How { get; set; }

    [BindProperty(Name = "backEntryReason")]
    public string? BackEntryReason { get; set; }

    protected override bool WantsProof => true;

    protected override void Prefill() => Resolved = Case.Today.ToString("yyyy-MM-dd");

    protected override Decision Decide(Matter matter, Act act) => Execution.Resolve(
        matter, Words.TryParse<ResolutionGround>(Ground),
        DateIn(Resolved) is { } day ? new LegalDay(day, Evidence, BackEntryReason) : null, How, act);

    protected override Phrase Done(Result.Done done) => "已登记化解。";
}
