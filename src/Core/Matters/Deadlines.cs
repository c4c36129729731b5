using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>One statutory term of a matter: reckoned where it has started or is sure to, with why not where it is not.</summary>
/// <param name="Term">Null where its start is not known.</param>
/// <param name="MetOn">The legal date on which the duty was done.</param>
/// <param name="Waiting">Why nobody owes it: not started, exempt, fallen away.</param>
/// <param name="ExtensionGrounds">By which act days were added, as it reads before 延长30日.</param>
/// <param name="StartsLater">Why it starts on that day, for as long as the day has not come.</param>
public sealed record Deadline(
    Clock Clock, Term? Term, DateOnly? MetOn, TermState? Waiting = null, Phrase? ExtensionGrounds = null, Phrase? StartsLater = null)
{
    /// <summary>The first day of a hearing whose time does not count.</summary>
    public DateOnly? HearingFrom { get; init; }

    public TermState State(DateOnly today, AgencyRoll roll = AgencyRoll.None)
    {
        if (Waiting is not null) return Waiting;
        if (Term is not { } term) return new TermState.NotStarted(StartsLater ?? "");
        if (MetOn is { } met && met < term.Start) return new TermState.Met(met);
        if (MetOn is null && today < term.Start)
            return new TermState.NotStarted(StartsLater ?? (Phrase)$"自{ChineseDate.Write(term.Start)}起算。");
        return term.State(today, MetOn, roll) is TermState.Late { MetOn: null } && Clock.IsOptional
            ? new TermState.FellAway($"期限已过，没有{Clock.StopEvent}。")
            : term.State(today, MetOn, roll);
    }

    /// <summary>It binds somebody and is not met: lists count down to it.</summary>
    public bool IsOpen => Term is not null && MetOn is null && Waiting is null && !Clock.IsOptional;

    /// <summary>Counted down to by staff: the control date, or the nominal one where a calendar is missing.</summary>
    public DateOnly? Due => Term is { } term && Waiting is null ? term.Control ?? term.Nominal : null;
}

/// <summary>
/// The terms of a matter as a pure function of its history, the calendar and the settings. Nothing in it depends on today, so the
/// stored rows are right until the matter, the calendar or a setting changes.
/// </summary>
public static class Deadlines
{
    public static IReadOnlyList<Deadline> Of(Matter matter, Rules rules)
    {
        var deadlines = new List<Deadline>(8)
        {
            Reckon(
                ClockId.Dispatch, matter.ReceivedOn, Earliest(matter.FirstDispatchedOn, matter.Upward?.On, matter.SentToDisciplineOn, matter.FirstPassedOn),
                rules),
        };
        if (matter.ReportsRetaliation) deadlines.Add(Reckon(ClockId.Retaliation, matter.ReceivedOn, matter.FirstPassedOn, rules));
        if (matter.TakenBack is { } back) deadlines.Add(Reckon(ClockId.TakenBack, back.On, back.SettledOn, rules));
        if (matter.SentToDisciplineOn is null || matter.Dispatch is not null)
        {
            IEnumerable<Deadline> ofTheUnit = [.. WithTheUnit(matter, rules), .. AfterTheAnswer(matter, rules), .. ReviewDeadlines.Of(matter, rules)];
            deadlines.AddRange(matter is { Sealed: true, Dispatch: not null } ? ofTheUnit.Select(TakenFromTheUnit) : ofTheUnit);
        }

        if (matter.WithdrawnOn is not null) deadlines = [.. deadlines.Select(Withdrawn)];
        // Whoever withdrew, or was passed on, is still owed an answer about their data.
        if (InformationTerm(matter, rules) is { } request) deadlines.Add(request);
        return deadlines;
    }

    // The request that waits longest; after all were answered, the last.
    private static Deadline? InformationTerm(Matter matter, Rules rules) =>
        (InformationRequests.Next(matter) ?? (matter.InformationRequests is [.., var last] ? last : null)) is { } asked
            ? Reckon(ClockId.InformationRequest, asked.ReceivedOn, asked.AnsweredOn, rules)
            : null;

