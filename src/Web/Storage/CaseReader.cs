using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Encryption;

namespace Xinqiao.Web.Storage;

/// <summary>A folded stream with its events, oldest first, private texts opened.</summary>
public sealed record History<T>(T State, IReadOnlyList<Recorded> Events)
{
    /// <summary>The last event of a kind, or null.</summary>
    public TEvent? Last<TEvent>() where TEvent : CaseEvent => Events.Select(r => r.Event).OfType<TEvent>().LastOrDefault();

    public Recorded? LastRecorded<TEvent>() where TEvent : CaseEvent => Events.LastOrDefault(r => r.Event is TEvent);
}

/// <summary>A text that was erased.</summary>
/// <param name="Leaf">Position of the event that tells of it.</param>
public sealed record ErasedText(long Position, string Field, string Basis, long Leaf);

/// <summary>
/// Reads whole cases for one page. Whether somebody may see them was asked before, of the gate. Who petitions is not opened without a view that
/// says for whom; there is no other way to it.
/// </summary>
public sealed class CaseReader(CaseStore store)
{
    /// <param name="view">Which fields of identity are opened; none where it is missing.</param>
    public async Task<History<Matter>?> Matter(StreamId id, IdentityView? view = null)
    {
        var events = await Events(id, view);
        return events.Count == 0
            ? null
            : new History<Matter>(events.Aggregate((Matter?)null, Core.Matters.Matter.Apply)!, events);
    }

    /// <inheritdoc cref="Matter"/>
    public async Task<History<Petition>?> Petition(StreamId id, IdentityView? view = null)
    {
        var events = await Events(id, view);
        return events.Count == 0
            ? null
            : new History<Petition>(events.Aggregate((Petition?)null, Core.Petitions.Petition.Apply)!, events);
    }

    /// <summary>The events of a stream with their private texts; an erased one is absent.</summary>
    /// <inheritdoc cref="Matter" path="/param"/>
    public async Task<IReadOnlyList<Recorded>> Events(StreamId id, IdentityView? view = null)
    {
        await using var connection = store.Database.OpenToRead();
        // Events before texts: a text that is not there was erased, and is not merely written later than the look at it.
        var rows = (await connection.QueryAsync<(long Position, string Event)>(
            "SELECT position, event FROM events WHERE stream = @id ORDER BY version", new { id = id.Value })).AsList();
        var (texts, withheld) = await Texts(connection, id, view ?? IdentityView.Withheld);
        var erased = (await Erased(connection, id)).ToLookup(e => e.Position);
        return
        [
            .. rows.Select(r => StoredEvent.Read(
                r.Position, r.Event, texts.GetValueOrDefault(r.Position) ?? [], erased[r.Position].ToDictionary(e => e.Field, e => e.Basis),
                withheld[r.Position].ToHashSet())),
        ];
    }

    /// <summary>The texts of a stream that were erased.</summary>
    internal static async Task<IReadOnlyList<ErasedText>> Erased(DbConnection connection, StreamId id) => (await connection.QueryAsync<ErasedText>(
        """
        SELECT t.position, t.field, t.basis, t.leaf FROM erased_texts t
        JOIN events e ON e.position = t.position WHERE e.stream = @id ORDER BY t.position, t.field
        """, new { id = id.Value })).AsList();

    /// <summary>The texts of a stream that were erased, each with the leaf that says so.</summary>
    public async Task<IReadOnlyList<ErasedText>> Erased(StreamId id)
    {
        await using var connection = store.Database.OpenToRead();
        return await Erased(connection, id);
    }

    /// <summary>
    /// The key that a stream's texts and files are sealed with; null where it has none, or was erased, or this node was not given what opens it.
    /// </summary>
    internal async Task<byte[]?> DataKey(DbConnection connection, StreamId id, Compartment compartment = Compartment.Matter)
    {
        var (kek, wrapped) = (await connection.QueryAsync<(long, byte[]?)>(
            $"SELECT kek, wrapped FROM {compartment.Table()} WHERE stream = @id", new { id = id.Value })).SingleOrDefault();
        if (wrapped is null || (compartment == Compartment.Identity && !store.Keys.Has(compartment, kek))) return null;
        return store.Vault.Unwrap(compartment, id.Value, kek, wrapped);
    }

    // The keys of who petitions are somewhere else: what they seal is withheld here, and was not erased.
    private bool LacksIdentityKeys => !store.Vault.Splits;

    private async Task<(Dictionary<long, Dictionary<string, string>> Opened, ILookup<long, string> Withheld)> Texts(
        DbConnection connection, StreamId id, IdentityView view)
    {
        var withheld = new List<(long Position, string Field)>();
        var texts = new Dictionary<long, Dictionary<string, string>>();
        var keys = new Dictionary<Compartment, byte[]?>();
        var values = await connection.QueryAsync<(long Position, string Field, byte[] Sealed)>(
            """
            SELECT v.position, v.field, v.sealed FROM field_values v
            JOIN events e ON e.position = v.position WHERE e.stream = @id
            """, new { id = id.Value });
        foreach (var (position, field, sealedValue) in values)
        {
            var compartment = SealedValue.CompartmentOf(sealedValue);
            if ((IdentityFields.Of(id, field) is { } identity && !view.Opens(identity)) || (compartment == Compartment.Identity && LacksIdentityKeys))
            {
                withheld.Add((position, field));
                continue;
            }

            if (!keys.TryGetValue(compartment, out var dataKey)) keys[compartment] = dataKey = await DataKey(connection, id, compartment);
            if (dataKey is null) continue;
            if (!texts.TryGetValue(position, out var fields)) texts[position] = fields = [];
            fields[field] = Envelope.OpenField(dataKey, position, field, sealedValue).Value;
        }

        return (texts, Withheld());

        ILookup<long, string> Withheld() => withheld.ToLookup(w => w.Position, w => w.Field);
    }

    /// <summary>One private field of many events, for a list: titles. Absent where it was erased. Of who petitions there are no lists.</summary>
    /// <param name="events">Positions with the streams they belong to.</param>
    /// <exception cref="ArgumentException">The field is one of identity.</exception>
    public async Task<IReadOnlyDictionary<long, string>> Field(
        DbConnection connection, string field, IReadOnlyCollection<(string Stream, long Position)> events)
    {
        if (IdentityFields.Of(field) is not null) throw new ArgumentException($"“{field}” stands in no list.", nameof(field));
        if (events.Count == 0) return new Dictionary<long, string>();
        var positions = events.Select(e => e.Position).Distinct().ToArray();
        var streams = events.Select(e => e.Stream).Distinct().ToArray();
        var keys = (await connection.QueryAsync<(string Stream, long Kek, byte[] Wrapped)>(
            $"SELECT stream, kek, wrapped FROM data_keys WHERE {store.Database.Among("stream", "@streams")}", new { streams }))
            .ToDictionary(k => k.Stream, k => store.Vault.Unwrap(Compartment.Matter, k.Stream, k.Kek, k.Wrapped));
        var sealedValues = (await connection.QueryAsync<(long Position, byte[] Sealed)>(
            $"SELECT position, sealed FROM field_values WHERE field = @field AND {store.Database.Among("position", "@positions")}",
            new { field, positions }))
            .ToDictionary(v => v.Position, v => v.Sealed);
        var opened = new Dictionary<long, string>();
        foreach (var (stream, position) in events)
            if (keys.TryGetValue(stream, out var key) && sealedValues.TryGetValue(position, out var value))
                opened[position] = Envelope.OpenField(key, position, field, value).Value;
        return opened;
    }
}
