using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>回避 (Art. 28): whoever has an interest withdraws, and does not see the matter again.</summary>
public sealed class RecusalModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Recuse;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    protected override Decision Decide(Matter matter, Act act) => Conflict.Recuse(matter, Reason, act);

    protected override Phrase Done(Result.Done done) => "已登记回避。该事项不再向您显示，由其他工作人员办理。";

    // It is closed to whoever withdrew.
    protected override string Next => "/staff/matters";
}
