using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Whoever holds a post, as far as a handover asks.</summary>
public sealed record PostHolder(string Id, string Name, Role Role, string Unit);

/// <summary>
/// 岗位移交: a person leaves or is away, and a colleague of the same unit and post takes over what is open. The office decides that, not
/// the merits: unit, stage and terms stay as they are, and at every moment somebody answers for each matter (首办负责).
/// </summary>
public static class Handover
{
    public static readonly Article Source = Article.House("岗位移交");

    private const int FurthestDays = 365;

    /// <summary>Stages in which nobody has anything to do any more.</summary>
    public static readonly IReadOnlyList<Stage> Finished = [Stage.Withdrawn, Stage.NotAccepted, Stage.WithDiscipline, Stage.Sealed];

    /// <summary>Closed: open again only while something promised is not carried out.</summary>
    public static readonly IReadOnlyList<Stage> Closed = [Stage.UnderReview, Stage.Served, Stage.Rated];

    /// <summary>Whether somebody still has something to do with it.</summary>
    public static bool IsOpen(Matter m) =>
        !Finished.Contains(m.Stage) && (!Closed.Contains(m.Stage) || m is { Supports: true, ExecutedOn: null });

    /// <summary>An administrator arranges it for today or a later day.</summary>
    /// <param name="to">Null where the form named nobody who can be.</param>
    public static Decision Arrange(PostHolder who, PostHolder? to, DateOnly? from, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule()
            .Require(to is not null && to.Id != who.Id && to.Unit == who.Unit && to.Role == who.Role, Source, "successor",
                "请选择同一单位、同一岗位的另一人。没有的，先任命一位。", "to")
            .Require(from >= act.Today && from <= act.Today.AddDays(FurthestDays), Source, "handover-day",
                $"移交日期选今天（{act.Today:yyyy-MM-dd}）至{FurthestDays}天以内的一天。", "from")
            .Required("reason", "移交理由", reason, 500, Source);
        return rule.Passed
            ? Decision.Accept(new HandoverArranged(who.Id, to!.Id, from!.Value, reason!.Trim()))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>It is called off before its day.</summary>
    public static Decision CallOff(string person, bool isArranged, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule().Require(isArranged, Source, "no-handover", "没有尚未执行的移交。")
            .Required("reason", "取消理由", reason, 500, Source);
        return rule.Passed ? Decision.Accept(new HandoverCalledOff(person, reason!.Trim())) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Its day has come: whatever is open and held by the one passes to the other, all at once.</summary>
    /// <param name="held">What the lists say the person holds; what is not so any more is left alone.</param>
    public static Decision Pass(string person, string to, string? reason, IEnumerable<Matter> held, Act act)
    {
        if (Authority.Is(act, Role.Administrator, Role.System) is { } notMine) return Decision.Refuse([notMine]);
        List<CaseEvent> passed =
        [
            .. held.Select(m => PassMatter(m, person, to, reason, act)).OfType<Decision.Accepted>().SelectMany(d => d.Events),
        ];
        return Decision.Accept([.. passed, new HandoverDone(person, to, passed.Count)]);
    }

    /// <summary>One matter of a handover.</summary>
    public static Decision PassMatter(Matter matter, string from, string to, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Administrator, Role.System) is { } notMine) return Decision.Refuse([notMine]);
        if (matter.Sealed) return Sealing.Refuse();
        if (matter.Holder != from) return Decision.Refuse(Source, "not-the-holder", "该事项不由这位工作人员承办。");
        if (Conflict.RefuseInterested(matter, to) is { } interested) return Decision.Refuse([interested]);
        if (!IsOpen(matter)) return Decision.Refuse(Source, "nothing-open", "该事项已经办完，不需要移交。");
        return from == to
            ? Decision.Refuse(Source, "successor", "接手的人就是现在的承办人。", "to")
            : Decision.Accept(new MatterHandedOver(matter.Id, from, to, PrivateText.Of(reason)));
    }
}
