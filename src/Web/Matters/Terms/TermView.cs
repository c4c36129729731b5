using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Web.Matters.Terms;

/// <summary>One of the dates of a term, with what it means in a few words.</summary>
/// <param name="On">The date, or that it cannot be told yet.</param>
/// <param name="Meaning">What kind of day it is, and what the date is for.</param>
public sealed record TermDate(Phrase Name, Phrase On, Phrase Meaning);

/// <summary>One statutory term of a matter as a page shows it: the state in words, the dates, the bar, the reckoning day by day.</summary>
/// <param name="Clock">Its name in the table of terms: CLK-05.</param>
/// <param name="Owner">Who owes it.</param>
/// <param name="State">Where it stands, in words: 进行中，还剩18日.</param>
/// <param name="Tag">Class of the state's tag: run, due, done, late, or empty where it does not run.</param>
/// <param name="Note">Why there is no term, or no last day; null where there is one.</param>
/// <param name="IsOpen">It runs or is late: what it demands stands in the open, otherwise behind the summary.</param>
/// <param name="Bar">Null where it has not started, does not bind, or has no known end.</param>
/// <param name="Sentences">The reckoning in an office's sentences; empty where nothing is reckoned.</param>
/// <param name="Weeks">The reckoning day by day, Monday first; null for a day outside the term.</param>
public sealed record TermView(
    string Clock, Phrase Duty, Phrase Owner, Article Article, Phrase State, string Tag, Phrase? Note, bool IsOpen, IReadOnlyList<TermDate> Dates,
    TermBar? Bar, IReadOnlyList<Phrase> Sentences, IReadOnlyList<IReadOnlyList<TermDay?>> Weeks)
{
    /// <summary>Why the day that staff count down to is that day, in one sentence; null where nothing is reckoned.</summary>
    public Phrase? Why { get; init; }

    /// <summary>From this many days before the end the state is a warning.</summary>
    private const int WarningDays = 3;

    /// <summary>Every term of a matter, in the order in which they run.</summary>
    public static IReadOnlyList<TermView> All(Matter matter, Rules rules, DateOnly today) =>
        [.. Deadlines.Of(matter, rules).Select(deadline => Of(deadline, matter, today, rules.Settings, DatesOf))];

    /// <summary>The same for the petitioner, without the days that only staff plan by.</summary>
    public static IReadOnlyList<TermView> ForPetitioner(Matter matter, Rules rules, DateOnly today) =>
        [.. Deadlines.Of(matter, rules).Select(deadline => Of(deadline, matter, today, rules.Settings, LastDayOf))];

    private static TermView Of(
        Deadline deadline, Matter matter, DateOnly today, Settings settings, Func<Term, IReadOnlyList<TermDate>> datesOf)
    {
        var roll = deadline.Term is { } started ? settings.AgencyRollOn(started.Start) : AgencyRoll.None;
        var state = deadline.State(today, roll);
        var (words, tag, note) = Words(state, deadline.Clock);
        var view = new TermView(
            deadline.Clock.Id, deadline.Clock.Duty, OwnerOf(deadline.Clock, matter), deadline.Clock.Article, words, tag, note,
            (state is TermState.Running && !deadline.Clock.IsOptional) || state is TermState.Late { MetOn: null }, [], null, [], []);
        if (deadline.Term is not { } term || state is TermState.NotStarted or TermState.Exempt or TermState.FellAway) return view;

        var explanation = term.Explain(deadline.HearingFrom, extendedBy: deadline.ExtensionGrounds, roll: roll);
        return view with
        {
            Why = WhyOf(term, today),
            Dates = datesOf(term),
            Bar = TermBar.Of(term, explanation.Days, today, deadline.MetOn),
            Sentences = explanation.Sentences,
            Weeks = TermDay.Weeks(term, explanation.Days, deadline.MetOn ?? today, deadline.MetOn is not null),
        };
    }

    private static (Phrase Words, string Tag, Phrase? Note) Words(TermState state, Clock clock) => state switch
    {
        TermState.Running { DaysLeft: null } => ((Phrase)"进行中", "run", null),
        TermState.Running { DaysLeft: 0 } => ("今天是最后一日", "due", null),
        TermState.Running { DaysLeft: { } left, ControlPassed: var passed } =>
            ($"进行中，还剩{left}{(Phrase)clock.DayWord}", passed || left <= WarningDays ? "due" : "run", null),
        TermState.Met { On: var on } => ($"已办，{ChineseDate.Write(on)}", "done", null),
        TermState.Late { Days: var days, MetOn: null } => ($"逾期{days}日，尚未办", "late", null),
        TermState.Late { Days: var days, MetOn: { } on } => ($"已办，{ChineseDate.Write(on)}，逾期{days}日", "late", null),
        TermState.NotStarted { Why: var why } => ("未起算", "", why),
        TermState.Exempt { Why: var why, Basis: var basis } => ("免予", "", $"{why}依据：{basis}。"),
        TermState.FellAway { Why: var why } => ("不再计算", "", why),
        TermState.Unknown { Why: var why } => ("日历未发布", "", why),
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    // The law names a kind of organ; here it is known which one.
    private static Phrase OwnerOf(Clock clock, Matter matter) => UnitOwing(clock, matter) is { } unit ? unit
        : clock.Id == ClockId.InformationRequest && matter.Sealed ? Core.Words.Label(Role.DisciplineLiaison) : clock.Owner;

    /// <summary>The name of the unit that owes it; null where the petition department or the petitioner does, or no unit has it yet.</summary>
    public static string? UnitOwing(Clock clock, Matter matter) =>
        ReviewDeadlines.IsReviewers(clock.Id) ? matter.Reviews.LastOrDefault(r => ReviewDeadlines.ClockOf(r.Level) == clock.Id)?.Organ
        : clock.Id is ClockId.Dispatch or ClockId.TakenBack or ClockId.ObjectionDecision or ClockId.InformationRequest || clock.IsPetitionersRight ? null : matter.Dispatch?.UnitName;

    private static IReadOnlyList<TermDate> DatesOf(Term term)
    {
        if (term.Clock.Unit == ClockUnit.WorkingDays) return [DateOf(term, "期限日", term.Nominal, "只计工作日的最后一日")];
        var right = term.Clock.IsPetitionersRight;
        if (term.Nominal == term.Rolled && term.Nominal == term.Control)
            return [DateOf(term, "期限日", term.Nominal, "是否逾期以此日为准；当日是工作日，顺延日、内控日与它相同")];
        return
        [
            DateOf(term, "期限日", term.Nominal, right ? "按日历日数满的那一日" : "是否逾期以此日为准"),
            DateOf(term, "顺延日", term.Rolled, right ? "信访人的最后一日，逢休息日顺延" : "其后第一个工作日，仅供参考"),
            DateOf(term, "内控日", term.Control, right ? "此前最后一个工作日" : "此前最后一个工作日，单位应在当日或此前办完"),
        ];
    }

    private static IReadOnlyList<TermDate> LastDayOf(Term term) => term.Clock.IsPetitionersRight
        ? [DateOf(term, "最后一日", term.Rolled, term.Rolled == term.Nominal ? "当日提出的不算迟" : "逢休息日顺延到这一日，当日提出的不算迟")]
        : [DateOf(term, "最迟", term.Nominal, "是否逾期以这一日为准")];

    private static Phrase WhyOf(Term term, DateOnly today)
    {
        Phrase why = term.Clock.Unit == ClockUnit.DateInLetter
            ? (Phrase)$"文书写明{ChineseDate.Write(term.Start.AddDays(term.Days))}"
            : (Phrase)$"{ChineseDate.Write(term.Start)}{term.Clock.StartEvent}，次日起算{term.Days}{(Phrase)term.Clock.DayWord}";
        if (term.ExcludedDays > 0) why = $"{why}，听证的{term.ExcludedDays}日不计算在内";
        if (term.ExtendDays > 0) why = $"{why}，延长{term.ExtendDays}日";
        if (term.Control is not { } control || control == term.Nominal) return $"{why}。";
        var nominal = ChineseDate.Write(term.Nominal!.Value);
        return today <= control
            ? (Phrase)$"{why}；期限日{nominal}逢休息日，应在此前最后一个工作日办完。"
            : (Phrase)$"{why}；期限日{nominal}逢休息日，此前最后一个工作日{ChineseDate.Write(control)}已过，最迟期限日当日办完。";
    }

    private static TermDate DateOf(Term term, Phrase name, DateOnly? date, Phrase meaning) => date is { } on
        ? new(name, ChineseDate.Write(on), $"{term.Calendar.On(on)?.Told ?? ChineseDate.Weekday(on)}；{meaning}")
        : new(name, "暂不能定", $"次年放假安排尚未发布；{meaning}");
}
