using Xinqiao.Core.Petitions;

namespace Xinqiao.Core.Partners;

/// <summary>A partner as its events have it: an organ's platform, never a person.</summary>
/// <param name="Webhook">Where it is told of what becomes of its petitions; null where it is not.</param>
/// <param name="WebhookSince">Where in the log that was set; what happened before is not told. -1 where it never was.</param>
public sealed record Partner(string Id, string Organ, Channel Channel, string? Webhook, long WebhookSince, bool Revoked)
{
    /// <summary>Who acts where this partner brings a petition.</summary>
    public Actor Actor => new(Id, Role.Partner, "", Organ);

    /// <summary>Folds one event; null is the partner that does not exist yet.</summary>
    /// <exception cref="InvalidDataException">The history does not begin with a key.</exception>
    public static Partner Apply(Partner? partner, Recorded recorded) => (partner, recorded.Event) switch
    {
        (null, PartnerKeyIssued e) => new(e.Partner, e.Organ, e.Channel, null, -1, Revoked: false),
        ({ } p, PartnerKeyIssued e) => p with { Organ = e.Organ, Channel = e.Channel },
        ({ } p, PartnerKeyRevoked) => p with { Revoked = true, Webhook = null },
        ({ } p, PartnerWebhookSet e) => p with { Webhook = e.Url, WebhookSince = recorded.Position },
        _ => throw new InvalidDataException(
            $"Event {recorded.Event.StoredName} at position {recorded.Position} does not fit the partner's history."),
    };
}

/// <summary>The row of a partner as its last event has it. The digest of its key stands beside it and in no event.</summary>
public static class PartnerRow
{
    public static readonly TableShape Shape = new(
        "partners", "id", "id organ channel webhook webhook_since:i revoked:i position:i");

    /// <summary>In the order of the columns.</summary>
    /// <param name="position">Of its last event.</param>
    public static object?[] Values(Partner p, long position) =>
        [p.Id, p.Organ, Words.Of(p.Channel), p.Webhook, p.WebhookSince, p.Revoked ? 1L : 0L, position];
}
