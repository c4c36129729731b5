using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// 动态口令, or a passkey in its place: which posts need it, and how one that was lost is reset. One administrator alone cannot take the second factor from
/// anybody: another one, of the system or of security, has to agree, or somebody has to be at the server itself.
/// </summary>
public static class SecondFactor
{
    public static readonly Article Source = Article.House("动态口令");

    /// <summary>How long a request to reset waits for another administrator.</summary>
    public const int ResetHours = 24;

    public static Decision Enrol(bool isRight, bool hasFactor, Act act)
    {
        var rule = new TextRule()
            .Require(!hasFactor, Source, "factor-enrolled", "已经登记过动态口令；换手机的，请管理员重设后再登记。")
            .Require(isRight, Source, "code-wrong", "口令不对。请核对手机的时间，填最新显示的六位数。", "code");
        return rule.Passed ? Decision.Accept(new SecondFactorEnrolled(act.Actor.Id)) : Decision.Refuse(rule.Refusals);
    }

    public static Decision AskReset(string person, bool hasFactor, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Administrator, Role.SecurityAdministrator) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule()
            .Require(person != act.Actor.Id, Source, "own-factor", "不能为自己的账号申请重设，请由另外两位管理员办理，或者在服务器上用命令重设。")
            .Require(hasFactor, Source, "no-factor", "这个账号没有登记动态口令，也没有通行密钥。")
            .Required("factorReason", "重设理由", reason, 500, Source);
        return rule.Passed ? Decision.Accept(new SecondFactorResetAsked(person, reason!.Trim())) : Decision.Refuse(rule.Refusals);
    }

    /// <param name="askedBy">The administrator whose request still waits; null where none does.</param>
    public static Decision Reset(string person, bool hasFactor, string? askedBy, Act act)
    {
        if (Authority.Is(act, Role.Administrator, Role.SecurityAdministrator, Role.System) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule().Require(hasFactor, Source, "no-factor", "这个账号没有登记动态口令，也没有通行密钥。");
        if (act.Actor.Role == Role.System)
            return rule.Passed ? Decision.Accept(new SecondFactorReset(person, null)) : Decision.Refuse(rule.Refusals);
        rule.Require(askedBy is not null, Source, "reset-not-asked", $"没有等待同意的重设申请；申请{ResetHours}小时内有效。")
            .Require(askedBy != act.Actor.Id && person != act.Actor.Id, Source, "reset-own",
                "申请人和账号本人不能同意，请由另一位管理员办理，或者在服务器上用命令重设。");
        return rule.Passed ? Decision.Accept(new SecondFactorReset(person, askedBy)) : Decision.Refuse(rule.Refusals);
    }

    public static Decision Set(Role? role, bool required, Act act)
    {
        if (Authority.Is(act, Role.SecurityAdministrator) is { } notMine) return Decision.Refuse([notMine]);
        return role is { } post && Posts.Held.Contains(post)
            ? Decision.Accept(new SecondFactorSet(post, required))
            : Decision.Refuse(Source, "role-missing", "请选择岗位。", "role");
    }
}
