using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>接收告知书 (Art. 23(3)): first the route, then the text, which begins from the route's own explanation.</summary>
public sealed class NoticeModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Notice;

    /// <summary>Stored word of the route; in the address while it is chosen, in the form when it is issued.</summary>
    [BindProperty(Name = "route", SupportsGet = true)]
    public string? RouteWord { get; set; }

    [BindProperty(Name = "procedure")]
    public string? Procedure { get; set; }

    public Core.Matters.Route? Chosen => Words.TryParse<Core.Matters.Route>(RouteWord);

    protected override void Prefill() => Procedure = Chosen is { } route ? NoticeDraft.Procedure(route) : null;

    protected override Decision Decide(Matter matter, Act act) => Notice.Issue(matter, Chosen, Procedure, Case.Lead!, act);

    protected override string Done(Result.Done done) =>
        $"接收告知书{Case.Number(done, DocumentKind.Notice)}已制发。请打印送达，并登记送达。";
}
