namespace Xinqiao.Core.Matters;

/// <summary>Somebody asked what the law lets them ask about their personal data; the term of the answer begins.</summary>
/// <param name="ReceivedOn">The legal day on which the request reached the office.</param>
/// <param name="Evidence">What proves a day that is not today's.</param>
/// <param name="Text">What is asked for, in the words of who asks.</param>
/// <param name="Check">At the counter: what showed who asks.</param>
public sealed record InformationAsked(
    StreamId Matter, InformationRight Right, InformationAsker By, DateOnly ReceivedOn, string? Evidence, PrivateText Text, PrivateText Check,
    PrivateText BackEntryReason) : MatterEvent(Matter)
{
    public const string Stored = "matter.information-asked.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("right", Right).Fact("by", By).Fact("receivedOn", ReceivedOn).Fact("evidence", Evidence)
        .Text("asked", Text).Text("check", Check).Text("backEntryReason", BackEntryReason);

    public static InformationAsked Read(PayloadReader from) => new(
        from.Stream, from.Enum<InformationRight>("right"), from.Enum<InformationAsker>("by"), from.Date("receivedOn"),
        from.StringOrNull("evidence"), from.Text("asked"), from.Text("check"), from.Text("backEntryReason"));
}

/// <summary>The office answered a request in writing. A correction or an erasure that it led to has an entry of its own.</summary>
/// <param name="Asked">Version of the event that asked.</param>
/// <param name="Reply">What was done, or the grounds on which it was not.</param>
public sealed record InformationAnswered(StreamId Matter, int Asked, InformationResult Result, string DocumentNumber, PrivateText Reply)
    : MatterEvent(Matter)
{
    public const string Stored = "matter.information-answered.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) =>
        to.Fact("asked", Asked).Fact("result", Result).Fact("documentNumber", DocumentNumber).Text("reply", Reply);

    public static InformationAnswered Read(PayloadReader from) => new(
        from.Stream, from.Int("asked"), from.Enum<InformationResult>("result"), from.String("documentNumber"), from.Text("reply"));
}
