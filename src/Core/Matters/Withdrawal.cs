using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// What the petitioner alone does with a matter in hand: add facts and evidence, or withdraw it. A withdrawal asks for the second
/// factor, so that nobody who finds or holds a query code can end somebody else's petition.
/// </summary>
public static class Withdrawal
{
    public static readonly Article Source = Article.House("撤回只能由信访人本人提出");

    /// <summary>A petitioner may state facts and reasons while the matter is in hand.</summary>
    public static readonly Article Supplementing = Regulation.Register.Article31.InItem(6);

    /// <summary>The refusal that every act on a withdrawn matter meets.</summary>
    public static Decision Refuse() => Decision.Refuse(Source, "withdrawn", "信访人已经撤回该事项，不再办理。");

    /// <param name="ownHand">True where the query code never was with staff, or the one-time code was right.</param>
    [Implements(31, "听取信访人陈述事实和理由，信访人可以补充")]
    public static Decision Supplement(Matter matter, string? text, bool ownHand, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Supplementing, "not-the-petitioner", "补充只能由信访人本人提出；当面陈述的，请记入调查材料。");
        if (matter.WithdrawnOn is not null)
            return Decision.Refuse(Source, "withdrawn", "这件事您已经撤回，可以重新提出。");
        if (matter.SentToDisciplineOn is not null)
            return Decision.Refuse(Sealing.Forwarding, "with-discipline", "已转纪检监察机关，请直接向该机关补充。");
        if (matter.ClosedOn is not null || matter.NotAcceptedOn is not null)
            return Decision.Refuse(Supplementing, "already-answered", "已经书面答复。还有事实和材料的，请在申请复查时提出。");
        if (!ownHand) return Decision.Refuse([OwnHand.Unproven]);
        var rule = new TextRule().Required("supplement", "补充内容", text, PetitionLimits.Narrative, Supplementing);
        return rule.Passed ? Decision.Accept(new MatterSupplemented(matter.Id, PrivateText.Typed(text))) : Decision.Refuse(rule.Refusals);
    }

    /// <param name="secondFactor">True where the one-time code sent to the registered contact was right.</param>
    public static Decision Withdraw(Matter matter, string? reason, bool confirmed, bool secondFactor, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Source, "not-the-petitioner", "撤回只能由信访人本人提出，任何工作人员都不能代为撤回。");
        if (matter.WithdrawnOn is not null) return Decision.Refuse(Source, "already-withdrawn", "这件事已经撤回。");
        if (matter.Sealed)
            return Decision.Refuse(Sealing.Source, "sealed", "作为密件处理的事项不能在网上撤回，请与纪检监察联络员联系。");
        if (matter.ClosedOn is not null || matter.NotAcceptedOn is not null)
            return Decision.Refuse(Source, "already-answered", "已经书面答复，没有可以撤回的；不服的可以申请复查。");
        if (!secondFactor)
            return Decision.Refuse(Source, "second-factor", "请输入发到您登记的手机或邮箱的验证码。", "oneTimeCode");
        var rule = new TextRule()
            .Require(confirmed, Source, "not-confirmed", "请勾选确认撤回。", "confirmed")
            .Optional("reason", "撤回原因", reason, PetitionLimits.Note);
        return rule.Passed ? Decision.Accept(new MatterWithdrawn(matter.Id, PrivateText.Typed(reason))) : Decision.Refuse(rule.Refusals);
    }
}
