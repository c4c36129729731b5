using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Partners;

/// <summary>What happened to a partner: another organ's platform that brings petitions through the interface.</summary>
/// <param name="Partner">Its identity, which the petitions it brings name as who acted.</param>
public abstract record PartnerEvent(string Partner) : FurnitureEvent(StreamId.Furniture("partner:" + Partner))
{
    public override LeafKind LeafKind => LeafKind.Access;
}

/// <summary>A key was issued; any earlier one of the same partner stopped working. The key itself stands nowhere.</summary>
/// <param name="Organ">Whose platform it is, by name.</param>
/// <param name="Channel">How what it brings came to this office.</param>
public sealed record PartnerKeyIssued(string Partner, string Organ, Channel Channel) : PartnerEvent(Partner)
{
    public const string Stored = "partner.key-issued.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("partner", Partner).Fact("organ", Organ).Fact("channel", Channel);

    public static PartnerKeyIssued Read(PayloadReader from) =>
        new(from.String("partner"), from.String("organ"), from.Enum<Channel>("channel"));
}

/// <summary>The partner's key works no more, and nothing is sent to it.</summary>
public sealed record PartnerKeyRevoked(string Partner, PrivateText Reason) : PartnerEvent(Partner)
{
    public const string Stored = "partner.key-revoked.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("partner", Partner).Text("reason", Reason);
    public static PartnerKeyRevoked Read(PayloadReader from) => new(from.String("partner"), from.Text("reason"));
}

/// <summary>Where the partner is told of what becomes of its petitions, with a secret of its own; any earlier address is told nothing more.</summary>
/// <param name="Url">Null where it is told nothing from now on.</param>
public sealed record PartnerWebhookSet(string Partner, string? Url) : PartnerEvent(Partner)
{
    public const string Stored = "partner.webhook-set.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("partner", Partner).Fact("url", Url);
    public static PartnerWebhookSet Read(PayloadReader from) => new(from.String("partner"), from.StringOrNull("url"));
}
