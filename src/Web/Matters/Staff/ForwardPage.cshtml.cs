using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>转送 (Art. 22(1)).</summary>
public sealed class ForwardModel(Casework casework, UnitQueries units, Suggesting suggesting, CaseReader reader) : RoutingPage(casework, suggesting, reader)
{
    public override MatterAct Kind => MatterAct.Forward;

    [BindProperty(Name = "note")]
    public string? Note { get; set; }

    public UnitChoice Choice => new(Recipients, To, Recipients.Named is { } named
        ? (Phrase)$"信访人认为应由{named.Name}处理，已预先选上；请按职权核对。"
        : "按属地管理、分级负责，谁主管、谁负责选择。");

    protected override async Task<Recipients> Among(Petition? petition) =>
        Recipients.Of(await units.All(), petition?.UnitNamed, Case.State);

    protected override void Prefill() => To = Recipients.Named?.Code;

    protected override Decision Decide(Matter matter, Act act) =>
        Dispatch.Forward(matter, Recipients.Find(To), Note, Case.Office, act);

    protected override Phrase Done(Result.Done done) => $"已转送{Recipients.Find(To)!.Name}，转送函和告知去向的回执已制发。";
}
