using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>满意度评价: the petitioner's judgement of the petition department and of the unit.</summary>
public sealed class RateModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    [BindProperty(Name = "department")]
    public string? Department { get; set; }

    [BindProperty(Name = "unit")]
    public string? Unit { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public override Phrase What => "评价";

    public override Phrase WithoutContact => "可以到接待窗口填写纸质评价表并签名。";

    protected override Article Basis => Rating.Source;

    protected override Refusal? Refuse(Matter matter, Act act) => PetitionersActs.Refuse(PetitionersAct.Rate, matter, act);

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) => Rating.Rate(
        matter, Words.TryParse<Satisfaction>(Department), Words.TryParse<Satisfaction>(Unit), Reason, secondFactor, act);
}
