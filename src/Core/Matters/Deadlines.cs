using System.Globalization;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>One statutory term of a matter: reckoned where it has started, with why not where it has not.</summary>
/// <param name="Term">Null where it has not started.</param>
/// <param name="MetOn">The legal date on which the duty was done.</param>
/// <param name="Waiting">Why there is no term: not started, or exempt.</param>
/// <param name="ExtensionGrounds">By which act days were added, as it reads before 延长30日.</param>
public sealed record Deadline(
    Clock Clock, Term? Term, DateOnly? MetOn, TermState? Waiting = null, string? ExtensionGrounds = null)
{
    public TermState State(DateOnly today) => Term is { } term && Waiting is null ? term.State(today, MetOn) : Waiting!;

    /// <summary>Counted down to by staff: the control date, or the nominal one where a calendar is missing.</summary>
    public DateOnly? Due => Term is { } term && Waiting is null ? term.Control ?? term.Nominal : null;
}

/// <summary>
/// The terms of a matter as a pure function of its history, the calendar and the settings. Nothing in it depends on today, so the stored rows
/// are right until the matter or the calendar changes.
/// </summary>
public static class Deadlines
{
    public static IReadOnlyList<Deadline> Of(Matter matter, Rules rules)
    {
        var deadlines = new List<Deadline>(3)
        {
            Reckon(ClockId.Dispatch, matter.ReceivedOn, matter.Dispatch?.On ?? matter.SentToDisciplineOn, rules),
        };
        if (matter.SentToDisciplineOn is not null) return deadlines;
        deadlines.Add(NoticeTerm(matter, rules));
        if (matter.Route is null or Route.PetitionProcedure) deadlines.Add(HandlingTerms(matter, rules));
        return deadlines;
    }

    private static Deadline NoticeTerm(Matter matter, Rules rules)
    {
        var clock = Pack(matter, rules)[ClockId.ForwardedNotice];
        if (matter.Dispatch?.ReceivedOn is not { } receivedOn)
            return new Deadline(clock, null, null, new TermState.NotStarted("责任单位签收后起算。"));
        var deadline = Reckon(ClockId.ForwardedNotice, receivedOn, matter.ServedOn(DocumentKind.Notice), rules);
        // The Regulation of 2005 knew no exemption for forwarded petitions.
        return matter.Contactable || deadline.MetOn is not null || deadline.Clock.Exemption is null
            ? deadline
            : deadline with { Waiting = TermState.ExemptFrom(deadline.Clock) };
    }

    private static Deadline HandlingTerms(Matter matter, Rules rules)
    {
        if (matter.Acceptance is not { } accepted)
            return new Deadline(Pack(matter, rules)[ClockId.Handling], null, null, new TermState.NotStarted("责任单位受理之日的次日起算。"));
        var grounds = accepted.ExtendedOn is { } on ? $"经本机关、单位负责人{ChineseDate.Write(on)}批准，" : null;
        return Reckon(
            ClockId.Handling, accepted.On, matter.ServedOn(DocumentKind.Opinion), rules, accepted.ExtendedDays) with
        {
            ExtensionGrounds = grounds,
        };
    }

    private static Deadline Reckon(
        string clockId, DateOnly start, DateOnly? metOn, Rules rules, int extendedDays = 0)
    {
        var clock = rules.On(start)[clockId];
        return new Deadline(clock, Term.Reckon(clock, start, extendedDays, 0, rules.Calendar), metOn);
    }

    private static RulePack Pack(Matter matter, Rules rules) => rules.On(matter.ReceivedOn);
}

/// <summary>The row of a term that lists are sorted by.</summary>
public sealed record DeadlineRow(
    string Matter, string Clock, string? Nominal, string? Control, string? Due, string? MetOn, string Pack, string CalendarVersion)
{
    /// <summary>Rows of the terms that have started and bind.</summary>
    public static IReadOnlyList<DeadlineRow> Of(Matter matter, Rules rules) =>
    [
        .. from deadline in Deadlines.Of(matter, rules)
           where deadline.Term is not null && deadline.Waiting is null
           let term = deadline.Term!.Value
           select new DeadlineRow(
               matter.Id.Value, deadline.Clock.Id, Iso(term.Nominal), Iso(term.Control), Iso(deadline.Due), Iso(deadline.MetOn),
               term.Pack, rules.Version),
    ];

    private static string? Iso(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>The row that lists read. A pure function of the folded matter; it holds no private text.</summary>
public sealed record MatterRow(
    string Id, string Number, string Petition, string Stage, string Purpose, bool Sealed, string? Domain, string? Place,
    string? Unit, long RaisedAt, long LastAt, bool Unserved, int Version)
{
    public static MatterRow Of(Matter m) => new(
        m.Id.Value, m.Number, m.Petition.Value, Words.Of(m.Stage), Words.Of(m.Purpose), m.Sealed, m.Domain, m.Place,
        m.Dispatch?.Unit, m.RaisedAt.ToUnixTimeMilliseconds(), m.LastAt.ToUnixTimeMilliseconds(), m.Unserved is not null, m.Version);
}
