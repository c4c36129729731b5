using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>标为重大紧急 (Art. 25): whoever sees it marks it; the report is due within hours.</summary>
public sealed class MarkUrgentModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.MarkUrgent;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>The clock of the written report.</summary>
    public Clock Report => Case.Asked.Rules.On(Case.Today)[ClockId.UrgentReport];

    protected override Decision Decide(Matter matter, Act act) => Urgency.Mark(matter, Reason, act);

    protected override Phrase Done(Result.Done done) =>
        $"已标为重大、紧急。请在{ChineseDay.Of(Report.EndsAt(done.Events[0].RecordedAt))}前书面报告，并登记报告。";
}
