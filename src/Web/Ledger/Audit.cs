using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>Something in the database that does not fit its own log.</summary>
/// <param name="Position">The event it is about; null where it is about a row or a number.</param>
internal sealed record Fault(long? Position, string What);

/// <param name="Erased">Private texts that are no longer there; their digests still are.</param>
/// <param name="Truncated">There were more faults than are listed.</param>
internal sealed record AuditResult(
    long Size, long Checkpoints, long Erased, Hash Root, IReadOnlyList<Fault> Faults, bool Truncated);

/// <summary>
/// Checks a whole database on one snapshot: every event is hashed anew, the tree is grown from nothing and held against every
/// checkpoint, tile and head, private texts against their digests, numbers for gaps, and the rows of lists against the fold.
/// </summary>
internal sealed class Audit
{
    private const int Chunk = 4_096, TileLength = 256, MostFaults = 100;

    private readonly CaseStore store;
    private readonly DbConnection connection;
    private readonly DbTransaction snapshot;
    private readonly Dictionary<string, StreamState> streams = [];
    private readonly List<Fault> faults = [];
    private readonly AuditedNumbers numbers = new();
    private readonly List<Hash> tile = new(TileLength);
    private Frontier tree = Frontier.Empty;
    private long recordedAt, erased, checkpoints, faultCount;

    private Audit(CaseStore store, DbConnection connection, DbTransaction snapshot) =>
        (this.store, this.connection, this.snapshot) = (store, connection, snapshot);

    /// <param name="progress">Told how many events were checked so far.</param>
    public static AuditResult Of(CaseStore store, Action<long> progress)
    {
        using var connection = store.Database.OpenToRead();
        // One moment for everything, while the site goes on writing.
        using var snapshot = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var audit = new Audit(store, connection, snapshot);
        audit.Log(progress);
        audit.Head();
        audit.Streams();
        audit.Numbers();
        audit.Projections();
        return new(audit.tree.Size, audit.checkpoints, audit.erased, audit.tree.Root(), audit.faults, audit.faultCount > MostFaults);
    }

    private void Broken(long? position, string what)
    {
        if (++faultCount <= MostFaults) faults.Add(new(position, what));
    }

    private List<T> Rows<T>(string sql, object? parameters = null) => connection.Query<T>(sql, parameters, snapshot).AsList();

    private sealed record EventRow(
        long Position, string Stream, long Version, string Name, long RecordedAt, string Event, byte[]? Salt, byte[] Commitment, byte[] Leaf);

    private void Log(Action<long> progress)
    {
        for (var from = 0L; ; from += Chunk)
        {
            var range = new { from, until = from + Chunk };
            var rows = Rows<EventRow>(
                """
                SELECT position, stream, version, name, recorded_at AS recordedAt, event, salt, commitment, leaf FROM events
                WHERE position >= @from AND position < @until ORDER BY position
                """, range);
            if (rows.Count == 0) return;
            var notes = Rows<(long Size, byte[] Root, string Note)>(
                "SELECT size, root, note FROM checkpoints WHERE size > @from AND size <= @until", range).ToDictionary(n => n.Size);
            var texts = Texts(range);
            foreach (var row in rows)
            {
                if (row.Position != tree.Size) Broken(tree.Size, $"缺少事件，下一条的序号是 {row.Position} (an event is missing)");
                Event(row, texts);
                Tree(row, notes);
            }

            progress(tree.Size);
        }
    }

