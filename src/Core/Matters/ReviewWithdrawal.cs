using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using static Xinqiao.Core.PrivateText;

namespace Xinqiao.Core.Matters;

/// <summary>
/// The petitioner takes a request for review back before it is decided. Nobody else can, and it asks for the second factor as the withdrawal of a
/// matter does; whoever thinks better of it asks again while the thirty days last.
/// </summary>
public static class ReviewWithdrawal
{
    public static readonly Article Source = Article.House("复查、复核申请只能由信访人本人撤回");

    /// <param name="secondFactor">True where the one-time code sent to the registered contact was right.</param>
    public static Decision Withdraw(Matter matter, string? reason, bool confirmed, bool secondFactor, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Source, "not-the-petitioner", "复查、复核申请只能由信访人本人撤回，任何工作人员都不能代为撤回。");
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.OpenReview is not { Unit: not null } open) return Decision.Refuse(Source, "no-review", "没有正在办理的复查、复核申请。");
        if (open.DocumentNumber is not null)
            return Decision.Refuse(Source, "already-signed", $"{Words.Label(open.Level)}文书已经签发，等待送达，不能再撤回。");
        if (!secondFactor) return Decision.Refuse(Source, "second-factor", "请输入发到您登记的手机或邮箱的验证码。", "oneTimeCode");
        var rule = new TextRule()
            .Require(confirmed, Source, "not-confirmed", "请勾选确认撤回。", "confirmed")
            .Optional("reason", "撤回原因", reason, PetitionLimits.Note);
        return rule.Passed ? Decision.Accept(new ReviewWithdrawn(matter.Id, open.Level, Typed(reason))) : Decision.Refuse(rule.Refusals);
    }
}
