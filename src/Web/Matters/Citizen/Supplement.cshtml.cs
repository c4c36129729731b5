using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>补充: facts and evidence that the petitioner adds while the matter is in hand.</summary>
public sealed class SupplementModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    [BindProperty(Name = "supplement")]
    public string? Text { get; set; }

    public override Phrase What => "补充";

    public override Phrase WithoutContact => "可以把补充材料寄到或者交到接待窗口，写明信访件编号。";

    protected override Article Basis => Withdrawal.Supplementing;

    protected override bool TrustsOwnCode => true;

    protected override Refusal? Refuse(Matter matter, Act act) => PetitionersActs.Refuse(PetitionersAct.Supplement, matter, act);

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) =>
        Withdrawal.Supplement(matter, Text, secondFactor, act);
}
