using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>化解: the petitioner says that the problem is solved; no officer can.</summary>
public sealed class ConfirmModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    [BindProperty(Name = "how")]
    public string? How { get; set; }

    public override Phrase What => "确认";

    public override Phrase WithoutContact => "可以在承办单位回访时，在协议书或者收据上签名确认。";

    protected override Article Basis => Execution.Resolution;

    protected override Refusal? Refuse(Matter matter, Act act) => PetitionersActs.Refuse(PetitionersAct.Confirm, matter, act);

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) =>
        Execution.Confirm(matter, How, secondFactor, act);
}
