using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Matters;

/// <summary>A document that was issued, and when it reached the petitioner.</summary>
public sealed record Issued(DocumentKind Kind, string Number, DateOnly IssuedOn, int Version, DateOnly? ServedOn = null)
{
    public bool IsServed => ServedOn is not null;
}

/// <summary>To whom the matter was forwarded.</summary>
public sealed record Dispatched(string Unit, string UnitName, DateOnly On, DateOnly? ReceivedOn = null);

/// <summary>The acceptance on the merits and the term that follows from it.</summary>
public sealed record Accepted(DateOnly On, DateOnly DueOn, int ExtendedDays = 0, DateOnly? ExtendedOn = null);

/// <summary>What deciders know of a matter: its facts, never its texts.</summary>
public sealed record Matter
{
    public required StreamId Id { get; init; }
    public required string Number { get; init; }
    public required StreamId Petition { get; init; }
    public required string PetitionNumber { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required Purpose Purpose { get; init; }
    public required bool Sealed { get; init; }
    public required bool Contactable { get; init; }
    public required bool ElectronicConsent { get; init; }
    public string? Place { get; init; }
    public string? Domain { get; init; }
    public int Requests { get; init; }
    public DateOnly? SentToDisciplineOn { get; init; }
    public Dispatched? Dispatch { get; init; }
    public Route? Route { get; init; }
    public Accepted? Acceptance { get; init; }

    /// <summary>Version of the stream at which the opinion now before the unit's head was submitted.</summary>
    public int? SubmittedVersion { get; init; }

    public IReadOnlyList<Issued> Documents { get; init; } = [];
    public bool IsRated { get; init; }
    public DateOnly? RatedOn { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
    public required DateTimeOffset LastAt { get; init; }

    public bool IsRegistered => Domain is not null;
    public Issued? Document(DocumentKind kind) => Documents.LastOrDefault(d => d.Kind == kind);
    public DateOnly? ServedOn(DocumentKind kind) => Document(kind)?.ServedOn;

    /// <summary>The first document that waits to be served, if any.</summary>
    public Issued? Unserved => Documents.FirstOrDefault(d => !d.IsServed && Service.IsServedOnPetitioner(d.Kind));

    public Stage Stage => this switch
    {
        { SentToDisciplineOn: not null } => Stage.WithDiscipline,
        { Sealed: true } => Stage.Sealed,
        { IsRegistered: false } => Stage.ToRegister,
        { Dispatch: null } => Stage.ToForward,
        { Dispatch.ReceivedOn: null } => Stage.ToReceive,
        { Route: not null and not Matters.Route.PetitionProcedure } => Stage.Routed,
        { Acceptance: null } => Stage.ToAccept,
        { IsRated: true } => Stage.Rated,
        _ when ServedOn(DocumentKind.Opinion) is not null => Stage.Served,
        _ when Document(DocumentKind.Opinion) is not null => Stage.ToServe,
        { SubmittedVersion: not null } => Stage.ToApprove,
        _ => Stage.InHand,
    };

    /// <summary>Folds one event; null is the matter that does not exist yet.</summary>
    /// <exception cref="InvalidDataException">The event does not fit the history.</exception>
    public static Matter Apply(Matter? matter, Recorded recorded)
    {
        if (matter is null) return recorded.Event is MatterRaised raised ? Raise(raised, recorded) : throw Misfit(recorded);
        return Change(matter, recorded) with { Version = recorded.Version, LastAt = recorded.RecordedAt };
    }

    private static Matter Raise(MatterRaised e, Recorded recorded) => new()
    {
        Id = e.Matter,
        Number = e.Number,
        Petition = e.Petition,
        PetitionNumber = e.PetitionNumber,
        ReceivedOn = e.ReceivedOn,
        Purpose = e.Purpose,
        Sealed = e.Sealed,
        Contactable = e.Contactable,
        ElectronicConsent = e.ElectronicConsent,
        Place = e.Place,
        Version = recorded.Version,
        RaisedAt = recorded.RecordedAt,
        LastAt = recorded.RecordedAt,
    };

    private static Matter Change(Matter m, Recorded recorded) => recorded.Event switch
    {
        MatterRegistered e => m with { Purpose = e.Purpose, Domain = e.Domain, Place = e.Place, Requests = e.Requests.Count },
        MatterSealed e => m with { Purpose = e.Purpose, Sealed = true },
        MatterUnsealed e => m with { Purpose = e.Purpose, Sealed = false },
        SentToDiscipline => m with { SentToDisciplineOn = recorded.Day },
        MatterForwarded e => m with
        {
            Dispatch = new Dispatched(e.Unit, e.UnitName, recorded.Day),
            Documents = m.Issue(recorded, (DocumentKind.ForwardingLetter, e.DocumentNumber),
                (DocumentKind.RegistrationReceipt, e.ReceiptNumber)),
        },
        MatterReceived e => m with { Dispatch = m.Dispatch! with { ReceivedOn = e.ReceivedOn } },
        NoticeIssued e => m with
        {
            Route = e.Route,
            Documents = m.Issue(recorded, (DocumentKind.Notice, e.DocumentNumber)),
        },
        MatterAccepted e => m with
        {
            Route = Matters.Route.PetitionProcedure,
            Acceptance = new Accepted(e.AcceptedOn, e.DueOn),
            Documents = m.Issue(recorded, (DocumentKind.Acceptance, e.DocumentNumber)),
        },
        HandlingExtended e => m with
        {
            Acceptance = m.Acceptance! with { DueOn = e.DueOn, ExtendedDays = e.Days, ExtendedOn = recorded.Day },
            Documents = m.Issue(recorded, (DocumentKind.Extension, e.DocumentNumber)),
        },
        OpinionSubmitted => m with { SubmittedVersion = recorded.Version },
        OpinionReturned => m with { SubmittedVersion = null },
        OpinionApproved e => m with { Documents = m.Issue(recorded, (DocumentKind.Opinion, e.DocumentNumber)) },
        DocumentServed e => m with
        {
            Documents = [.. m.Documents.Select(d => d.Number == e.DocumentNumber ? d with { ServedOn = e.ServedOn } : d)],
        },
        HandlingRated => m with { IsRated = true, RatedOn = recorded.Day },
        _ => throw Misfit(recorded),
    };

    private List<Issued> Issue(Recorded recorded, params ReadOnlySpan<(DocumentKind Kind, string Number)> issued)
    {
        var documents = new List<Issued>(Documents);
        foreach (var (kind, number) in issued) documents.Add(new Issued(kind, number, recorded.Day, recorded.Version));
        return documents;
    }

    private static InvalidDataException Misfit(Recorded recorded) => new(
        $"Event {recorded.Event.StoredName} at position {recorded.Position} does not fit the matter's history.");
}
