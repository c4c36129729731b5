using Xinqiao.Core.Ledger;

namespace Xinqiao.Core;

/// <summary>
/// The text of an event: what is hashed, byte for byte, and what is read back. <c>d</c> holds digests of private fields,
/// <c>f</c> facts in clear (integrity 1.6).
/// </summary>
public static class StoredEvent
{
    /// <summary>Field name under which the reason of the act stands.</summary>
    public const string Why = "why";

    public static CanonicalObject Write(
        CaseEvent e, Act act, int version, string previous, PayloadWriter payload, CanonicalObject digests)
    {
        var facts = new CanonicalObject(payload.Facts.Count);
        foreach (var (name, value) in payload.Facts)
        {
            facts.Add(name, value switch
            {
                string text => text,
                long number => number,
                bool flag => (CanonicalValue)flag,
                _ => throw new InvalidOperationException($"Fact “{name}” of {e.StoredName} is a {value.GetType().Name}."),
            });
        }

        return new CanonicalObject(11)
        {
            { "at", act.RecordedAt.ToUnixTimeMilliseconds() },
            { "by", act.Actor.Id },
            { "d", digests },
            { "e", e.StoredName },
            { "f", facts },
            { "k", e.LeafKind.Word() },
            { "no", e.Stream.Value },
            { "org", act.Actor.Unit },
            { "prev", previous },
            { "role", Words.Of(act.Actor.Role) },
            { "seq", version },
        };
    }

    /// <param name="texts">Private texts that were opened; null where nobody asked for them.</param>
    /// <param name="erased">Fields whose texts were erased, with the basis of each.</param>
    /// <param name="withheld">Fields whose texts are there and were not opened.</param>
    /// <exception cref="InvalidDataException">The text is not an event.</exception>
    public static Recorded Read(
        long position, string text, IReadOnlyDictionary<string, string>? texts, IReadOnlyDictionary<string, string>? erased = null,
        IReadOnlySet<string>? withheld = null)
    {
        var stored = CanonicalJson.Read(text).Object;
        var facts = new Dictionary<string, object>();
        foreach (var (name, value) in stored["f"].Object)
            facts[name] = value.Kind switch
            {
                CanonicalKind.Text => value.Text,
                CanonicalKind.Number => value.Number,
                CanonicalKind.Flag => value.Flag,
                _ => throw new InvalidDataException($"Fact “{name}” at position {position} is a {value.Kind}."),
            };
        var reader = new PayloadReader(new StreamId(stored["no"].Text), facts, texts, erased, withheld);
        return new Recorded(
            position, (int)stored["seq"].Number, DateTimeOffset.FromUnixTimeMilliseconds(stored["at"].Number), stored["by"].Text,
            Words.Parse<Role>(stored["role"].Text), stored["org"].Text,
            reader.Text(Why),
            EventCatalogue.Read(stored["e"].Text, reader));
    }
}
