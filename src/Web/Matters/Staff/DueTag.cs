using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>How near a term's end is, as a tag: late is judged on the nominal day, the warning counts to the control day.</summary>
/// <param name="Shown">The day that the words count to: control, or nominal once the control day is over.</param>
public sealed record DueTag(string Class, Phrase Text, DateOnly Shown)
{
    /// <summary>From this many days before the end a term is near.</summary>
    public const int NearDays = 3;

    public static DueTag Of(Clock clock, DateOnly due, DateOnly nominal, DateOnly today, Calendar calendar) =>
        (nominal < today, clock.DaysLeft(today, due, calendar)) switch
        {
            (true, _) => new("late", $"逾期{today.DayNumber - nominal.DayNumber}日", nominal),
            (_, < 0) when nominal == today => new("due", "今天到期，已过内控日", nominal),
            (_, < 0) => new("due", $"还剩{nominal.DayNumber - today.DayNumber}日，已过内控日", nominal),
            (_, 0) => new("due", "今天到期", due),
            (_, var left) => new(left <= NearDays ? "due" : "run", $"还剩{left}{(Phrase)clock.DayWord}", due),
        };

    /// <summary>Null where no term runs.</summary>
    public static DueTag? Of(ListedMatter row, DateOnly today, Calendar calendar) =>
        ClockOf(row) is { } clock && row is { DueOn: { } due, NominalOn: { } nominal } ? Of(clock, due, nominal, today, calendar) : null;

    /// <summary>The clock that runs, from the rule pack its term follows; null where no term runs.</summary>
    public static Clock? ClockOf(ListedMatter row) =>
        row is { Clock: { } clock, Pack: { } pack } ? RulePack.Named(pack)?.Find(clock) : null;

    public static string StageClass(Stage stage) => stage switch
    {
        Stage.Served or Stage.Rated or Stage.WithDiscipline => "done",
        Stage.Sealed => "sealed",
        Stage.ToRegister => "",
        _ => "run",
    };
}

/// <summary>Rows of matters as every list shows them.</summary>
/// <param name="Calendar">For what is left of terms in working days.</param>
public sealed record MatterRows(IReadOnlyList<ListedMatter> Rows, DateOnly Today, Calendar Calendar, Categories Categories);
