using System.Security.Cryptography;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Encryption;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Petitions;

namespace Xinqiao.Web.Storage;

/// <summary>
/// One transaction of the writer. Under the head lock it re-reads versions, lets acts be decided, gives positions, numbers and
/// recorded times, and at the end writes everything, table by table, with the integrated and signed log.
/// </summary>
internal sealed class WriteBatch : IDisposable
{
    internal const string NotFounded = "该数据库尚未初始化，请先运行 ./xinqiao init。";
    internal const string Founded = "该数据库已经初始化，不能重复初始化。";

    private const int TileLength = 256;

    private readonly IBatch batch;
    private readonly CaseStore store;
    private readonly Dictionary<Table, List<object?[]>> rows = [];
    private readonly List<Hash> leaves = [];
    private readonly List<TextErased> erasures = [];
    private readonly Dictionary<StreamId, StreamState> before = [];
    private readonly Dictionary<(string Caller, string Key), KnownKey> keys = [];
    private readonly NumberSeries numbers;
    private readonly Frontier frontier;
    private readonly long lastCheckpoint;
    private long recordedAt;

    public WriteBatch(IBatch batch, CaseStore store) : this(batch, store, Frontier.FromBytes(batch.Head.Frontier), batch.Head.Size) { }

    /// <param name="frontier">The tree that the batch lets grow: after a loss, with what is lost.</param>
    /// <param name="lastCheckpoint">The last size that was signed.</param>
    public WriteBatch(IBatch batch, CaseStore store, Frontier frontier, long lastCheckpoint)
    {
        (this.batch, this.store, this.frontier, this.lastCheckpoint) = (batch, store, frontier, lastCheckpoint);
        recordedAt = batch.Head.RecordedAt;
        numbers = new NumberSeries(batch);
        Cases = new Cases(batch, store);
    }

    public IBatch Inner => batch;

    public Cases Cases { get; }

    /// <summary>From here on an error leaves open whether the batch is durable, so nothing of it may be tried again.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>The tree after the batch, for proofs; set by the commit.</summary>
    public TreeGrowth? Growth { get; private set; }

    /// <summary>The signed checkpoint after the batch; set by the commit.</summary>
    public SignedNote? Checkpoint { get; private set; }

    /// <summary>Reads what the acts of the batch are about, in one question each for keys and streams.</summary>
    public void Load(IReadOnlyList<Waiting> waiting)
    {
        var streams = waiting.SelectMany(w => w.Streams).ToList();
        if (waiting.Any(w => w.Key is not null)) streams.AddRange(LoadKeys(waiting));
        Cases.Load(streams);
    }

    private List<StreamId> LoadKeys(IReadOnlyList<Waiting> waiting)
    {
        var (asked, wanted) = (new HashSet<(string, string)>(), new List<string>());
        foreach (var one in waiting)
            if (one.Key is { } key && asked.Add((key.Caller, key.Key))) wanted.Add(key.Key);
        var streams = new List<StreamId>();
        foreach (var (caller, key, body, stream) in batch.Connection.Query<(string, string, byte[], string)>(
                     $"SELECT caller, key, body, stream FROM idempotency WHERE {store.Database.Among("key", "@wanted")}",
                     new { wanted = wanted.ToArray() }, batch.Transaction))
        {
            if (!asked.Contains((caller, key))) continue;
            keys[(caller, key)] = new KnownKey(new StreamId(stream), body);
            streams.Add(new StreamId(stream));
        }

        return streams;
    }

