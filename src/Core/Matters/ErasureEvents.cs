using System.Globalization;

namespace Xinqiao.Core.Matters;

/// <summary>Where a private text stands: the event, and its name there.</summary>
public readonly record struct TextPlace(long Position, string Field)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Position}:{Field}");

    /// <summary>Null where it is none.</summary>
    public static TextPlace? Parse(string? text) =>
        text?.Split(':', 2) is [var position, var field]
        && long.TryParse(position, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new TextPlace(number, field)
            : null;
}

/// <summary>Somebody asked that personal data be erased, on a legal basis; another person has to decide.</summary>
public sealed record ErasureAsked(StreamId Matter, IReadOnlyList<TextPlace> Places, ErasureGround Ground, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.erasure-asked.v1";
    public override string StoredName => Stored;

    public override void Write(PayloadWriter to) =>
        to.FactList("place", [.. Places.Select(p => p.ToString())]).Fact("ground", Ground).Text("reason", Reason);

    public static ErasureAsked Read(PayloadReader from) => new(
        from.Stream, [.. from.StringList("place").Select(p => TextPlace.Parse(p) ?? throw new InvalidDataException($"“{p}” is no place of a text."))],
        from.Enum<ErasureGround>("ground"), from.Text("reason"));
}

/// <summary>Another person approved it in writing. The texts are erased in the same transaction, each with an entry of its own.</summary>
/// <param name="Asked">Version of the event that asked.</param>
public sealed record ErasureApproved(StreamId Matter, int Asked, string DocumentNumber) : MatterEvent(Matter)
{
    public const string Stored = "matter.erasure-approved.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("asked", Asked).Fact("documentNumber", DocumentNumber);
    public static ErasureApproved Read(PayloadReader from) => new(from.Stream, from.Int("asked"), from.String("documentNumber"));
}

/// <summary>What was asked is not erased.</summary>
/// <param name="Asked">Version of the event that asked.</param>
public sealed record ErasureRefused(StreamId Matter, int Asked, PrivateText Reason) : MatterEvent(Matter)
{
    public const string Stored = "matter.erasure-refused.v1";
    public override string StoredName => Stored;
    public override void Write(PayloadWriter to) => to.Fact("asked", Asked).Text("reason", Reason);
    public static ErasureRefused Read(PayloadReader from) => new(from.Stream, from.Int("asked"), from.Text("reason"));
}
