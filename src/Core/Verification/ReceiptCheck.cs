using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Verification;

/// <summary>How far a receipt proves its petition.</summary>
public enum ReceiptStanding
{
    /// <summary>The event stands in the log, the log signed, and a quorum of witnesses saw it.</summary>
    Witnessed,

    /// <summary>The log signed it, and the policy asks no witnesses.</summary>
    Signed,

    /// <summary>The log signed it; the witnesses that the policy asks for have not, or not yet.</summary>
    WitnessesMissing,

    /// <summary>No log of the policy signed the checkpoint, or a signature is forged.</summary>
    Unsigned,

    /// <summary>The event is not the one that stands at its place in the log.</summary>
    Changed,
}

/// <summary>A receipt held against a policy, without asking anybody.</summary>
public sealed record ReceiptCheck(ReceiptFile Receipt, ReceiptStanding Standing, PolicyCheck Signatures)
{
    public bool IsProven => Standing is ReceiptStanding.Witnessed or ReceiptStanding.Signed;

    public static ReceiptCheck Of(ReceiptFile receipt, LogPolicy policy, Ed25519Verifier verify)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(policy);
        var signatures = policy.Check(receipt.Proof.Note, verify);
        var isSigned = signatures.Signatures.Forged.Count == 0
            && signatures.Signatures.Valid.Any(signed => policy.Logs.Any(log => ReferenceEquals(log.Key, signed.Key)));
        return new ReceiptCheck(receipt, (receipt.Stands, isSigned, signatures.IsMet) switch
        {
            (false, _, _) => ReceiptStanding.Changed,
            (_, false, _) => ReceiptStanding.Unsigned,
            (_, _, false) => ReceiptStanding.WitnessesMissing,
            _ => policy.AsksWitnesses ? ReceiptStanding.Witnessed : ReceiptStanding.Signed,
        }, signatures);
    }

    /// <summary>What it says on a terminal: <c>ok, leaf 42</c> or <c>broken, leaf 42</c>, and what the receipt is about.</summary>
    public string Report()
    {
        var (leaf, log) = (Receipt.Proof.Index, Receipt.Proof.Checkpoint);
        string[] lines =
        [
            IsProven ? $"完好 ok, leaf {leaf}：{Sentence}" : $"有误 broken, leaf {leaf}：{Sentence}",
            $"  编号 {Receipt.Number}，登记时间 {Receipt.RecordedAt.ToOffset(Shanghai.Offset):yyyy-MM-dd HH:mm:ss}",
            $"  {log.Origin}，共 {log.Size} 条，根 {log.Root}",
            .. Signatures.Witnesses.Select(w => $"  见证 {w.Witness.Name} {Time(w.UnixTime)}"),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    // A witness may write any number of seconds; a calendar ends in the year 9999.
    private static string Time(long seconds) => seconds <= 253_402_300_799
        ? $"{DateTimeOffset.FromUnixTimeSeconds(seconds).ToOffset(Shanghai.Offset):yyyy-MM-dd HH:mm:ss}"
        : $"{seconds}";

    /// <summary>One sentence, as on the page.</summary>
    public string Sentence => Standing switch
    {
        ReceiptStanding.Witnessed => $"核验通过：已登记，日志已签名，{Signatures.Witnesses.Count}个见证方已见证。",
        ReceiptStanding.Signed => "核验通过：已登记，日志已签名（这本日志没有设见证方）。",
        ReceiptStanding.WitnessesMissing => "日志已签名，见证待补。",
        ReceiptStanding.Unsigned => "核验不通过：检查点没有这本登记日志的有效签名。",
        ReceiptStanding.Changed => "核验不通过：内容与登记日志不符，回执被改过，或者不是这本日志的。",
    };
}
