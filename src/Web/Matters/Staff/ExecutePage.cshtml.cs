using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>执行完毕 (Art. 32(2)): what was supported has been done, with proof. Neither closing nor resolving.</summary>
public sealed class ExecuteModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Execute;

    [BindProperty(Name = "executed")]
    public string? Executed { get; set; }

    [BindProperty(Name = "executedEvidence")]
    public string? Evidence { get; set; }

    [BindProperty(Name = "how")]
    public string? How { get; set; }

    [BindProperty(Name = "backEntryReason")]
    public string? BackEntryReason { get; set; }

    /// <summary>What the opinion promised.</summary>
    public OpinionSubmitted? Promised => Case.History.Last<OpinionSubmitted>();

    protected override void Prefill() => Executed = Case.Today.ToString("yyyy-MM-dd");

    protected override Decision Decide(Matter matter, Act act) => Execution.Execute(
        matter, DateIn(Executed) is { } day ? new LegalDay(day, Evidence, BackEntryReason) : null, How, act);

    protected override Phrase Done(Result.Done done) => "已登记执行完毕。问题是否化解，另行认定。";
}
