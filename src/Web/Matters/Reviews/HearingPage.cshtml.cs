using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Reviews;

/// <summary>登记听证: that its notice was served, and later what came of it.</summary>
public sealed class HearingModel(Casework casework, CaseReader reader) : ReviewPage(casework, reader)
{
    public override MatterAct Kind => MatterAct.RecordHearing;

    [BindProperty(Name = "day")]
    public string? Day { get; set; }

    [BindProperty(Name = "dayEvidence")]
    public string? Evidence { get; set; }

    [BindProperty(Name = "text")]
    public string? Text { get; set; }

    [BindProperty(Name = "longBecause")]
    public string? LongBecause { get; set; }

    [BindProperty(Name = "backEntryReason")]
    public string? BackEntryReason { get; set; }

    [BindProperty(Name = "cancelled")]
    public string? Cancelled { get; set; }

    public Reviewing? Review => Case.State.OpenReview;

    protected override void Prefill() => Day = Case.Today.ToString("yyyy-MM-dd");

    protected override Decision Decide(Matter matter, Act act) => Hearing.Record(
        matter, new TakenHearing(DateIn(Day) is { } day ? new LegalDay(day, Evidence, BackEntryReason) : null, Text, LongBecause) { IsCancelled = Cancelled == "yes" },
        Thread, act);

    protected override Phrase Done(Result.Done done) => done.Events[0].Event switch
    {
        HearingReported e => (Phrase)$"已登记。听证扣除{(Review! with { HearingUntil = e.SignedOn }).HearingDays}日，不计入复核期限。",
        HearingCancelled => "已登记。听证没有举行，复核期限照常计算。",
        _ => "已登记。听证报告签署以后，或者听证没有举行的，请再登记听证结果。",
    };
}