    private void Event(EventRow row, ILookup<long, (string Field, byte[] Sealed)> texts)
    {
        Recorded recorded;
        CanonicalObject stored;
        try
        {
            stored = CanonicalJson.Read(row.Event).Object;
            recorded = StoredEvent.Read(row.Position, row.Event, texts: null);
        }
        catch (Exception e) when (e is LedgerFormatException or InvalidDataException or KeyNotFoundException or FormatException
                                      or InvalidOperationException or OverflowException)
        {
            Broken(row.Position, $"读不出：{e.Message} (unreadable)");
            return;
        }

        if (row.Salt is { } salt && !Commitment.OfEvent(salt, System.Text.Encoding.UTF8.GetBytes(row.Event)).Bytes.SequenceEqual(row.Commitment))
            Broken(row.Position, "内容与承诺值不符，被改过 (the text does not fit its commitment)");
        var leaf = new Leaf(Hash.FromBytes(row.Commitment), recorded.Event.LeafKind);
        if (!leaf.LeafHash().Bytes.SequenceEqual(row.Leaf)) Broken(row.Position, "承诺值与叶子不符 (the commitment does not fit its leaf)");
        if (stored["k"].Text != recorded.Event.LeafKind.Word()) Broken(row.Position, "公开种类与事件不符 (the public kind is wrong)");
        if (row.Stream != recorded.Event.Stream.Value || row.Version != recorded.Version || row.Name != recorded.Event.StoredName
            || row.RecordedAt != recorded.RecordedAt.ToUnixTimeMilliseconds())
            Broken(row.Position, "列与事件内容不符 (its columns do not fit its text)");
        if (row.RecordedAt < recordedAt) Broken(row.Position, "时间早于前一条 (earlier than the event before)");
        recordedAt = row.RecordedAt;
        Fold(row, stored["prev"].Text, recorded);
        numbers.Note(recorded);
        PrivateTexts(row, stored["d"].Object, texts[row.Position]);
    }

    private void Fold(EventRow row, string previous, Recorded recorded)
    {
        if (!streams.TryGetValue(row.Stream, out var state)) streams[row.Stream] = state = new StreamState(new StreamId(row.Stream));
        if (recorded.Version != state.Version + 1 || previous != state.Commitment)
            Broken(row.Position, $"与 {row.Stream} 的前一条接不上 (does not follow its stream)");
        try
        {
            state.Apply(recorded);
        }
        catch (Exception e) when (e is InvalidDataException or NullReferenceException)
        {
            Broken(row.Position, $"与此前经过不合：{e.Message} (does not fit its history)");
        }

        state.Version = recorded.Version;
        state.Commitment = Convert.ToBase64String(row.Commitment);
    }

    private void Tree(EventRow row, Dictionary<long, (long Size, byte[] Root, string Note)> notes)
    {
        var leaf = Hash.FromBytes(row.Leaf);
        tree = tree.Append(leaf);
        tile.Add(leaf);
        if (tile.Count == TileLength)
        {
            var root = Rows<byte[]>("SELECT root FROM tile_roots WHERE tile = @tile", new { tile = tree.Size / TileLength - 1 });
            if (root.Count == 0 || !MerkleTree.Root(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tile)).Bytes.SequenceEqual(root[0]))
                Broken(row.Position, "子树的根不符 (the root of a tile is wrong)");
            tile.Clear();
        }

