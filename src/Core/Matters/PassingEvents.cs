using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Matters;

/// <summary>
/// An extract of a sealed matter was passed on to a unit (Art. 22(2), 30(3)): how many passages of each kind were struck or left, and by its
/// digest the very text; the text itself stands under its seal.
/// </summary>
/// <param name="Struck">Kinds of marks with their numbers: <c>name=3</c>.</param>
/// <param name="Words">How many further words were struck.</param>
public sealed record ExtractPassed(
    StreamId Matter, string Unit, string UnitName, string DocumentNumber, IReadOnlyList<string> Struck, IReadOnlyList<string> Kept, int Words,
    PrivateText Extract) : MatterEvent(Matter)
{
    public const string Stored = "matter.extract-passed.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) => to
        .Fact("unit", Unit).Fact("unitName", UnitName).Fact("documentNumber", DocumentNumber).FactList("struck", Struck).FactList("kept", Kept)
        .Fact("words", Words).Text("extract", Extract);

    public static ExtractPassed Read(PayloadReader from) => new(
        from.Stream, from.String("unit"), from.String("unitName"), from.String("documentNumber"), from.StringList("struck"),
        from.StringList("kept"), from.Int("words"), from.Text("extract"));
}

/// <summary>Whoever got an extract asks who accuses, for a purpose; two others have to agree.</summary>
public sealed record DisclosureAsked(StreamId Matter, string Unit, AccessPurpose Purpose, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.disclosure-asked.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("unit", Unit).Fact("purpose", Purpose).Text("reason", Reason);

    public static DisclosureAsked Read(PayloadReader from) =>
        new(from.Stream, from.String("unit"), from.Enum<AccessPurpose>("purpose"), from.Text("reason"));
}

/// <summary>One of the two who have to agree did.</summary>
/// <param name="Asked">Version of the event that asked.</param>
public sealed record DisclosureApproved(StreamId Matter, int Asked) : MatterEvent(Matter)
{
    public const string Stored = "matter.disclosure-approved.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("asked", Asked);
    public static DisclosureApproved Read(PayloadReader from) => new(from.Stream, from.Int("asked"));
}

/// <summary>Who accuses is not told.</summary>
/// <param name="Asked">Version of the event that asked.</param>
public sealed record DisclosureRefused(StreamId Matter, int Asked, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.disclosure-refused.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("asked", Asked).Text("reason", Reason);
    public static DisclosureRefused Read(PayloadReader from) => new(from.Stream, from.Int("asked"), from.Text("reason"));
}

/// <summary>
/// Both agreed: whoever asked reads these fields of who accuses, until a moment. The petitioner sees it, with the unit, the post and the purpose.
/// </summary>
/// <param name="Asked">Version of the event that asked.</param>
public sealed record IdentityDisclosed(
    StreamId Matter, int Asked, string Unit, AccessPurpose Purpose, IReadOnlyList<IdentityField> Fields, DateTimeOffset Until) : MatterEvent(Matter)
{
    public const string Stored = "matter.identity-disclosed.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Access;

    public override void Write(PayloadWriter to) => to
        .Fact("asked", Asked).Fact("unit", Unit).Fact("purpose", Purpose).FactList("field", [.. Fields.Select(Words.Of)])
        .Fact("until", Until.ToUnixTimeMilliseconds());

    public static IdentityDisclosed Read(PayloadReader from) => new(
        from.Stream, from.Int("asked"), from.String("unit"), from.Enum<AccessPurpose>("purpose"),
        [.. from.StringList("field").Select(Words.Parse<IdentityField>)], DateTimeOffset.FromUnixTimeMilliseconds(from.Long("until")));
}
