using System.Data.Common;
using Dapper;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Encryption;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Storage.Tests.Samples;

/// <summary>
/// Recomputes everything from what is stored, the slow way and without the writer's code: order, versions, chain, commitments,
/// digests, leaves, roots, signatures, and the rows of the projections. Answers what does not hold.
/// </summary>
public sealed class Audit(CaseStore store)
{
    private readonly List<string> findings = [];
    private readonly List<Hash> leaves = [];
    private readonly Dictionary<string, (long Version, string Commitment)> streams = [];
    private readonly Dictionary<string, Petition> petitions = [];
    private readonly Dictionary<string, Matter> matters = [];

    public static IReadOnlyList<string> Of(CaseStore store) => new Audit(store).Run();

    private List<string> Run()
    {
        using var connection = store.Database.OpenToRead();
        Events(connection);
        Streams(connection);
        Log(connection);
        Projections(connection);
        return findings;
    }

    private void Events(DbConnection connection)
    {
        var (position, last) = (0L, long.MinValue);
        var fields = Fields(connection);
        foreach (var row in connection.Query<EventRow>("SELECT * FROM events ORDER BY position", buffered: false))
        {
            Require(row.Position == position, $"position {row.Position} where {position} comes next");
            Require(row.Recorded_at >= last, $"time goes back at {position}");
            (position, last) = (row.Position + 1, row.Recorded_at);
            Event(row, fields);
        }
    }

    private void Event(EventRow row, ILookup<long, (string Field, byte[] Salt, string Value)> fields)
    {
        var stored = CanonicalJson.ReadStrict(System.Text.Encoding.UTF8.GetBytes(row.Event)).Object;
        var recorded = StoredEvent.Read(row.Position, row.Event, null);
        var known = streams.GetValueOrDefault(row.Stream, (0, ""));
        Require(row.Version == known.Version + 1, $"version {row.Version} after {known.Version} of {row.Stream}");
        Require(stored["prev"].Text == known.Commitment, $"the chain of {row.Stream} breaks at {row.Position}");
        Require(stored["seq"].Number == row.Version && stored["no"].Text == row.Stream && stored["at"].Number == row.Recorded_at
            && stored["e"].Text == row.Name, $"columns differ from the text at {row.Position}");

        var commitment = Commitment.OfEvent(row.Salt, System.Text.Encoding.UTF8.GetBytes(row.Event));
        Require(commitment.ToArray().SequenceEqual(row.Commitment), $"commitment at {row.Position}");
        var leaf = new Leaf(commitment, recorded.Event.LeafKind).LeafHash();
        Require(leaf.ToArray().SequenceEqual(row.Leaf), $"leaf at {row.Position}");
        leaves.Add(leaf);
        streams[row.Stream] = (row.Version, commitment.ToString());

        var digests = stored["d"].Object.ToDictionary(d => d.Key, d => d.Value.Text);
        foreach (var (field, salt, value) in fields[row.Position])
            Require(digests.Remove(field, out var digest) && digest == Commitment.OfField(field, salt, value).ToString(),
                $"digest of {field} at {row.Position}");
        Require(digests.Count == 0, $"values missing at {row.Position}: {string.Join(' ', digests.Keys)}");

        if (recorded.Event is PetitionEvent)
            petitions[row.Stream] = Petition.Apply(petitions.GetValueOrDefault(row.Stream), recorded);
        if (recorded.Event is MatterEvent) matters[row.Stream] = Matter.Apply(matters.GetValueOrDefault(row.Stream), recorded);
    }

    private ILookup<long, (string Field, byte[] Salt, string Value)> Fields(DbConnection connection)
    {
        var keys = Words.All<Compartment>().SelectMany(c => connection
                .Query<(string Stream, long Kek, byte[] Wrapped)>($"SELECT stream, kek, wrapped FROM {c.Table()}")
                .Select(k => (Of: (c, k.Stream), Key: store.Vault.Unwrap(c, k.Stream, k.Kek, k.Wrapped))))
            .ToDictionary(k => k.Of, k => k.Key);
        return connection.Query<(string Stream, long Position, string Field, byte[] Sealed)>(
                "SELECT e.stream, v.position, v.field, v.sealed FROM field_values v JOIN events e ON e.position = v.position")
            .ToLookup(v => v.Position, v =>
            {
                var (salt, value) = Envelope.OpenField(keys[(SealedValue.CompartmentOf(v.Sealed), v.Stream)], v.Position, v.Field, v.Sealed);
                return (v.Field, salt, value);
            });
    }

