using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Documents;

/// <summary>
/// Composes every document of the path from what happened until it was issued. What came later does not change a letter; only an
/// erased text does, and it says so.
/// </summary>
public static class Letters
{
    /// <param name="version">Version of the matter's stream at which the document was issued.</param>
    /// <param name="calendar">For terms in working days.</param>
    /// <returns>Null where no such document was issued at that version.</returns>
    public static PrintedLetter? Compose(
        DocumentKind kind, int version, History<Matter> matter, History<Petition> petition, Calendar calendar)
    {
        if (matter.Events.FirstOrDefault(r => r.Version == version) is not { } issuing) return null;
        var events = matter.Events.Where(r => r.Version <= version).ToList();
        var file = new CaseFile(
            new History<Matter>(events.Aggregate((Matter?)null, Matter.Apply)!, events), petition, issuing.Day);
        return (kind, issuing.Event) switch
        {
            (DocumentKind.RegistrationReceipt, MatterDispatched { ReceiptNumber: not null } e) => ForwardingLetters.Receipt(file, e),
            (DocumentKind.ForwardingLetter, MatterForwarded e) => ForwardingLetters.Letter(file, e, calendar),
            (DocumentKind.Notice, NoticeIssued e) when Notice.DocumentOf(e.Route) == kind => UnitLetters.Notice(file, e),
            (DocumentKind.Diversion, NoticeIssued e) when Notice.DocumentOf(e.Route) == kind => UnitLetters.Diversion(file, e),
            (DocumentKind.NonAcceptance or DocumentKind.NoFurtherAcceptance, AcceptanceRefused e)
                when NonAcceptance.DocumentOf(e.Ground) == kind => UnitLetters.NonAcceptance(file, e),
            (DocumentKind.Objection, ObjectionFiled e) => UnitReports.Objection(file, e),
            (DocumentKind.CompletionReport, CompletionReported e) => UnitReports.Completion(file, e),
            (DocumentKind.AssignmentLetter, MatterAssigned e) => AssignmentLetter.Compose(file, e, calendar),
            (DocumentKind.Submission, MatterSubmittedUpward e) => SubmissionLetter.Compose(file, e),
            (DocumentKind.Acceptance, MatterAccepted e) => UnitLetters.Acceptance(file, e),
            (DocumentKind.Extension, HandlingExtended e) => UnitLetters.Extension(file, e),
            (DocumentKind.Opinion, OpinionApproved e) => OpinionLetter.Compose(file, e),
            (DocumentKind.ReviewOpinion or DocumentKind.FinalReviewOpinion, ReviewApproved e) when ReviewWork.DocumentOf(e.Level) == kind =>
                ReviewLetters.Opinion(file, e),
            (DocumentKind.ReviewRefusal, ReviewRefused e) => ReviewLetters.Refusal(file, e),
            (DocumentKind.ProofOfService, DocumentServed e) => ServiceForm.Compose(file, e),
            _ => null,
        };
    }

    /// <summary>A letter as it would go out if it were signed now; it gets its number then.</summary>
    /// <param name="signing">The event that would be recorded.</param>
    public static PrintedLetter? BeforeSigning(
        DocumentKind kind, CaseEvent signing, Act act, History<Matter> matter, History<Petition> petition, Calendar calendar)
    {
        var (version, by) = (matter.State.Version + 1, act.Actor);
        var recorded = new Recorded(long.MaxValue, version, act.RecordedAt, by.Id, by.Role, by.Unit, PrivateText.Absent, signing);
        return Compose(kind, version, new History<Matter>(matter.State, [.. matter.Events, recorded]), petition, calendar) is { } letter
            ? letter with { Number = "（签发时编号）" }
            : null;
    }

    /// <summary>Every document of a matter that can be printed, in the order of issuing.</summary>
    public static IReadOnlyList<(DocumentKind Kind, int Version)> Of(IEnumerable<Recorded> events) =>
        [.. events.SelectMany(r => KindsOf(r.Event).Select(kind => (kind, r.Version)))];

    private static DocumentKind[] KindsOf(CaseEvent e) => e switch
    {
        MatterForwarded => [DocumentKind.RegistrationReceipt, DocumentKind.ForwardingLetter],
        NoticeIssued n => [Notice.DocumentOf(n.Route)],
        AcceptanceRefused r => [NonAcceptance.DocumentOf(r.Ground)],
        ObjectionFiled => [DocumentKind.Objection],
        CompletionReported => [DocumentKind.CompletionReport],
        // Where it stays with its unit the petitioner knows already where it went.
        MatterAssigned { ReceiptNumber: null } => [DocumentKind.AssignmentLetter],
        MatterAssigned => [DocumentKind.RegistrationReceipt, DocumentKind.AssignmentLetter],
        MatterSubmittedUpward => [DocumentKind.Submission],
        MatterAccepted => [DocumentKind.Acceptance],
        HandlingExtended => [DocumentKind.Extension],
        OpinionApproved => [DocumentKind.Opinion],
        ReviewApproved r => [ReviewWork.DocumentOf(r.Level)],
        ReviewRefused => [DocumentKind.ReviewRefusal],
        DocumentServed => [DocumentKind.ProofOfService],
        _ => [],
    };
}
