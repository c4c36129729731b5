using System.Text;
using System.Text.Json;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// An entry of the log with all that hangs on it, a line of a file: what a log that lost it needs to take it in again. Private texts,
/// files and their key are sealed as they are in the database; without the key folder the line tells nothing that the event does not.
/// </summary>
/// <param name="Event">As it was hashed.</param>
/// <param name="Keys">The data keys of the stream, as far as it has any.</param>
/// <param name="Code">The digest of the query code, where the event issued the one that was valid.</param>
internal sealed record EntryLine(
    long Index, string Event, byte[] Salt, IReadOnlyList<WrappedKey> Keys, IReadOnlyDictionary<string, byte[]> Texts,
    IReadOnlyDictionary<string, byte[]> Files, byte[]? Code)
{
    /// <summary>What the log holds at the index, if this is the entry.</summary>
    public Hash LeafHash()
    {
        var bytes = Encoding.UTF8.GetBytes(Event);
        return new Leaf(Commitment.OfEvent(Salt, bytes), LeafKinds.Parse(CanonicalJson.ReadStrict(bytes).Object["k"].Text)).LeafHash();
    }

    /// <exception cref="LedgerFormatException">Not such a line.</exception>
    public static EntryLine Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<EntryLine>(line) is { Event: not null, Salt.Length: Commitment.SaltLength, Keys: not null, Texts: not null, Files: not null } entry
                ? entry
                : throw new LedgerFormatException("entry: a part is missing");
        }
        catch (JsonException e)
        {
            throw new LedgerFormatException($"entry: {e.Message}", e);
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this);
}

/// <summary>A data key as the database keeps it.</summary>
/// <param name="Kek">By which key of the key folder, of that compartment, it is wrapped.</param>
internal sealed record WrappedKey(Compartment Compartment, long Kek, byte[] Wrapped);