    private void Streams(DbConnection connection)
    {
        var stored = connection.Query<(string Id, long Version, byte[] Commitment)>("SELECT id, version, commitment FROM streams")
            .ToDictionary(s => s.Id, s => (s.Version, Convert.ToBase64String(s.Commitment)));
        Require(stored.Count == streams.Count && streams.All(s => stored.GetValueOrDefault(s.Key) == s.Value), "streams differ");
    }

    private void Log(DbConnection connection)
    {
        var all = leaves.ToArray();
        var (size, _, frontier) = connection.QuerySingle<(long, long, byte[])>("SELECT size, recorded_at, frontier FROM head");
        Require(size == all.Length, $"head says {size} of {all.Length}");
        Require(Frontier.FromBytes(frontier).Root() == MerkleTree.Root(all), "the frontier's root differs");

        var (grown, largest) = (Frontier.Empty, 0L);
        foreach (var (at, root, note) in connection.Query<(long, byte[], string)>(
                     "SELECT size, root, note FROM checkpoints ORDER BY size"))
        {
            grown = grown.Append(all.AsSpan((int)grown.Size..(int)at)).After;
            var signed = SignedNote.Parse(note);
            Require(Checkpoint.Parse(signed.Text) == new Checkpoint(store.LogKey.Origin, at, grown.Root()), $"checkpoint {at}");
            Require(signed.Check(store.LogKey.InForce(at), Verify).IsTrusted, $"signature of checkpoint {at}");
            Require(root.AsSpan().SequenceEqual(grown.Root().ToArray()), $"root beside checkpoint {at}");
            largest = at;
        }

        Require(largest == all.Length, "the last checkpoint is not of the whole log");
        var tiles = connection.Query<(long Tile, byte[] Root)>("SELECT tile, root FROM tile_roots").ToDictionary(t => t.Tile, t => t.Root);
        Require(tiles.Count == all.Length / 256, $"{tiles.Count} tile roots");
        foreach (var (tile, root) in tiles)
            Require(MerkleTree.Root(all.AsSpan((int)tile * 256, 256)).ToArray().SequenceEqual(root), $"tile root {tile}");
    }

    private void Projections(DbConnection connection)
    {
        var rows = petitions.Values.SelectMany(p => PetitionTable.Changes(null, p))
            .Concat(matters.Values.SelectMany(m => MatterTable.Changes(null, m, store.Rules)))
            .ToLookup(r => r.Table.Name, r => string.Join('|', r.Values));
        foreach (var table in (Table[])[PetitionTable.Petitions, MatterTable.Matters, MatterTable.Deadlines, MatterTable.Objections, MatterTable.Barred, MatterTable.Extracts, MatterTable.Reviews, MatterTable.Answers])
        {
            var stored = connection.Query($"SELECT {string.Join(", ", table.Columns.Select(c => c.Name))} FROM {table.Name}")
                .Select(r => string.Join('|', ((IDictionary<string, object>)r).Values)).ToHashSet();
            var fold = rows[table.Name].ToHashSet();
            foreach (var row in fold.Except(stored)) findings.Add($"{table.Name} lacks {row}");
            foreach (var row in stored.Except(fold)) findings.Add($"{table.Name} has {row}");
        }
    }

    private void Require(bool holds, string finding)
    {
        if (!holds) findings.Add(finding);
    }

    private static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Ed25519.Verify(signature.ToArray(), 0, key.ToArray(), 0, message.ToArray(), 0, message.Length);

    private sealed class EventRow
    {
        public long Position { get; init; }
        public string Stream { get; init; } = "";
        public long Version { get; init; }
        public string Name { get; init; } = "";
        public long Recorded_at { get; init; }
        public string Event { get; init; } = "";
        public byte[] Salt { get; init; } = [];
        public byte[] Commitment { get; init; } = [];
        public byte[] Leaf { get; init; } = [];
    }
}
