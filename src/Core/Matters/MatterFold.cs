namespace Xinqiao.Core.Matters;

/// <summary>What each event changes.</summary>
public sealed partial record Matter
{
    private static Matter Change(Matter m, Recorded recorded) => recorded.Event switch
    {
        MatterRegistered e => m with
        {
            Purpose = e.Purpose,
            Domain = e.Domain,
            Category = e.Category ?? Petitions.Domains.Digits(e.Domain),
            Place = e.Place,
            Requests = e.Requests.Count,
            Holder = recorded.By,
        },
        MatterSealed e => m.TakenDown(recorded) with { Purpose = e.Purpose, Sealed = true, TakenBack = m.Dispatch is null ? null : new TakenBack(recorded.Day) },
        MatterSetApart => m with { Purpose = Petitions.Purpose.Accusation },
        MatterUnsealed e => m.Settled(recorded) with { Purpose = e.Purpose, Sealed = false },
        UnitsComplainedOf e => m.Bar([
            .. e.Units.Select(u => new Barred(u, Relation.ComplainedOf)), .. e.Line.Select(u => new Barred(u, Relation.InItsLine))]),
        InterestRecorded e => m.Bar([new Barred(e.Person, Relation.Interested)]) with
        {
            Holder = m.Holder == e.Person ? null : m.Holder,
            Reviews = [.. m.Reviews.Select(r => r.IsOpen && r.Reviewer == e.Person ? r with { Reviewer = null } : r)],
        },
        MatterLinked e => m with { Links = [.. m.Links, new Linked(e.Earlier, e.Kind, recorded.Day)] },
        LinkWithdrawn e => m with
        {
            Links = [.. m.Links.Select(l => l.Earlier == e.Earlier && l.IsOpen ? l with { WithdrawnOn = recorded.Day } : l)],
        },
        SentToDiscipline => m.Settled(recorded) with { SentToDisciplineOn = recorded.Day },
        RetaliationReported => m with { ReportsRetaliation = true },
        ExtractPassed e => m.Settled(recorded) with
        {
            Passed = [.. m.Passed, new PassedOn(recorded.Version, e.Unit, e.UnitName, e.DocumentNumber, recorded.RecordedAt)],
        },
        DisclosureAsked e => m with
        {
            Disclosures = [.. m.Disclosures, new AskedDisclosure(recorded.Version, e.Unit, recorded.By, recorded.Role, e.Purpose, [])],
        },
        DisclosureApproved e => m.Disclose(e.Asked, d => d with { Approved = [.. d.Approved, (recorded.By, recorded.Role)] }),
        DisclosureRefused e => m.Disclose(e.Asked, d => d with { DecidedAt = recorded.RecordedAt }),
        IdentityDisclosed e => m.Disclose(e.Asked, d => d with { DecidedAt = recorded.RecordedAt, Fields = e.Fields, Until = e.Until }),
        MatterSubmittedUpward e => m with
        {
            Upward = new SubmittedUpward(e.To, recorded.Day),
            Documents = m.Issue(recorded, (DocumentKind.Submission, e.DocumentNumber)),
        },
        UpwardDecisionRecorded e => m with { Upward = m.Upward! with { DecidedOn = e.DecidedOn } },
        MatterDispatched e => m.Send(e, recorded),
        AssignmentExtended e => m with
        {
            Assignment = m.Assignment! with { ExtendedDays = e.ReportBy.DayNumber - m.Assignment.ReportBy.DayNumber },
        },
        CompletionReported e => m with
        {
            Assignment = m.Assignment! with { ReportedOn = recorded.Day },
            Documents = m.Issue(recorded, (DocumentKind.CompletionReport, e.DocumentNumber)),
        },
        MatterReceived e => m with
        {
            Dispatch = m.Dispatch! with { ReceivedOn = e.ReceivedOn },
            // Who receives it first is answerable for it (首办负责) until the unit's head names somebody else.
            Holder = recorded.Role == Role.Handler ? recorded.By : null,
        },
        HandlerDesignated e => m with { Holder = e.Handler },
        MatterHandedOver e => m with { Holder = e.To },
        ObjectionFiled e => m.TakenDown(recorded) with
        {
            Objections = [.. m.Objections, new Objected(e.Unit, m.Dispatch!.UnitName, recorded.Day)],
            Documents = m.Issue(recorded, (DocumentKind.Objection, e.DocumentNumber)),
        },
        ObjectionDecided e => m with
        {
            Objections = [.. m.Objections.SkipLast(1), m.Objections[^1] with { DecidedOn = recorded.Day, Consented = e.Consented }],
        },
        NoticeIssued e => m with
        {
            Route = e.Route,
            Documents = m.Issue(recorded, (Notice.DocumentOf(e.Route), e.DocumentNumber)),
        },
        MatterAccepted e => m with
        {
            Route = Matters.Route.PetitionProcedure,
            Acceptance = new Accepted(e.AcceptedOn, e.CountsFrom, e.DueOn),
            Documents = m.Issue(recorded, (DocumentKind.Acceptance, e.DocumentNumber)),
        },
        HandlingExtended e => m with
        {
            Acceptance = m.Acceptance! with { DueOn = e.DueOn, ExtendedDays = e.Days, ExtendedOn = recorded.Day },
            Documents = m.Issue(recorded, (DocumentKind.Extension, e.DocumentNumber)),
        },
        AcceptanceRefused e => m with
        {
            NotAcceptedOn = recorded.Day,
            Documents = m.Issue(recorded, (NonAcceptance.DocumentOf(e.Ground), e.DocumentNumber)),
        },
        OpinionSubmitted e => m with
        {
            SubmittedVersion = recorded.Version,
            Supports = e.Answers.Any(a => a.Outcome == Outcome.Supported),
            ExecuteBy = e.ExecuteBy,
        },
        OpinionReturned => m with { SubmittedVersion = null },
        OpinionApproved e => m with
        {
            Documents = m.Issue(recorded, (DocumentKind.Opinion, e.DocumentNumber)),
            OpinionRoute = new ReviewRoute(e.ReviewOrgan, e.ReviewUnit),
        },
        DocumentServed e => m.Serve(e, recorded),
        ReviewAsked or ReviewWithdrawn or HearingNoticed or HearingReported or HearingCancelled or ReviewTaken or ReviewRefused or ReviewSubmitted or ReviewReturned or ReviewApproved or ReviewRecorded => m.Review(recorded),
        AnswerPublished e => m with
        {
            Published = new PublicAnswer(e.Answer, recorded.Version, recorded.Position, e.Unit, e.Category, recorded.Day),
        },
        AnswerWithdrawn => m.TakenDown(recorded),
        HandlingRated => m with { IsRated = true, RatedOn = recorded.Day },
        MatterSupplemented => m,
        MatterWithdrawn => m.TakenDown(recorded) with { WithdrawnOn = recorded.Day },
        OpinionExecuted e => m with { ExecutedOn = e.ExecutedOn },
        MatterResolved e => m with { ResolvedOn = e.ResolvedOn },
        MarkedUrgent => m with { UrgentSince = recorded.RecordedAt, UrgentReportedAt = null },
        UrgentMatterReported => m with { UrgentReportedAt = recorded.RecordedAt },
        UrgencyLifted => m with { UrgentSince = null },
        IdentityOpened e => m with { Grants = m.GrantsWith(e, recorded) },
        SamenessAsked => m with { SamenessQuestions = m.QuestionsWith(recorded) },
        ErasureAsked e => m with
        {
            Erasures = [.. m.Erasures, new AskedErasure(recorded.Version, recorded.By, recorded.RecordedAt, e.Ground, e.Places)],
        },
        ErasureApproved e => m.WithoutErased(e.Asked, recorded).Decide(e.Asked, recorded, e.DocumentNumber),
        ErasureRefused e => m.Decide(e.Asked, recorded, null),
        InformationAsked e => m with
        {
            InformationRequests =
                [.. m.InformationRequests, new AskedInformation(recorded.Version, e.Right, e.By, recorded.By, e.ReceivedOn, recorded.RecordedAt)],
        },
        InformationAnswered e => m with
        {
            InformationRequests =
                [.. m.InformationRequests.Select(r => r.Version == e.Asked ? r with { AnsweredOn = recorded.Day, Result = e.Result } : r)],
        },
        MatterDestroyed e => m.TakenDown(recorded) with { DestroyedBy = e.Batch, DestroyedOn = recorded.Day },
        _ => throw Misfit(recorded),
    };

