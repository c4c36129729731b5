using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>撤回复查、复核申请: the petitioner takes it back before it is decided.</summary>
public sealed class WithdrawReviewModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    [BindProperty(Name = "confirmed")]
    public string? Confirmed { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public Phrase Level => Words.Label(Matter.OpenReview?.Level ?? ReviewLevel.Review);

    public string? Organ => Matter.OpenReview?.Organ;

    /// <summary>Until when it may be asked for again in time; null where no calendar knows it yet.</summary>
    public DateOnly? LastDay => History.Last<ReviewAsked>()?.LastDay;

    public DateOnly Day => Today;

    public override Phrase What => $"撤回{Level}申请";

    public override Phrase WithoutContact => "不再要求复查、复核的，可以在该机关联系您时当面说明；该机关仍要给您书面答复。";

    protected override Article Basis => ReviewWithdrawal.Source;

    protected override Refusal? Refuse(Matter matter, Act act) => PetitionersActs.Refuse(PetitionersAct.WithdrawReview, matter, act);

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) =>
        ReviewWithdrawal.Withdraw(matter, Reason, Confirmed == "yes", secondFactor, act);
}
