using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Matters;

/// <summary>
/// Somebody asked whether its petitioner and that of another petition on the same matter are the same, and was answered yes or no. Neither the
/// answer nor the other petition stands here. The petitioner sees it, with the unit and the post.
/// </summary>
public sealed record SamenessAsked(StreamId Matter) : MatterEvent(Matter)
{
    public const string Stored = "matter.sameness-asked.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Access;

    public override void Write(PayloadWriter to) { }

    public static SamenessAsked Read(PayloadReader from) => new(from.Stream);
}
