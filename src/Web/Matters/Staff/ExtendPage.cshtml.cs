using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>延期 (Art. 34): the unit's own head, before expiry, at most thirty days, the reason told to the petitioner.</summary>
public sealed class ExtendModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Extend;

    /// <summary>As it was typed, so that a wrong number comes back.</summary>
    [BindProperty(Name = "days")]
    public string? Days { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public DateOnly BaseDueOn => Case.State.Acceptance!.DueOn;

    private int? Number => int.TryParse(Days, out var days) ? days : null;

    protected override Decision Decide(Matter matter, Act act) =>
        HandlingTerm.Extend(matter, Number, Reason, Case.Staff.Name, Case.Lead!, act);

    protected override Phrase Done(Result.Done done) =>
        $"已延期{Number}日，办理期限到{ChineseDay.Of(BaseDueOn.AddDays(Number!.Value))}。"
        + $"延期告知书{Case.Number(done, DocumentKind.Extension)}已制发，请送达。";
}