    // What is over is forgotten, and what was for one time only never was a grant.
    private IReadOnlyList<IdentityGrant> GrantsWith(IdentityOpened e, Recorded recorded) =>
    [
        .. Grants.Append(new IdentityGrant(recorded.By, recorded.Role, recorded.Office, e.Purpose, e.Fields, e.Until))
            .Where(g => g.Until > recorded.RecordedAt),
    ];

    private IReadOnlyList<SamenessQuestion> QuestionsWith(Recorded recorded) =>
    [
        .. SamenessQuestions.Where(q => q.At > recorded.RecordedAt - SamePetitioner.Hour).Append(new SamenessQuestion(recorded.By, recorded.RecordedAt)),
    ];

    // Nothing that is sealed, disputed or erased stays public, and nothing comes back by itself.
    private Matter TakenDown(Recorded recorded) => this with
    {
        Published = Published is { IsPublic: true } published
            ? published with { WithdrawnOn = recorded.Day, PetitionerObjects = recorded is { Event: AnswerWithdrawn, Role: Role.Petitioner } }
            : Published,
    };

    private Matter Settled(Recorded recorded) => this with { TakenBack = TakenBack is { SettledOn: null } open ? open with { SettledOn = recorded.Day } : TakenBack };

    private Matter WithoutErased(int asked, Recorded recorded) =>
        Erasures.First(e => e.Version == asked).Places.Any(p => p.Position == Published?.Position) ? TakenDown(recorded) : this;

