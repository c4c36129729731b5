namespace Xinqiao.Core.Matters;

/// <summary>The petition department gave the matter to a competent unit: forwarded it or assigned it (Art. 22(1)).</summary>
/// <param name="ReceiptNumber">Number of the receipt that tells the petitioner where it went (去向); null where that is known already.</param>
/// <param name="PresumedOn">The day from which terms count even if the unit has not signed for it.</param>
public abstract record MatterDispatched(
    StreamId Matter, string Unit, string UnitName, string From, string FromName, string FromContact, string DocumentNumber,
    string? ReceiptNumber, DateOnly PresumedOn, PrivateText Note) : MatterEvent(Matter)
{
    public override void Write(PayloadWriter to) => to
        .Fact("unit", Unit).Fact("unitName", UnitName).Fact("from", From).Fact("fromName", FromName)
        .Fact("fromContact", FromContact).Fact("documentNumber", DocumentNumber).Fact("receiptNumber", ReceiptNumber)
        .Fact("presumedOn", PresumedOn).Text("note", Note);
}

/// <summary>Forwarded (转送): no report back is owed.</summary>
public sealed record MatterForwarded(
    StreamId Matter, string Unit, string UnitName, string From, string FromName, string FromContact, string DocumentNumber,
    string? ReceiptNumber, DateOnly PresumedOn, PrivateText Note)
    : MatterDispatched(Matter, Unit, UnitName, From, FromName, FromContact, DocumentNumber, ReceiptNumber, PresumedOn, Note)
{
    public const string Stored = "matter.forwarded.v1";
    public override string StoredName => Stored;

    public static MatterForwarded Read(PayloadReader from) => new(
        from.Stream, from.String("unit"), from.String("unitName"), from.String("from"), from.String("fromName"),
        from.String("fromContact"), from.String("documentNumber"), from.StringOrNull("receiptNumber"), from.Date("presumedOn"),
        from.Text("note"));
}

/// <summary>Assigned (交办): with a limit, a required result and a completion report (Art. 22(1)(3)). CLK-11 ends on the day it names.</summary>
/// <param name="ReportBy">The date written in the letter.</param>
/// <param name="Requirement">What the result must be.</param>
public sealed record MatterAssigned(
    StreamId Matter, string Unit, string UnitName, string From, string FromName, string FromContact, string DocumentNumber,
    string? ReceiptNumber, DateOnly PresumedOn, DateOnly ReportBy, PrivateText Requirement, PrivateText Note)
    : MatterDispatched(Matter, Unit, UnitName, From, FromName, FromContact, DocumentNumber, ReceiptNumber, PresumedOn, Note)
{
    public const string Stored = "matter.assigned.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to)
    {
        base.Write(to);
        to.Fact("reportBy", ReportBy).Text("requirement", Requirement);
    }

    public static MatterAssigned Read(PayloadReader from) => new(
        from.Stream, from.String("unit"), from.String("unitName"), from.String("from"), from.String("fromName"),
        from.String("fromContact"), from.String("documentNumber"), from.StringOrNull("receiptNumber"), from.Date("presumedOn"),
        from.Date("reportBy"), from.Text("requirement"), from.Text("note"));
}

/// <summary>The assigning organ gave more time for the report.</summary>
public sealed record AssignmentExtended(StreamId Matter, DateOnly ReportBy, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.assignment-extended.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("reportBy", ReportBy).Text("reason", Reason);
    public static AssignmentExtended Read(PayloadReader from) => new(from.Stream, from.Date("reportBy"), from.Text("reason"));
}

/// <summary>The unit reported the completion of an assigned matter (办结报告), signed by its head.</summary>
/// <param name="AssignmentNumber">文号 of the letter that assigned it.</param>
public sealed record CompletionReported(
    StreamId Matter, string DocumentNumber, string AssignmentNumber, string OrganName, string Contact, PrivateText Investigation,
    PrivateText Result, PrivateText SignedBy) : MatterEvent(Matter)
{
    public const string Stored = "matter.completion-reported.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("documentNumber", DocumentNumber).Fact("assignmentNumber", AssignmentNumber).Fact("organName", OrganName)
        .Fact("contact", Contact).Text("investigation", Investigation).Text("result", Result).Text("signedBy", SignedBy);

    public static CompletionReported Read(PayloadReader from) => new(
        from.Stream, from.String("documentNumber"), from.String("assignmentNumber"), from.String("organName"),
        from.String("contact"), from.Text("investigation"), from.Text("result"), from.Text("signedBy"));
}

