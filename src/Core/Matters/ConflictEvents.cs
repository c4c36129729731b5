namespace Xinqiao.Core.Matters;

/// <summary>The units that a matter complains of, with whoever stood in their line that day: to all of them it is closed (Art. 30(3)).</summary>
/// <param name="Units">Codes of those complained of.</param>
/// <param name="Line">Codes of those above and below them.</param>
public sealed record UnitsComplainedOf(StreamId Matter, IReadOnlyList<string> Units, IReadOnlyList<string> Line, PrivateText Reason)
    : MatterEvent(Matter)
{
    public const string Stored = "matter.units-complained-of.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to.FactList("unit", Units).FactList("line", Line).Text("reason", Reason);

    public static UnitsComplainedOf Read(PayloadReader from) => new(
        from.Stream, from.StringList("unit"), from.StringList("line"), from.Text("reason"));
}

/// <summary>A member of staff has an interest in the matter and withdraws from it (Art. 28).</summary>
/// <param name="Person">Pseudonym.</param>
/// <param name="IsFound">Found by somebody else, as where the petition names them; not declared by themselves.</param>
public sealed record InterestRecorded(StreamId Matter, string Person, bool IsFound, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.interest-recorded.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person).Fact("found", IsFound).Text("reason", Reason);

    public static InterestRecorded Read(PayloadReader from) =>
        new(from.Stream, from.String("person"), from.Bool("found"), from.Text("reason"));
}
