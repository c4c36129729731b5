using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>解除重大紧急 (Art. 25): by the petition department alone.</summary>
public sealed class LiftUrgencyModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.LiftUrgency;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    protected override Decision Decide(Matter matter, Act act) => Urgency.Lift(matter, Reason, act);

    protected override Phrase Done(Result.Done done) => "重大、紧急已解除。";
}
