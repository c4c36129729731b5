namespace Xinqiao.Core.Ledger;

/// <summary>What a witness answers; the numbers are those of HTTP, as tlog-witness gives them.</summary>
public enum WitnessAnswer
{
    /// <summary>It goes on from what was seen last: to be remembered, then cosigned.</summary>
    Cosign = 200,

    /// <summary>Not a request, or the old size is above the new one.</summary>
    Malformed = 400,

    /// <summary>No key that this witness trusts signed it.</summary>
    Unsigned = 403,

    /// <summary>A log this witness does not know.</summary>
    UnknownLog = 404,

    /// <summary>The witness last saw another size, or another root of this size.</summary>
    OtherSize = 409,

    /// <summary>What was seen last is not the beginning of it: the log was forked or rewritten.</summary>
    Inconsistent = 422,
}

/// <summary>
/// The one rule of a witness: cosign only what begins with everything cosigned before. Pure; whoever calls it decides and remembers
/// as one step, or two requests could roll each other back.
/// </summary>
public static class Witnessing
{
    /// <param name="known">Keys of the logs that are witnessed; a key's name is the origin of its log.</param>
    /// <param name="last">What this witness cosigned last for the request's origin; null for nothing.</param>
    public static WitnessAnswer Decide(
        AddCheckpoint request, IReadOnlyCollection<VerifierKey> known, Checkpoint? last, Ed25519Verifier verify)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(known);
        var asked = request.Checkpoint;
        VerifierKey[] keys = [.. known.Where(key => key.Name == asked.Origin)];
        if (keys.Length == 0) return WitnessAnswer.UnknownLog;
        if (!request.Note.Check(keys, verify).IsTrusted) return WitnessAnswer.Unsigned;
        if (request.OldSize > asked.Size) return WitnessAnswer.Malformed;
        var (size, root) = last is null ? (0, MerkleTree.EmptyRoot) : (last.Size, last.Root);
        if (request.OldSize != size || asked.Size == size && asked.Root != root) return WitnessAnswer.OtherSize;
        return MerkleTree.VerifyConsistency(size, asked.Size, root, [.. request.Proof], asked.Root)
            ? WitnessAnswer.Cosign
            : WitnessAnswer.Inconsistent;
    }
}
