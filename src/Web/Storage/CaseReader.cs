using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;

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

/// <summary>Reads whole cases for one page. Whether somebody may see them was asked before, of the gate.</summary>
public sealed class CaseReader(CaseStore store)
{
    public async Task<History<Matter>?> Matter(StreamId id)
    {
        var events = await Events(id);
        return events.Count == 0
            ? null
            : new History<Matter>(events.Aggregate((Matter?)null, Core.Matters.Matter.Apply)!, events);
    }

    public async Task<History<Petition>?> Petition(StreamId id)
    {
        var events = await Events(id);
        return events.Count == 0
            ? null
            : new History<Petition>(events.Aggregate((Petition?)null, Core.Petitions.Petition.Apply)!, events);
    }

    /// <summary>The events of a stream with their private texts; an erased one is absent.</summary>
    public async Task<IReadOnlyList<Recorded>> Events(StreamId id)
    {
        await using var connection = store.Database.OpenToRead();
        // Events before texts: a text that is not there was erased, and is not merely written later than the look at it.
        var rows = (await connection.QueryAsync<(long Position, string Event)>(
            "SELECT position, event FROM events WHERE stream = @id ORDER BY version", new { id = id.Value })).AsList();
        var texts = await Texts(connection, id);
        var erased = (await Erased(connection, id)).ToLookup(e => e.Position);
        return
        [
            .. rows.Select(r => StoredEvent.Read(
                r.Position, r.Event, texts.GetValueOrDefault(r.Position) ?? [], erased[r.Position].ToDictionary(e => e.Field, e => e.Basis))),
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

    /// <summary>The key that a stream's texts and files are sealed with; null where it has none, or was erased.</summary>
    internal async Task<byte[]?> DataKey(DbConnection connection, StreamId id)
    {
        var (kek, wrapped) = (await connection.QueryAsync<(long, byte[]?)>(
            "SELECT kek, wrapped FROM data_keys WHERE stream = @id", new { id = id.Value })).SingleOrDefault();
        return wrapped is null ? null : store.Vault.Unwrap(id.Value, kek, wrapped);
    }

    private async Task<Dictionary<long, Dictionary<string, string>>> Texts(DbConnection connection, StreamId id)
    {
        if (await DataKey(connection, id) is not { } dataKey) return [];
        var values = await connection.QueryAsync<(long Position, string Field, byte[] Sealed)>(
            """
            SELECT v.position, v.field, v.sealed FROM field_values v
            JOIN events e ON e.position = v.position WHERE e.stream = @id
            """, new { id = id.Value });
        var texts = new Dictionary<long, Dictionary<string, string>>();
        foreach (var (position, field, sealedValue) in values)
        {
            if (!texts.TryGetValue(position, out var fields)) texts[position] = fields = [];
            fields[field] = Vault.OpenField(dataKey, position, field, sealedValue).Value;
        }

        return texts;
    }

    /// <summary>One private field of many events, for a list: titles. Absent where it was erased.</summary>
    /// <param name="events">Positions with the streams they belong to.</param>
    public async Task<IReadOnlyDictionary<long, string>> Field(
        DbConnection connection, string field, IReadOnlyCollection<(string Stream, long Position)> events)
    {
        if (events.Count == 0) return new Dictionary<long, string>();
        var positions = events.Select(e => e.Position).Distinct().ToArray();
        var streams = events.Select(e => e.Stream).Distinct().ToArray();
        var keys = (await connection.QueryAsync<(string Stream, long Kek, byte[] Wrapped)>(
            $"SELECT stream, kek, wrapped FROM data_keys WHERE {store.Database.Among("stream", "@streams")}", new { streams }))
            .ToDictionary(k => k.Stream, k => store.Vault.Unwrap(k.Stream, k.Kek, k.Wrapped));
        var sealedValues = (await connection.QueryAsync<(long Position, byte[] Sealed)>(
            $"SELECT position, sealed FROM field_values WHERE field = @field AND {store.Database.Among("position", "@positions")}",
            new { field, positions }))
            .ToDictionary(v => v.Position, v => v.Sealed);
        var opened = new Dictionary<long, string>();
        foreach (var (stream, position) in events)
            if (keys.TryGetValue(stream, out var key) && sealedValues.TryGetValue(position, out var value))
                opened[position] = Vault.OpenField(key, position, field, value).Value;
        return opened;
    }
}
