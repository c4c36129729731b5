using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;

namespace Xinqiao.Core.Verification;

/// <summary>
/// A name under which a log stood before, as the log itself publishes it at <c>origin/2</c>, <c>origin/3</c> …: the entry by which it went
/// on, with what was lost then.
/// </summary>
/// <param name="Seen">What outsiders had seen of it.</param>
/// <param name="Witnesses">Who of the policy cosigned that.</param>
/// <param name="IsBelieved">The policy holds that checkpoint good.</param>
/// <param name="Lost">The lost indexes.</param>
/// <param name="LostCount">How many they are.</param>
public sealed record FormerOrigin(Checkpoint Seen, IReadOnlyList<string> Witnesses, bool IsBelieved, string Lost, long LostCount)
{
    /// <summary>Where the log published it, for the n-th name.</summary>
    public static string Path(int n) => $"origin/{n}";

    /// <summary>All of them, the oldest first.</summary>
    /// <param name="read">A file of the published log.</param>
    /// <exception cref="LedgerFormatException">One of them is not what the log holds.</exception>
    public static IReadOnlyList<FormerOrigin> Of(LogFile read, LogPolicy policy, Ed25519Verifier verify)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(policy);
        var found = new List<FormerOrigin>();
        for (var n = 2; read(Path(n)) is { } bytes; n++) found.Add(Of(RegainedEntry.Parse(System.Text.Encoding.UTF8.GetString(bytes)), policy, verify));
        return found;
    }

    private static FormerOrigin Of(RegainedEntry entry, LogPolicy policy, Ed25519Verifier verify)
    {
        if (!policy.Check(entry.Proof.Note, verify).IsMet || !entry.Proof.Includes(entry.LeafHash)
            || entry.Event?.Event is not OriginBegun begun || begun.Before().Size != entry.Index)
            throw new LedgerFormatException($"entry {entry.Index}: not the one by which a log of the policy went on");
        var seen = policy.Check(SignedNote.Parse(begun.Seen), verify);
        return new(
            begun.Before(), [.. seen.Witnesses.Select(w => w.Witness.Name)], seen.IsMet, begun.Lost,
            IndexRanges.Read(begun.Lost).Sum(range => range.Until - range.From));
    }

    /// <summary>A line for a terminal.</summary>
    public override string ToString() =>
        $"前一本 before: {Seen.Origin}，{Seen.Size} 条，根 {Seen.Root}，"
        + (IsBelieved ? $"合验证策略（{Witnesses.Count} 个见证方）" : "不合验证策略，请向见证方核实 (not what the policy believes)")
        + $"；缺失 lost {LostCount} 条：{Lost}";
}
