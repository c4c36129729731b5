using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>办结报告 (Art. 22(1)(3)): what an assigned matter came to, signed by the unit's head.</summary>
public sealed class ReportCompletionModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.ReportCompletion;

    [BindProperty(Name = "investigation")]
    public string? Investigation { get; set; }

    [BindProperty(Name = "result")]
    public string? Outcome { get; set; }

    public MatterAssigned? Assigned => Case.History.Last<MatterAssigned>();

    public DateOnly Limit => Assignment.LimitOf(Case.State.Assignment!);

    /// <summary>The facts of the opinion are where the report begins.</summary>
    protected override void Prefill() => Investigation = Case.History.Last<OpinionSubmitted>()?.Facts.Value;

    protected override Decision Decide(Matter matter, Act act) =>
        Assignment.Report(matter, Investigation, Outcome, Case.Staff.Name, Case.Lead!, act);

    protected override Phrase Done(Result.Done done) =>
        $"办结报告{Case.Number(done, DocumentKind.CompletionReport)}已提交。";
}