    private static IEnumerable<Deadline> WithTheUnit(Matter matter, Rules rules)
    {
        if (matter.Dispatch is { } dispatch)
        {
            yield return Reckon(ClockId.Signing, dispatch.On, dispatch.ReceivedOn, rules);
            if (ObjectionTerm(matter, dispatch, rules) is { } objection) yield return objection;
        }

        if (matter.Objections is [.., var filed])
            yield return Reckon(ClockId.ObjectionDecision, filed.FiledOn, filed.DecidedOn, rules);
        yield return NoticeTerm(matter, rules);
        if (HandlingTerms(matter, rules) is { } handling) yield return handling;
        if (matter.Assignment is { } assignment) yield return ReportTerm(matter, assignment, rules);
    }

    private static IEnumerable<Deadline> AfterTheAnswer(Matter matter, Rules rules)
    {
        if (PortalTerm(matter, rules) is { } portal) yield return portal;
        if (matter is { ClosedOn: { } closed, Supports: true, ExecuteBy: { } by }) yield return ExecutionTerm(closed, by, matter.ExecutedOn, rules);
        // What began to count stays in the table of terms, as fallen away.
        else if (matter.FormerExecution is { } former)
            yield return ExecutionTerm(former.ClosedOn, former.By, former.ExecutedOn, rules) with
            {
                Waiting = former.ExecutedOn is null ? new TermState.FellAway("处理意见经复查、复核撤销或者变更，不再按原意见执行。") : null,
            };
    }

    private static Deadline ExecutionTerm(DateOnly closed, DateOnly by, DateOnly? executed, Rules rules) => new(
        rules.On(closed)[ClockId.Execution],
        Term.Until(rules.On(closed)[ClockId.Execution], by < closed ? by : closed, by, 0, rules.Calendar), executed);

    private static Deadline? ObjectionTerm(Matter matter, Dispatched dispatch, Rules rules)
    {
        if (rules.On(dispatch.CountsFrom).Find(ClockId.Objection) is null) return null;
        var filed = matter.Objections.LastOrDefault(o => o.Unit == dispatch.Unit && o.FiledOn >= dispatch.On)?.FiledOn;
        var deadline = Reckon(ClockId.Objection, dispatch.CountsFrom, filed, rules) with { StartsLater = Presumed(dispatch) };
        // Whoever wrote to the petitioner has taken the matter on.
        return filed is null && (matter.Route is not null || matter.NotAcceptedOn is not null)
            ? deadline with { Waiting = new TermState.FellAway("已经告知信访人，由本单位办理，不再提出异议。") }
            : deadline;
    }

    private static Deadline NoticeTerm(Matter matter, Rules rules)
    {
        if (matter.Dispatch is not { } dispatch)
            return new Deadline(
                rules.On(matter.ReceivedOn)[ClockId.ForwardedNotice], null, null, new TermState.NotStarted("转送、交办责任单位后起算。"));
        var deadline = Reckon(ClockId.ForwardedNotice, dispatch.CountsFrom, NoticeServedOn(matter), rules) with
        {
            StartsLater = Presumed(dispatch),
        };
        // The Regulation of 2005 knew no exemption for forwarded petitions.
        return matter.Contactable || deadline.MetOn is not null || deadline.Clock.Exemption is null
            ? deadline
            : deadline with { Waiting = TermState.ExemptFrom(deadline.Clock) };
    }

    private static DateOnly? NoticeServedOn(Matter matter) =>
        matter.NoticeGiven?.ServedOn ?? matter.ServedOn(DocumentKind.NonAcceptance)
        ?? matter.ServedOn(DocumentKind.NoFurtherAcceptance);

