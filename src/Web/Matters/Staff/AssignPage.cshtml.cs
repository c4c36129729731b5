using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>交办 (Art. 22(1)(3)): from the start, or to the unit that has it already.</summary>
public sealed class AssignModel(Casework casework, UnitQueries units, Suggesting suggesting, CaseReader reader) : RoutingPage(casework, suggesting, reader)
{
    public override MatterAct Kind => MatterAct.Assign;

    /// <summary>As it was typed.</summary>
    [BindProperty(Name = "reportBy")]
    public string? ReportBy { get; set; }

    [BindProperty(Name = "requirement")]
    public string? Requirement { get; set; }

    [BindProperty(Name = "note")]
    public string? Note { get; set; }

    public UnitChoice Choice => new(Recipients, To, (Case.Lead, Recipients.Named) switch
    {
        ({ } lead, _) => (Phrase)$"只能交办{lead.Name}。",
        (_, { } named) => $"信访人认为应由{named.Name}处理，已预先选上；请按职权核对。",
        _ => "按属地管理、分级负责，谁主管、谁负责选择。",
    });

    // Once it was forwarded there is nobody else to choose.
    protected override async Task<Recipients> Among(Petition? petition) => Case.Lead is { } lead
        ? Recipients.Of([lead], lead.Code)
        : Recipients.Of(await units.All(), petition?.UnitNamed, Case.State);

    protected override void Prefill() => To = Recipients.Named?.Code;

    protected override Decision Decide(Matter matter, Act act) => Dispatch.Assign(
        matter, new DispatchTo(Recipients.Find(To), Note, DateIn(ReportBy), Requirement), Case.Office, act);

    protected override Phrase Done(Result.Done done)
    {
        var assigned = (MatterAssigned)done.Events[0].Event;
        return assigned.ReceiptNumber is null
            ? (Phrase)$"已交办{assigned.UnitName}，办理时限到{ChineseDay.Of(assigned.ReportBy)}。交办函{assigned.DocumentNumber}已制发。"
            : $"已交办{assigned.UnitName}，办理时限到{ChineseDay.Of(assigned.ReportBy)}。交办函{assigned.DocumentNumber}和告知去向的回执已制发。";
    }
}
