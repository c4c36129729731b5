using System.Data.Common;
using Dapper;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>
/// The newest checkpoint that the policy holds good: signed by the log, cosigned by the quorum. That is what is published and what
/// later proofs carry. Where no witness is asked, the newest of all.
/// </summary>
public sealed class WitnessedCheckpoint
{
    // A witness that is slow, or gone, leaves cosigned sizes without a quorum behind.
    private const int SizesLookedAt = 500;

    private readonly CaseStore store;

    public WitnessedCheckpoint(CaseStore store) => (this.store, Policy) = (store, PublishedPolicy.Of(store));

    /// <summary>Which witnesses are asked, and how many are enough.</summary>
    public LogPolicy Policy { get; }

    /// <summary>Null where no checkpoint has its quorum yet.</summary>
    public SignedNote? Newest()
    {
        using var connection = store.Database.OpenToRead();
        return Newest(connection);
    }

    /// <summary>The newest one that the entry of this index stands under; null where none does yet.</summary>
    public SignedNote? Covering(long index) => Newest() is { } note && Checkpoint.Parse(note.Text).Size > index ? note : null;

    /// <summary>The proof of an entry under <see cref="Covering"/>; null where the quorum is still awaited.</summary>
    /// <param name="extra">What an application adds; nothing proves it.</param>
    public LogProof? ProofOf(long index, ReadOnlyMemory<byte> extra = default)
    {
        using var connection = store.Database.OpenToRead();
        if (Newest(connection) is not { } note || Checkpoint.Parse(note.Text).Size is var size && size <= index) return null;
        return new LogProof(index, new LogTiles(connection).InclusionProof(index, size), note, extra);
    }

    private SignedNote? Newest(DbConnection connection)
    {
        if (!Policy.AsksWitnesses)
            return connection.QuerySingleOrDefault<string?>("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1") is { } note
                ? SignedNote.Parse(note)
                : null;
        var sizes = connection.Query<long>(
            "SELECT DISTINCT size FROM cosignatures ORDER BY size DESC LIMIT @SizesLookedAt", new { SizesLookedAt });
        return sizes.Select(size => Of(connection, size)).FirstOrDefault(note => note is not null && Policy.Check(note, LogKey.Verify).IsMet);
    }

    /// <summary>The checkpoint of a size with the cosignatures of the policy's witnesses, in the policy's order.</summary>
    internal SignedNote? Of(DbConnection connection, long size)
    {
        var text = connection.QuerySingleOrDefault<string?>("SELECT note FROM checkpoints WHERE size = @size", new { size });
        if (text is null) return null;
        var lines = connection.Query<(string Witness, string Line)>(
            "SELECT witness, line FROM cosignatures WHERE size = @size", new { size }).ToDictionary(r => r.Witness, r => r.Line);
        foreach (var witness in Policy.Witnesses)
            if (lines.TryGetValue(witness.Key.ToString(), out var line)) text += line + "\n";
        return SignedNote.Parse(text);
    }
}
