using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Reviews;

/// <summary>登记复查、复核申请: what came by letter or in person is worth as much as the form.</summary>
public sealed class RecordReviewRequestModel(Casework casework, CaseStore store) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.RecordReviewRequest;

    [BindProperty(Name = "by")]
    public string? By { get; set; }

    [BindProperty(Name = "received")]
    public string? Received { get; set; }

    [BindProperty(Name = "receivedEvidence")]
    public string? Evidence { get; set; }

    [BindProperty(Name = "backEntryReason")]
    public string? BackEntryReason { get; set; }

    [BindProperty(Name = "postedOn")]
    public string? PostedOn { get; set; }

    [BindProperty(Name = "wanted")]
    public string? Wanted { get; set; }

    [BindProperty(Name = "contested")]
    public string? Contested { get; set; }

    [BindProperty(Name = "lateBecause")]
    public string? LateBecause { get; set; }

    [BindProperty(Name = "check")]
    public string? Check { get; set; }

    /// <summary>Where the request goes, and the petitioner's last day.</summary>
    public (ReviewRemedy Remedy, Term Window)? Remedy =>
        Review.RemedyOf(Case.State) is { } remedy ? (remedy, Review.WindowOf(remedy, store.Rules)) : null;

    protected override void Prefill() => Received = Case.Today.ToString("yyyy-MM-dd");

    protected override Decision Decide(Matter matter, Act act)
    {
        var decision = Review.Record(
            matter,
            new TakenReview(
                Words.TryParse<ReviewAsker>(By), DateIn(Received) is { } day ? new LegalDay(day, Evidence, BackEntryReason) : null, DateIn(PostedOn), Check,
                new AskReview(Wanted, Contested, LateBecause)),
            act);
        // Whether it is late hangs on this day: what cannot be read is not taken for none.
        if (string.IsNullOrWhiteSpace(PostedOn) || DateIn(PostedOn) is not null) return decision;
        var unread = new Refusal(LegalDay.Source, "date-malformed", "请按年-月-日填写交邮日期，没有邮戳的留空。", "postedOn");
        return Decision.Refuse([unread, .. decision is Decision.Refused { Refusals: var others } ? others : []]);
    }

    protected override Phrase Done(Result.Done done)
    {
        var asked = (ReviewAsked)done.Events[0].Event;
        return $"{Words.Label(asked.Level)}申请已登记，由{asked.Organ}办理。";
    }
}
