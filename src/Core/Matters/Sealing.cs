using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// Accusations (检举控告, Art. 30): marked or suspected, wholly or partly, a matter is sealed. A sealed matter can go to the
/// discipline liaison and nowhere else, and from there as an extract (<see cref="PassingOn"/>); one that also holds a request waits, sealed, until
/// it is split, while CLK-01 runs.
/// </summary>
[Implements(30, "检举控告按密件处理，不向被检举控告的人员或者单位透露")]
public static class Sealing
{
    /// <summary>Accusation material never reaches the accused person or unit.</summary>
    public static readonly Article Source = Regulation.Register.Article30.InParagraph(3);

    /// <summary>Whom accusations are forwarded to.</summary>
    public static readonly Article Forwarding = Regulation.Register.Article22.InParagraph(2);

    /// <summary>The refusal that every ordinary act on a sealed matter meets.</summary>
    public static Decision Refuse() => Decision.Refuse(
        Source, "sealed", "该事项涉及或疑似涉及检举控告，已按密件处理，只能由纪检监察联络员办理。");

    /// <summary>
    /// Anyone in the petition department who suspects an accusation seals at once, though a unit has it already: from that moment it is closed to the
    /// unit as well, and the liaison has five working days to pass it on or give it back. Only the liaison opens again.
    /// </summary>
    public static Decision Seal(Matter matter, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Registrar, Role.Router, Role.Supervisor) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Sealed) return Decision.Refuse(Source, "already-sealed", "该事项已按密件处理。");
        var rule = new TextRule().Required("reason", "疑似检举控告的理由", reason, 500, Source);
        return rule.Passed
            ? Decision.Accept(new MatterSealed(matter.Id, Purpose.Mixed, reason))
            : Decision.Refuse(rule.Refusals);
    }

    public static Decision Unseal(Matter matter, Purpose? purpose, string? reason, Act act)
    {
        if (Authority.Is(act, Role.DisciplineLiaison) is { } notMine) return Decision.Refuse([notMine]);
        if (Closed(matter) is { } refusal) return refusal;
        if (matter.ReportsRetaliation)
            return Decision.Refuse(Retaliation.Source, "retaliation", "反映打击报复的一律按密件办理，不解除密件。");
        if (matter.Passed.Count > 0)
            return Decision.Refuse(Source, "passed-already", "该事项已作为检举控告移送，不能再解除密件。");
        // Nothing goes back to a unit to which it is closed by now.
        foreach (var (unit, name) in new[] { (matter.Dispatch?.Unit, matter.Dispatch?.UnitName), (matter.OpenReview?.Unit, matter.OpenReview?.Organ) })
            if (unit is not null && matter.RelationOfUnit(unit) is not null)
                return Decision.Refuse(
                    Conflict.Source, "complained-of", $"{name}已登记为被反映单位或者其上级、下级，不能解除密件交回；请按检举控告移送，其中的诉求由信访人另行提出。");
        var rule = new TextRule()
            .Require(purpose is Purpose.Request or Purpose.Suggestion, Source, "purpose-missing",
                "请选择解除密件后的信访目的。", "purpose")
            .Required("reason", "认定理由", reason, 500, Source);
        return rule.Passed
            ? Decision.Accept(new MatterUnsealed(matter.Id, purpose!.Value, reason))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>
    /// 分开: of a letter that holds a request and an accusation, the request stands in a petition of its own, written without a word of the accusation, with
    /// its own number, terms and receipt; or the liaison finds no request in it at all. What stays here is an accusation, and may be passed on. Only this
    /// side knows of the other.
    /// </summary>
    /// <param name="ordinary">The matter in which the request was registered; null where there is none of the number that was typed.</param>
    /// <param name="isWhole">There is no request in it.</param>
    [Implements(30, "既有诉求又有检举控告的，先分开：诉求部分另行登记、按普通程序办理，检举控告部分按密件办理")]
    public static Decision SetApart(Matter matter, Matter? ordinary, bool isWhole, Act act)
    {
        if (Authority.Is(act, Role.DisciplineLiaison) is { } notMine) return Decision.Refuse([notMine]);
        if (Closed(matter) is { } closed) return closed;
        if (matter.Purpose != Purpose.Mixed) return Decision.Refuse(Source, "not-mixed", "该事项已认定为检举控告，不需要分开。");
        if (isWhole)
            return ordinary is null
                ? Decision.Accept(new MatterSetApart(matter.Id, PrivateText.Absent))
                : Decision.Refuse(Source, "both", "诉求部分已另行登记的填写编号；通篇没有诉求的，不填编号。两者只选其一。", "number");
        // What is sealed is answered as what is not there: its number leads to nothing.
        if (ordinary is not { Sealed: false, WithdrawnOn: null } || SecrecyOf(ordinary) != Secrecy.Ordinary)
            return Decision.Refuse(Source, "no-such-petition", "没有这个编号的普通信访件，请先把诉求部分另行登记，再填写它的编号；通篇没有诉求的，请勾选。", "number");
        return ordinary.Petition == matter.Petition
            ? Decision.Refuse(Source, "same-petition", "这是这一封信自己的编号，请填写诉求部分另行登记的编号。", "number")
            : Decision.Accept(new MatterSetApart(matter.Id, ordinary.PetitionNumber));
    }

    private static Secrecy SecrecyOf(Matter matter) => Gate.SecrecyOf(matter.Sealed, matter.Purpose);

    /// <summary>Why nothing more is decided about it as a sealed matter; null where it is.</summary>
    internal static Decision? Closed(Matter matter) =>
        !matter.Sealed ? Decision.Refuse(Source, "not-sealed", "该事项不是密件。")
        : matter.SentToDisciplineOn is not null
            ? Decision.Refuse(Forwarding, "already-sent", "该事项已转纪检监察机关，按其规定办理。")
            : null;
}
