using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>Why a passkey that was shown does not count.</summary>
public enum PasskeyTrouble
{
    [Word("expired", "这一次确认已经超过五分钟，或者已经用过。请再点一次按钮。")] Expired,
    [Word("unknown", "这个通行密钥没有登记，或者已经移除。请用其他方式登录。")] Unknown,
    [Word("locked", "账号因连续输错已锁定三十分钟，通行密钥也打不开。请过后再试。")] Locked,
    [Word("unverified", "设备没有核实是您本人。请在设备上用指纹、面容或者PIN码确认。")] Unverified,
    [Word("wrong", "通行密钥不是给这个网站的，或者签名不对。请从本机关公布的网址打开后再试。")] Wrong,
    [Word("stale", "通行密钥的使用次数倒退了，它可能被复制过，这一次不予承认。请移除它，并告诉安全管理员。")] Stale,
}

/// <summary>
/// 通行密钥: a key in a device of its holder (WebAuthn), which signs only after the device has made sure of the holder. It is two factors,
/// so it signs in alone, and counts wherever a second factor is asked for.
/// </summary>
public static class Passkey
{
    public static readonly Article Source = Article.House("通行密钥");

    /// <summary>The form's field for the name.</summary>
    public const string NameField = "passkeyName";

    /// <summary>How many an account may have, how long a name may be, and for how many minutes what is to be signed counts.</summary>
    public const int Most = 10, LongestName = 30, ChallengeMinutes = 5;

    /// <param name="held">How many the account has.</param>
    /// <param name="trouble">What was wrong with the new one; null where it is sound.</param>
    public static Decision Enrol(string? name, int held, PasskeyTrouble? trouble, Act act)
    {
        var rule = new TextRule()
            .Required(NameField, "名称", name, LongestName, Source)
            .Require(held < Most, Source, "passkeys-full", $"最多登记{Most}个通行密钥，请先移除不用的。")
            .Add(trouble is { } what ? Refused(what) : null);
        return rule.Passed ? Decision.Accept(new PasskeyEnrolled(act.Actor.Id)) : Decision.Refuse(rule.Refusals);
    }

    /// <param name="isHeld">It is one of the account's own.</param>
    public static Decision Remove(bool isHeld, Act act) => isHeld
        ? Decision.Accept(new PasskeyRemoved(act.Actor.Id))
        : Decision.Refuse(Source, "no-passkey", "没有这个通行密钥，或者已经移除。");

    public static Refusal Refused(PasskeyTrouble trouble) => new(Source, "passkey-" + Words.Of(trouble), Words.Label(trouble));

    /// <summary>
    /// Whether a device's count of its signatures goes on from the last one. Two devices with the same key do not agree; a device that does not
    /// count always says nought.
    /// </summary>
    public static bool Counts(long last, long shown) => (last == 0 && shown == 0) || shown > last;
}
