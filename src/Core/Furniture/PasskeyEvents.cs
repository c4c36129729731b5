namespace Xinqiao.Core.Furniture;

/// <summary>The holder enrolled a passkey. Which key it is stands in no event.</summary>
public sealed record PasskeyEnrolled(string Person) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.passkey-enrolled.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static PasskeyEnrolled Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>The holder removed a passkey: it opens nothing any more.</summary>
public sealed record PasskeyRemoved(string Person) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.passkey-removed.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static PasskeyRemoved Read(PayloadReader from) => new(from.String("person"));
}
