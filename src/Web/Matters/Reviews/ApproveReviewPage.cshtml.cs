using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Reviews;

/// <summary>审批: the head reads the letter as it would go out, then signs it or sends it back.</summary>
public sealed class ApproveReviewModel(Casework casework, CaseReader reader, CaseStore store, UnitQueries units) : ReviewPage(casework, reader)
{
    private readonly CaseReader reader = reader;
    private Unit? own, onward;

    public override MatterAct Kind => MatterAct.ApproveReview;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>Which button was pressed: approve or return.</summary>
    [BindProperty(Name = "decision")]
    public string? Pressed { get; set; }

    /// <summary>The letter as it would be issued now; null where there is nothing to approve.</summary>
    public PrintedLetter? Letter { get; private set; }

    protected override async Task Prepare()
    {
        await base.Prepare();
        own = await units.Find(Case.Staff.Unit);
        onward = own is null ? null : await units.ReviewerOf(own);
        if (own is null || ReviewWork.Approve(Case.State, Case.Staff.Name, own, onward, Thread, Case.Asked) is not Decision.Accepted approved) return;
        var petition = await reader.Petition(Case.State.Petition);
        var kind = ReviewWork.DocumentOf(Case.State.OpenReview!.Level);
        Letter = Letters.BeforeSigning(kind, approved.Events[0], Case.Asked, Case.History, petition!, store.Calendar);
    }

    protected override Decision Decide(Matter matter, Act act) =>
        Pressed == "return"
            ? ReviewWork.Return(matter, Reason, Thread, act)
            : ReviewWork.Approve(matter, Case.Staff.Name, own!, onward, Thread, act);

    protected override Phrase Done(Result.Done done) => done.Events[0].Event is ReviewApproved approved
        ? (Phrase)$"{Words.Label(ReviewWork.DocumentOf(approved.Level))}{approved.DocumentNumber}已签发，等待送达。"
        : "已退回复查专员修改。";

    public override async Task<IActionResult> OnPostAsync(string id) =>
        Pressed is "approve" or "return" ? await base.OnPostAsync(id) : await Open(id) ? BadRequest() : NotFound();
}