    /// <summary>Null where it never was a matter for the sixty days.</summary>
    private static Deadline? HandlingTerms(Matter matter, Rules rules)
    {
        if (matter.Acceptance is { } accepted)
        {
            var grounds = accepted.ExtendedOn is { } on ? (Phrase)$"经本机关、单位负责人{ChineseDate.Write(on)}批准，" : null;
            return Reckon(ClockId.Handling, accepted.CountsFrom, matter.FirstClosedOn, rules, accepted.ExtendedDays) with
            {
                ExtensionGrounds = grounds,
            };
        }

        if (HandlingTerm.DeemedOn(matter, rules) is { } deemed)
            return Reckon(ClockId.Handling, deemed, null, rules) with
            {
                StartsLater = $"责任单位受理之日的次日起算；到{ChineseDate.Write(deemed)}仍未受理的，自该日视为受理。",
            };

        // What had begun to count stays in the table of terms, as fallen away.
        if (matter.Dispatch is { CountsFrom: var from } && (matter.Purpose != Purpose.Suggestion || matter.TakenBack is not null)
            && rules.On(from).Find(ClockId.DeemedAcceptance) is { } clock)
        {
            var day = Term.Reckon(clock, from, rules.Calendar).Nominal!.Value;
            return Reckon(ClockId.Handling, day, null, rules) with { Waiting = new TermState.FellAway(WhyNoHandling(matter)) };
        }

        return matter.Route is null or Route.PetitionProcedure && matter.NotAcceptedOn is null
            ? new Deadline(
                rules.On(matter.ReceivedOn)[ClockId.Handling], null, null, new TermState.NotStarted("责任单位受理之日的次日起算。"))
            : null;
    }

    private static Phrase WhyNoHandling(Matter matter) => matter switch
    {
        { NotAcceptedOn: not null } => "不予受理，没有六十日办理期限。",
        { Purpose: Purpose.Suggestion } => "是意见建议，没有六十日办理期限。",
        { PendingObjection: not null } => "责任单位提出异议，决定后再算。",
        { Route: { } route } => (Phrase)$"处理途径是{Words.Label(route)}，没有六十日办理期限。",
        _ => throw new InvalidOperationException($"Matter {matter.Id} counts as accepted."),
    };

    private static Deadline ReportTerm(Matter matter, Assigned assignment, Rules rules)
    {
        // What the unit received before it was assigned counts from the assignment, and from nothing later than its limit.
        var received = matter.Dispatch is { } dispatch && dispatch.Unit == assignment.Unit ? dispatch.CountsFrom : assignment.On;
        var start = received < assignment.On ? assignment.On : received;
        if (start > assignment.ReportBy) start = assignment.ReportBy;
        var clock = rules.On(start)[ClockId.AssignmentReport];
        return new Deadline(
            clock, Term.Until(clock, start, assignment.ReportBy, assignment.ExtendedDays, rules.Calendar), assignment.ReportedOn,
            assignment.EndedOn is null ? null : new TermState.FellAway("异议成立，已改由其他单位办理。"),
            assignment.ExtendedDays > 0 ? (Phrase)"经交办机关同意，" : null, Presumed(matter.Dispatch));
    }

    // The oldest document that lies unopened on the platform; after it was served, the last that was.
    private static Deadline? PortalTerm(Matter matter, Rules rules)
    {
        if (!matter.ElectronicConsent) return null;
        var document = matter.Unserved ?? matter.Documents.LastOrDefault(d => Service.IsServedByUnit(d.Kind));
        return document is null ? null : Reckon(ClockId.PortalOpening, document.IssuedOn, document.ServedOn, rules);
    }

    // No unit owes what is closed to it; given back, its terms go on as they were reckoned.
    private static Deadline TakenFromTheUnit(Deadline deadline) => deadline.MetOn is null && deadline.Waiting is null
        ? deadline with { Waiting = new TermState.FellAway("已转为密件，不再由该单位办理。") }
        : deadline;

    private static Deadline Withdrawn(Deadline deadline) => deadline.MetOn is null && deadline.Waiting is null
        ? deadline with { Waiting = new TermState.FellAway("信访人已经撤回。") }
        : deadline;

    private static Phrase? Presumed(Dispatched? dispatch) => dispatch is { ReceivedOn: null, PresumedOn: var day }
        ? (Phrase)$"责任单位签收后起算；到{ChineseDate.Write(day)}仍未签收的，自该日视为收到。"
        : null;

    private static DateOnly? Earliest(params ReadOnlySpan<DateOnly?> days)
    {
        DateOnly? earliest = null;
        foreach (var day in days)
            if (day is { } d && !(earliest <= d)) earliest = d;
        return earliest;
    }

    internal static Deadline Reckon(string clockId, DateOnly start, DateOnly? metOn, Rules rules, int extendedDays = 0, int hearingDays = 0)
    {
        var clock = rules.On(start)[clockId];
        return new Deadline(clock, Term.Reckon(clock, start, extendedDays, hearingDays, rules.Calendar), metOn);
    }
}
