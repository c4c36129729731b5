using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Matters;

/// <summary>The unit or the department does not accept the matter: a document with ground, article and where to go instead.</summary>
public sealed record AcceptanceRefused(
    StreamId Matter, string DocumentNumber, NonAcceptanceGround Ground, string OrganName, string Contact, PrivateText Facts,
    PrivateText Instead, PrivateText ApprovedBy) : MatterEvent(Matter)
{
    public const string Stored = "matter.acceptance-refused.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Reply;

    public override void Write(PayloadWriter to) => to
        .Fact("documentNumber", DocumentNumber).Fact("ground", Ground).Fact("organName", OrganName).Fact("contact", Contact)
        .Text("facts", Facts).Text("instead", Instead).Text("approvedBy", ApprovedBy);

    public static AcceptanceRefused Read(PayloadReader from) => new(
        from.Stream, from.String("documentNumber"), from.Enum<NonAcceptanceGround>("ground"), from.String("organName"),
        from.String("contact"), from.Text("facts"), from.Text("instead"), from.Text("approvedBy"));
}

/// <summary>The petitioner added facts or evidence.</summary>
public sealed record MatterSupplemented(StreamId Matter, PrivateText Supplement) : MatterEvent(Matter)
{
    public const string Stored = "matter.supplemented.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Text("supplement", Supplement);
    public static MatterSupplemented Read(PayloadReader from) => new(from.Stream, from.Text("supplement"));
}

/// <summary>The petitioner withdrew the matter; nobody else can.</summary>
public sealed record MatterWithdrawn(StreamId Matter, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.withdrawn.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Close;
    public override void Write(PayloadWriter to) => to.Text("reason", Reason);
    public static MatterWithdrawn Read(PayloadReader from) => new(from.Stream, from.Text("reason"));
}

/// <summary>What the opinion supported was carried out (执行完毕, Art. 32(2)).</summary>
public sealed record OpinionExecuted(
    StreamId Matter, DateOnly ExecutedOn, string Evidence, PrivateText How, PrivateText BackEntryReason) : MatterEvent(Matter)
{
    public const string Stored = "matter.opinion-executed.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("executedOn", ExecutedOn).Fact("evidence", Evidence).Text("how", How).Text("backEntryReason", BackEntryReason);

    public static OpinionExecuted Read(PayloadReader from) => new(
        from.Stream, from.Date("executedOn"), from.String("evidence"), from.Text("how"), from.Text("backEntryReason"));
}

/// <summary>The problem is solved or agreed on (化解), shown by evidence.</summary>
/// <param name="Evidence">Identity of the proof; null where the petitioner says so.</param>
public sealed record MatterResolved(
    StreamId Matter, ResolutionGround Ground, DateOnly ResolvedOn, string? Evidence, PrivateText How, PrivateText BackEntryReason)
    : MatterEvent(Matter)
{
    public const string Stored = "matter.resolved.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("ground", Ground).Fact("resolvedOn", ResolvedOn).Fact("evidence", Evidence).Text("how", How)
        .Text("backEntryReason", BackEntryReason);

    public static MatterResolved Read(PayloadReader from) => new(
        from.Stream, from.Enum<ResolutionGround>("ground"), from.Date("resolvedOn"), from.StringOrNull("evidence"),
        from.Text("how"), from.Text("backEntryReason"));
}

/// <summary>Somebody marked the matter major or urgent (Art. 25). The unit in charge cannot lower it.</summary>
public sealed record MarkedUrgent(StreamId Matter, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.marked-urgent.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Text("reason", Reason);
    public static MarkedUrgent Read(PayloadReader from) => new(from.Stream, from.Text("reason"));
}

/// <summary>A major or urgent matter was reported in writing (Art. 25).</summary>
/// <param name="To">The bodies it was reported to.</param>
public sealed record UrgentMatterReported(StreamId Matter, string Evidence, PrivateText To, PrivateText Measures) : MatterEvent(Matter)
{
    public const string Stored = "matter.urgent-reported.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("evidence", Evidence).Text("to", To).Text("measures", Measures);
    public static UrgentMatterReported Read(PayloadReader from) =>
        new(from.Stream, from.String("evidence"), from.Text("to"), from.Text("measures"));
}

/// <summary>The petition department found that the matter is no longer urgent.</summary>
public sealed record UrgencyLifted(StreamId Matter, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.urgency-lifted.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Text("reason", Reason);
    public static UrgencyLifted Read(PayloadReader from) => new(from.Stream, from.Text("reason"));
}
