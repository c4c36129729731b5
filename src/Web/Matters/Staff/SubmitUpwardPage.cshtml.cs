using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>报请 (Art. 22(1)(1)): a major or urgent matter is laid before the Party committee or government with a proposal.</summary>
public sealed class SubmitUpwardModel(Casework casework, UnitQueries units) : MatterPage(casework)
{
    private string? above;

    public override MatterAct Kind => MatterAct.SubmitUpward;

    [BindProperty(Name = "to")]
    public string? To { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "proposal")]
    public string? Proposal { get; set; }

    protected override async Task Prepare() => above = (await units.Find(Case.Office.Parent))?.OrganName;

    protected override void Prefill() => To = above;

    protected override Decision Decide(Matter matter, Act act) =>
        Submission.Submit(matter, To, Reason, Proposal, Case.Office, act);

    protected override Phrase Done(Result.Done done)
    {
        var submitted = (MatterSubmittedUpward)done.Events[0].Event;
        return $"已报请{submitted.To}决定，报请件{submitted.DocumentNumber}已制发。收到批示后请登记。";
    }
}
