using Xinqiao.Core.Petitions;
using Xinqiao.Core.Redaction;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>That an extract of a sealed matter was passed on to a unit, which sees the extract and nothing else.</summary>
/// <param name="Version">Of the event that passed it on.</param>
public sealed record PassedOn(int Version, string Unit, string UnitName, string DocumentNumber, DateTimeOffset At);

/// <summary>
/// 移送: what a sealed matter accuses somebody of goes to the organ that deals with it as an extract (节录), from which a person struck whatever
/// tells who accuses. The original stays where it is. Neither goes to whoever is complained of, or stands in their line.
/// </summary>
[Implements(30, "移送检举控告须先隐去能看出检举控告人的内容，只移送隐去以后的节录")]
public static class PassingOn
{
    /// <summary>Accusation material and what belongs to it never reaches those accused.</summary>
    public static readonly Article Source = Sealing.Source;

    public const int LongestExtract = 40_000;

    /// <summary>A whole accusation goes to the discipline inspection organ, or to a unit that may deal with it, by management authority.</summary>
    /// <param name="extract">What travels; null where nothing was previewed.</param>
    /// <param name="to">Null where none was chosen.</param>
    [Implements(22, "检举控告类转送纪检监察机关")]
    public static Decision Pass(Matter matter, RedactedText? extract, Unit? to, Unit office, Act act)
    {
        if (Authority.Is(act, Role.DisciplineLiaison) is { } notMine) return Decision.Refuse([notMine]);
        if (Sealing.Closed(matter) is { } closed) return closed;
        if (matter.Purpose != Purpose.Accusation)
            return Decision.Refuse(
                Source, "mixed", "该事项既有诉求又有检举控告，须先将两部分分开，再分别办理；分开之前不得转送任何单位。");
        var rule = new TextRule()
            .Require(to is { } u && Takes(u) && u.IsThere(act.Today), Sealing.Forwarding, "unit-unfit",
                "请选择纪检监察机关，或者有权处理的职能部门、街道、园区。", "unit")
            .RequireFree(matter, to)
            .Require(extract is not null, Source, "no-extract", "请先看过移送内容的预览。", "keep")
            .Required("extract", "移送的节录", extract?.Text, LongestExtract, Source);
        if (!rule.Passed) return Decision.Refuse(rule.Refusals);
        var number = DocumentNumber.Draw(office, act);
        var passed = new ExtractPassed(
            matter.Id, to!.Code, to.Name, number, Counted(extract!.Struck), Counted(extract.Kept), extract.Words, extract.Text);
        return to.Kind == UnitKind.Discipline ? Decision.Accept(passed, new SentToDiscipline(matter.Id, number)) : Decision.Accept(passed);
    }

    /// <summary>Whether a kind of unit may deal with an accusation at all.</summary>
    public static bool Takes(Unit unit) => unit.Kind is UnitKind.Discipline or UnitKind.Department or UnitKind.Street or UnitKind.Zone;

    private static IReadOnlyList<string> Counted(IReadOnlyDictionary<RevealingKind, int> counts) =>
        [.. counts.OrderBy(c => c.Key).Select(c => $"{Words.Of(c.Key)}={c.Value}")];
}
