using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>
/// The first opening of a document that lies on the platform, which serves it: a button, so that nothing a browser fetches by
/// itself can start a term.
/// </summary>
public sealed class OpenModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    /// <summary>文号.</summary>
    [FromRoute(Name = "number")]
    public string Number { get; set; } = "";

    public Issued? Document => PortalOpening.Waiting(Matter).FirstOrDefault(d => d.Number == Number);

    public override Phrase What => "打开";

    public override Phrase WithoutContact => "这份文书会用邮寄、直接送达等方式送给您。";

    protected override Article Basis => PortalOpening.Source;

    protected override bool TrustsOwnCode => true;

    protected override Refusal? Refuse(Matter matter, Act act) =>
        (PortalOpening.Open(matter, Number, ownHand: true, act) as Decision.Refused)?.Refusals[0];

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) =>
        PortalOpening.Open(matter, Number, secondFactor, act);

    protected override IActionResult Done() => Redirect("/track/documents/" + Uri.EscapeDataString(Number));
}
