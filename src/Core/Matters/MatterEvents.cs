using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Matters;

/// <summary>What happened to a matter: purpose, route, lead unit, clocks, opinion, service, rating.</summary>
public abstract record MatterEvent(StreamId Matter) : CaseEvent(Matter);

/// <summary>A matter arose from a petition. CLK-01 runs from its date of receipt (Art. 22).</summary>
/// <param name="Sealed">Marked as accusation, wholly or partly: nobody but the discipline liaison sees it (Art. 30).</param>
public sealed record MatterRaised(
    StreamId Matter, StreamId Petition, string Number, string PetitionNumber, DateOnly ReceivedOn, Purpose Purpose, bool Sealed,
    bool Contactable, bool ElectronicConsent, string? Place) : MatterEvent(Matter)
{
    public const string Stored = "matter.raised.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("petition", Petition).Fact("number", Number).Fact("petitionNumber", PetitionNumber).Fact("receivedOn", ReceivedOn)
        .Fact("purpose", Purpose).Fact("sealed", Sealed).Fact("contactable", Contactable)
        .Fact("electronicConsent", ElectronicConsent).Fact("place", Place);

    public static MatterRaised Read(PayloadReader from) => new(
        from.Stream, from.Id("petition"), from.String("number"), from.String("petitionNumber"), from.Date("receivedOn"),
        from.Enum<Purpose>("purpose"), from.Bool("sealed"), from.Bool("contactable"), from.Bool("electronicConsent"),
        from.StringOrNull("place"));
}

/// <summary>An officer registered the matter: what it is about, in which domain, which requests it holds.</summary>
/// <param name="Domain">The first level of the category: what the classifier knows.</param>
/// <param name="Category">Six digits; absent in what was registered before there were further levels.</param>
public sealed record MatterRegistered(
    StreamId Matter, Purpose Purpose, string Domain, string? Place, PrivateText Summary, IReadOnlyList<PrivateText> Requests,
    string? Category) : MatterEvent(Matter)
{
    public const string Stored = "matter.registered.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("purpose", Purpose).Fact("domain", Domain).Fact("place", Place).Fact("category", Category)
        .Text("summary", Summary).TextList("request", Requests);

    public static MatterRegistered Read(PayloadReader from) => new(
        from.Stream, from.Enum<Purpose>("purpose"), from.String("domain"), from.StringOrNull("place"), from.Text("summary"),
        from.TextList("request"), from.StringOrNull("category"));
}

/// <summary>Somebody suspected an accusation in it; it is sealed until the discipline liaison has looked (Art. 30).</summary>
public sealed record MatterSealed(StreamId Matter, Purpose Purpose, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.sealed.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("purpose", Purpose).Text("reason", Reason);

    public static MatterSealed Read(PayloadReader from) =>
        new(from.Stream, from.Enum<Purpose>("purpose"), from.Text("reason"));
}

/// <summary>The discipline liaison found no accusation in it; it goes the ordinary way.</summary>
public sealed record MatterUnsealed(StreamId Matter, Purpose Purpose, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.unsealed.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("purpose", Purpose).Text("reason", Reason);

    public static MatterUnsealed Read(PayloadReader from) =>
        new(from.Stream, from.Enum<Purpose>("purpose"), from.Text("reason"));
}

/// <summary>The request that stood in the same letter has a petition of its own, or there was none; what is here is an accusation.</summary>
/// <param name="Ordinary">The number of that petition; absent where there was no request. Sealed with this matter: nothing else leads from one to the other.</param>
public sealed record MatterSetApart(StreamId Matter, PrivateText Ordinary) : MatterEvent(Matter)
{
    public const string Stored = "matter.set-apart.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Text("ordinary", Ordinary);
    public static MatterSetApart Read(PayloadReader from) => new(from.Stream, from.Text("ordinary"));
}

/// <summary>An accusation went to the discipline inspection organ (Art. 22(2), 30(1)); its own rules govern from here.</summary>
public sealed record SentToDiscipline(StreamId Matter, string DocumentNumber) : MatterEvent(Matter)
{
    public const string Stored = "matter.sent-to-discipline.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("documentNumber", DocumentNumber);
    public static SentToDiscipline Read(PayloadReader from) => new(from.Stream, from.String("documentNumber"));
}

/// <summary>The unit wrote to the petitioner: received, by which route and procedure it will be handled (Art. 23(3)).</summary>
/// <param name="Organ">Who decides on another route than the petition procedure; absent on that one.</param>
/// <param name="Materials">What was passed on there.</param>
public sealed record NoticeIssued(
    StreamId Matter, string DocumentNumber, Route Route, string OrganName, string Contact, PrivateText Procedure, PrivateText Organ,
    PrivateText Materials) : MatterEvent(Matter)
{
    public const string Stored = "matter.notice-issued.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Reply;

    public override void Write(PayloadWriter to) => to
        .Fact("documentNumber", DocumentNumber).Fact("route", Route).Fact("organName", OrganName).Fact("contact", Contact)
        .Text("procedure", Procedure).Text("organ", Organ).Text("materials", Materials);

    public static NoticeIssued Read(PayloadReader from) => new(
        from.Stream, from.String("documentNumber"), from.Enum<Route>("route"), from.String("organName"), from.String("contact"),
        from.Text("procedure"), from.Text("organ"), from.Text("materials"));
}

/// <summary>The unit accepted the matter on its merits; CLK-05 runs from this date (受理之日, Art. 34).</summary>
/// <param name="CountsFrom">From where the sixty days count: the acceptance, or the earlier day on which it counted as accepted.</param>
public sealed record MatterAccepted(
    StreamId Matter, string DocumentNumber, DateOnly AcceptedOn, DateOnly CountsFrom, DateOnly DueOn, string OrganName,
    string Contact, PrivateText HandlerName, PrivateText Scope) : MatterEvent(Matter)
{
    public const string Stored = "matter.accepted.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Reply;

    public override void Write(PayloadWriter to) => to
        .Fact("documentNumber", DocumentNumber).Fact("acceptedOn", AcceptedOn).Fact("countsFrom", CountsFrom).Fact("dueOn", DueOn)
        .Fact("organName", OrganName).Fact("contact", Contact).Text("handlerName", HandlerName).Text("scope", Scope);

    public static MatterAccepted Read(PayloadReader from) => new(
        from.Stream, from.String("documentNumber"), from.Date("acceptedOn"), from.Date("countsFrom"), from.Date("dueOn"),
        from.String("organName"), from.String("contact"), from.Text("handlerName"), from.Text("scope"));
}

/// <summary>The unit's head extended the term for complex circumstances and tells the petitioner why (Art. 34).</summary>
/// <param name="Days">One to thirty calendar days, added to the nominal date (rules D-6).</param>
public sealed record HandlingExtended(
    StreamId Matter, string DocumentNumber, int Days, DateOnly WasDueOn, DateOnly DueOn, string OrganName, string Contact,
    PrivateText ApprovedBy, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.handling-extended.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Reply;

    public override void Write(PayloadWriter to) => to
        .Fact("documentNumber", DocumentNumber).Fact("days", Days).Fact("wasDueOn", WasDueOn).Fact("dueOn", DueOn)
        .Fact("organName", OrganName).Fact("contact", Contact).Text("approvedBy", ApprovedBy).Text("reason", Reason);

    public static HandlingExtended Read(PayloadReader from) => new(
        from.Stream, from.String("documentNumber"), from.Int("days"), from.Date("wasDueOn"), from.Date("dueOn"),
        from.String("organName"), from.String("contact"), from.Text("approvedBy"), from.Text("reason"));
}
