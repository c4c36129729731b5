using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>按密件处理 (Art. 30): whoever suspects an accusation closes the matter at once, to themselves too.</summary>
public sealed class SealModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Seal;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    protected override Decision Decide(Matter matter, Act act) => Sealing.Seal(matter, Reason, act);

    protected override Phrase Done(Result.Done done) => "已按密件处理，交纪检监察联络员。该事项不再出现在您的列表中。";

    // The matter is behind the gate now.
    protected override string Next => "/staff/matters";
}
