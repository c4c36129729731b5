using Dapper;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>A key that signed the log once.</summary>
/// <param name="Until">The last size it may have signed.</param>
public sealed record RetiredLogKey(VerifierKey Key, long Until);

/// <summary>
/// The log's Ed25519 key under its origin; signs checkpoints. While a new key follows an old one, both sign. Which keys there were is
/// told by the log itself.
/// </summary>
public sealed class LogKey
{
    private readonly List<(LogSeed Seed, Ed25519PrivateKeyParameters Key, VerifierKey Public)> signing;

    /// <param name="origin">The log's name; equal to the key's.</param>
    private LogKey(string origin, IReadOnlyList<LogSeed> seeds, IReadOnlyList<RetiredLogKey> retired, IReadOnlyList<RetiredLogKey> former)
    {
        (Origin, Retired, Former) = (origin, retired, former);
        signing = [.. seeds.Select(seed => (seed, new Ed25519PrivateKeyParameters(seed.Seed)))
            .Select(k => (k.seed, k.Item2, new VerifierKey(origin, NoteKeyType.Ed25519, k.Item2.GeneratePublicKey().GetEncoded())))
            .Where(k => retired.Concat(former).All(r => !r.Key.PublicKey.SequenceEqual(k.Item3.PublicKey)))];
        if (signing.Count == 0)
            throw new DatabaseUnusableException("密钥目录中只有已停用的登记账密钥。请从密钥备份恢复现用的 log-*.key。");
        Publics = [.. signing.Select(k => k.Public)];
    }

    /// <summary>The keys of a folder, without those that the log says are retired.</summary>
    /// <param name="origin">The name that the log began with; it may have another by now.</param>
    public static LogKey Of(IDatabase database, string origin, KeyFolder keys)
    {
        using var connection = database.OpenToRead();
        var changes = connection.Query<(long Position, string Event)>(
                "SELECT position, event FROM events WHERE stream = @stream ORDER BY version", new { stream = LogKeyAdded.Keys.Value })
            .Select(row => (row.Position, StoredEvent.Read(row.Position, row.Event, texts: null).Event));
        var (retired, former) = (new List<RetiredLogKey>(), new List<RetiredLogKey>());
        foreach (var (position, change) in changes)
        {
            if (change is LogKeyRetired gone) retired.Add(new(VerifierKey.Parse(gone.Key), position));
            if (change is not OriginBegun begun) continue;
            former.AddRange(begun.FormerKeys.Split(' ').Select(key => new RetiredLogKey(VerifierKey.Parse(key), position)));
            origin = begun.Origin;
        }

        return new(origin, keys.LogSeeds, retired, former);
    }

    /// <summary>A key that begins a log's new name, after a loss; what signed until now signs no more.</summary>
    public LogKey Next(string origin, LogSeed seed, long size) =>
        new(origin, [seed], Retired, [.. Former, .. Publics.Select(key => new RetiredLogKey(key, size))]);

    public string Origin { get; }

    /// <summary>The public halves of the keys that sign now, the oldest first; two while one follows the other.</summary>
    public IReadOnlyList<VerifierKey> Publics { get; }

    /// <summary>The one that has signed longest.</summary>
    public VerifierKey Public => Publics[0];

    public IReadOnlyList<RetiredLogKey> Retired { get; }

    /// <summary>Keys of the names under which the log stood before (decision 21): what they signed is good as long as it is no longer than that.</summary>
    public IReadOnlyList<RetiredLogKey> Former { get; }

    /// <summary>The private half of a key that signs now, as the folder holds it.</summary>
    public LogSeed SeedOf(VerifierKey key) => signing.Single(k => k.Public == key).Seed;

    /// <summary>The keys whose signature on a checkpoint of this size is good.</summary>
    public IReadOnlyCollection<VerifierKey> InForce(long size) =>
        Retired.Count + Former.Count == 0 ? Publics : [.. Publics, .. Retired.Concat(Former).Where(r => size <= r.Until).Select(r => r.Key)];

    /// <summary>The signed checkpoint of a tree.</summary>
    public SignedNote Sign(Frontier tree)
    {
        var checkpoint = new Checkpoint(Origin, tree.Size, tree.Root());
        var note = checkpoint.Sign(signing[0].Public, message => Sign(signing[0].Key, message));
        foreach (var (_, key, vkey) in signing.Skip(1)) note = note.AlsoSign(vkey, message => Sign(key, message));
        return note;
    }

    /// <summary>Checks an Ed25519 signature.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(publicKey));
        verifier.BlockUpdate(message);
        return verifier.VerifySignature(signature.ToArray());
    }

    internal static byte[] Sign(Ed25519PrivateKeyParameters key, byte[] message)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }
}
