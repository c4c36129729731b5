using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Verification;

/// <summary>A part of a table: the first column of its key lies from, and below until. Null is without end.</summary>
public readonly record struct KeyRange(long? From = null, long? Until = null);

/// <summary>
/// Rows of a table in the order of its key, the values in the order of its columns: string, long, byte[] or null. Every call sees
/// the same moment of the database.
/// </summary>
public delegate IEnumerable<object?[]> ReadRows(TableShape table, KeyRange range = default);

/// <summary>Opens private texts and files; all throw <see cref="System.Security.Cryptography.CryptographicException"/> where they cannot.</summary>
/// <param name="Unwrap">The data key of a stream, from the number of the key it is wrapped by.</param>
/// <param name="Open">Salt and value of a field.</param>
/// <param name="OpenFile">A file, from the place it is bound to.</param>
public sealed record TextOpener(
    Func<Compartment, string, long, byte[], byte[]> Unwrap, Func<byte[], long, string, byte[], (byte[] Salt, string Value)> Open,
    Func<byte[], byte[], string, byte[]> OpenFile)
{
    /// <summary>Whether whoever checks was given the keys of who petitions; without them those texts are counted, and not read.</summary>
    public bool HasIdentityKeys { get; init; } = true;

    public bool Has(Compartment compartment) => compartment == Compartment.Matter || HasIdentityKeys;
}

/// <summary>A checkpoint that is kept outside this database: published, or cosigned by witnesses.</summary>
/// <param name="Seen">When a quorum of witnesses had seen it; null where none has.</param>
public sealed record OutsideCheckpoint(Checkpoint Checkpoint, WitnessedSize? Seen)
{
    /// <summary>A note that the policy believes; null for any other.</summary>
    public static OutsideCheckpoint? Of(SignedNote note, LogPolicy policy, Ed25519Verifier verify)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var signed = policy.Check(note, verify);
        if (!signed.IsMet) return null;
        var checkpoint = Checkpoint.Parse(note.Text);
        return new(checkpoint, signed.Witnesses.Count == 0 ? null : new WitnessedSize(
            checkpoint.Size, signed.Witnesses.Min(w => w.UnixTime) * 1000, signed.Witnesses.Max(w => w.UnixTime) * 1000));
    }
}

/// <summary>A size of the log that witnesses saw.</summary>
/// <param name="Earliest">When the first of them did, in milliseconds since 1970.</param>
/// <param name="Latest">When the last did.</param>
public readonly record struct WitnessedSize(long Size, long Earliest, long Latest);

/// <summary>A database to be checked, and with what.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="KeysAt">The keys of which one must have signed the checkpoint of a size.</param>
public sealed record AuditedDatabase(
    ReadRows Read, string Origin, Func<long, IReadOnlyCollection<VerifierKey>> KeysAt, Ed25519Verifier Verify)
{
    /// <summary>Which witnesses count, of those whose cosignatures the database keeps; null for none.</summary>
    public LogPolicy? Policy { get; init; }

    /// <summary>Null where nobody has the keys: then private texts are counted, and not read.</summary>
    public TextOpener? Texts { get; init; }

    /// <summary>The rules that come with the program; what the office loaded and set is in the log.</summary>
    public Rules Brought { get; init; } = Rules.Embedded;

    /// <summary>What outsiders hold of the log: it must be the beginning of this one, and tells when things were there.</summary>
    public IReadOnlyList<OutsideCheckpoint> Outside { get; init; } = [];
}
