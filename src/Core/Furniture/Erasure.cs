using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Furniture;

/// <summary>
/// A private text of an event was erased for good. Its digest stays in the event and this stays in the log, so that whoever checks it
/// sees that something was erased, where, and on which basis; every receipt holds as before.
/// </summary>
/// <param name="Position">Of the event whose text is gone.</param>
/// <param name="Field">Name of the private field; <see cref="EventSalt"/> for the salt of the event itself.</param>
/// <param name="Basis">The provision: 《个人信息保护法》第四十七条第一款.</param>
public sealed record TextErased(long Position, string Field, string Basis, PrivateText Reason)
    : FurnitureEvent(StreamId.Furniture("erasures"))
{
    /// <summary>Stands for the salt of the event: without it nothing of the event can be shown any more.</summary>
    public const string EventSalt = "*";

    public const string Stored = "text.erased.v1";
    public override string StoredName => Stored;
    public override LeafKind LeafKind => LeafKind.Redact;

    public override void Write(PayloadWriter to) =>
        to.Fact("position", Position).Fact("field", Field).Fact("basis", Basis).Text("reason", Reason);

    public static TextErased Read(PayloadReader from) =>
        new(from.Long("position"), from.String("field"), from.String("basis"), from.Text("reason"));
}
