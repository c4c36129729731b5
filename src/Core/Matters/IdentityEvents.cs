using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Matters;

/// <summary>
/// Somebody reads who petitions: which fields, for which purpose, and until when they need not ask again for this matter. The petitioner sees it,
/// with the unit and the post.
/// </summary>
/// <param name="Until">The moment of the record itself where it is for one time only.</param>
/// <param name="Note">The purpose in words, where none of the usual ones fits.</param>
public sealed record IdentityOpened(
    StreamId Matter, AccessPurpose Purpose, IReadOnlyList<IdentityField> Fields, DateTimeOffset Until, PrivateText Note) : MatterEvent(Matter)
{
    public const string Stored = "matter.identity-opened.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Access;

    public override void Write(PayloadWriter to) => to
        .Fact("purpose", Purpose).FactList("field", [.. Fields.Select(Words.Of)]).Fact("until", Until.ToUnixTimeMilliseconds()).Text("note", Note);

    public static IdentityOpened Read(PayloadReader from) => new(
        from.Stream, from.Enum<AccessPurpose>("purpose"), [.. from.StringList("field").Select(Words.Parse<IdentityField>)],
        DateTimeOffset.FromUnixTimeMilliseconds(from.Long("until")), from.Text("note"));
}
