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

    /// <summary>Anyone in the petition department who suspects an accusation seals at once; only the liaison opens again.</summary>
    public static Decision Seal(Matter matter, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Registrar, Role.Router, Role.Supervisor) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Sealed) return Decision.Refuse(Source, "already-sealed", "该事项已按密件处理。");
        if (matter.Dispatch is not null)
            return Decision.Refuse(Source, "already-forwarded", "该事项已转送有关单位，请立即联系纪检监察联络员处置。");
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
        var rule = new TextRule()
            .Require(purpose is Purpose.Request or Purpose.Suggestion, Source, "purpose-missing",
                "请选择解除密件后的信访目的。", "purpose")
            .Required("reason", "认定理由", reason, 500, Source);
        return rule.Passed
            ? Decision.Accept(new MatterUnsealed(matter.Id, purpose!.Value, reason))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Why nothing more is decided about it as a sealed matter; null where it is.</summary>
    internal static Decision? Closed(Matter matter) =>
        !matter.Sealed ? Decision.Refuse(Source, "not-sealed", "该事项不是密件。")
        : matter.SentToDisciplineOn is not null
            ? Decision.Refuse(Forwarding, "already-sent", "该事项已转纪检监察机关，按其规定办理。")
            : null;
}
