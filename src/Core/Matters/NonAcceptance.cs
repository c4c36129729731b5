using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// “No” exists only as a document: 不予受理 where the same matter is still in hand below (Art. 19(3)), 不再受理 after the final
/// review on the same facts and reasons (Art. 36(3)). It names facts, ground, where to go instead, and how to contest it.
/// </summary>
[Implements(19, "规定期限内向上级重复提出的不予受理")]
[Implements(36, "复核后以同一事实和理由再次提出的不再受理")]
public static class NonAcceptance
{
    /// <summary>How it is contested inside the office; our own rule.</summary>
    public static readonly Article Contest = Article.House("不予受理的异议渠道");

    public static Article SourceOf(NonAcceptanceGround ground) => ground switch
    {
        NonAcceptanceGround.InHandBelow => Regulation.Register.Article19.InParagraph(3),
        NonAcceptanceGround.FinallyReviewed => Regulation.Register.Article36.InParagraph(3),
        _ => throw new ArgumentOutOfRangeException(nameof(ground)),
    };

    public static DocumentKind DocumentOf(NonAcceptanceGround ground) =>
        ground == NonAcceptanceGround.FinallyReviewed ? DocumentKind.NoFurtherAcceptance : DocumentKind.NonAcceptance;

    public static Decision Refuse(
        Matter matter, NonAcceptanceGround? ground, string? facts, string? instead, string approverName, Unit unit, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine with { Reason = "不予受理须经单位负责人批准。" + notMine.Reason }]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Dispatch!.ReceivedOn is null) return Decision.Refuse(Notice.Source, "not-received", "请先签收该事项。");
        if (matter.PendingObjection is not null) return Objection.Pending();
        if (matter.NotAcceptedOn is not null) return Decision.Refuse(Contest, "already-refused", "该事项已作不予受理处理。");
        if (matter.Acceptance is not null || matter.Route is not null)
            return Decision.Refuse(Acceptance.Source, "already-noticed", "已经告知处理途径或者受理的，须办理到底，不能再作不予受理。");

        var rule = new TextRule()
            .Require(ground is not null, Contest, "ground-missing", "请选择不予受理的依据。", "ground")
            .Required("facts", "认定的事实", facts, PetitionLimits.Note, Letter.Source)
            .Required("instead", "可以采取的途径", instead, PetitionLimits.Note, Letter.Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var number = DocumentNumber.Draw(unit, act);
        return Letter.Issue(
            [DocumentOf(ground!.Value)],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone),
                ("认定的事实", facts), ("不予受理的依据", Words.Label(ground.Value).ToString()), ("可以采取的途径", instead), ("批准人", approverName),
            ],
            new AcceptanceRefused(
                matter.Id, number, ground.Value, unit.OrganName, unit.Phone, facts, instead, approverName));
    }
}
