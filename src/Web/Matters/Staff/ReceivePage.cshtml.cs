using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>签收: the terms of Art. 23(3) run from this day.</summary>
public sealed class ReceiveModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Receive;

    protected override Decision Decide(Matter matter, Act act) => Dispatch.Receive(matter, act);

    protected override Phrase Done(Result.Done done) => "已签收，告知期限自今天起算。下一步：制发接收告知书。";
}
