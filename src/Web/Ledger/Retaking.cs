using System.Text;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>What became of lost entries that were brought.</summary>
/// <param name="From">The first index that was taken in.</param>
/// <param name="Taken">How many were, from there on.</param>
/// <param name="Left">What is lost still; some of it may be known from receipts.</param>
/// <param name="Found">The audit of the whole database as it is now.</param>
internal sealed record RetakenEntries(long From, long Taken, LostEntries Left, AuditResult Found);

/// <summary>
/// Takes lost entries in again, each at its own index. An entry is the one that was lost if it hashes to the leaf that was published, or if
/// all of them together make the root that was signed; whoever brings it is not believed. Everything is one transaction: if the database
/// is not in order afterwards, nothing was taken in.
/// </summary>
internal sealed class Retaking
{
    private static readonly Table Codes = new("query_codes", "petition", "petition mac:b issued_at:i", OnConflict.Replace);

    private readonly CaseStore store;
    private readonly LostEntries lost;
    private readonly Dictionary<long, EntryLine> entries = [];
    private readonly SortedDictionary<long, RegainedEntry> proven = [];

    public Retaking(CaseStore store, LostEntries lost) => (this.store, this.lost) = (store, lost);

    private long Size => lost.Seen.Size - lost.Entries.Count;

    private LostEntry? Lost(long index) => index >= Size && index < lost.Seen.Size ? lost.Entries[(int)(index - Size)] : null;

    /// <summary>A receipt, or a record of an erasure: proves its entry, and brings no texts.</summary>
    /// <returns>Whether it is about a lost entry.</returns>
    /// <exception cref="OtherLogException">It proves nothing, or another entry than was published.</exception>
    public bool Bring(RegainedEntry entry)
    {
        if (!entry.IsProven(store.LogKey.InForce, LogKey.Verify))
            throw new OtherLogException($"第 {entry.Index} 号的回执没有这本登记账的签名，或者内容被改过。");
        if (Lost(entry.Index) is not { } place) return false;
        RequireSame(place, entry.LeafHash);
        proven.TryAdd(entry.Index, entry);
        return true;
    }

    /// <summary>A line of an entry file.</summary>
    /// <inheritdoc cref="Bring(RegainedEntry)"/>
    public bool Bring(EntryLine entry)
    {
        if (Lost(entry.Index) is not { } place) return false;
        RequireSame(place, entry.LeafHash());
        entries.TryAdd(entry.Index, entry);
        if (lost.ProofOf(entry.Index) is { } proof) proven.TryAdd(entry.Index, new RegainedEntry(proof, entry.Event, entry.Salt));
        return true;
    }

    private static void RequireSame(LostEntry place, in Hash leaf)
    {
        if (place.Leaf is { } published && published.LeafHash() != leaf)
            throw new OtherLogException($"第 {place.Index} 号与公布的登记账不同，不是缺失的那一条。");
    }

    /// <exception cref="OtherLogException">All of them together make another root than was signed.</exception>
    public RetakenEntries Take()
    {
        var erased = Erased();
        var taken = Following(erased);
        using var batch = store.Database.BeginBatch();
        var connection = batch.Connection;
        if (taken.Count > 0) Append(batch, taken, erased);
        foreach (var entry in proven.Values.Where(e => e.Index >= Size + taken.Count && Lost(e.Index)!.Known is null))
        {
            batch.Put(Tables.RegainedEntries, [[entry.Index, entry.ToString()]]);
            if (entry.Erasure is { } gone) Erase(batch, gone);
        }

        batch.Flush();
        FollowingRows.Mend(batch, Audit.Following(store, connection, batch.Transaction));
        var found = Audit.Of(store, connection, batch.Transaction, _ => { });
        var left = lost with
        {
            Entries = [.. lost.Entries.Skip(taken.Count).Select(e => e with { Known = e.Known ?? proven.GetValueOrDefault(e.Index) })],
        };
        if (found.FaultCount == 0)
        {
            if (left.Entries.Count == 0) connection.Execute("DELETE FROM restored", transaction: batch.Transaction);
            else connection.Execute("UPDATE restored SET size = @size", new { size = Size + taken.Count }, batch.Transaction);
            batch.Commit();
            store.Erased();
        }

        return new(Size, taken.Count, left, found);
    }

    /// <summary>Places of which a later entry says that they were erased; what else is brought of them does not come back.</summary>
    private HashSet<(long, string)> Erased() =>
    [
        .. lost.Entries.Select(e => e.Known?.Erasure).Concat(proven.Values.Select(e => e.Erasure))
            .Concat(entries.Values.Select(e => Read(e).Event as TextErased)).OfType<TextErased>().Select(e => (e.Position, e.Field)),
    ];

