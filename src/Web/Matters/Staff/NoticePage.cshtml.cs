using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>
/// 接收告知书 or 分流告知书 (Art. 23(3)): first the route, then the text, which begins from the route's own explanation. Whoever
/// stands at the counter may get and sign it at once.
/// </summary>
public sealed class NoticeModel(Casework casework) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Notice;

    /// <summary>Stored word of the route; in the address while it is chosen, in the form when it is issued.</summary>
    [BindProperty(Name = "route", SupportsGet = true)]
    public string? RouteWord { get; set; }

    [BindProperty(Name = "procedure")]
    public string? Procedure { get; set; }

    [BindProperty(Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(Name = "materials")]
    public string? Materials { get; set; }

    /// <summary>Whether it is handed over and signed for at once: <c>spot</c>, or served <c>later</c>.</summary>
    [BindProperty(Name = "handover")]
    public string? Handover { get; set; }

    [BindProperty(Name = "signedBy")]
    public string? SignedBy { get; set; }

    public bool IsOnTheSpot => Handover == "spot";

    /// <summary>It takes another route than the petition procedure: the notice names the organ there and what was passed on.</summary>
    public bool IsDiversion => Chosen is not null and not Core.Matters.Route.PetitionProcedure;

    public DocumentKind Document => IsDiversion ? DocumentKind.Diversion : DocumentKind.Notice;

    public Core.Matters.Route? Chosen => Words.TryParse<Core.Matters.Route>(RouteWord);

    protected override void Prefill()
    {
        if (Chosen is not { } route) return;
        Procedure = NoticeDraft.Procedure(route);
        if (NoticeDraft.Diversion(route, Case.Lead!) is { } own) (Organ, Materials) = (own.Organ, own.Materials);
    }

    protected override Decision Decide(Matter matter, Act act)
    {
        var diversion = new Diversion(Organ, Materials);
        return IsOnTheSpot
            ? Notice.IssueOnTheSpot(matter, Chosen, Procedure, SignedBy, Case.Lead!, act, diversion)
            : Notice.Issue(matter, Chosen, Procedure, Case.Lead!, act, diversion);
    }

    protected override Phrase Done(Result.Done done) => IsOnTheSpot
        ? (Phrase)$"{Words.Label(Document)}{Case.Number(done, Document)}已制发，当场送达。"
        : (Phrase)$"{Words.Label(Document)}{Case.Number(done, Document)}已制发。请打印送达，并登记送达。";
}
