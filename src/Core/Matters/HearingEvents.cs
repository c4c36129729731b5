using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Matters;

/// <summary>The organ of a final review called a hearing: its notice was served.</summary>
/// <param name="ServedOn">The legal day of service; from this day on the time does not count, once the report is signed.</param>
/// <param name="Evidence">What proves it.</param>
/// <param name="Arrangement">When and where it is held, and who presides.</param>
public sealed record HearingNoticed(StreamId Matter, DateOnly ServedOn, string? Evidence, PrivateText Arrangement, PrivateText BackEntryReason)
    : MatterEvent(Matter)
{
    public const string Stored = "matter.hearing-noticed.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;

    public override void Write(PayloadWriter to) => to
        .Fact("servedOn", ServedOn).Fact("evidence", Evidence).Text("arrangement", Arrangement).Text("backEntryReason", BackEntryReason);

    public static HearingNoticed Read(PayloadReader from) => new(
        from.Stream, from.Date("servedOn"), from.StringOrNull("evidence"), from.Text("arrangement"), from.Text("backEntryReason"));
}

/// <summary>The report of the hearing was signed: what it took is known, and taken off the term (Art. 36(2)).</summary>
/// <param name="SignedOn">The legal day of the signature; the last that does not count.</param>
/// <param name="Evidence">What proves it.</param>
/// <param name="Findings">What the hearing found.</param>
/// <param name="LongBecause">Why it took more than thirty days, by the organ's head.</param>
public sealed record HearingReported(
    StreamId Matter, DateOnly SignedOn, string? Evidence, PrivateText Findings, PrivateText LongBecause, PrivateText BackEntryReason) : MatterEvent(Matter)
{
    public const string Stored = "matter.hearing-reported.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;

    public override void Write(PayloadWriter to) => to
        .Fact("signedOn", SignedOn).Fact("evidence", Evidence).Text("findings", Findings).Text("longBecause", LongBecause)
        .Text("backEntryReason", BackEntryReason);

    public static HearingReported Read(PayloadReader from) => new(
        from.Stream, from.Date("signedOn"), from.StringOrNull("evidence"), from.Text("findings"), from.Text("longBecause"),
        from.Text("backEntryReason"));
}

/// <summary>The hearing was not held: the term stands as if it had never been called.</summary>
public sealed record HearingCancelled(StreamId Matter, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.hearing-cancelled.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Review;
    public override void Write(PayloadWriter to) => to.Text("reason", Reason);
    public static HearingCancelled Read(PayloadReader from) => new(from.Stream, from.Text("reason"));
}