    private Matter Disclose(int asked, Func<AskedDisclosure, AskedDisclosure> change) => this with
    {
        Disclosures = [.. Disclosures.Select(d => d.Version == asked ? change(d) : d)],
    };

    private Matter Decide(int asked, Recorded recorded, string? number) => this with
    {
        Erasures = [.. Erasures.Select(e => e.Version == asked ? e with { DecidedAt = recorded.RecordedAt, DocumentNumber = number } : e)],
    };

    private Matter Send(MatterDispatched e, Recorded recorded)
    {
        // An assignment may come after the forwarding, to the unit that has the matter: it goes nowhere then.
        var stays = Dispatch?.Unit == e.Unit;
        var assignment = e is MatterAssigned a
            ? new Assigned(a.DocumentNumber, a.Unit, recorded.Day, a.ReportBy)
            : Assignment is { ReportedOn: null, EndedOn: null } lapsed ? lapsed with { EndedOn = recorded.Day } : Assignment;
        var letter = e is MatterAssigned ? DocumentKind.AssignmentLetter : DocumentKind.ForwardingLetter;
        return this with
        {
            Dispatch = stays ? Dispatch : new Dispatched(e.Unit, e.UnitName, recorded.Day, e.PresumedOn),
            Holder = stays ? Holder : null,
            FirstDispatchedOn = FirstDispatchedOn ?? recorded.Day,
            Assignment = assignment,
            Documents = e.ReceiptNumber is { } receipt
                ? Issue(recorded, (letter, e.DocumentNumber), (DocumentKind.RegistrationReceipt, receipt))
                : Issue(recorded, (letter, e.DocumentNumber)),
        };
    }

    // Once closed it stays closed; who is complained of outweighs who stands in its line.
    private Matter Bar(IReadOnlyList<Barred> barred) => this with
    {
        Barred = [.. Barred.Concat(barred).GroupBy(b => b.Who).Select(g => g.MinBy(b => b.As)!).OrderBy(b => b.Who, StringComparer.Ordinal)],
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
