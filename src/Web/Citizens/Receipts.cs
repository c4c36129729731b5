using System.Data.Common;
using System.Text;
using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Citizens;

/// <summary>What a petitioner takes home: that the petition stands in the log, provable without the office.</summary>
/// <param name="Leaf">Hash of the log's entry; its first eight bytes stand on paper.</param>
/// <param name="Proof">The file <c>*.tlog-proof</c>.</param>
public sealed record Receipt(Petition Petition, Hash Leaf, LogProof Proof)
{
    /// <summary>Four groups of four hexadecimal digits.</summary>
    public string ShortLeaf => string.Join(' ', Leaf.ToHex()[..16].Chunk(4).Select(group => new string(group)));
}

/// <summary>
/// Makes receipts. The proof's extra data hold the event as it was hashed, the event's salt and the salts of its private fields:
/// enough to check the whole chain from the petitioner's own words to the signed root, and no word of theirs.
/// </summary>
public sealed class Receipts(CaseStore store)
{
    private const int TileHeight = 8;

    /// <param name="done">The act that filed it, which knows the way to the root; null makes the proof from the stored log.</param>
    public async Task<Receipt> Of(Petition petition, Result.Done? done = null)
    {
        await using var connection = store.Database.OpenToRead();
        var position = petition.FiledAtPosition;
        var (text, salt, leaf) = await connection.QuerySingleAsync<(string, byte[], byte[])>(
            "SELECT event, salt, leaf FROM events WHERE position = @position", new { position });
        var extra = new CanonicalObject
        {
            { "event", text },
            { "salt", Convert.ToBase64String(salt) },
            { "salts", await Salts(connection, petition) },
        };
        var (path, note) = done is { Repeated: false }
            ? (done.Growth.InclusionProof(position), done.Checkpoint)
            : await PathOf(connection, position);
        return new Receipt(petition, Hash.FromBytes(leaf), new LogProof(position, path, note, extra.ToUtf8()));
    }

    private static async Task<(Hash[] Path, SignedNote Note)> PathOf(DbConnection connection, long position)
    {
        var (size, note) = await connection.QueryFirstAsync<(long, string)>(
            "SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1");
        return (MerkleTree.InclusionProof(position, size, (level, index) => Subtree(connection, level, index)), SignedNote.Parse(note));
    }

    // From the roots of whole tiles where the subtree is that high, otherwise from its leaves: at most 256 of them.
    private static Hash Subtree(DbConnection connection, int level, long index)
    {
        var (sql, height) = level >= TileHeight
            ? ("SELECT root FROM tile_roots WHERE tile >= @from AND tile < @until ORDER BY tile", level - TileHeight)
            : ("SELECT leaf FROM events WHERE position >= @from AND position < @until ORDER BY position", level);
        var hashes = connection.Query<byte[]>(sql, new { from = index << height, until = (index + 1) << height });
        return MerkleTree.Root([.. hashes.Select(h => Hash.FromBytes(h))]);
    }

    private async Task<CanonicalObject> Salts(DbConnection connection, Petition petition)
    {
        var (number, wrapped) = await connection.QuerySingleAsync<(long, byte[])>(
            "SELECT kek, wrapped FROM data_keys WHERE stream = @id", new { id = petition.Id.Value });
        var key = store.Vault.Unwrap(petition.Id.Value, number, wrapped);
        var position = petition.FiledAtPosition;
        var salts = new CanonicalObject();
        foreach (var (field, sealedValue) in await connection.QueryAsync<(string, byte[])>(
                     "SELECT field, sealed FROM field_values WHERE position = @position", new { position }))
            salts.Add(field, Convert.ToBase64String(Vault.OpenField(key, position, field, sealedValue).Salt));
        return salts;
    }

    /// <summary>Whether a proof brings the event it is about: the event, under its salt, is the log's entry.</summary>
    /// <exception cref="LedgerFormatException">The proof has no such extra data.</exception>
    public static bool Proves(LogProof proof)
    {
        var extra = CanonicalJson.Read(Encoding.UTF8.GetString(proof.Extra.Span)).Object;
        var text = extra["event"].Text;
        var commitment = Commitment.OfEvent(Convert.FromBase64String(extra["salt"].Text), Encoding.UTF8.GetBytes(text));
        return proof.Includes(new Leaf(commitment, LeafKinds.Parse(CanonicalJson.Read(text).Object["k"].Text)).LeafHash());
    }
}
