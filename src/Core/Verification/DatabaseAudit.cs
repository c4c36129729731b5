using System.Security.Cryptography;
using System.Text;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Verification;

/// <summary>
/// Checks a whole database on one snapshot: every event is hashed anew, the tree is grown from nothing and held against every
/// checkpoint, tile and head, private texts against their digests, numbers for gaps, recorded times against the witnesses, and
/// every row that is a function of the log against the fold.
/// </summary>
public sealed partial class DatabaseAudit
{
    /// <summary>How many findings of each verdict are listed.</summary>
    public const int MostFindings = 100;

    private const int Chunk = 4_096, TileLength = 256;

    private readonly AuditedDatabase database;
    private readonly List<Finding> findings = [];
    private readonly FoldedLog fold;
    private readonly AuditedNumbers numbers = new();
    private readonly AuditedErasures erasures = new();
    private readonly WitnessTimes times;
    private readonly ILookup<long, Hash> outside;
    private readonly List<Hash> tile = new(TileLength), tileRoots = [];
    private readonly Dictionary<(Compartment Of, string Stream), (long Kek, byte[] Wrapped)> dataKeys = [];
    private readonly HashSet<(Compartment Of, string Stream)> sealing = [];
    private Frontier tree = Frontier.Empty;
    private long recordedAt, checkpoints, lastCheckpoint, faults;

    private DatabaseAudit(AuditedDatabase database)
    {
        this.database = database;
        fold = new FoldedLog(database.Brought);
        OutsideCheckpoint[] held = [.. database.Outside, .. Cosigned()];
        times = new WitnessTimes([.. held.Select(o => o.Seen).OfType<WitnessedSize>()]);
        outside = held.ToLookup(o => o.Checkpoint.Size, o => o.Checkpoint.Root);
    }

