using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>审批: the head reads the letter as it would go out, then signs it or sends it back.</summary>
public sealed class ApproveModel(Casework casework, CaseReader reader, CaseStore store, UnitQueries units) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.ApproveOpinion;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>Which button was pressed: approve or return.</summary>
    [BindProperty(Name = "decision")]
    public string? Pressed { get; set; }

    /// <summary>The letter as it would be issued now; null where there is nothing to approve.</summary>
    public PrintedLetter? Letter { get; private set; }

    // The organ that the letter names, where it works on this platform.
    private Unit? reviewing;

    protected override async Task Prepare()
    {
        reviewing = Case.Lead is { } lead ? await units.ReviewerOf(lead) : null;
        if (Opinion.Approve(Case.State, Case.Staff.Name, Case.Lead ?? Case.Office, reviewing, Case.Asked) is not Decision.Accepted approved) return;
        var petition = await reader.Petition(Case.State.Petition);
        Letter = Letters.BeforeSigning(DocumentKind.Opinion, approved.Events[0], Case.Asked, Case.History, petition!, store.Calendar);
    }

    protected override Decision Decide(Matter matter, Act act) =>
        Pressed == "return"
            ? Opinion.Return(matter, Reason, act)
            : Opinion.Approve(matter, Case.Staff.Name, Case.Lead!, reviewing, act);

    protected override Phrase Done(Result.Done done) => Pressed == "return"
        ? "已退回承办人修改。"
        : (Phrase)$"处理意见书{Case.Number(done, DocumentKind.Opinion)}已签发，等待送达。";

    public override async Task<IActionResult> OnPostAsync(string id) =>
        Pressed is "approve" or "return" ? await base.OnPostAsync(id) : await Open(id) ? BadRequest() : NotFound();
}
