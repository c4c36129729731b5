namespace Xinqiao.Core.Ledger;

/// <summary>
/// The salted hashes by which the public log is bound to events without telling anything about them. A field is proven by its
/// value and salt; erasing both leaves the event's commitment, and every receipt, as it was.
/// </summary>
public static class Commitment
{
    /// <summary>Length of a salt in bytes; a fresh random one for every field and every event.</summary>
    public const int SaltLength = 32;

    private const int StackBytes = 1024;

    /// <summary>Digest of a field: SHA-256("xf-field-v1\n" || salt || JCS(name) || JCS(value)).</summary>
    /// <exception cref="LedgerFormatException">The value cannot be written as canonical JSON.</exception>
    public static Hash OfField(string name, ReadOnlySpan<byte> salt, in CanonicalValue value)
    {
        RequireSalt(salt);
        var writer = new CanonicalWriter(stackalloc byte[StackBytes]);
        try
        {
            writer.Raw("xf-field-v1\n"u8);
            writer.Raw(salt);
            writer.Text(name);
            writer.Value(value);
            return Hash.Of(writer.Written);
        }
        catch (LedgerFormatException e)
        {
            throw new LedgerFormatException($"field \"{name}\": {e.Message}", e);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Commitment of an event: SHA-256("xf-event-v1\n" || salt || event).</summary>
    /// <param name="salt">The event's own salt.</param>
    /// <param name="canonicalEvent">Canonical JSON of the event, UTF-8, as it is stored.</param>
    public static Hash OfEvent(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> canonicalEvent)
    {
        RequireSalt(salt);
        var writer = new CanonicalWriter(stackalloc byte[StackBytes]);
        try
        {
            writer.Raw("xf-event-v1\n"u8);
            writer.Raw(salt);
            writer.Raw(canonicalEvent);
            return Hash.Of(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void RequireSalt(ReadOnlySpan<byte> salt)
    {
        if (salt.Length != SaltLength) throw new ArgumentException($"a salt has {SaltLength} bytes, not {salt.Length}", nameof(salt));
    }
}
