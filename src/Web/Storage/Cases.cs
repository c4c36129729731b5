using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Petitions;

namespace Xinqiao.Web.Storage;

/// <summary>A stream as the writer knows it.</summary>
internal sealed class StreamState(StreamId id)
{
    public StreamId Id => id;
    public int Version { get; set; }

    /// <summary>Base64 of the last event's commitment; empty before the first.</summary>
    public string Commitment { get; set; } = "";

    public Petition? Petition { get; set; }
    public Matter? Matter { get; set; }
    public byte[]? DataKey { get; set; }

    /// <summary>Null where it has none, or nobody needed it yet.</summary>
    public byte[]? IdentityKey { get; set; }

    public StreamState Copy() => (StreamState)MemberwiseClone();

    public void Apply(Recorded recorded)
    {
        Version = recorded.Version;
        if (recorded.Event is PetitionEvent) Petition = Petition.Apply(Petition, recorded);
        if (recorded.Event is MatterEvent) Matter = Matter.Apply(Matter, recorded);
    }
}

/// <summary>The cases of one batch: each read at its true version under the head lock, changed in memory as acts are decided.</summary>
public sealed class Cases
{
    private readonly Dictionary<StreamId, StreamState> states = [];
    private readonly HashSet<StreamId> asked = [];

    private readonly IBatch batch;
    private readonly CaseStore store;

    internal Cases(IBatch batch, CaseStore store) => (this.batch, this.store) = (batch, store);

    /// <exception cref="NoSuchCaseException">There is no such petition, or the intent did not name it.</exception>
    public Petition Petition(StreamId id) => Find(id)?.Petition ?? throw new NoSuchCaseException(id);

    /// <exception cref="NoSuchCaseException">There is no such matter, or the intent did not name it.</exception>
    public Matter Matter(StreamId id) => Find(id)?.Matter ?? throw new NoSuchCaseException(id);

    /// <summary>How many events a stream has that the intent named; none where it is new.</summary>
    public int Version(StreamId id) => Find(id)?.Version ?? 0;

    /// <summary>
    /// Matters that one was put beside, and those put beside it, as nobody withdrew it. Asked under the head lock, of what was decided earlier in the
    /// batch too.
    /// </summary>
    public IReadOnlyList<Matter> Beside(Matter matter)
    {
        List<StreamId> beside =
        [
            .. matter.Links.Where(l => l.IsOpen).Select(l => l.Earlier),
            .. states.Values.Where(s => s.Matter?.OpenLinkTo(matter.Id) is not null).Select(s => s.Id),
            .. batch.Connection.Query<string>(
                "SELECT matter FROM matter_links WHERE earlier = @id AND withdrawn_on IS NULL", new { id = matter.Id.Value }, batch.Transaction)
                .Select(id => new StreamId(id)),
        ];
        Load(beside);
        return [.. beside.Distinct().Select(Matter)];
    }

    /// <summary>
    /// The petition that bears a number of the national system; null where none does. Asked under the head lock, of what was
    /// decided earlier in the batch too, so that two acts at once cannot both have it.
    /// </summary>
    public StreamId? BearerOf(string nationalNumber)
    {
        foreach (var state in states.Values)
            if (state.Petition?.NationalNumber == nationalNumber) return state.Id;
        return PetitionTable.BearerOf(nationalNumber, batch) is { } stored && !states.ContainsKey(stored) ? stored : null;
    }

    /// <summary>
    /// How many questions after who the same petitioner is somebody asked since a moment, of whatever matter; those decided earlier in the batch
    /// count, so that many at once cannot all pass.
    /// </summary>
    public int SamenessAskedBy(string person, DateTimeOffset since)
    {
        var here = states.Values.SelectMany(s => s.Matter?.SamenessQuestions ?? []).Count(q => q.By == person && q.At > since);
        return here + batch.Connection.Query<(long Position, string Event)>(
                $"SELECT position, event FROM events WHERE name = '{SamenessAsked.Stored}' AND recorded_at > @since",
                new { since = since.ToUnixTimeMilliseconds() }, batch.Transaction)
            .Select(r => StoredEvent.Read(r.Position, r.Event, texts: null)).Count(r => r.By == person && !states.ContainsKey(r.Event.Stream));
    }

    internal StreamState? Find(StreamId id) => states.GetValueOrDefault(id);

    /// <summary>The stream, which is new where it was not found.</summary>
    internal StreamState Get(StreamId id)
    {
        if (states.TryGetValue(id, out var state)) return state;
        return states[id] = new StreamState(id);
    }

    internal void Put(StreamState state) => states[state.Id] = state;

    internal IEnumerable<StreamState> All => states.Values;

    /// <summary>Reads the named streams: versions from the database, histories from memory where they are still true.</summary>
    internal void Load(IEnumerable<StreamId> ids)
    {
        var wanted = ids.Where(id => !states.ContainsKey(id) && asked.Add(id)).Select(id => id.Value).ToArray();
        if (wanted.Length == 0) return;
        var (memory, among) = (store.Memory, store.Database.Among("id", "@wanted"));
        var stale = new List<string>();
        foreach (var (id, version, commitment) in batch.Connection.Query<(string, long, byte[])>(
                     $"SELECT id, version, commitment FROM streams WHERE {among}", new { wanted }, batch.Transaction))
        {
            if (memory.Find(new StreamId(id)) is { } known && known.Version == version)
            {
                Put(known.Copy());
                continue;
            }

            Put(new StreamState(new StreamId(id)) { Commitment = Convert.ToBase64String(commitment) });
            stale.Add(id);
        }

        if (stale.Count > 0) Fold([.. stale]);
    }

    private void Fold(string[] stale)
    {
        var among = store.Database.Among("stream", "@stale");
        foreach (var (id, number, wrapped) in batch.Connection.Query<(string, long, byte[])>(
                     $"SELECT stream, kek, wrapped FROM data_keys WHERE {among}", new { stale }, batch.Transaction))
            states[new StreamId(id)].DataKey = store.Vault.Unwrap(Compartment.Matter, id, number, wrapped);
        foreach (var (id, position, text) in batch.Connection.Query<(string, long, string)>(
                     $"SELECT stream, position, event FROM events WHERE {among} ORDER BY stream, version",
                     new { stale }, batch.Transaction))
            states[new StreamId(id)].Apply(StoredEvent.Read(position, text, texts: null));
    }
}

/// <summary>No such petition or matter.</summary>
public sealed class NoSuchCaseException(StreamId id) : Exception($"There is no case {id}.");

/// <summary>States of recently used streams. Only a saving of reading: each is used only if its version is still the true one.</summary>
internal sealed class StateMemory(int capacity)
{
    private readonly Dictionary<StreamId, StreamState> recent = [];
    private Dictionary<StreamId, StreamState> older = [];

    public StreamState? Find(StreamId id) =>
        recent.TryGetValue(id, out var state) || older.TryGetValue(id, out state) ? state : null;

    // Two generations: when the younger is full it becomes the older, and what nobody asked for since is forgotten.
    public void Keep(StreamState state)
    {
        if (recent.Count >= capacity)
        {
            older = new Dictionary<StreamId, StreamState>(recent);
            recent.Clear();
        }

        recent[state.Id] = state;
    }
}
