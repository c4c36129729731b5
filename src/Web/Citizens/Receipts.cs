using System.Data.Common;
using Dapper;
using Xinqiao.Core;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Encryption;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Citizens;

/// <summary>What a petitioner takes home: that the petition stands in the log, provable without the office.</summary>
/// <param name="Office">Who received it, and where to ask.</param>
/// <param name="File">The electronic copy, with the salts of the private fields; what is printed leaves them out.</param>
/// <param name="Witnesses">How many witnesses cosigned its checkpoint.</param>
/// <param name="IsWitnessed">They are as many as the office's policy demands.</param>
/// <param name="AsksWitnesses">The office's policy names witnesses at all.</param>
public sealed record Receipt(Unit Office, Petition Petition, ReceiptFile File, int Witnesses, bool IsWitnessed, bool AsksWitnesses)
{
    /// <summary>The log's entry in short, as on paper: four groups of four hexadecimal digits.</summary>
    public string ShortLeaf => string.Join(' ', File.Leaf.LeafHash().ToHex()[..16].Chunk(4).Select(group => new string(group)));

    /// <summary>What stands behind the proof by now.</summary>
    public Phrase State => (IsWitnessed, AsksWitnesses) switch
    {
        (true, _) => (Phrase)$"日志已签名，{Witnesses}个见证方已见证",
        (_, true) => "日志已签名，见证待补",
        _ => "日志已签名；本局没有设见证方",
    };
}

/// <summary>Makes receipts from the stored log.</summary>
public sealed class Receipts(CaseStore store, WitnessedCheckpoint witnessed, UnitQueries units)
{
    /// <summary>Whom the office says one may believe.</summary>
    public LogPolicy Policy => witnessed.Policy;

    /// <param name="done">
    /// The act that filed it, which knows the way to the root; null makes the proof from the stored log, under the newest checkpoint
    /// that the witnesses saw, or, where they saw none with it yet, under the newest of all.
    /// </param>
    public Task<Receipt> Of(Petition petition, Result.Done? done = null) => Of(petition, done, Salts);

    /// <summary>The same without the salts of the private fields, which paper and answers to partners leave out.</summary>
    /// <inheritdoc cref="Of(Petition, Result.Done)" path="/param"/>
    public Task<Receipt> OnPaper(Petition petition, Result.Done? done = null) =>
        Of(petition, done, (_, _) => Task.FromResult(new Dictionary<string, byte[]>()));

    private async Task<Receipt> Of(Petition petition, Result.Done? done, Func<DbConnection, Petition, Task<Dictionary<string, byte[]>>> salts)
    {
        await using var connection = store.Database.OpenToRead();
        var position = petition.FiledAtPosition;
        var (text, salt) = await connection.QuerySingleAsync<(string, byte[])>(
            "SELECT event, salt FROM events WHERE position = @position", new { position });
        var proof = done is { Repeated: false }
            ? new LogProof(position, done.Growth.InclusionProof(position), done.Checkpoint)
            : witnessed.ProofOf(position) ?? await Signed(connection, position);
        var signed = Policy.Check(proof.Note, LogKey.Verify);
        return new Receipt(
            await units.PetitionOffice(), petition, new ReceiptFile(proof, text, salt, await salts(connection, petition)), signed.Witnesses.Count,
            Policy.AsksWitnesses && signed.IsMet, Policy.AsksWitnesses);
    }

    private static async Task<LogProof> Signed(DbConnection connection, long position)
    {
        var (size, note) = await connection.QueryFirstAsync<(long, string)>(
            "SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1");
        return new LogProof(position, new LogTiles(connection).InclusionProof(position, size), SignedNote.Parse(note));
    }

    private async Task<Dictionary<string, byte[]>> Salts(DbConnection connection, Petition petition)
    {
        var (reader, keys) = (new CaseReader(store), new Dictionary<Compartment, byte[]?>());
        foreach (var compartment in Words.All<Compartment>()) keys[compartment] = await reader.DataKey(connection, petition.Id, compartment);
        var position = petition.FiledAtPosition;
        var sealedValues = await connection.QueryAsync<(string Field, byte[] Sealed)>(
            "SELECT field, sealed FROM field_values WHERE position = @position", new { position });
        var salts = new Dictionary<string, byte[]>();
        foreach (var (field, sealedValue) in sealedValues)
            if (keys[SealedValue.CompartmentOf(sealedValue)] is { } key) salts[field] = Envelope.OpenField(key, position, field, sealedValue).Salt;
        return salts;
    }
}
