using System.Collections.Frozen;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Partners;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core;

/// <summary>Every event by its stored name. A name once stored stays readable for ever.</summary>
public static class EventCatalogue
{
    private static readonly FrozenDictionary<string, Func<PayloadReader, CaseEvent>> Readers =
        new Dictionary<string, Func<PayloadReader, CaseEvent>>
        {
            [PetitionFiled.Stored] = PetitionFiled.Read,
            [QueryCodeIssued.Stored] = QueryCodeIssued.Read,
            [NationalNumberRecorded.Stored] = NationalNumberRecorded.Read,
            [PartyCorrected.Stored] = PartyCorrected.Read,
            [NationalSheetTaken.Stored] = NationalSheetTaken.Read,
            [ScanDiscarded.Stored] = ScanDiscarded.Read,
            [AttachmentAdded.Stored] = AttachmentAdded.Read,
            [AttachmentScanned.Stored] = AttachmentScanned.Read,
            [AttachmentReleased.Stored] = AttachmentReleased.Read,
            [OriginalOpened.Stored] = OriginalOpened.Read,
            [MatterRaised.Stored] = MatterRaised.Read,
            [MatterRegistered.Stored] = MatterRegistered.Read,
            [MatterSealed.Stored] = MatterSealed.Read,
            [MatterUnsealed.Stored] = MatterUnsealed.Read,
            [UnitsComplainedOf.Stored] = UnitsComplainedOf.Read,
            [InterestRecorded.Stored] = InterestRecorded.Read,
            [MatterLinked.Stored] = MatterLinked.Read,
            [LinkWithdrawn.Stored] = LinkWithdrawn.Read,
            [SentToDiscipline.Stored] = SentToDiscipline.Read,
            [RetaliationReported.Stored] = RetaliationReported.Read,
            [ExtractPassed.Stored] = ExtractPassed.Read,
            [DisclosureAsked.Stored] = DisclosureAsked.Read,
            [DisclosureApproved.Stored] = DisclosureApproved.Read,
            [DisclosureRefused.Stored] = DisclosureRefused.Read,
            [IdentityDisclosed.Stored] = IdentityDisclosed.Read,
            [MatterForwarded.Stored] = MatterForwarded.Read,
            [MatterReceived.Stored] = MatterReceived.Read,
            [NoticeIssued.Stored] = NoticeIssued.Read,
            [MatterAccepted.Stored] = MatterAccepted.Read,
            [HandlingExtended.Stored] = HandlingExtended.Read,
            [OpinionSubmitted.Stored] = OpinionSubmitted.Read,
            [OpinionReturned.Stored] = OpinionReturned.Read,
            [OpinionApproved.Stored] = OpinionApproved.Read,
            [DocumentServed.Stored] = DocumentServed.Read,
            [HandlingRated.Stored] = HandlingRated.Read,
            [MatterAssigned.Stored] = MatterAssigned.Read,
            [AssignmentExtended.Stored] = AssignmentExtended.Read,
            [CompletionReported.Stored] = CompletionReported.Read,
            [MatterSubmittedUpward.Stored] = MatterSubmittedUpward.Read,
            [UpwardDecisionRecorded.Stored] = UpwardDecisionRecorded.Read,
            [HandlerDesignated.Stored] = HandlerDesignated.Read,
            [MatterHandedOver.Stored] = MatterHandedOver.Read,
            [ObjectionFiled.Stored] = ObjectionFiled.Read,
            [ObjectionDecided.Stored] = ObjectionDecided.Read,
            [AcceptanceRefused.Stored] = AcceptanceRefused.Read,
            [MatterSupplemented.Stored] = MatterSupplemented.Read,
            [MatterWithdrawn.Stored] = MatterWithdrawn.Read,
            [OpinionExecuted.Stored] = OpinionExecuted.Read,
            [MatterResolved.Stored] = MatterResolved.Read,
            [MarkedUrgent.Stored] = MarkedUrgent.Read,
            [UrgentMatterReported.Stored] = UrgentMatterReported.Read,
            [UrgencyLifted.Stored] = UrgencyLifted.Read,
            [IdentityOpened.Stored] = IdentityOpened.Read,
            [SamenessAsked.Stored] = SamenessAsked.Read,
            [AnswerPublished.Stored] = AnswerPublished.Read,
            [AnswerWithdrawn.Stored] = AnswerWithdrawn.Read,
            [ErasureAsked.Stored] = ErasureAsked.Read,
            [ErasureApproved.Stored] = ErasureApproved.Read,
            [ErasureRefused.Stored] = ErasureRefused.Read,
            [InformationAsked.Stored] = InformationAsked.Read,
            [InformationAnswered.Stored] = InformationAnswered.Read,
            [MatterDestroyed.Stored] = MatterDestroyed.Read,
            [RetentionAsked.Stored] = RetentionAsked.Read,
            [RetentionApproved.Stored] = RetentionApproved.Read,
            [RetentionRefused.Stored] = RetentionRefused.Read,
            [RetentionFinished.Stored] = RetentionFinished.Read,
            [DatabaseStamped.Stored] = DatabaseStamped.Read,
            [UnitEstablished.Stored] = UnitEstablished.Read,
            [PersonAppointed.Stored] = PersonAppointed.Read,
            [PasswordSet.Stored] = PasswordSet.Read,
            [PostEnded.Stored] = PostEnded.Read,
            [CalendarLoaded.Stored] = CalendarLoaded.Read,
            [SettingMade.Stored] = SettingMade.Read,
            [LetterTemplateSet.Stored] = LetterTemplateSet.Read,
            [LogKeyAdded.Stored] = LogKeyAdded.Read,
            [LogKeyRetired.Stored] = LogKeyRetired.Read,
            [OriginBegun.Stored] = OriginBegun.Read,
            [TextErased.Stored] = TextErased.Read,
            [PartnerKeyIssued.Stored] = PartnerKeyIssued.Read,
            [PartnerKeyRevoked.Stored] = PartnerKeyRevoked.Read,
            [PartnerWebhookSet.Stored] = PartnerWebhookSet.Read,
            [UnitChanged.Stored] = UnitChanged.Read,
            [UnitEnded.Stored] = UnitEnded.Read,
            [FirstPasswordIssued.Stored] = FirstPasswordIssued.Read,
            [PasswordChanged.Stored] = PasswordChanged.Read,
            [SessionsEnded.Stored] = SessionsEnded.Read,
            [HandoverArranged.Stored] = HandoverArranged.Read,
            [HandoverDone.Stored] = HandoverDone.Read,
            [HandoverCalledOff.Stored] = HandoverCalledOff.Read,
            [SecondFactorEnrolled.Stored] = SecondFactorEnrolled.Read,
            [RecoveryCodeUsed.Stored] = RecoveryCodeUsed.Read,
            [SecondFactorResetAsked.Stored] = SecondFactorResetAsked.Read,
            [SecondFactorReset.Stored] = SecondFactorReset.Read,
            [SecondFactorSet.Stored] = SecondFactorSet.Read,
            [SignedIn.Stored] = SignedIn.Read,
            [SignedOut.Stored] = SignedOut.Read,
            [AccountLocked.Stored] = AccountLocked.Read,
            [PageRefused.Stored] = PageRefused.Read,
            [CategoryAdded.Stored] = CategoryAdded.Read,
            [CategoryRenamed.Stored] = CategoryRenamed.Read,
            [CategoryMapped.Stored] = CategoryMapped.Read,
            [CategoryEnded.Stored] = CategoryEnded.Read,
        }.ToFrozenDictionary();

    public static IEnumerable<string> Names => Readers.Keys;

    /// <exception cref="InvalidDataException">No event is stored under this name.</exception>
    public static CaseEvent Read(string storedName, PayloadReader from) =>
        Readers.TryGetValue(storedName, out var read)
            ? read(from)
            : throw new InvalidDataException($"No event is stored under the name “{storedName}”.");
}
