using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Reviews;

/// <summary>复查、复核意见: uphold, change or revoke, laid before the organ's head.</summary>
public sealed class ReviewOpinionModel(Casework casework, CaseReader reader) : ReviewPage(casework, reader)
{
    public override MatterAct Kind => MatterAct.SubmitReview;

    [BindProperty(Name = "outcome")]
    public string? Outcome { get; set; }

    [BindProperty(Name = "facts")]
    public string? Facts { get; set; }

    [BindProperty(Name = "basis")]
    public string? Basis { get; set; }

    [BindProperty(Name = "opinion")]
    public string? Opinion { get; set; }

    [BindProperty(Name = "supports")]
    public string? Supports { get; set; }

    [BindProperty(Name = "execution")]
    public string? Execution { get; set; }

    [BindProperty(Name = "executeBy")]
    public string? ExecuteBy { get; set; }

    [BindProperty(Name = "redoDays")]
    public string? RedoDays { get; set; }

    /// <summary>Why the head sent the last draft back; null where no draft was.</summary>
    public string? ReturnedBecause => Case.History.Events.LastOrDefault(r => r.Event is ReviewAsked or ReviewReturned or ReviewTaken)?.Event is ReviewReturned returned
        ? returned.Reason.Value
        : null;

    /// <summary>After a return the last draft stands in the form again.</summary>
    protected override void Prefill()
    {
        if (ReturnedBecause is null || Case.History.Last<ReviewSubmitted>() is not { } last) return;
        (Outcome, Facts, Basis, Opinion) = (Words.Of(last.Effect.Outcome), last.Facts.Value, last.Basis.Value, last.Opinion.Value);
        (Supports, Execution) = (last.Effect.Supports ? "yes" : null, last.Execution.Value);
        (ExecuteBy, RedoDays) = (last.Effect.ExecuteBy?.ToString("yyyy-MM-dd"), last.Effect.RedoDays?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    protected override Decision Decide(Matter matter, Act act) => ReviewWork.Submit(
        matter,
        new DraftReview(
            Words.TryParse<ReviewOutcome>(Outcome), Facts, Basis, Opinion, Supports == "yes", Execution, DateIn(ExecuteBy),
            int.TryParse(RedoDays, out var days) ? days : null),
        act);

    protected override Phrase Done(Result.Done done) => "意见已提交，等待负责人审批。";
}
