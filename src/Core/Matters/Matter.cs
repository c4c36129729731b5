using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Matters;

/// <summary>A document that was issued, and when it reached the petitioner.</summary>
/// <param name="RevokedOn">When a review took an opinion back; it counts no more, and was served all the same.</param>
public sealed record Issued(
    DocumentKind Kind, string Number, DateOnly IssuedOn, int Version, DateOnly? ServedOn = null, DateOnly? RevokedOn = null)
{
    public bool IsServed => ServedOn is not null;
}

/// <summary>To whom the matter was forwarded or assigned.</summary>
/// <param name="PresumedOn">The day from which terms count even if nobody signed for it.</param>
public sealed record Dispatched(string Unit, string UnitName, DateOnly On, DateOnly PresumedOn, DateOnly? ReceivedOn = null)
{
    /// <summary>The day its terms count from: a dispatch that lies unsigned wins no time.</summary>
    public DateOnly CountsFrom => ReceivedOn is { } received && received < PresumedOn ? received : PresumedOn;
}

/// <summary>That a result must be reported back (交办).</summary>
/// <param name="ReportBy">The date written in the letter; CLK-11 ends there, with what was added.</param>
/// <param name="EndedOn">When the duty fell away because the matter went to another unit.</param>
public sealed record Assigned(
    string DocumentNumber, string Unit, DateOnly On, DateOnly ReportBy, int ExtendedDays = 0, DateOnly? ReportedOn = null,
    DateOnly? EndedOn = null);

/// <summary>A unit's objection: filed in time, decided or not yet.</summary>
public sealed record Objected(string Unit, string UnitName, DateOnly FiledOn, DateOnly? DecidedOn = null, bool Consented = false);

/// <summary>That it was laid before the Party committee or government, and decided there.</summary>
public sealed record SubmittedUpward(string To, DateOnly On, DateOnly? DecidedOn = null);

/// <summary>That it was sealed while a unit had it, and when the liaison passed it on or gave it back.</summary>
public sealed record TakenBack(DateOnly On, DateOnly? SettledOn = null);

/// <summary>The acceptance on the merits and the term that follows from it.</summary>
/// <param name="CountsFrom">Not later than the acceptance: the day on which the matter counted as accepted, if that was earlier.</param>
public sealed record Accepted(DateOnly On, DateOnly CountsFrom, DateOnly DueOn, int ExtendedDays = 0, DateOnly? ExtendedOn = null);