/// <summary>A major or urgent matter was laid before the Party committee or government with a proposal (报请, Art. 22(1)(1)).</summary>
public sealed record MatterSubmittedUpward(
    StreamId Matter, string To, string OrganName, string Contact, string DocumentNumber, PrivateText Reason, PrivateText Proposal)
    : MatterEvent(Matter)
{
    public const string Stored = "matter.submitted-upward.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("to", To).Fact("organName", OrganName).Fact("contact", Contact).Fact("documentNumber", DocumentNumber)
        .Text("reason", Reason).Text("proposal", Proposal);

    public static MatterSubmittedUpward Read(PayloadReader from) => new(
        from.Stream, from.String("to"), from.String("organName"), from.String("contact"), from.String("documentNumber"),
        from.Text("reason"), from.Text("proposal"));
}

/// <summary>What was decided above; the matter goes on to be forwarded or assigned accordingly.</summary>
public sealed record UpwardDecisionRecorded(
    StreamId Matter, DateOnly DecidedOn, string Evidence, PrivateText Decision, PrivateText BackEntryReason) : MatterEvent(Matter)
{
    public const string Stored = "matter.upward-decision-recorded.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("decidedOn", DecidedOn).Fact("evidence", Evidence).Text("decision", Decision).Text("backEntryReason", BackEntryReason);

    public static UpwardDecisionRecorded Read(PayloadReader from) => new(
        from.Stream, from.Date("decidedOn"), from.String("evidence"), from.Text("decision"), from.Text("backEntryReason"));
}

/// <summary>The unit signed for the dispatch (Art. 23(3)).</summary>
public sealed record MatterReceived(StreamId Matter, string Unit, DateOnly ReceivedOn) : MatterEvent(Matter)
{
    public const string Stored = "matter.received.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("unit", Unit).Fact("receivedOn", ReceivedOn);
    public static MatterReceived Read(PayloadReader from) => new(from.Stream, from.String("unit"), from.Date("receivedOn"));
}

/// <summary>The unit's head named who handles it (承办人).</summary>
/// <param name="Handler">Pseudonym of the member of staff.</param>
public sealed record HandlerDesignated(StreamId Matter, string Handler) : MatterEvent(Matter)
{
    public const string Stored = "matter.handler-designated.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("handler", Handler);
    public static HandlerDesignated Read(PayloadReader from) => new(from.Stream, from.String("handler"));
}

/// <summary>Who had it in hand left or is away; a colleague of the same unit and post has it now. What was done stays done by whom it was.</summary>
/// <param name="From">Pseudonym of who had it.</param>
/// <param name="To">Pseudonym of who has it now.</param>
public sealed record MatterHandedOver(StreamId Matter, string From, string To, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.handed-over.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("from", From).Fact("to", To).Text("reason", Reason);

    public static MatterHandedOver Read(PayloadReader from) =>
        new(from.Stream, from.String("from"), from.String("to"), from.Text("reason"));
}

/// <summary>The unit objected: not within its mandate, with detailed reasons (异议, Art. 23(3)).</summary>
/// <param name="Unit">Who objects; it stays provisional owner.</param>
/// <param name="ProposedOrgan">The organ it believes competent.</param>
/// <param name="MandateBasis">The law or the list of duties from which the mandate follows.</param>
public sealed record ObjectionFiled(
    StreamId Matter, string Unit, string DocumentNumber, string OrganName, string Contact, DateOnly ReceivedOn,
    PrivateText Reason, PrivateText MandateBasis, PrivateText ProposedOrgan) : MatterEvent(Matter)
{
    public const string Stored = "matter.objection-filed.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("unit", Unit).Fact("documentNumber", DocumentNumber).Fact("organName", OrganName).Fact("contact", Contact)
        .Fact("receivedOn", ReceivedOn).Text("reason", Reason).Text("mandateBasis", MandateBasis)
        .Text("proposedOrgan", ProposedOrgan);

    public static ObjectionFiled Read(PayloadReader from) => new(
        from.Stream, from.String("unit"), from.String("documentNumber"), from.String("organName"), from.String("contact"),
        from.Date("receivedOn"), from.Text("reason"), from.Text("mandateBasis"), from.Text("proposedOrgan"));
}

/// <summary>
/// The forwarding department decided on an objection. Consent comes with the next dispatch in the same act; refused, the unit
/// handles it.
/// </summary>
/// <param name="Coordinator">Who coordinated a repeated objection: the common superior or the joint meeting (Art. 24); else null.</param>
public sealed record ObjectionDecided(
    StreamId Matter, string Unit, bool Consented, string? Coordinator, string? Evidence, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.objection-decided.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("unit", Unit).Fact("consented", Consented).Fact("coordinator", Coordinator).Fact("evidence", Evidence)
        .Text("reason", Reason);

    public static ObjectionDecided Read(PayloadReader from) => new(
        from.Stream, from.String("unit"), from.Bool("consented"), from.StringOrNull("coordinator"), from.StringOrNull("evidence"),
        from.Text("reason"));
}
