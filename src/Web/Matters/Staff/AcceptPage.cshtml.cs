using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>受理: the sixty days of Art. 34 run from this day.</summary>
public sealed class AcceptModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Accept;

    [BindProperty(Name = "handlerName")]
    public string? HandlerName { get; set; }

    [BindProperty(Name = "scope")]
    public string? Scope { get; set; }

    public DateOnly DueOn => HandlingTerm.DueOn(Case.Today, extendedDays: 0);

    protected override void Prefill()
    {
        HandlerName = Case.Staff.Name;
        Scope = string.Join('\n', Case.Requests.Select((request, i) => $"{i + 1}. {request}"));
    }

    protected override Decision Decide(Matter matter, Act act) =>
        Acceptance.Accept(matter, HandlerName, Scope, Case.Lead!, act);

    protected override Phrase Done(Result.Done done) =>
        $"已受理，受理告知书{Case.Number(done, DocumentKind.Acceptance)}已制发。办理期限到{ChineseDay.Of(DueOn)}。";
}
