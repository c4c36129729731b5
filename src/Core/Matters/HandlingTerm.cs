using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>
/// How long an accepted matter may be in hand (Art. 34): sixty calendar days from acceptance; for complex circumstances the
/// unit's own head may extend once by at most thirty days, before expiry, and the petitioner is told why.
/// </summary>
[Implements(34, "六十日办结；届满前经单位负责人批准可延长，不超过三十日")]
public static class HandlingTerm
{
    public static readonly Article Source = Regulation.Register.Article34;

    /// <summary>“Once” is our reading: the article limits the total to thirty days and does not speak of a second time.</summary>
    public static readonly Article Once = Source with { Provenance = Provenance.Project };

    public const int Days = 60;
    public const int LongestExtension = 30;

    /// <summary>The nominal last day; extensions are added to the nominal date, never to a rolled one (rules D-6).</summary>
    /// <param name="countsFrom">The acceptance, or the earlier day on which the matter counted as accepted.</param>
    public static DateOnly DueOn(DateOnly countsFrom, int extendedDays) => countsFrom.AddDays(Days + extendedDays);

    /// <summary>Accepting late wins no time: the sixty days count from the day on which the matter counted as accepted.</summary>
    public static DateOnly CountsFrom(Matter matter, DateOnly acceptedOn, Rules rules) =>
        DeemedOn(matter, rules) is { } deemed && deemed < acceptedOn ? deemed : acceptedOn;

    /// <summary>
    /// Deemed acceptance (CLK-17): fifteen days after receipt, unless the unit took another route, objected, or accepted before.
    /// An objection that was refused later than that moves it to the day of the refusal. Null where nothing counts as accepted.
    /// </summary>
    [Implements(23, "逾期未告知又未提出异议的，视为受理")]
    public static DateOnly? DeemedOn(Matter matter, Rules rules)
    {
        if (matter.Dispatch is not { CountsFrom: var from, Unit: var unit } || matter.Purpose == Purpose.Suggestion) return null;
        if (matter.Route is not (null or Route.PetitionProcedure) || matter.NotAcceptedOn is not null) return null;
        if (matter.PendingObjection is not null || rules.On(from).Find(ClockId.DeemedAcceptance) is not { } clock) return null;
        var day = Term.Reckon(clock, from, rules.Calendar).Nominal!.Value;
        var refused = matter.Objections.LastOrDefault(o => o.Unit == unit && !o.Consented)?.DecidedOn;
        return refused > day ? refused : day;
    }

    public static Decision Extend(Matter matter, int? days, string? reason, string approverName, Unit unit, Act act)
    {
        if (Authority.OfUnit(act, matter.Dispatch?.Unit, Role.UnitHead) is { } notMine)
            return Decision.Refuse([notMine with { Basis = Source, Reason = "延期须经本机关、单位负责人批准。" + notMine.Reason }]);
        if (matter.Acceptance is not { } accepted)
            return Decision.Refuse(Source, "not-accepted", "该事项尚未受理，没有可以延长的期限。");
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (matter.Documents.Any(d => d.Kind == DocumentKind.Opinion))
            return Decision.Refuse(Source, "opinion-issued", "处理意见书已经签发，不能再延期。");
        if (accepted.ExtendedDays > 0)
            return Decision.Refuse(Once, "already-extended", $"该事项已延期{accepted.ExtendedDays}日，只能延期一次。");
        if (act.Today > accepted.DueOn)
            return Decision.Refuse(
                Source, "after-expiry", $"办理期限已于{accepted.DueOn:yyyy-MM-dd}届满，期满后不能延期。");

        var rule = new TextRule()
            .Require(days is not null, Source, "days-missing", "请填写延长天数。", "days")
            .Require(days is null or (>= 1 and <= LongestExtension), Source, "days-out-of-range",
                $"延长期限不得超过{LongestExtension}日，请填写1至{LongestExtension}。", "days")
            .Required("reason", "延期理由", reason, PetitionLimits.Note, Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);

        var number = DocumentNumber.Draw(unit, act);
        var dueOn = DueOn(accepted.CountsFrom, days!.Value);
        return Letter.Issue(
            [DocumentKind.Extension],
            [
                ("文号", number), ("信访事项编号", matter.Number), ("制发机关", unit.OrganName), ("联系方式", unit.Phone),
                ("延期理由", reason), ("延长天数", days.Value.ToString()), ("延长后的期限", ChineseDate.Write(dueOn).ToString()),
                ("批准人", approverName),
            ],
            new HandlingExtended(
                matter.Id, number, days.Value, accepted.DueOn, dueOn, unit.OrganName, unit.Phone, approverName, reason));
    }
}
