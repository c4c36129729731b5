using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Somebody to whom a matter is closed: a unit by its code, a member of staff by the pseudonym.</summary>
public sealed record Barred(string Who, Relation As);

/// <summary>
/// Conflicts: what somebody complains of never reaches the unit complained of, whoever stands in its line, or a member of staff with
/// an interest in it (Art. 28, 30(3)). To them the matter does not exist, and no act gives it to them.
/// </summary>
public static class Conflict
{
    /// <summary>Neither the person nor the unit complained of.</summary>
    public static readonly Article Source = Regulation.Register.Article30.InParagraph(3);

    /// <summary>Whoever has a direct interest withdraws.</summary>
    public static readonly Article Recusal = Regulation.Register.Article28;

    /// <summary>
    /// Units in one line of command with another, that one left out: those above it, up to the level at which matters are routed, and
    /// those below it.
    /// </summary>
    public static IReadOnlySet<string> LineOf(string unit, IReadOnlyList<Unit> all)
    {
        var byCode = all.ToDictionary(u => u.Code);
        var line = Above(unit).Concat(all.Where(u => Above(u.Code).Contains(unit)).Select(u => u.Code)).ToHashSet();
        line.Remove(unit);
        return line;

        HashSet<string> Above(string code)
        {
            var above = new HashSet<string>();
            for (var at = byCode.GetValueOrDefault(code)?.Parent; at is not null && byCode.TryGetValue(at, out var u) && IsBelowRouting(u.Kind) && above.Add(at);)
                at = u.Parent;
            return above;
        }
    }

    // The district and its petition department route; whatever they route reaches the discipline organ by its own way.
    private static bool IsBelowRouting(UnitKind kind) => kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone;

    /// <summary>Records which units a matter complains of, and which members of staff it names.</summary>
    /// <param name="named">Codes of the units; null among them where the form named one that there is not.</param>
    /// <param name="accused">Members of staff of the district whose names the petition holds against them.</param>
    [Implements(30, "被检举控告的单位和人员不得收到该事项的任何信息")]
    public static Decision Name(
        Matter matter, IReadOnlyList<Unit?> named, IReadOnlyList<PostHolder> accused, string? reason, IReadOnlyList<Unit> all, Act act)
    {
        // Whoever has what is sealed names it there; of everything else the petition department does.
        if ((matter.Sealed ? Authority.Is(act, Role.DisciplineLiaison) : Authority.PetitionDepartment(act)) is { } notMine)
            return matter.Sealed ? Sealing.Refuse() : Decision.Refuse([notMine]);
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        var news = named.OfType<Unit>().Where(u => matter.RelationOfUnit(u.Code) != Relation.ComplainedOf).DistinctBy(u => u.Code).ToList();
        var people = accused.Where(p => !matter.IsInterested(p.Id)).DistinctBy(p => p.Id).ToList();
        var line = news.SelectMany(u => LineOf(u.Code, all)).Except(news.Select(u => u.Code)).Distinct().Order(StringComparer.Ordinal).ToList();
        var rule = new TextRule()
            .Require(named.All(u => u is null || IsBelowRouting(u.Kind)) && !named.Contains(null), Source, "unit-unfit",
                "请选择职能部门、街道或者园区。反映信访局或者纪检监察机关的，按密件处理，报上一级机关。", "unit")
            .Require(news.Count + people.Count > 0, Source, "nobody-named", "请选择尚未登记的被反映单位，或者填写被反映的工作人员的姓名。", "unit")
            .Require(matter.Sealed || matter.Dispatch is not { } d || (news.All(u => u.Code != d.Unit) && !line.Contains(d.Unit)), Source, "already-with-it",
                $"该事项已经在{matter.Dispatch?.UnitName}，不能再登记为被反映单位。请先按密件处理或者改由其他单位办理。", "unit")
            .Require(matter.Sealed || matter.OpenReview is not { Unit: { } reviewing } || (news.All(u => u.Code != reviewing) && !line.Contains(reviewing)), Source,
                "under-review-there", "该事项正由这个单位或者其上级、下级复查、复核，待复查、复核结束以后再登记。", "unit")
            .Required("reason", "认定依据", reason, 500, Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        List<CaseEvent> events = news.Count == 0
            ? []
            : [new UnitsComplainedOf(matter.Id, [.. news.Select(u => u.Code)], line, reason)];
        events.AddRange(people.Select(p => new InterestRecorded(matter.Id, p.Id, IsFound: true, reason)));
        return Decision.Accept([.. events]);
    }

    /// <summary>A member of staff withdraws from a matter: from now on it is closed to them, and somebody else has it in hand.</summary>
    [Implements(28, "与信访事项或者信访人有直接利害关系的工作人员回避")]
    public static Decision Recuse(Matter matter, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Registrar, Role.Router, Role.Supervisor, Role.Handler, Role.UnitHead, Role.Reviewer, Role.ReviewHead) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.WithdrawnOn is not null) return Withdrawal.Refuse();
        if (act.Actor.Role is Role.Handler or Role.UnitHead && matter.Dispatch?.Unit != act.Actor.Unit)
            return Decision.Refuse(Authority.Source, "not-your-unit", "此事项由其他单位办理，您的单位不能办理。");
        if (act.Actor.Role is Role.Reviewer or Role.ReviewHead && matter.OpenReview?.Unit != act.Actor.Unit)
            return Decision.Refuse(Recusal, "no-review", "没有正在您的单位办理的复查、复核申请。");
        return Recuse(matter, reason, new TextRule(), act);
    }

    /// <summary>
    /// The liaison withdraws from what is sealed, which another liaison then has. Where there is no other, the organ that sent this one names one first.
    /// </summary>
    /// <param name="hasAnother">Somebody else is in that post who need not withdraw from it.</param>
    public static Decision RecuseFromSealed(Matter matter, string? reason, bool hasAnother, Act act)
    {
        if (Authority.Is(act, Role.DisciplineLiaison) is { } notMine) return Decision.Refuse([notMine]);
        if (!matter.Sealed) return Decision.Refuse(Sealing.Source, "not-sealed", "该事项不是密件。");
        return Recuse(matter, reason, new TextRule().Require(
            hasAnother, Recusal, "nobody-else", "没有别的纪检监察联络员可以接手。请先报告纪检监察机关另派联络员，在此之前不要办理这一件。"), act);
    }

    private static Decision Recuse(Matter matter, string? reason, TextRule rule, Act act)
    {
        if (matter.IsInterested(act.Actor.Id)) return Decision.Refuse(Recusal, "already-withdrawn", "您已经回避该事项。");
        return rule.Required("reason", "回避理由", reason, 500, Recusal).Passed
            ? Decision.Accept(new InterestRecorded(matter.Id, act.Actor.Id, IsFound: false, reason))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Asked wherever a matter is given to a unit: the route does not exist.</summary>
    internal static TextRule RequireFree(this TextRule rule, Matter matter, Unit? to) => rule.Require(
        to is null || matter.RelationOfUnit(to.Code) is null, Source, "complained-of",
        $"{to?.Name}是该事项的被反映单位，或者是其上级、下级，不得转送、交办。请选择其他有权处理的单位，或者报请上级。", "unit");

    /// <summary>Asked wherever a matter is given to a member of staff; null means yes.</summary>
    internal static Refusal? RefuseInterested(Matter matter, string person) => matter.IsInterested(person)
        ? new Refusal(Recusal, "interested", "这位工作人员须回避该事项，请选择其他人。", "handler")
        : null;
}
