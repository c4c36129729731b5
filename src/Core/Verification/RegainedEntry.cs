using System.Text;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Verification;

/// <summary>
/// An entry of the log that is known from outside the database: the event as it was hashed, its salt, and the proof that it stood in the
/// log. Written as a tlog-proof whose extra data bring event and salt, so that a receipt is one, too.
/// </summary>
public sealed class RegainedEntry
{
    /// <param name="proof">Its extra data, if any, are replaced.</param>
    /// <param name="text">The event's canonical text.</param>
    /// <param name="salt">The event's own salt.</param>
    /// <exception cref="LedgerFormatException">The text is no event in canonical form, or the salt has a wrong length.</exception>
    public RegainedEntry(LogProof proof, string text, byte[] salt)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(salt);
        if (salt.Length != Commitment.SaltLength) throw new LedgerFormatException($"entry: a salt of {salt.Length} bytes");
        var bytes = Encoding.UTF8.GetBytes(text);
        Leaf = new Leaf(Commitment.OfEvent(salt, bytes), LeafKinds.Parse(CanonicalJson.ReadStrict(bytes).Object["k"].Text));
        var extra = new CanonicalObject { { "event", text }, { "salt", Convert.ToBase64String(salt) } };
        (Proof, Text, Salt) = (new LogProof(proof.Index, proof.Path, proof.Note, extra.ToUtf8()), text, salt);
    }

    /// <summary>What the log holds at that index, if the proof is right.</summary>
    public Leaf Leaf { get; }

    public LogProof Proof { get; }

    /// <summary>The event as it was hashed.</summary>
    public string Text { get; }

    public byte[] Salt { get; }

    public long Index => Proof.Index;

    public Hash LeafHash => Leaf.LeafHash();

    /// <summary>Whether it stands under its checkpoint, and one of these keys signed that in the log's name.</summary>
    public bool IsProven(Func<long, IReadOnlyCollection<VerifierKey>> keysAt, Ed25519Verifier verify)
    {
        ArgumentNullException.ThrowIfNull(keysAt);
        VerifierKey[] own = [.. keysAt(Proof.Checkpoint.Size).Where(key => key.Name == Proof.Checkpoint.Origin)];
        return Proof.Includes(LeafHash) && Proof.Note.Check(own, verify).IsTrusted;
    }

    /// <summary>The event, without its private texts; null where this program does not know it.</summary>
    public Recorded? Event
    {
        get
        {
            try
            {
                return StoredEvent.Read(Index, Text, texts: null);
            }
            // A text that somebody else wrote may be anything.
#pragma warning disable CA1031
            catch (Exception)
#pragma warning restore CA1031
            {
                return null;
            }
        }
    }

    /// <summary>What was erased, where it tells of an erasure.</summary>
    public TextErased? Erasure => Event?.Event as TextErased;

    /// <exception cref="LedgerFormatException">No proof, or one without its event.</exception>
    public static RegainedEntry Parse(string text)
    {
        var proof = LogProof.Parse(text);
        if (proof.Extra.IsEmpty) throw new LedgerFormatException("entry: the proof does not bring the event it is about");
        var extra = CanonicalJson.ReadStrict(proof.Extra.Span).Object;
        return new(proof, extra["event"].Text, StrictBase64.Decode(extra["salt"].Text, Commitment.SaltLength, "entry: salt"));
    }

    public override string ToString() => Proof.ToString();
}
