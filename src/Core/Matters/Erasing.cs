using Xinqiao.Core.Furniture;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Why personal data must be erased (个人信息保护法 47(1)). The order is that of the items.</summary>
public enum ErasureGround
{
    [Word("no-longer-needed", "处理目的已实现、无法实现或者不再必要")] NoLongerNeeded,
    [Word("term-over", "保存期限已届满")] TermOver,
    [Word("consent-withdrawn", "个人撤回同意")] ConsentWithdrawn,
    [Word("unlawful", "违反法律、行政法规或者违反约定处理")] Unlawful,
    [Word("other-law", "法律、行政法规规定的其他情形")] OtherLaw,
}

/// <summary>An erasure that was asked for, and what became of it.</summary>
/// <param name="Version">Of the event that asked.</param>
/// <param name="AskedBy">Pseudonym: nobody decides what they asked for.</param>
/// <param name="DocumentNumber">Of the decision in writing; null where it was refused or waits.</param>
public sealed record AskedErasure(
    int Version, string AskedBy, DateTimeOffset AskedAt, ErasureGround Ground, IReadOnlyList<TextPlace> Places,
    DateTimeOffset? DecidedAt = null, string? DocumentNumber = null)
{
    public bool IsPending => DecidedAt is null;
}

/// <summary>
/// 依法删除: personal data of a petition or its matter are erased for good by two persons. One asks, with the legal basis and a reason;
/// another one, who may, approves. Value and salt go; what stays is that something was erased, when, and on which basis.
/// </summary>
public static class Erasing
{
    public static readonly Article Source = Article.House("个人信息两人删除");

    private const int MostTexts = 200;

    private static readonly Role[] Asking = [Role.Registrar, Role.Router];
    private static readonly Role[] Deciding = [Role.Router, Role.Supervisor];

    /// <summary>The provision a ground rests on. Articles are cited from memory until somebody has read them for the office.</summary>
    public static Article Basis(ErasureGround ground) => new("个人信息保护法", 47, 1, (int)ground + 1, Provenance.Memory);

    /// <param name="there">The texts that can be erased: <see cref="ErasableTexts"/>.</param>
    public static Decision Ask(
        Matter matter, IReadOnlyCollection<TextPlace> there, IReadOnlyCollection<TextPlace> chosen, ErasureGround? ground, string? reason, Act act)
    {
        if (NotMine(matter, Asking, act) is { } no) return no;
        if (matter.PendingErasure is not null)
            return Decision.Refuse(Source, "erasure-pending", "已有一份删除申请等待审批，审批以后才能再申请。");
        var rule = new TextRule()
            .Require(chosen.Count > 0, Source, "nothing-chosen", "请至少选择一处要删除的内容。", "place")
            .Require(chosen.Count <= MostTexts, Source, "too-many-texts", $"一次最多申请删除{MostTexts}处，请分次申请。", "place")
            .Require(chosen.All(there.Contains), Source, "text-gone", Gone, "place")
            .Require(ground is { } g && Enum.IsDefined(g), Source, "ground-missing", "请选择删除的法定情形。", "ground")
            .Required("reason", "删除理由", reason, PetitionLimits.Note, Source);
        return rule.Passed
            ? Decision.Accept(new ErasureAsked(matter.Id, [.. chosen.Distinct()], ground!.Value, reason))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The approval is the written decision; it bears a number, and the texts are gone with it.</summary>
    public static Decision Approve(Matter matter, IReadOnlyCollection<TextPlace> there, Unit office, Act act)
    {
        if (NotMine(matter, Deciding, act) is { } no) return no;
        if (matter.PendingErasure is not { } asked) return NothingAsked();
        if (asked.AskedBy == act.Actor.Id)
            return Decision.Refuse(Source, "own-erasure", "申请人不能审批自己的申请，请由另一位有审批权的人员办理。");
        if (!asked.Places.All(there.Contains)) return Decision.Refuse(Source, "text-gone", Gone);
        var (number, basis) = (DocumentNumber.Draw(office, act), Basis(asked.Ground).ToString());
        return Decision.Accept(
        [
            new ErasureApproved(matter.Id, asked.Version, number),
            .. asked.Places.Select(p => new TextErased(p.Position, p.Field, basis, number)),
        ]);
    }

    /// <summary>Nothing is erased. Whoever asked may take it back in the same way.</summary>
    public static Decision Refuse(Matter matter, string? reason, Act act)
    {
        if (NotMine(matter, [.. Asking.Union(Deciding)], act) is { } no) return no;
        if (matter.PendingErasure is not { } asked) return NothingAsked();
        if (!Deciding.Contains(act.Actor.Role) && !matter.Sealed && asked.AskedBy != act.Actor.Id)
            return Decision.Refuse([Authority.Is(act, Deciding)!]);
        var rule = new TextRule().Required("reason", "不予删除或者撤回的理由", reason, PetitionLimits.Note, Source);
        return rule.Passed ? Decision.Accept(new ErasureRefused(matter.Id, asked.Version, reason)) : Decision.Refuse(rule.Refusals);
    }

    private static readonly Phrase Gone = "要删除的内容有的已经不在了，请重新选择。";

    private static Decision NothingAsked() => Decision.Refuse(Source, "no-erasure", "没有等待审批的删除申请。");

    // What is sealed is the liaisons' alone, both of them.
    private static Decision? NotMine(Matter matter, Role[] roles, Act act)
    {
        if (!matter.Sealed) return Authority.Is(act, roles) is { } notMine ? Decision.Refuse([notMine]) : null;
        return act.Actor.Role == Role.DisciplineLiaison ? null : Sealing.Refuse();
    }
}
