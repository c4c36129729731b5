namespace Xinqiao.Core.Matters;

/// <summary>
/// Somebody found that a matter belongs beside one that was raised earlier. It changes neither of them: each keeps its number, its terms and
/// its answer.
/// </summary>
/// <param name="Earlier">The matter that was raised first.</param>
/// <param name="EarlierNumber">Number of its petition; the petitioner of a repeat is told it.</param>
public sealed record MatterLinked(StreamId Matter, StreamId Earlier, string EarlierNumber, LinkKind Kind) : MatterEvent(Matter)
{
    public const string Stored = "matter.linked.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) =>
        to.Fact("earlier", Earlier).Fact("earlierNumber", EarlierNumber).Fact("kind", Kind);

    public static MatterLinked Read(PayloadReader from) => new(
        from.Stream, from.Id("earlier"), from.String("earlierNumber"), from.Enum<LinkKind>("kind"));
}

/// <summary>The link was a mistake: the two matters are not beside each other any more.</summary>
public sealed record LinkWithdrawn(StreamId Matter, StreamId Earlier, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.link-withdrawn.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to.Fact("earlier", Earlier).Text("reason", Reason);

    public static LinkWithdrawn Read(PayloadReader from) => new(from.Stream, from.Id("earlier"), from.Text("reason"));
}
