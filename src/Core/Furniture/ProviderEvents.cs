namespace Xinqiao.Core.Furniture;

/// <summary>The holder linked the account to their identity at the office's provider. Which identity it is stands in no event.</summary>
public sealed record ProviderLinked(string Person) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.provider-linked.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static ProviderLinked Read(PayloadReader from) => new(from.String("person"));
}

/// <summary>The holder took the link away: the provider signs them in no more.</summary>
public sealed record ProviderUnlinked(string Person) : FurnitureEvent(StreamId.Furniture("person:" + Person))
{
    public const string Stored = "person.provider-unlinked.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("person", Person);
    public static ProviderUnlinked Read(PayloadReader from) => new(from.String("person"));
}
