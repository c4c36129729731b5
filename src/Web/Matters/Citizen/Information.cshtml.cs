using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>我的个人信息: what is held in this matter and why, a copy to take away, and what can be asked for.</summary>
public sealed class InformationModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox)
    : PetitionersPage(store, queries, codes, outbox)
{
    private readonly Func<Rules> rules = () => store.Rules;

    [BindProperty(Name = "right")]
    public string? Right { get; set; }

    [BindProperty(Name = "asked")]
    public string? Text { get; set; }

    public override Phrase What => "提出请求";

    public override Phrase WithoutContact => "请本人带证件到接待窗口提出，或者来信提出。";

    /// <summary>What was asked for, the latest first.</summary>
    public IReadOnlyList<InformationView> Requests => InformationView.Of(History, rules());

    /// <summary>The term of the answer to what is asked today.</summary>
    public Clock Term => rules().On(Today)[ClockId.InformationRequest];

    /// <summary>How many years after the last thing that happened to it a matter of its kind is kept.</summary>
    public int Years => Retaining.YearsOn(Matter.Sealed ? RetentionKind.Accusation : RetentionKind.Ordinary, Today, rules().Settings);

    /// <summary>What is needed to carry out a duty of the law is processed without asking for consent.</summary>
    public Article Duty { get; } = new("个人信息保护法", 13, 1, 3, Provenance.Memory);

    /// <summary>The shortest time that is needed.</summary>
    public Article Kept { get; } = new("个人信息保护法", 19, Provenance: Provenance.Memory);

    /// <summary>What a kind of request means to somebody who never made one.</summary>
    public static Phrase Meaning(InformationRight right) => right switch
    {
        InformationRight.Correct => "登记的姓名、联系方式等有错或者不全",
        InformationRight.Delete => "不再需要、保存期满或者处理不合法的",
        InformationRight.Explain => "想知道怎样处理、给了谁、为什么",
        InformationRight.Restrict => "不同意把某些信息用于某个用途",
        InformationRight.Transfer => "把您的信息转给您指定的机关、单位",
        InformationRight.Copy => "看和带走登记的内容",
    };

    protected override Article Basis => InformationRequests.Source;

    protected override bool TrustsOwnCode => true;

    // Some request can always be made; which of them waits already is said when it is.
    protected override Refusal? Refuse(Matter matter, Act act) => null;

    protected override Decision Decide(Matter matter, bool secondFactor, Act act) =>
        InformationRequests.Ask(matter, Words.TryParse<InformationRight>(Right), Text, secondFactor, act);

    // The request stands among the others then, with its last day.
    protected override IActionResult Done() => Redirect($"/track/information/{Serial}");
}
