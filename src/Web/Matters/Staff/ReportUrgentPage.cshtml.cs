using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>登记重大紧急报告 (Art. 25, CLK-14): to whom, what was done, under which number.</summary>
public sealed class ReportUrgentModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.ReportUrgent;

    [BindProperty(Name = "to")]
    public string? To { get; set; }

    [BindProperty(Name = "measures")]
    public string? Measures { get; set; }

    [BindProperty(Name = "evidence")]
    public string? Evidence { get; set; }

    /// <summary>The end of CLK-14 from the moment it was marked.</summary>
    public DateTimeOffset? DueAt => Case.State.UrgentSince is { } since
        ? Case.Asked.Rules.On(Shanghai.DateOf(since)).Find(ClockId.UrgentReport)?.EndsAt(since)
        : null;

    /// <summary>What whoever marked it wrote; null where that was erased.</summary>
    public string? Why => Case.History.Last<MarkedUrgent>()?.Reason.Value;

    protected override Decision Decide(Matter matter, Act act) => Urgency.Report(matter, To, Measures, Evidence, act);

    protected override Phrase Done(Result.Done done) => "重大、紧急情况的书面报告已登记。";
}
