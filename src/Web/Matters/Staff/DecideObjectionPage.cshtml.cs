using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>审核异议 (Art. 23(3), 24): consent sends the matter to its next unit in the same act; a refusal leaves it where it is.</summary>
public sealed class DecideObjectionModel(Casework casework, UnitQueries units, Suggesting suggesting, CaseReader reader)
    : RoutingPage(casework, suggesting, reader)
{
    public static readonly IReadOnlyList<MatterAct> Ways = [MatterAct.Forward, MatterAct.Assign];

    public override MatterAct Kind => MatterAct.DecideObjection;

    /// <summary>yes or no.</summary>
    [BindProperty(Name = "consent")]
    public string? Consent { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "coordinator")]
    public string? Coordinator { get; set; }

    [BindProperty(Name = "evidence")]
    public string? Evidence { get; set; }

    /// <summary>forward or assign.</summary>
    [BindProperty(Name = "then")]
    public string? Then { get; set; }

    [BindProperty(Name = "reportBy")]
    public string? ReportBy { get; set; }

    [BindProperty(Name = "requirement")]
    public string? Requirement { get; set; }

    [BindProperty(Name = "note")]
    public string? Note { get; set; }

    /// <summary>Somebody objected before: it is coordinated then.</summary>
    public bool IsRepeated => Case.State.Objections.Count > 1;

    /// <summary>The objections, the one to decide first.</summary>
    public IEnumerable<(ObjectionFiled Filed, DateOnly On)> Filed =>
        Case.History.Events.Where(r => r.Event is ObjectionFiled).Reverse().Select(r => ((ObjectionFiled)r.Event, r.Day));

    public UnitChoice Choice => new(Recipients, To, Recipients.Named is { } named
        ? (Phrase)$"提出异议的单位建议由{named.Name}处理，已预先选上；请按职权核对。"
        : "按职权核对后选择，不能是提出异议的单位。");

    private DispatchTo? Onward => Words.TryParse<MatterAct>(Then) is { } way && Ways.Contains(way)
        ? new DispatchTo(Recipients.Find(To), Note, DateIn(ReportBy), Requirement) { Assigns = way == MatterAct.Assign }
        : null;

    protected override async Task<Recipients> Among(Petition? petition) => Recipients.Of(
        (await units.All()).Where(u => u.Code != Case.State.Dispatch?.Unit), Case.History.Last<ObjectionFiled>()?.ProposedOrgan.Value, Case.State);

    protected override void Prefill() => To = Recipients.Named?.Code;

    protected override Decision Decide(Matter matter, Act act) => Objection.Decide(
        matter,
        new DecideObjection(
            Consent switch { "yes" => true, "no" => false, _ => null }, Reason, Onward, Coordinator, Evidence),
        Case.Office, act);

    protected override Phrase Done(Result.Done done) => done.Events[^1].Event switch
    {
        MatterAssigned e => (Phrase)$"已同意异议，改为交办{e.UnitName}，交办函{e.DocumentNumber}和告知去向的回执已制发。",
        MatterForwarded e => $"已同意异议，改为转送{e.UnitName}，转送函{e.DocumentNumber}和告知去向的回执已制发。",
        _ => $"未同意异议，由{Case.State.Dispatch!.UnitName}办理。",
    };
}
