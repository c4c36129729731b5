using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Reviews;

/// <summary>不予受理复查、复核: a document with its ground, by the head of the organ.</summary>
public sealed class RefuseReviewModel(Casework casework, CaseReader reader, UnitQueries units) : ReviewPage(casework, reader)
{
    private Unit? own;

    public override MatterAct Kind => MatterAct.RefuseReview;

    [BindProperty(Name = "ground")]
    public string? Ground { get; set; }

    [BindProperty(Name = "facts")]
    public string? Facts { get; set; }

    [BindProperty(Name = "instead")]
    public string? Instead { get; set; }

    protected override async Task Prepare()
    {
        await base.Prepare();
        own = await units.Find(Case.Staff.Unit);
    }

    protected override Decision Decide(Matter matter, Act act) => ReviewWork.RefuseRequest(
        matter, Words.TryParse<ReviewRefusalGround>(Ground), Facts, Instead, Case.Staff.Name, own!, Thread, act);

    protected override Phrase Done(Result.Done done) => $"告知书{Case.Number(done, DocumentKind.ReviewRefusal)}已制发，等待送达。";
}
