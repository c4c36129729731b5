using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>延长交办时限: more time for the completion report, from whoever assigned the matter.</summary>
public sealed class ExtendAssignmentModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.ExtendAssignment;

    /// <summary>As it was typed.</summary>
    [BindProperty(Name = "reportBy")]
    public string? ReportBy { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>The limit in force; null where nothing is assigned.</summary>
    public DateOnly? Limit => Case.State.Assignment is { } assignment ? Assignment.LimitOf(assignment) : null;

    protected override Decision Decide(Matter matter, Act act) => Assignment.Extend(matter, DateIn(ReportBy), Reason, act);

    protected override Phrase Done(Result.Done done) =>
        $"交办时限已延长到{ChineseDay.Of(((AssignmentExtended)done.Events[0].Event).ReportBy)}。";
}
