using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>不予受理、不再受理: a document with ground, facts and where to go instead, approved by the unit's head.</summary>
public sealed class RefuseAcceptanceModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.RefuseAcceptance;

    [BindProperty(Name = "ground")]
    public string? Ground { get; set; }

    [BindProperty(Name = "facts")]
    public string? Facts { get; set; }

    [BindProperty(Name = "instead")]
    public string? Instead { get; set; }

    protected override Decision Decide(Matter matter, Act act) => NonAcceptance.Refuse(
        matter, Words.TryParse<NonAcceptanceGround>(Ground), Facts, Instead, Case.Staff.Name, Case.Lead!, act);

    protected override Phrase Done(Result.Done done)
    {
        var kind = NonAcceptance.DocumentOf(((AcceptanceRefused)done.Events[0].Event).Ground);
        return $"{Words.Label(kind)}{Case.Number(done, kind)}已制发。请打印送达，并登记送达。";
    }
}
