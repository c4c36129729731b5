using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Matters;

/// <summary>The petitioner asks for a review (Art. 35) or a final review (Art. 36); the organ's thirty days begin.</summary>
/// <param name="Opinion">Number of the handling opinion.</param>
/// <param name="Organ">Who reviews, as the letter that was served names it.</param>
/// <param name="Unit">Its code on this platform.</param>
/// <param name="ReceivedOn">The legal day on which the request reached the organ.</param>
/// <param name="PostedOn">When a letter was posted, which is what counts for being in time.</param>
/// <param name="LastDay">The petitioner's last day; null where no calendar knows it yet.</param>
/// <param name="Evidence">What proves a day that is not today's.</param>
/// <param name="Wanted">What is asked of the review.</param>
/// <param name="Contested">What is wrong with the answer, and why.</param>
/// <param name="LateBecause">Why it comes after the last day.</param>
/// <param name="Check">At the counter: what showed who asks.</param>
public sealed record ReviewAsked(
    StreamId Matter, ReviewLevel Level, string Opinion, string Organ, string Unit, ReviewAsker By, DateOnly ReceivedOn, DateOnly? PostedOn,
    DateOnly? LastDay, bool InTime, string? Evidence, PrivateText Wanted, PrivateText Contested, PrivateText LateBecause, PrivateText Check,
    PrivateText BackEntryReason) : MatterEvent(Matter)
{
    public const string Stored = "matter.review-asked.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;

    public override void Write(PayloadWriter to) => to
        .Fact("level", Level).Fact("opinion", Opinion).Fact("organ", Organ).Fact("unit", Unit).Fact("by", By).Fact("receivedOn", ReceivedOn)
        .Fact("postedOn", PostedOn).Fact("lastDay", LastDay).Fact("inTime", InTime).Fact("evidence", Evidence)
        .Text("wanted", Wanted).Text("contested", Contested).Text("lateBecause", LateBecause).Text("check", Check)
        .Text("backEntryReason", BackEntryReason);

    public static ReviewAsked Read(PayloadReader from) => new(
        from.Stream, from.Enum<ReviewLevel>("level"), from.String("opinion"), from.String("organ"), from.String("unit"),
        from.Enum<ReviewAsker>("by"), from.Date("receivedOn"), from.DateOrNull("postedOn"), from.DateOrNull("lastDay"), from.Bool("inTime"),
        from.StringOrNull("evidence"), from.Text("wanted"), from.Text("contested"), from.Text("lateBecause"), from.Text("check"),
        from.Text("backEntryReason"));
}

/// <summary>The petitioner takes the request back; while the thirty days last they may ask again.</summary>
public sealed record ReviewWithdrawn(StreamId Matter, ReviewLevel Level, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.review-withdrawn.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;
    public override void Write(PayloadWriter to) => to.Fact("level", Level).Text("reason", Reason);
    public static ReviewWithdrawn Read(PayloadReader from) => new(from.Stream, from.Enum<ReviewLevel>("level"), from.Text("reason"));
}

/// <summary>A reviewer takes the request up, or over from a colleague.</summary>
public sealed record ReviewTaken(StreamId Matter, ReviewLevel Level, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.review-taken.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;
    public override void Write(PayloadWriter to) => to.Fact("level", Level).Text("reason", Reason);
    public static ReviewTaken Read(PayloadReader from) => new(from.Stream, from.Enum<ReviewLevel>("level"), from.Text("reason"));
}

/// <summary>The organ does not take the request up, and says so in a document.</summary>
public sealed record ReviewRefused(
    StreamId Matter, ReviewLevel Level, ReviewRefusalGround Ground, string DocumentNumber, string OrganName, string Contact, PrivateText Facts,
    PrivateText Instead, PrivateText ApprovedBy) : MatterEvent(Matter)
{
    public const string Stored = "matter.review-refused.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;

    public override void Write(PayloadWriter to) => to
        .Fact("level", Level).Fact("ground", Ground).Fact("documentNumber", DocumentNumber).Fact("organName", OrganName)
        .Fact("contact", Contact).Text("facts", Facts).Text("instead", Instead).Text("approvedBy", ApprovedBy);

    public static ReviewRefused Read(PayloadReader from) => new(
        from.Stream, from.Enum<ReviewLevel>("level"), from.Enum<ReviewRefusalGround>("ground"), from.String("documentNumber"),
        from.String("organName"), from.String("contact"), from.Text("facts"), from.Text("instead"), from.Text("approvedBy"));
}

