using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>不同意公开答复: whoever petitioned has what was published of their matter taken down, at once and for good.</summary>
public sealed class UnpublishModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public override Phrase What => "撤下公开的答复";

    public override Phrase WithoutContact => "可以打电话或者到接待窗口说明，由信访局撤下。";

    protected override Article Basis => Publishing.Source;

    protected override bool TrustsOwnCode => true;

    protected override Refusal? Refuse(Matter matter, Act act) => PetitionersActs.Refuse(PetitionersAct.Unpublish, matter, act);

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) =>
        Publishing.Object(matter, Reason, secondFactor, act);
}
