using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>撤下公开答复: with the reason, and at once.</summary>
public sealed class WithdrawAnswerModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.WithdrawAnswer;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    protected override Decision Decide(Matter matter, Act act) => Publishing.Withdraw(matter, Reason, act);

    protected override Phrase Done(Result.Done done) => "公开的答复已撤下。";
}