        if (!notes.TryGetValue(tree.Size, out var kept)) return;
        checkpoints++;
        var expected = new Checkpoint(store.Stamp.Origin, tree.Size, tree.Root());
        if (!expected.Root.Bytes.SequenceEqual(kept.Root)) Broken(row.Position, $"与检查点 {tree.Size} 的根不符 (the root differs from the checkpoint)");
        else if (!IsSigned(kept.Note, expected)) Broken(row.Position, $"检查点 {tree.Size} 的文本或签名不符 (a checkpoint is not signed)");
    }

    private bool IsSigned(string note, Checkpoint expected)
    {
        try
        {
            var signed = SignedNote.Parse(note);
            return signed.Text == expected.Text && signed.Check(store.LogKey.InForce(expected.Size), LogKey.Verify).IsTrusted;
        }
        catch (LedgerFormatException)
        {
            return false;
        }
    }

    private ILookup<long, (string Field, byte[] Sealed)> Texts(object range) =>
        Rows<(long Position, string Field, byte[] Sealed)>(
            "SELECT position, field, sealed FROM field_values WHERE position >= @from AND position < @until", range)
            .ToLookup(r => r.Position, r => (r.Field, r.Sealed));

    private void PrivateTexts(EventRow row, CanonicalObject digests, IEnumerable<(string Field, byte[] Sealed)> values)
    {
        var found = 0;
        foreach (var (field, sealedValue) in values)
        {
            found++;
            if (DataKey(row.Stream) is not { } key) continue;
            try
            {
                var (salt, value) = Vault.OpenField(key, row.Position, field, sealedValue);
                if (!digests.TryGet(field, out var digest) || digest.Text != Commitment.OfField(field, salt, value).ToString())
                    Broken(row.Position, $"“{field}”与摘要不符 (a private text does not fit its digest)");
            }
            catch (CryptographicException)
            {
                Broken(row.Position, $"“{field}”解不开，被改过或挪过 (a private text cannot be opened)");
            }
        }

        erased += digests.Count - found;
    }

    private byte[]? DataKey(string stream)
    {
        var state = streams[stream];
        if (state.DataKey is not null) return state.DataKey;
        var wrapped = Rows<(long Kek, byte[] Wrapped)>("SELECT kek, wrapped FROM data_keys WHERE stream = @stream", new { stream });
        return state.DataKey = wrapped.Count == 0 ? null : store.Vault.Unwrap(stream, wrapped[0].Kek, wrapped[0].Wrapped);
    }

    private void Head()
    {
        var head = Rows<(long Size, long RecordedAt, byte[] Frontier)>("SELECT size, recorded_at, frontier FROM head WHERE id = 1").Single();
        if (head.Size != tree.Size || head.RecordedAt != recordedAt || !head.Frontier.AsSpan().SequenceEqual(tree.ToBytes()))
            Broken(tree.Size - 1, $"头记录为 {head.Size} 条，与登记账（{tree.Size} 条）不符 (the head does not fit the log)");
        var last = Rows<long?>("SELECT max(size) FROM checkpoints").Single();
        if (last != tree.Size) Broken(tree.Size - 1, "最后一条之后没有检查点 (the last checkpoint does not fit the log)");
    }

    private void Streams()
    {
        var kept = Rows<(string Id, long Version, byte[] Commitment)>("SELECT id, version, commitment FROM streams").ToDictionary(s => s.Id);
        foreach (var (id, state) in streams)
            if (!kept.Remove(id, out var row) || row.Version != state.Version || Convert.ToBase64String(row.Commitment) != state.Commitment)
                Broken(null, $"流 {id} 的版本与事件不符 (a stream's version does not fit its events)");
        foreach (var id in kept.Keys) Broken(null, $"流 {id} 没有事件 (a stream without events)");
    }

    private void Numbers()
    {
        var last = Rows<(string Organ, string Subject, long Year, long Last)>("SELECT organ, subject, year, last FROM numbers")
            .ToDictionary(n => new Series(n.Organ, n.Subject, (int)n.Year), n => n.Last);
        foreach (var fault in numbers.Faults(last)) Broken(null, fault);
    }

    private void Projections()
    {
        var petitions = new AuditedTable(PetitionTable.Petitions);
        AuditedTable[] ofMatters = [new(MatterTable.Matters), new(MatterTable.Deadlines), new(MatterTable.Objections)];
        foreach (var state in streams.Values)
        {
            petitions.Expect(PetitionTable.Changes(null, state.Petition));
            var rows = MatterTable.Changes(null, state.Matter, store.Rules).ToList();
            foreach (var table in ofMatters) table.Expect(rows.Where(r => r.Table == table.Table));
        }

        foreach (var table in (AuditedTable[])[petitions, .. ofMatters])
            foreach (var fault in table.Faults(connection, snapshot, store.Rules.Version)) Broken(null, fault);
    }
}