    /// <summary>The moment an act gets: the clock's, or a supplied one, never earlier than the act before (decision 3).</summary>
    public Act ActFor(Intent intent)
    {
        var clock = (intent.At ?? store.Clock.GetUtcNow()).ToUnixTimeMilliseconds();
        return new Act(
            intent.Actor, DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(clock, recordedAt)), intent.Why, store.Rules,
            numbers.Next);
    }

    /// <summary>Numbers that a decision drew are used up only if it accepts.</summary>
    public Decision Decide(Func<Decision> decide)
    {
        try
        {
            var decision = decide();
            if (decision is Decision.Accepted accepted)
            {
                Require(accepted.Events);
                numbers.Keep();
            }

            return decision;
        }
        finally
        {
            numbers.Forget();
        }
    }

    // The stamp is the first event of a log and never another (decision 15).
    private void Require(IReadOnlyList<CaseEvent> events)
    {
        if (events.Count == 0) throw new InvalidOperationException("An accepted act has an event.");
        var isFirst = frontier.Size + leaves.Count == 0;
        for (var i = 0; i < events.Count; i++)
            if (events[i] is DatabaseStamped != (isFirst && i == 0)) throw new DatabaseUnusableException(isFirst ? NotFounded : Founded);
    }

    /// <summary>Gives positions and puts the rows of accepted events.</summary>
    public IReadOnlyList<Recorded> Record(Decision.Accepted accepted, Act act)
    {
        recordedAt = act.RecordedAt.ToUnixTimeMilliseconds();
        // Reference data is changed without naming it first; a petition or matter that no intent named is new.
        Cases.Load(accepted.Events.Where(e => e is FurnitureEvent or AccessEvent).Select(e => e.Stream));
        var recorded = new Recorded[accepted.Events.Count];
        for (var i = 0; i < recorded.Length; i++) recorded[i] = Record(accepted.Events[i], act);
        return recorded;
    }

    private Recorded Record(CaseEvent e, Act act)
    {
        var state = Cases.Get(e.Stream);
        before.TryAdd(e.Stream, state.Copy());
        var position = frontier.Size + leaves.Count;
        var version = state.Version + 1;
        var payload = new PayloadWriter();
        e.Write(payload);
        payload.Text(StoredEvent.Why, act.Why);

        var text = StoredEvent.Write(e, act, version, state.Commitment, payload, SealTexts(state, position, payload));
        var salt = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var commitment = Commitment.OfEvent(salt, text.ToUtf8());
        var leaf = new Leaf(commitment, e.LeafKind).LeafHash();
        leaves.Add(leaf);
        Put(Tables.Events, [
            position, e.Stream.Value, (long)version, e.StoredName, act.RecordedAt.ToUnixTimeMilliseconds(), text.ToString(), salt,
            commitment.ToArray(), leaf.ToArray(),
        ]);
        if (e is TextErased erased) Keep(erased, position);
        var recorded = new Recorded(
            position, version, act.RecordedAt, act.Actor.Id, act.Actor.Role, act.Actor.Unit, act.Why, e);
        state.Apply(recorded);
        state.Commitment = commitment.ToString();
        return recorded;
    }

    /// <summary>Encrypts each private text with its salt, and answers the digests that stand in the event.</summary>
    private CanonicalObject SealTexts(StreamState state, long position, PayloadWriter payload)
    {
        if (payload.Withheld.Count > 0) throw new InvalidOperationException("An event that was read without its texts is not recorded again.");
        var digests = new CanonicalObject(payload.Texts.Count);
        if (payload.Texts.Count == 0) return digests;
        Span<byte> salt = stackalloc byte[Vault.SaltLength];
        foreach (var (field, value) in payload.Texts)
        {
            RandomNumberGenerator.Fill(salt);
            digests.Add(field, Commitment.OfField(field, salt, value).ToString());
            var compartment = CompartmentOf(state.Id, field);
            var key = compartment == Compartment.Matter ? state.DataKey ??= NewKey(state, compartment) : state.IdentityKey ??= IdentityKey(state);
            Put(Tables.FieldValues, [position, field, Envelope.SealField(key, compartment, position, field, salt, value)]);
        }

        return digests;
    }

    private Compartment CompartmentOf(StreamId stream, string field)
    {
        if (IdentityFields.Of(stream, field) is null) return Compartment.Matter;
        if (store.Vault.Splits) return Compartment.Identity;
        // A folder of before the split goes on as it was; one from which the keys were kept back records nothing of who petitions.
        return batch.Connection.ExecuteScalar<long>("SELECT count(*) FROM (SELECT stream FROM identity_keys LIMIT 1) k", transaction: batch.Transaction) == 0
            ? Compartment.Matter
            : throw new DatabaseUnusableException(store.Keys.Missing(Compartment.Identity, 1));
    }

    private byte[] NewKey(StreamState state, Compartment compartment)
    {
        var (key, row) = store.Vault.NewDataKey(compartment, state.Id.Value);
        Put(row.Table, row.Values);
        return key;
    }

    // Of a stream that was there before it may be stored; what is new has none.
    private byte[] IdentityKey(StreamState state)
    {
        var (kek, wrapped) = state.Version == 0
            ? default
            : batch.Connection.Query<(long, byte[]?)>(
                "SELECT kek, wrapped FROM identity_keys WHERE stream = @id", new { id = state.Id.Value }, batch.Transaction).SingleOrDefault();
        return wrapped is null
            ? NewKey(state, Compartment.Identity)
            : store.Vault.Unwrap(Compartment.Identity, state.Id.Value, kek, wrapped);
    }

    /// <summary>What a key was used for, in the database or earlier in this batch; null where it is new.</summary>
    public KnownKey? Find(IdempotencyKey key) =>
        keys.TryGetValue((key.Caller, key.Key), out var known) ? known : null;

    public void KeepKey(IdempotencyKey key, StreamId stream, Act act)
    {
        keys[(key.Caller, key.Key)] = new KnownKey(stream, key.Body);
        Put(Tables.Idempotency, [key.Caller, key.Key, key.Body, stream.Value, act.RecordedAt.ToUnixTimeMilliseconds()]);
    }

    public void Put(Table table, object?[] row)
    {
        if (!rows.TryGetValue(table, out var list)) rows[table] = list = [];
        list.Add(row);
    }

    /// <summary>Writes all rows and makes them durable; then the memory may know the new states.</summary>
    public void Commit()
    {
        if (leaves.Count > 0) WriteLog();
        WriteProjections();
        numbers.Write(this);
        foreach (var (table, list) in rows) batch.Put(table, LastOfEachKey(table, list));
        batch.Flush();
        // After the flush: a text of this very batch is there to be erased.
        foreach (var erased in erasures) Erase(erased);
        IsCommitting = true;
        batch.Commit();
        if (erasures.Count > 0) store.Erased();
        foreach (var state in Cases.All) store.Memory.Keep(state);
    }

    // The record and the deed are one transaction: neither stands without the other. Value and salt are one sealed value (decision 12).
    private void Erase(TextErased erased)
    {
        var isFile = erased.Field == Attaching.FileContent;
        var gone = batch.Connection.Execute(
            isFile ? "DELETE FROM attachment_files WHERE position = @Position" : "DELETE FROM field_values WHERE position = @Position AND field = @Field",
            new { erased.Position, erased.Field }, batch.Transaction);
        if (gone == 0) throw new InvalidOperationException($"Event {erased.Position} has no text “{erased.Field}” to erase.");
        if (isFile)
            batch.Connection.Execute("DELETE FROM unscanned_files WHERE position = @Position", new { erased.Position }, batch.Transaction);
    }

    private void Keep(TextErased erased, long leaf)
    {
        erasures.Add(erased);
        Put(Tables.ErasedTexts, ErasedTextRow.Values(erased, leaf));
    }

    private void WriteLog()
    {
        Growth = frontier.Append(leaves.ToArray());
        Checkpoint = store.LogKey.Sign(Growth.After);
        Put(Tables.Head, [1L, Growth.After.Size, recordedAt, Growth.After.ToBytes()]);
        Put(Tables.Checkpoints, [Growth.After.Size, lastCheckpoint, Growth.After.Root().ToArray(), Checkpoint.ToString()]);
        for (var tile = frontier.Size / TileLength; tile < Growth.After.Size / TileLength; tile++)
            Put(Tables.TileRoots, [tile, RootOf(tile).ToArray()]);
    }

    // Complete runs of 256 leaves: their root is a finished subtree of height 8.
    private Hash RootOf(long tile) => Growth!.Subtree(level: 8, tile);

    private void WriteProjections()
    {
        foreach (var (id, old) in before)
        {
            var state = Cases.Get(id);
            Put(Tables.Streams, [id.Value, (long)state.Version, Convert.FromBase64String(state.Commitment)]);
            foreach (var row in PetitionTable.Changes(old.Petition, state.Petition)) Put(row.Table, row.Values);
            foreach (var row in MatterTable.Changes(old.Matter, state.Matter, store.Rules)) Put(row.Table, row.Values);
        }
    }

    // Two acts of one batch may write the same row; one statement must not touch it twice, and the later one counts.
    private static List<object?[]> LastOfEachKey(Table table, List<object?[]> list)
    {
        if (list.Count == 1 || table.OnConflict == OnConflict.Lose) return list;
        var places = table.Key.Select(k => table.Columns.Select(c => c.Name).ToList().IndexOf(k)).ToArray();
        var last = new Dictionary<string, object?[]>(list.Count);
        foreach (var row in list) last[string.Join('\u001f', places.Select(p => row[p]))] = row;
        return [.. last.Values];
    }

    public void Dispose() => batch.Dispose();
}

