using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Matters;

/// <summary>The unit's answer to one request: what it found and decides, and why (Art. 32).</summary>
public sealed record Answer(PrivateText Request, Outcome Outcome, PrivateText Reasons);

/// <summary>The handler laid a drafted opinion before the unit's head.</summary>
/// <param name="Facts">The facts that were established.</param>
/// <param name="Basis">The law it rests on.</param>
/// <param name="Execution">How and by when what is supported will be carried out.</param>
public sealed record OpinionSubmitted(
    StreamId Matter, IReadOnlyList<Answer> Answers, PrivateText Facts, PrivateText Basis, PrivateText Execution,
    DateOnly? ExecuteBy) : MatterEvent(Matter)
{
    /// <summary>After a revocation: in what it differs from the opinion that was revoked.</summary>
    public PrivateText Changed { get; init; }

    public const string Stored = "matter.opinion-submitted.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to)
    {
        to.TextList("request", [.. Answers.Select(a => a.Request)]).TextList("reasons", [.. Answers.Select(a => a.Reasons)]);
        for (var i = 0; i < Answers.Count; i++) to.Fact($"outcome-{i + 1}", Answers[i].Outcome);
        to.Text("facts", Facts).Text("basis", Basis).Text("execution", Execution).Fact("executeBy", ExecuteBy).Text("changed", Changed);
    }

    public static OpinionSubmitted Read(PayloadReader from)
    {
        var requests = from.TextList("request");
        var reasons = from.TextList("reasons");
        return new(
            from.Stream,
            [.. requests.Select((request, i) => new Answer(request, from.Enum<Outcome>($"outcome-{i + 1}"), reasons[i]))],
            from.Text("facts"), from.Text("basis"), from.Text("execution"), from.DateOrNull("executeBy"))
        {
            Changed = from.Text("changed"),
        };
    }
}

/// <summary>The unit's head sent the draft back with a reason.</summary>
public sealed record OpinionReturned(StreamId Matter, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.opinion-returned.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Text("reason", Reason);
    public static OpinionReturned Read(PayloadReader from) => new(from.Stream, from.Text("reason"));
}

/// <summary>The unit's head approved the submitted opinion; it now has a number and waits to be served.</summary>
/// <param name="SubmittedVersion">The version of the matter's stream that holds the approved text.</param>
public sealed record OpinionApproved(
    StreamId Matter, string DocumentNumber, int SubmittedVersion, string OrganName, string Contact, string ReviewOrgan,
    PrivateText ApprovedBy) : MatterEvent(Matter)
{
    /// <summary>Code of the unit of this platform that is the review organ; null where the organ is elsewhere.</summary>
    public string? ReviewUnit { get; init; }

    public const string Stored = "matter.opinion-approved.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Reply;

    public override void Write(PayloadWriter to) => to
        .Fact("documentNumber", DocumentNumber).Fact("submittedVersion", SubmittedVersion).Fact("organName", OrganName)
        .Fact("contact", Contact).Fact("reviewOrgan", ReviewOrgan).Fact("reviewUnit", ReviewUnit).Text("approvedBy", ApprovedBy);

    public static OpinionApproved Read(PayloadReader from) => new(
        from.Stream, from.String("documentNumber"), from.Int("submittedVersion"), from.String("organName"),
        from.String("contact"), from.String("reviewOrgan"), from.Text("approvedBy"))
    {
        ReviewUnit = from.StringOrNull("reviewUnit"),
    };
}

/// <summary>A document reached the petitioner, with proof (送达). For the opinion this is the end of handling: 办结.</summary>
/// <param name="ServedOn">The legal date of service; never after the day it was recorded.</param>
/// <param name="Evidence">Identity of the proof: a receipt, a tracking number, the portal's own record.</param>
/// <param name="Proof">What the proof shows, as the method demands: who signed, which witnesses, where it was published.</param>
public sealed record DocumentServed(
    StreamId Matter, DocumentKind Document, string DocumentNumber, ServiceMethod Method, DateOnly ServedOn, string Evidence,
    PrivateText Proof, PrivateText BackEntryReason) : MatterEvent(Matter)
{
    public const string Stored = "matter.document-served.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => Document == DocumentKind.Opinion ? LeafKind.Close : LeafKind.Flow;

    public override void Write(PayloadWriter to) => to
        .Fact("document", Document).Fact("documentNumber", DocumentNumber).Fact("method", Method).Fact("servedOn", ServedOn)
        .Fact("evidence", Evidence).Text("proof", Proof).Text("backEntryReason", BackEntryReason);

    public static DocumentServed Read(PayloadReader from) => new(
        from.Stream, from.Enum<DocumentKind>("document"), from.String("documentNumber"), from.Enum<ServiceMethod>("method"),
        from.Date("servedOn"), from.String("evidence"), from.Text("proof"), from.Text("backEntryReason"));
}

/// <summary>The petitioner judged the petition department and the unit, with the query code and a second factor.</summary>
public sealed record HandlingRated(
    StreamId Matter, Satisfaction Department, Satisfaction Unit, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.handling-rated.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Rate;

    public override void Write(PayloadWriter to) =>
        to.Fact("department", Department).Fact("unit", Unit).Text("reason", Reason);

    public static HandlingRated Read(PayloadReader from) => new(
        from.Stream, from.Enum<Satisfaction>("department"), from.Enum<Satisfaction>("unit"), from.Text("reason"));
}
