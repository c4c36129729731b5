using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Matters;

/// <summary>What happened to a list of petitions whose term is over.</summary>
/// <param name="Batch">Name of the list.</param>
public abstract record RetentionEvent(string Batch) : FurnitureEvent(Lists)
{
    /// <summary>The one stream of all lists: whoever decides one does so on what all of them say.</summary>
    public static readonly StreamId Lists = StreamId.Furniture("retention");
}

/// <summary>Somebody listed petitions whose term is over, and asks that they be destroyed.</summary>
/// <param name="Listed">Each petition with its matters and their versions: <c>p…@3 m…@17</c>.</param>
public sealed record RetentionAsked(string Batch, RetentionKind Kind, IReadOnlyList<string> Listed, PrivateText Reason) : RetentionEvent(Batch)
{
    public const string Stored = "retention.asked.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("batch", Batch).Fact("kind", Kind).FactList("listed", Listed).Text("reason", Reason);
    public static RetentionAsked Read(PayloadReader from) =>
        new(from.String("batch"), from.Enum<RetentionKind>("kind"), from.StringList("listed"), from.Text("reason"));
}

/// <summary>Another person approved a list in writing; it is carried out petition by petition.</summary>
public sealed record RetentionApproved(string Batch, string DocumentNumber) : RetentionEvent(Batch)
{
    public const string Stored = "retention.approved.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("batch", Batch).Fact("documentNumber", DocumentNumber);
    public static RetentionApproved Read(PayloadReader from) => new(from.String("batch"), from.String("documentNumber"));
}

/// <summary>A list was refused; nothing of it is destroyed.</summary>
public sealed record RetentionRefused(string Batch, PrivateText Reason) : RetentionEvent(Batch)
{
    public const string Stored = "retention.refused.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("batch", Batch).Text("reason", Reason);
    public static RetentionRefused Read(PayloadReader from) => new(from.String("batch"), from.Text("reason"));
}

/// <summary>Every petition of a list was looked at: destroyed, or left out for a reason that bears a name.</summary>
/// <param name="LeftOut">Numbers of petitions, each with why: <c>XF2026-000001=new-event</c>.</param>
public sealed record RetentionFinished(string Batch, int Destroyed, IReadOnlyList<string> LeftOut) : RetentionEvent(Batch)
{
    public const string Stored = "retention.finished.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("batch", Batch).Fact("destroyed", Destroyed).FactList("leftOut", LeftOut);
    public static RetentionFinished Read(PayloadReader from) => new(from.String("batch"), from.Int("destroyed"), from.StringList("leftOut"));
}

/// <summary>The term of a matter was over, and its texts, files and identity are gone with this; number, category and dates stay.</summary>
/// <param name="Years">How long it was kept after the last thing that happened to it.</param>
/// <param name="EndedOn">The last day on which it was kept.</param>
public sealed record MatterDestroyed(StreamId Matter, string Batch, RetentionKind Kind, int Years, DateOnly EndedOn, string DocumentNumber)
    : MatterEvent(Matter)
{
    public const string Stored = "matter.destroyed.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Redact;

    public override void Write(PayloadWriter to) => to
        .Fact("batch", Batch).Fact("kind", Kind).Fact("years", Years).Fact("endedOn", EndedOn).Fact("documentNumber", DocumentNumber);

    public static MatterDestroyed Read(PayloadReader from) => new(
        from.Stream, from.String("batch"), from.Enum<RetentionKind>("kind"), from.Int("years"), from.Date("endedOn"), from.String("documentNumber"));
}
