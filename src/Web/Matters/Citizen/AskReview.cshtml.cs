using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>申请复查、复核: whoever is not content with the answer asks the organ above (Art. 35, 36).</summary>
public sealed class AskReviewModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    [BindProperty(Name = "wanted")]
    public string? Wanted { get; set; }

    [BindProperty(Name = "contested")]
    public string? Contested { get; set; }

    [BindProperty(Name = "lateBecause")]
    public string? LateBecause { get; set; }

    /// <summary>Where it goes, and the last day; null where nothing can be asked for.</summary>
    public (ReviewRemedy Remedy, Term Window)? Remedy =>
        Review.RemedyOf(Matter) is { } remedy ? (remedy, Review.WindowOf(remedy, Rules)) : null;

    public bool IsLate => Remedy is { } open && !Review.IsInTime(open.Window, Today);

    /// <summary>What was asked for, once it was.</summary>
    public Phrase Level => Words.Label(Remedy?.Remedy.Level ?? ReviewLevel.Review);

    public override Phrase What => $"申请{Level}";

    public override Phrase WithoutContact => "可以把申请书寄到或者交到接待窗口，写明信访件编号，由工作人员登记。";

    protected override Article Basis => Review.SourceOf(Remedy?.Remedy.Level ?? ReviewLevel.Review);

    protected override bool TrustsOwnCode => true;

    protected override Refusal? Refuse(Matter matter, Act act) => PetitionersActs.Refuse(PetitionersAct.AskReview, matter, act);

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) => Review.Ask(
        matter, new AskReview(Wanted, Contested, LateBecause), secondFactor, act);
}
