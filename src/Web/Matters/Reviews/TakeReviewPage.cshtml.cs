using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Reviews;

/// <summary>受理复查、复核申请: somebody who never had the matter in hand takes it up, or over from a colleague.</summary>
public sealed class TakeReviewModel(Casework casework, CaseReader reader) : ReviewPage(casework, reader)
{
    public override MatterAct Kind => MatterAct.TakeReview;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>What the field is for; null where nothing need be said.</summary>
    public Phrase? Why => Case.State.OpenReview switch
    {
        { InTime: false, TakenOn: null } => (Phrase)"逾期申请有正当理由的认定",
        { Reviewer: not null } => "接手的理由",
        _ => (Phrase?)null,
    };

    protected override Decision Decide(Matter matter, Act act) => ReviewWork.Take(matter, Reason, Thread, act);

    protected override Phrase Done(Result.Done done) => $"已由您承办{Words.Label(((ReviewTaken)done.Events[0].Event).Level)}。";
}
