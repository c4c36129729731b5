using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Petitions;

/// <summary>
/// A lost query code is replaced (rules 2.9): at the counter after the petitioner's identity was checked, or by the petitioner
/// alone through the registered contact. The old code stops working, and the petitioner sees when and how it was replaced.
/// </summary>
public static class CodeReissue
{
    public static readonly Article Source = Article.House("查询码补发");

    /// <summary>What somebody reads who has the wrong code or a number that does not exist, alike.</summary>
    public static Refusal NoMatch => new(Source, "one-time-code", "编号和验证码对不上，或者验证码已经过期，请核对后再试。", "oneTimeCode");

    /// <param name="holdsSealed">A matter of the petition is sealed: a code from the counter would open it to the counter (Art. 30).</param>
    /// <param name="check">What showed that it is the petitioner: a document that was seen, never its number.</param>
    public static Decision AtCounter(Petition petition, bool holdsSealed, string? check, Act act)
    {
        if (Authority.PetitionDepartment(act) is { } notMine) return Decision.Refuse([notMine]);
        if (holdsSealed) return Matters.Sealing.Refuse();
        if (petition.Anonymous)
            return Decision.Refuse(Source, "anonymous", "匿名信访没有可以核验的身份，查询码只能由本人通过登记的联系方式补发。");
        var rule = new TextRule()
            .Required("check", "身份核验情况", check, 200, Source)
            .Require(check is null || !LooksLikeIdentityNumber(check), Source, "identity-number", "只写看过什么证件，不要写证件号码。", "check");
        return rule.Passed
            ? Decision.Accept(new QueryCodeIssued(petition.Id, CodeHandedOver.ReissuedAtCounter, check))
            : Decision.Refuse(rule.Refusals);
    }

    /// <param name="oneTimeCode">True where the one-time code sent to the registered contact was right.</param>
    public static Decision ByContact(Petition petition, bool oneTimeCode, Act act)
    {
        if (act.Actor.Role != Role.Petitioner)
            return Decision.Refuse(Source, "not-the-petitioner", "工作人员补发查询码，请在窗口核验身份后办理。");
        return oneTimeCode
            ? Decision.Accept(new QueryCodeIssued(petition.Id, CodeHandedOver.ReissuedByContact))
            : Decision.Refuse([NoMatch]);
    }

    // Fifteen digits in a row are no description of a document but its number.
    private static bool LooksLikeIdentityNumber(string text)
    {
        var run = 0;
        foreach (var c in text)
            if ((run = char.IsDigit(c) ? run + 1 : 0) >= 15) return true;
        return false;
    }
}
