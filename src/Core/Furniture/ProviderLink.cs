using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>Why the office's own sign-in (OpenID Connect) let nobody in.</summary>
public enum ProviderTrouble
{
    [Word("unlinked", "这个身份没有关联信桥的账号。请先用账号和密码登录，在“我的登录”里关联，以后就可以从这里登录；没有账号的，请找本单位系统管理员。")] Unlinked,
    [Word("locked", "账号因连续输错已锁定三十分钟，从这里也不能登录。请过后再试。")] Locked,
    [Word("denied", "对方没有确认您的身份，或者您取消了。请再试一次，或者用账号和密码登录。")] Denied,
    [Word("failed", "对方送来的确认不对，没有承认。请再试一次；还不行的，请告诉系统管理员，先用账号和密码登录。")] Failed,
    [Word("expired", "这一次确认已经过期，或者已经用过。请从头再来一次。")] Expired,
    [Word("away", "统一身份认证现在没有回应。请先用账号和密码登录，过后再试。")] Away,
}

/// <summary>
/// 统一身份认证: a sign-in that the office's government runs (OpenID Connect) may stand in for the password of an account whose holder linked
/// the two. It makes no account, and it is never the second factor.
/// </summary>
public static class ProviderLink
{
    public static readonly Article Source = Article.House("统一身份认证");

    /// <summary>How long somebody may take at the provider, and what was brought from it counts, in minutes.</summary>
    public const int Minutes = 10;

    /// <param name="hasOne">The account is linked already.</param>
    /// <param name="isTaken">The identity is linked to another account.</param>
    public static Decision Link(string person, bool hasOne, bool isTaken, Act act)
    {
        var rule = new TextRule()
            .Require(act.Actor.Id == person, Source, "own-link", "只能关联自己的账号。")
            .Require(!hasOne, Source, "linked", "账号已经关联；要换一个身份，请先解除。")
            .Require(!isTaken, Source, "identity-taken", "这个身份已经关联了另一个账号。一个身份只能关联一个账号。");
        return rule.Passed ? Decision.Accept(new ProviderLinked(person)) : Decision.Refuse(rule.Refusals);
    }

    public static Decision Unlink(bool hasOne, Act act) => hasOne
        ? Decision.Accept(new ProviderUnlinked(act.Actor.Id))
        : Decision.Refuse(Source, "not-linked", "账号没有关联，或者已经解除。");

    public static Refusal Refused(ProviderTrouble trouble) => new(Source, "provider-" + Words.Of(trouble), Words.Label(trouble));
}
