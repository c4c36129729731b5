namespace Xinqiao.Core.Verification;

/// <summary>What was found of a database, a log or a receipt; the worst of several counts.</summary>
public enum Verdict
{
    Ok,

    /// <summary>Personal data were erased, each time with its basis in the log.</summary>
    Redacted,

    Broken,
}

/// <summary>Something that is not simply in order.</summary>
/// <param name="Leaf">The entry of the log it is about; null where it is about a row or a number.</param>
/// <param name="What">Where and how, in Chinese, with a few words of English for those who read nothing else.</param>
public sealed record Finding(Verdict Verdict, long? Leaf, string What)
{
    /// <summary>For example <c>broken, leaf 200: …</c>.</summary>
    public override string ToString() => (Verdict, Leaf) switch
    {
        (Verdict.Redacted, { } leaf) => $"已删除 redacted, leaf {leaf}：{What}",
        (_, { } leaf) => $"有误 broken, leaf {leaf}：{What}",
        _ => $"有误 broken：{What}",
    };
}

/// <summary>What a look at a whole database found.</summary>
/// <param name="Erased">Private texts that were erased with their basis.</param>
/// <param name="Findings">At most <see cref="DatabaseAudit.MostFindings"/> of each verdict.</param>
/// <param name="FaultCount">How many there are that are broken, listed or not.</param>
/// <param name="TextsOpened">Whether the private texts were opened and held against their digests; that needs the keys.</param>
/// <param name="Witnessed">How many witnessed checkpoints the recorded times were held against.</param>
public sealed record AuditResult(
    long Size, long Checkpoints, long Erased, Ledger.Hash Root, IReadOnlyList<Finding> Findings, long FaultCount, bool TextsOpened, int Witnessed)
{
    public Verdict Verdict => FaultCount > 0 ? Verdict.Broken : Erased > 0 ? Verdict.Redacted : Verdict.Ok;

    /// <summary>0 in order, 1 broken, 3 in order but for what was erased; 2 is for bad use.</summary>
    public int ExitCode => Verdict switch { Verdict.Ok => 0, Verdict.Broken => 1, Verdict.Redacted => 3 };

    /// <summary>The findings, a line each, and the sum of it.</summary>
    public string Report()
    {
        var lines = Findings.Select(finding => finding.ToString()).ToList();
        var sum = $"{Size:N0} 条事件，{Checkpoints:N0} 个检查点，根 {Root}；{Scope}";
        lines.Add(Verdict switch
        {
            Verdict.Ok => $"完好 ok：{sum}。",
            Verdict.Redacted => $"除依法删除的外完好 redacted：{sum}；{Erased:N0} 处个人信息已依法删除，均有记录。",
            Verdict.Broken => $"有误 broken：{FaultCount:N0} 处；{sum}。请停止服务，保留现场，与备份和见证方的检查点比对。",
        });
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private string Scope =>
        (TextsOpened ? "个人信息逐条打开核对" : "没有密钥，个人信息只核对有无，未核对内容")
        + (Witnessed > 0 ? $"，记录时间与 {Witnessed:N0} 个见证过的检查点相符" : "，没有见证过的检查点可比对时间");

    /// <summary>What is broken.</summary>
    public IReadOnlyList<Finding> Faults => [.. Findings.Where(f => f.Verdict == Verdict.Broken)];
}
