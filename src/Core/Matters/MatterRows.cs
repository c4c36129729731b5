using System.Globalization;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>The row of a term that lists are sorted by. A clock that once had a row keeps one.</summary>
/// <param name="Open">It binds somebody and is not met.</param>
/// <param name="Secrecy">The matter's, which the gate asks: terms are counted without looking at the matters.</param>
/// <param name="Unit">
/// The unit that has the matter, which the gate asks too; who owes the term is another thing. None where no unit may see that the term is there.
/// </param>
public sealed record DeadlineRow(
    string Matter, string Clock, string? Nominal, string? Control, string? Due, string? MetOn, bool Open, string Pack,
    string CalendarVersion, Secrecy Secrecy, string? Unit)
{
    public static readonly TableShape Shape = new(
        "deadlines", "matter clock", "matter clock nominal control due met_on open:i pack calendar_version sealed:i unit");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values => [Matter, Clock, Nominal, Control, Due, MetOn, Open ? 1L : 0L, Pack, CalendarVersion, (long)Secrecy, Unit];

    /// <summary>Rows of the terms that somebody owes or owed; rights that may lapse have none.</summary>
    public static IReadOnlyList<DeadlineRow> Of(Matter matter, Rules rules) =>
    [
        .. from deadline in Deadlines.Of(matter, rules)
           where deadline.Term is not null && !deadline.Clock.IsOptional && deadline.Waiting is not TermState.Exempt
           let term = deadline.Term!.Value
           select new DeadlineRow(
               matter.Id.Value, deadline.Clock.Id, Iso(term.Nominal), Iso(term.Control), Iso(term.Control ?? term.Nominal),
               Iso(deadline.MetOn), deadline.IsOpen, term.Pack, rules.Version, Gate.SecrecyOf(matter.Sealed, matter.Purpose),
               deadline.Clock.Id == ClockId.InformationRequest || ReviewDeadlines.IsReviewers(deadline.Clock.Id) || matter.Sealed ? null : matter.Dispatch?.Unit),
    ];

    private static string? Iso(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>The row that lists read. A pure function of the folded matter; it holds no private text.</summary>
/// <param name="Secrecy">Stands in the column <c>sealed</c> as its number.</param>
/// <param name="Holder">Pseudonym of the member of staff who has it in hand.</param>
/// <param name="ToExecute">It is closed, something was supported, and that has not been carried out.</param>
public sealed record MatterRow(
    string Id, string Number, string Petition, string Stage, string Purpose, Secrecy Secrecy, string? Domain, string? Place,
    string? Unit, string? Holder, bool Urgent, long RaisedAt, long LastAt, bool Unserved,
    bool ToExecute, string? ExecutedOn, string? ResolvedOn, int Version, string? Category)
{
    public static readonly TableShape Shape = new(
        "matters", "id",
        "id number petition stage purpose sealed:i domain place unit holder urgent:i raised_at:i last_at:i unserved:i to_execute:i executed_on resolved_on version:i category");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values =>
    [
        Id, Number, Petition, Stage, Purpose, (long)Secrecy, Domain, Place, Unit, Holder, Urgent ? 1L : 0L, RaisedAt, LastAt,
        Unserved ? 1L : 0L, ToExecute ? 1L : 0L, ExecutedOn, ResolvedOn, (long)Version, Category,
    ];

    public static MatterRow Of(Matter m) => new(
        m.Id.Value, m.Number, m.Petition.Value, Words.Of(m.Stage), Words.Of(m.Purpose), Gate.SecrecyOf(m.Sealed, m.Purpose), m.Domain, m.Place,
        m.Sealed ? null : m.Dispatch?.Unit, m.Sealed ? null : m.Holder, m.UrgentSince is not null, m.RaisedAt.ToUnixTimeMilliseconds(), m.LastAt.ToUnixTimeMilliseconds(),
        m is { Unserved: not null, WithdrawnOn: null, Sealed: false }, m is { ClosedOn: not null, Supports: true, ExecutedOn: null },
        Iso(m.ExecutedOn), Iso(m.ResolvedOn), m.Version, m.Category);

    private static string? Iso(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>Somebody to whom a matter is closed: what the conditions of lists leave out (Art. 28, 30(3)).</summary>
public sealed record BarredRow(string Matter, string Who, string Why)
{
    public static readonly TableShape Shape = new("barred", "matter who", "matter who why");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values => [Matter, Who, Why];

    public static IReadOnlyList<BarredRow> Of(Matter m) => [.. m.Barred.Select(b => new BarredRow(m.Id.Value, b.Who, Words.Of(b.As)))];
}

/// <summary>One objection of a unit: how often what was sent to it came back is counted on the unit's card.</summary>
/// <param name="Serial">Its place among the matter's objections, from one.</param>
public sealed record ObjectionRow(string Matter, int Serial, string Unit, string FiledOn, string? DecidedOn, bool Consented)
{
    public static readonly TableShape Shape = new(
        "objections", "matter serial", "matter serial:i unit filed_on decided_on consented:i");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values => [Matter, (long)Serial, Unit, FiledOn, DecidedOn, Consented ? 1L : 0L];

    public static IReadOnlyList<ObjectionRow> Of(Matter m) =>
    [
        .. m.Objections.Select((o, i) => new ObjectionRow(
            m.Id.Value, i + 1, o.Unit, o.FiledOn.ToString("yyyy-MM-dd"), o.DecidedOn?.ToString("yyyy-MM-dd"), o.Consented)),
    ];
}

/// <summary>One review: which unit reviews is asked by the gate, and counted with its terms.</summary>
/// <param name="Serial">Its place among the matter's reviews, from one.</param>
/// <param name="Unit">Null where an organ elsewhere reviewed, or the petitioner took it back before anybody took it up.</param>
public sealed record ReviewRow(string Matter, int Serial, string Kind, string? Unit, string AskedOn, string? EndedOn)
{
    public static readonly TableShape Shape = new("reviews", "matter serial", "matter serial:i kind unit asked_on ended_on");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values => [Matter, (long)Serial, Kind, Unit, AskedOn, EndedOn];

    public static IReadOnlyList<ReviewRow> Of(Matter m) =>
    [
        .. m.Reviews.Select((r, i) => new ReviewRow(
            m.Id.Value, i + 1, Words.Of(r.Level), r.IsTheOrgans ? r.Unit : null, r.AskedOn.ToString("yyyy-MM-dd"), r.EndedOn?.ToString("yyyy-MM-dd"))),
    ];
}

/// <summary>An erasure that was asked for: whoever may decide finds those that wait in a list.</summary>
/// <param name="Asked">Version of the event that asked.</param>
public sealed record ErasureRow(string Matter, int Asked, long AskedAt, long? DecidedAt, string? DocumentNumber)
{
    public static readonly TableShape Shape = new(
        "erasures_asked", "matter asked", "matter asked:i asked_at:i decided_at:i document_number");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values => [Matter, (long)Asked, AskedAt, DecidedAt, DocumentNumber];

    public static IReadOnlyList<ErasureRow> Of(Matter m) =>
    [
        .. m.Erasures.Select(e => new ErasureRow(
            m.Id.Value, e.Version, e.AskedAt.ToUnixTimeMilliseconds(), e.DecidedAt?.ToUnixTimeMilliseconds(), e.DocumentNumber)),
    ];
}

/// <summary>That a matter was put beside an earlier one: both case pages tell of it.</summary>
/// <param name="Serial">Its place among the matter's links, from one.</param>
public sealed record MatterLinkRow(string Matter, int Serial, string Earlier, string Kind, string LinkedOn, string? WithdrawnOn)
{
    public static readonly TableShape Shape = new(
        "matter_links", "matter serial", "matter serial:i earlier kind linked_on withdrawn_on");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values => [Matter, (long)Serial, Earlier, Kind, LinkedOn, WithdrawnOn];

    public static IReadOnlyList<MatterLinkRow> Of(Matter m) =>
    [
        .. m.Links.Select((l, i) => new MatterLinkRow(
            m.Id.Value, i + 1, l.Earlier.Value, Words.Of(l.Kind), l.On.ToString("yyyy-MM-dd"), l.WithdrawnOn?.ToString("yyyy-MM-dd"))),
    ];
}

/// <summary>That an answer is public, for the list of public answers. A row once there stays, with the day on which it was withdrawn.</summary>
/// <param name="Answer">Its public name.</param>
/// <param name="Version">Of the event that holds its words.</param>
public sealed record PublicAnswerRow(
    string Matter, string Answer, int Version, string Unit, string Category, string PublishedOn, string? WithdrawnOn)
{
    public static readonly TableShape Shape = new(
        "public_answers", "matter", "matter answer version:i unit category published_on withdrawn_on");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values => [Matter, Answer, (long)Version, Unit, Category, PublishedOn, WithdrawnOn];

    public static IReadOnlyList<PublicAnswerRow> Of(Matter m) => m.Published is not { } p
        ? []
        : [new(m.Id.Value, p.Id, p.Version, p.Unit, p.Category, p.On.ToString("yyyy-MM-dd"), p.WithdrawnOn?.ToString("yyyy-MM-dd"))];
}

/// <summary>An extract that was passed on, for the list of the unit that got it.</summary>
/// <param name="Version">Of the event that passed it on.</param>
/// <param name="Asks">The unit has asked who accuses, and waits.</param>
public sealed record ExtractRow(string Matter, int Version, string Unit, string DocumentNumber, long PassedAt, bool Asks)
{
    public static readonly TableShape Shape = new(
        "extracts", "matter version", "matter version:i unit document_number passed_at:i asks:i");

    /// <summary>In the order of the columns.</summary>
    public object?[] Values => [Matter, (long)Version, Unit, DocumentNumber, PassedAt, Asks ? 1L : 0L];

    public static IReadOnlyList<ExtractRow> Of(Matter m) =>
    [
        .. m.Passed.Select(p => new ExtractRow(
            m.Id.Value, p.Version, p.Unit, p.DocumentNumber, p.At.ToUnixTimeMilliseconds(), Disclosure.PendingOf(m, p.Unit) is not null)),
    ];
}