/// <summary>What deciders know of a matter: its facts, never its texts.</summary>
public sealed partial record Matter
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

    /// <summary>Six digits of what it is about; of what was registered without further levels, the first.</summary>
    public string? Category { get; init; }
    public int Requests { get; init; }
    public DateOnly? SentToDisciplineOn { get; init; }

    /// <summary>That it was taken back from a unit by sealing it; null where it never was.</summary>
    public TakenBack? TakenBack { get; init; }

    /// <summary>Extracts that were passed on while it is sealed, in this order; and what was asked about who accuses.</summary>
    public IReadOnlyList<PassedOn> Passed { get; init; } = [];
    public IReadOnlyList<AskedDisclosure> Disclosures { get; init; } = [];

    /// <summary>It reports that somebody suffers for having petitioned.</summary>
    public bool ReportsRetaliation { get; init; }
    public Dispatched? Dispatch { get; init; }

    /// <summary>When it first left the petition department; a return does not undo that.</summary>
    public DateOnly? FirstDispatchedOn { get; init; }

    public Assigned? Assignment { get; init; }
    public SubmittedUpward? Upward { get; init; }
    public IReadOnlyList<Objected> Objections { get; init; } = [];

    /// <summary>Erasures of personal data that were asked for, in this order.</summary>
    public IReadOnlyList<AskedErasure> Erasures { get; init; } = [];

    /// <summary>Requests about personal data, in this order.</summary>
    public IReadOnlyList<AskedInformation> InformationRequests { get; init; } = [];

    /// <summary>The list by which it was destroyed when its term was over, and the day; null where it is kept.</summary>
    public string? DestroyedBy { get; init; }
    public DateOnly? DestroyedOn { get; init; }

    /// <summary>Who may read who petitions, until when.</summary>
    public IReadOnlyList<IdentityGrant> Grants { get; init; } = [];

    /// <summary>Questions whether its petitioner is another one's too, of the last hour.</summary>
    public IReadOnlyList<SamenessQuestion> SamenessQuestions { get; init; } = [];

    /// <summary>To whom it is closed, whatever their post: units complained of with their line, and staff who withdrew.</summary>
    public IReadOnlyList<Barred> Barred { get; init; } = [];

    /// <summary>Earlier matters that it was put beside, in this order, with those that were a mistake.</summary>
    public IReadOnlyList<Linked> Links { get; init; } = [];

    /// <summary>Its answer as it was last made public; null where it never was.</summary>
    public PublicAnswer? Published { get; init; }

    /// <summary>Pseudonym of the member of staff who has it in hand: who registered it, then the unit's handler.</summary>
    public string? Holder { get; init; }
    public Route? Route { get; init; }
    public Accepted? Acceptance { get; init; }

    /// <summary>Version of the stream at which the opinion now before the unit's head was submitted.</summary>
    public int? SubmittedVersion { get; init; }

    /// <summary>Whether the submitted opinion supports a request, and by when that is carried out.</summary>
    public bool Supports { get; init; }
    public DateOnly? ExecuteBy { get; init; }

    public IReadOnlyList<Issued> Documents { get; init; } = [];

    /// <summary>Where a review of the opinion is asked for; null before there is one that says so.</summary>
    public ReviewRoute? OpinionRoute { get; init; }

    /// <summary>Reviews and final reviews, in this order.</summary>
    public IReadOnlyList<Reviewing> Reviews { get; init; } = [];

    /// <summary>That the unit answers anew; the last where there were several, and it stays when that was done.</summary>
    public Redo? Redo { get; init; }

    /// <summary>What was to be carried out, and is no more, because a review took it back.</summary>
    public FormerExecution? FormerExecution { get; init; }

    /// <summary>Members of staff who did something with it, in this order: none of them reviews it.</summary>
    public IReadOnlyList<Hand> Hands { get; init; } = [];
    public bool IsRated { get; init; }
    public DateOnly? ExecutedOn { get; init; }
    public DateOnly? ResolvedOn { get; init; }
    public DateOnly? NotAcceptedOn { get; init; }
    public DateOnly? WithdrawnOn { get; init; }

    /// <summary>When somebody marked it major or urgent; null where nobody did or it was lifted.</summary>
    public DateTimeOffset? UrgentSince { get; init; }
    public DateTimeOffset? UrgentReportedAt { get; init; }
    public DateOnly? RatedOn { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
    public required DateTimeOffset LastAt { get; init; }

    public bool IsRegistered => Domain is not null;
    public Issued? Document(DocumentKind kind) => Documents.LastOrDefault(d => d.Kind == kind && d.RevokedOn is null);
    public DateOnly? ServedOn(DocumentKind kind) => Document(kind)?.ServedOn;

    /// <summary>What told the petitioner the route (Art. 23(3)): of the petition procedure, or of another one.</summary>
    public Issued? NoticeGiven => Document(DocumentKind.Notice) ?? Document(DocumentKind.Diversion);

    /// <summary>办结: the opinion was served. Neither executed (执行) nor resolved (化解) follows from it.</summary>
    public DateOnly? ClosedOn => ServedOn(DocumentKind.Opinion);

    /// <summary>When it was closed for the first time; a revocation does not undo that the sixty days were kept, or not.</summary>
    public DateOnly? FirstClosedOn => Documents.FirstOrDefault(d => d is { Kind: DocumentKind.Opinion, IsServed: true })?.ServedOn;

    /// <summary>The review that is asked for and not served yet.</summary>
    public Reviewing? OpenReview => Reviews.LastOrDefault(r => r.IsOpen);

    /// <summary>When an extract of it first went to whoever deals with it.</summary>
    public DateOnly? FirstPassedOn => Passed is [var first, ..] ? Regulation.Shanghai.DateOf(first.At) : null;

    /// <summary>The objection that waits for a decision.</summary>
    public Objected? PendingObjection => Objections.LastOrDefault(o => o.DecidedOn is null);

    /// <summary>The erasure that waits for another person's decision.</summary>
    public AskedErasure? PendingErasure => Erasures.LastOrDefault(e => e.IsPending);

    /// <summary>Whether a unit is complained of, or stands in the line of one that is; null where neither.</summary>
    public Relation? RelationOfUnit(string unit) => Barred.FirstOrDefault(b => b.Who == unit && b.As != Relation.Interested)?.As;

    public Linked? OpenLinkTo(StreamId earlier) => Links.FirstOrDefault(l => l.Earlier == earlier && l.IsOpen);

    public bool IsInterested(string person) => Barred.Any(b => b.Who == person && b.As == Relation.Interested);

    /// <summary>Nothing more is owed on it.</summary>
    public bool IsEnded => WithdrawnOn is not null || NotAcceptedOn is not null || SentToDisciplineOn is not null;

    /// <summary>The first document that waits to be served by the unit that has the matter, if any.</summary>
    public Issued? Unserved => Documents.FirstOrDefault(d => !d.IsServed && Service.IsServedByUnit(d.Kind));

    public Stage Stage => this switch
    {
        { SentToDisciplineOn: not null } => Stage.WithDiscipline,
        { WithdrawnOn: not null } => Stage.Withdrawn,
        { Sealed: true } => Stage.Sealed,
        { NotAcceptedOn: not null } => Stage.NotAccepted,
        { IsRegistered: false } => Stage.ToRegister,
        { Upward: { DecidedOn: null }, Dispatch: null } => Stage.AwaitingDecision,
        { Dispatch: null } => Stage.ToForward,
        { PendingObjection: not null } => Stage.Objected,
        { Dispatch.ReceivedOn: null } => Stage.ToReceive,
        { Route: not null and not Matters.Route.PetitionProcedure } => Stage.Routed,
        { Acceptance: null } => Stage.ToAccept,
        { ClosedOn: not null, OpenReview: not null } => Stage.UnderReview,
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
        var after = matter is not null ? Change(matter, recorded) : recorded.Event is MatterRaised raised ? Raise(raised, recorded) : throw Misfit(recorded);
        return after with { Version = recorded.Version, LastAt = recorded.RecordedAt, Hands = With(after, recorded) };
    }

    // What somebody of the reviewing organ does belongs to its review, though it is a reading after that has ended.
    private static IReadOnlyList<Hand> With(Matter matter, Recorded recorded)
    {
        if (recorded.Role is Role.Petitioner or Role.Partner or Role.System) return matter.Hands;
        var hand = new Hand(
            recorded.By, recorded.Role is Role.Reviewer or Role.ReviewHead ? matter.Reviews.LastOrDefault(r => r.Unit == recorded.Office)?.Level : null);
        return matter.Hands.Contains(hand) ? matter.Hands : [.. matter.Hands, hand];
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
}