/// <summary>The case a key was used for, and the digest of what was sent under it.</summary>
internal readonly record struct KnownKey(StreamId Stream, byte[] Body);

/// <summary>The gap-free series of one batch. Numbers drawn by a refused act are given back.</summary>
internal sealed class NumberSeries(IBatch batch)
{
    private readonly Dictionary<Series, long> kept = [];
    private readonly Dictionary<Series, long> drawn = [];
    private readonly Dictionary<int, Dictionary<Series, long>> stored = [];

    public int Next(Series series)
    {
        var last = drawn.TryGetValue(series, out var value) || kept.TryGetValue(series, out value) ? value : Stored(series);
        drawn[series] = last + 1;
        return checked((int)(last + 1));
    }

    public void Keep()
    {
        foreach (var (series, last) in drawn) kept[series] = last;
        drawn.Clear();
    }

    public void Forget() => drawn.Clear();

    public void Write(WriteBatch to)
    {
        foreach (var (series, last) in kept) to.Put(Tables.Numbers, [series.Organ, series.Subject, (long)series.Year, last]);
    }

    private long Stored(Series series)
    {
        if (!stored.TryGetValue(series.Year, out var year))
            stored[series.Year] = year = batch.Connection.Query<(string Organ, string Subject, long Last)>(
                "SELECT organ, subject, last FROM numbers WHERE year = @year", new { year = series.Year }, batch.Transaction)
                .ToDictionary(r => new Series(r.Organ, r.Subject, series.Year), r => r.Last);
        return year.GetValueOrDefault(series);
    }
}