/// <summary>The reviewer laid an opinion before the organ's head.</summary>
/// <param name="Opinion">What is decided and why; of a revocation, what is to be done anew.</param>
public sealed record ReviewSubmitted(
    StreamId Matter, ReviewLevel Level, ReviewEffect Effect, PrivateText Facts, PrivateText Basis, PrivateText Opinion, PrivateText Execution)
    : MatterEvent(Matter)
{
    public const string Stored = "matter.review-submitted.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;

    public override void Write(PayloadWriter to) => Effect.Write(to.Fact("level", Level))
        .Text("facts", Facts).Text("basis", Basis).Text("opinion", Opinion).Text("execution", Execution);

    public static ReviewSubmitted Read(PayloadReader from) => new(
        from.Stream, from.Enum<ReviewLevel>("level"), ReviewEffect.Read(from), from.Text("facts"), from.Text("basis"), from.Text("opinion"),
        from.Text("execution"));
}

/// <summary>The organ's head sent the draft back with a reason.</summary>
public sealed record ReviewReturned(StreamId Matter, ReviewLevel Level, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.review-returned.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;
    public override void Write(PayloadWriter to) => to.Fact("level", Level).Text("reason", Reason);
    public static ReviewReturned Read(PayloadReader from) => new(from.Stream, from.Enum<ReviewLevel>("level"), from.Text("reason"));
}

/// <summary>The organ's head signed; the opinion has a number and waits to be served.</summary>
/// <param name="SubmittedVersion">The version of the matter's stream that holds the signed text.</param>
/// <param name="FinalOrgan">Where a final review is asked for; null on a final opinion and on a revocation.</param>
/// <param name="FinalUnit">Its code, where it is on this platform.</param>
public sealed record ReviewApproved(
    StreamId Matter, ReviewLevel Level, ReviewOutcome Outcome, string DocumentNumber, int SubmittedVersion, string OrganName, string Contact,
    string? FinalOrgan, string? FinalUnit, PrivateText ApprovedBy) : MatterEvent(Matter)
{
    public const string Stored = "matter.review-approved.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;

    public override void Write(PayloadWriter to) => to
        .Fact("level", Level).Fact("outcome", Outcome).Fact("documentNumber", DocumentNumber).Fact("submittedVersion", SubmittedVersion)
        .Fact("organName", OrganName).Fact("contact", Contact).Fact("finalOrgan", FinalOrgan).Fact("finalUnit", FinalUnit)
        .Text("approvedBy", ApprovedBy);

    public static ReviewApproved Read(PayloadReader from) => new(
        from.Stream, from.Enum<ReviewLevel>("level"), from.Enum<ReviewOutcome>("outcome"), from.String("documentNumber"),
        from.Int("submittedVersion"), from.String("organName"), from.String("contact"), from.StringOrNull("finalOrgan"),
        from.StringOrNull("finalUnit"), from.Text("approvedBy"));
}

/// <summary>What an organ outside this platform decided was taken down from its document.</summary>
/// <param name="Opinion">Number of the handling opinion that it is about.</param>
/// <param name="Number">文号 of the organ's document.</param>
/// <param name="ServedOn">The legal day on which it was served on the petitioner.</param>
/// <param name="FinalOrgan">Where the document says that a final review is asked for; null on a final opinion and on a revocation.</param>
/// <param name="Result">What it says, in substance.</param>
public sealed record ReviewRecorded(
    StreamId Matter, ReviewLevel Level, string Opinion, ReviewEffect Effect, string Organ, string Number, DateOnly ServedOn, string? Evidence,
    string? FinalOrgan, PrivateText Result, PrivateText BackEntryReason) : MatterEvent(Matter)
{
    public const string Stored = "matter.review-recorded.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;

    public override void Write(PayloadWriter to) => Effect.Write(to.Fact("level", Level).Fact("opinion", Opinion))
        .Fact("organ", Organ).Fact("number", Number).Fact("servedOn", ServedOn).Fact("evidence", Evidence).Fact("finalOrgan", FinalOrgan)
        .Text("result", Result).Text("backEntryReason", BackEntryReason);

    public static ReviewRecorded Read(PayloadReader from) => new(
        from.Stream, from.Enum<ReviewLevel>("level"), from.String("opinion"), ReviewEffect.Read(from), from.String("organ"),
        from.String("number"), from.Date("servedOn"), from.StringOrNull("evidence"), from.StringOrNull("finalOrgan"), from.Text("result"),
        from.Text("backEntryReason"));
}
