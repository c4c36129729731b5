using Xinqiao.Core;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Web.Storage;

/// <summary>Makes a repeated request recognisable: who sent it, under which key, with which body.</summary>
/// <param name="Body">SHA-256 of what was sent.</param>
public sealed record IdempotencyKey(string Caller, string Key, byte[] Body);

/// <summary>What somebody wants to do. The decision is taken by the writer, under the head lock, on the state of that moment.</summary>
/// <param name="Decide">A pure decider of Core, applied to the loaded cases.</param>
public sealed record Intent(Actor Actor, Func<Cases, Act, Decision> Decide)
{
    /// <summary>The streams the decision is about; they are loaded before it.</summary>
    public IReadOnlyList<StreamId> Streams { get; init; } = [];

    public PrivateText Why { get; init; }

    public IdempotencyKey? Key { get; init; }

    /// <summary>What to decide where the same request was recorded before; its first stream is loaded.</summary>
    public Func<Cases, Act, StreamId, Decision>? Again { get; init; }

    /// <summary>Rows that belong to the act beside its events, written in the same transaction: a code's digest, a password.</summary>
    public Func<IReadOnlyList<Recorded>, IEnumerable<Row>>? Beside { get; init; }

    /// <summary>A supplied time; only demo and replay databases accept one.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>What became of an intent.</summary>
public abstract record Result
{
    private Result() { }

    /// <summary>Recorded, durable, integrated and signed.</summary>
    /// <param name="Repeated">The same request had been recorded before.</param>
    public sealed record Done(IReadOnlyList<Recorded> Events, TreeGrowth Growth, SignedNote Checkpoint, bool Repeated) : Result
    {
        /// <summary>The log-signed proof of the first event, in the tlog-proof format.</summary>
        public string Proof() => ProofOf(Events[0].Position);

        public string ProofOf(long position) =>
            new LogProof(position, Growth.InclusionProof(position), Checkpoint).ToString();
    }

    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : Result;

    /// <summary>The key was used before with another body (422).</summary>
    public sealed record KeyReused : Result;
}
