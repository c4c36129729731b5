using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>撤回: the petitioner ends the matter, having been told what that means.</summary>
public sealed class WithdrawModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    [BindProperty(Name = "confirmed")]
    public string? Confirmed { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public override Phrase What => "撤回";

    public override Phrase WithoutContact => "不想再反映的，可以在承办单位联系您时当面说明；单位仍要给您书面答复。";

    protected override Article Basis => Withdrawal.Source;

    protected override Refusal? Refuse(Matter matter, Act act) => PetitionersActs.Refuse(PetitionersAct.Withdraw, matter, act);

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) =>
        Withdrawal.Withdraw(matter, Reason, Confirmed == "yes", secondFactor, act);
}