    /// <param name="progress">Told how many events were checked so far.</param>
    public static AuditResult Of(AuditedDatabase database, Action<long> progress)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(progress);
        var audit = new DatabaseAudit(database);
        audit.Log(progress);
        audit.LostEntries();
        audit.Beyond();
        audit.StrayFiles();
        audit.Head();
        audit.Streams();
        audit.DataKeys();
        audit.TileRoots();
        audit.Numbers();
        audit.Regained();
        audit.Erasures();
        audit.Projections();
        return new(
            audit.tree.Size, audit.checkpoints, audit.erasures.Count, audit.tree.Root(), audit.findings, audit.faults,
            database.Texts is not null, audit.times.Count);
    }

    private void Broken(long? leaf, string what)
    {
        if (++faults <= MostFindings) findings.Add(new(Verdict.Broken, leaf, what));
    }

    /// <summary>Rows whose values are of the columns' types; of others it is told.</summary>
    private IEnumerable<object?[]> Rows(TableShape table, KeyRange range = default)
    {
        foreach (var row in database.Read(table, range))
        {
            if (AuditedTable.Misfit(table, row) is not { } column) yield return row;
            else Broken(null, $"{table.Name}.{column} 的值类型不对 (a value of a wrong type)");
        }
    }

    /// <summary>Checkpoints that a quorum of the policy's witnesses cosigned, as the database keeps them.</summary>
    private IEnumerable<OutsideCheckpoint> Cosigned()
    {
        if (database.Policy is not { AsksWitnesses: true } policy) yield break;
        foreach (var lines in Rows(LogTables.Cosignatures).GroupBy(row => (long)row[0]!, row => (string)row[3]!))
        {
            if (Rows(LogTables.Checkpoints, new(lines.Key, lines.Key + 1)).Select(row => row[3]).OfType<string>().FirstOrDefault() is not { } note) continue;
            var own = policy.For([.. database.KeysAt(lines.Key).Select(key => new PolicyLog(key))]);
            if (Seen(note + string.Concat(lines.Select(line => line + "\n")), own) is { } seen) yield return seen;
        }
    }

    // A line that is none counts for nothing, like a witness that did not answer.
    private OutsideCheckpoint? Seen(string note, LogPolicy policy)
    {
        try
        {
            return OutsideCheckpoint.Of(SignedNote.Parse(note), policy, database.Verify);
        }
        catch (LedgerFormatException)
        {
            return null;
        }
    }

    private sealed record EventRow(
        long Position, string Stream, long Version, string Name, long RecordedAt, string Event, byte[]? Salt, byte[] Commitment, byte[] Leaf);

    private void Log(Action<long> progress)
    {
        foreach (var (compartment, table) in new[] { (Compartment.Matter, LogTables.DataKeys), (Compartment.Identity, LogTables.IdentityKeys) })
            foreach (var row in Rows(table))
                if (row is [string stream, long kek, byte[] wrapped]) dataKeys[(compartment, stream)] = (kek, wrapped);
        ReadLost();
        var lastLost = lost.Count == 0 ? -1 : lost.Keys.Last();
        for (var from = 0L; ; from += Chunk)
        {
            var rows = Rows(LogTables.Events, new(from, from + Chunk)).ToList();
            if (rows.Count == 0 && from > lastLost) return;
            var notes = Rows(LogTables.Checkpoints, new(from + 1, from + Chunk + 1)).ToDictionary(row => (long)row[0]!);
            var texts = Rows(LogTables.FieldValues, new(from, from + Chunk)).ToLookup(row => (long)row[0]!, row => ((string)row[1]!, (byte[])row[2]!));
            foreach (var row in rows)
            {
                if (row is not [long position, string stream, long version, string name, long at, string text, (byte[] or null) and var salt,
                        byte[] { Length: Hash.Length } commitment, byte[] { Length: Hash.Length } leaf])
                {
                    Broken(row[0] as long?, "events 的一行缺值或长度不对 (a row of a wrong form)");
                    continue;
                }

                Lost(position, notes);
                if (position != tree.Size) Broken(tree.Size, $"缺少事件，下一条的序号是 {position} (an event is missing)");
                Event(new(position, stream, version, name, at, text, (byte[]?)salt, commitment, leaf), texts[position]);
                Tree(position, Hash.FromBytes(leaf), notes);
            }

            Lost(from + Chunk, notes);
            foreach (var size in notes.Keys) Broken(null, $"checkpoints 的 {size} 不是任何一条事件之后的条数 (a checkpoint of no size)");
            progress(tree.Size);
        }
    }

    private void Event(EventRow row, IEnumerable<(string Field, byte[] Sealed)> texts)
    {
        Recorded recorded;
        CanonicalObject stored, digests;
        try
        {
            stored = CanonicalJson.ReadStrict(Encoding.UTF8.GetBytes(row.Event)).Object;
            recorded = StoredEvent.Read(row.Position, row.Event, texts: null);
            digests = stored["d"].Object;
            Fold(row, stored["prev"].Text, recorded);
        }
        // A text that was changed can be anything, and may fail anywhere in reading it.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            Broken(row.Position, $"读不出：{e.Message} (unreadable)");
            return;
        }

        if (row.Salt is null) erasures.Missing(row.Position, TextErased.EventSalt);
        else if (row.Salt.Length != Commitment.SaltLength
                 || Commitment.OfEvent(row.Salt, Encoding.UTF8.GetBytes(row.Event)) != Hash.FromBytes(row.Commitment))
            Broken(row.Position, "内容与承诺值不符，被改过 (the text does not fit its commitment)");
        if (new Leaf(Hash.FromBytes(row.Commitment), recorded.Event.LeafKind).LeafHash() != Hash.FromBytes(row.Leaf))
            Broken(row.Position, "承诺值与叶子不符 (the commitment does not fit its leaf)");
        if (stored["k"].Text != recorded.Event.LeafKind.Word()) Broken(row.Position, "公开种类与事件不符 (the public kind is wrong)");
        if (row.Stream != recorded.Event.Stream.Value || row.Version != recorded.Version || row.Name != recorded.Event.StoredName
            || row.RecordedAt != recorded.RecordedAt.ToUnixTimeMilliseconds())
            Broken(row.Position, "列与事件内容不符 (its columns do not fit its text)");
        if (row.RecordedAt < recordedAt) Broken(row.Position, "时间早于前一条 (earlier than the event before)");
        recordedAt = row.RecordedAt;
        if (fold.IsReal && times.Fault(row.Position, row.RecordedAt) is { } early) Broken(row.Position, early);
        if (recorded.Event is DatabaseStamped stamped) origin = stamped.Origin;
        if (recorded.Event is OriginBegun begun) Begun(row.Position, begun);
        numbers.Note(recorded);
        erasures.Note(recorded);
        if (digests.Count > 0) fold.Streams[row.Stream].HasPrivateTexts = true;
        PrivateTexts(row, digests, texts);
        if (recorded.Event is AttachmentAdded added) Files(row, added, texts);
    }

    private void Fold(EventRow row, string previous, Recorded recorded)
    {
        if (!fold.Follows(row.Stream, recorded, previous)) Broken(row.Position, $"与 {row.Stream} 的前一条接不上 (does not follow its stream)");
        if (fold.Apply(row.Stream, recorded, Convert.ToBase64String(row.Commitment)) is { } misfit)
            Broken(row.Position, $"与此前经过不合：{misfit} (does not fit its history)");
    }

    private void Tree(long position, Hash leaf, Dictionary<long, object?[]> notes)
    {
        tree = tree.Append(leaf);
        tile.Add(leaf);
        if (tile.Count == TileLength)
        {
            tileRoots.Add(MerkleTree.Root(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tile)));
            tile.Clear();
        }

        if (outside[tree.Size].Any(root => root != tree.Root()))
            Broken(position, $"前 {tree.Size} 条与外面保存的检查点不符 (not the log that others hold)");
        if (!notes.Remove(tree.Size, out var kept)) return;
        checkpoints++;
        var expected = new Checkpoint(origin, tree.Size, tree.Root());
        if (kept is not [_, long previous, byte[] root, string note]) Broken(position, $"检查点 {tree.Size} 缺值 (a checkpoint lacks a value)");
        else if (previous != lastCheckpoint) Broken(position, $"检查点 {tree.Size} 之前少了一个 (a checkpoint is missing before this)");
        else if (!expected.Root.Bytes.SequenceEqual(root)) Broken(position, $"与检查点 {tree.Size} 的根不符 (the root differs from the checkpoint)");
        else if (!IsSigned(note, expected)) Broken(position, $"检查点 {tree.Size} 的文本或签名不符 (a checkpoint is not signed)");
        lastCheckpoint = tree.Size;
    }

    private bool IsSigned(string note, Checkpoint expected)
    {
        try
        {
            var signed = SignedNote.Parse(note);
            return signed.Text == expected.Text && signed.Check(database.KeysAt(expected.Size), database.Verify).IsTrusted;
        }
        catch (LedgerFormatException)
        {
            return false;
        }
    }

    private void PrivateTexts(EventRow row, CanonicalObject digests, IEnumerable<(string Field, byte[] Sealed)> values)
    {
        var found = new HashSet<string>();
        foreach (var (field, sealedValue) in values)
        {
            found.Add(field);
            if (sealedValue is [(byte)Compartment.Matter or (byte)Compartment.Identity, ..]) sealing.Add(((Compartment)sealedValue[0], row.Stream));
            if (!digests.TryGet(field, out var digest)) Broken(row.Position, $"“{field}”在事件中没有摘要 (a private text without a digest)");
            else if (Unfit(row, field, sealedValue, digest.Text) is { } fault) Broken(row.Position, $"“{field}”{fault}");
        }

        foreach (var (field, _) in digests)
            if (!found.Contains(field)) erasures.Missing(row.Position, field);
    }

    private string? Unfit(EventRow row, string field, byte[] sealedValue, string digest)
    {
        if (database.Texts is not { } texts) return null;
        try
        {
            var compartment = SealedValue.CompartmentOf(sealedValue);
            if (!texts.Has(compartment)) return null;
            if (fold.DataKey(compartment, row.Stream, dataKeys, texts) is not { } key) return null; // told once, of the stream
            var (salt, value) = texts.Open(key, row.Position, field, sealedValue);
            return digest == Commitment.OfField(field, salt, value).ToString() ? null : "与摘要不符 (a private text does not fit its digest)";
        }
        catch (CryptographicException)
        {
            return "解不开，被改过或挪过 (a private text cannot be opened)";
        }
    }
}