    /// <summary>The entries that follow the log's end without a gap, each with its texts.</summary>
    private List<EntryLine> Following(HashSet<(long, string)> erased)
    {
        var following = new List<EntryLine>();
        while (entries.TryGetValue(Size + following.Count, out var next) && IsWhole(next, erased)) following.Add(next);
        // Without what was published only the root of all of them tells whether these are the ones.
        return lost.Entries.All(e => e.Leaf is not null) || following.Count == lost.Entries.Count ? following : [];
    }

    private static bool IsWhole(EntryLine entry, HashSet<(long, string)> erased)
    {
        foreach (var (field, _) in CanonicalJson.ReadStrict(Encoding.UTF8.GetBytes(entry.Event)).Object["d"].Object)
            if (!entry.Texts.ContainsKey(field) && !erased.Contains((entry.Index, field))) return false;
        return true;
    }

    private static Recorded Read(EntryLine entry) => StoredEvent.Read(entry.Index, entry.Event, texts: null);

    private void Append(IBatch batch, List<EntryLine> taken, HashSet<(long, string)> erased)
    {
        var growth = Frontier.FromBytes(batch.Head.Frontier).Append(taken.Select(e => e.LeafHash()).ToArray());
        if (growth.After.Size == lost.Seen.Size && growth.After.Root() != lost.Seen.Root)
            throw new OtherLogException("取回的各条合起来与见证过的检查点不符，不是缺失的那些。");
        var keys = Words.All<Compartment>().SelectMany(compartment => batch.Connection.Query<string>(
            $"SELECT stream FROM {compartment.Table()}", transaction: batch.Transaction).Select(stream => (compartment, stream))).ToHashSet();
        foreach (var entry in taken) Put(batch, entry, keys, erased);
        var last = Read(taken[^1]).RecordedAt.ToUnixTimeMilliseconds();
        batch.Put(Tables.Head, [[1L, growth.After.Size, last, growth.After.ToBytes()]]);
        batch.Put(Tables.Checkpoints, [
            [growth.After.Size, growth.Before.Size, growth.After.Root().ToArray(), store.LogKey.Sign(growth.After).ToString()],
        ]);
        batch.Flush();
        batch.Connection.Execute(
            "DELETE FROM regained_entries WHERE position < @size", new { size = growth.After.Size }, batch.Transaction);
    }

    private static void Put(IBatch batch, EntryLine entry, HashSet<(Compartment, string)> keys, HashSet<(long, string)> erased)
    {
        var recorded = Read(entry);
        var stream = recorded.Event.Stream.Value;
        var leaf = entry.LeafHash();
        foreach (var key in entry.Keys.Where(k => keys.Add((k.Compartment, stream))))
            batch.Put(Tables.KeysOf(key.Compartment), [[stream, key.Kek, key.Wrapped]]);
        batch.Put(Tables.Events, [
            [
                entry.Index, stream, (long)recorded.Version, recorded.Event.StoredName, recorded.RecordedAt.ToUnixTimeMilliseconds(), entry.Event,
                entry.Salt, Commitment.OfEvent(entry.Salt, Encoding.UTF8.GetBytes(entry.Event)).ToArray(), leaf.ToArray(),
            ],
        ]);
        batch.Put(Tables.FieldValues, [
            .. entry.Texts.Where(t => !erased.Contains((entry.Index, t.Key))).Select(t => new object?[] { entry.Index, t.Key, t.Value }),
        ]);
        if (!erased.Contains((entry.Index, Attaching.FileContent)))
            batch.Put(Tables.AttachmentFiles, [.. entry.Files.Select(f => new object?[] { entry.Index, f.Key, f.Value })]);
        if (entry.Code is { } code) batch.Put(Codes, [[stream, code, recorded.RecordedAt.ToUnixTimeMilliseconds()]]);
        // Of the texts that were there all the time; those of entries that come with it are not put in at all.
        if (recorded.Event is TextErased gone) Erase(batch, gone);
    }

    private static void Erase(IBatch batch, TextErased gone)
    {
        batch.Flush();
        batch.Connection.Execute(
            gone.Field == Attaching.FileContent
                ? "DELETE FROM attachment_files WHERE position = @Position"
                : "DELETE FROM field_values WHERE position = @Position AND field = @Field",
            new { gone.Position, gone.Field }, batch.Transaction);
    }
}
