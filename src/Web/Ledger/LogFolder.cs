using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;

namespace Xinqiao.Web.Ledger;

/// <summary>A published log that lies in a folder, as <see cref="LogExport"/> or any other program of C2SP tlog-tiles wrote it.</summary>
public static class LogFolder
{
    /// <summary>Checks all of it, on all cores. Nothing is believed but the policy.</summary>
    public static LogAuditResult Audit(string folder, LogPolicy policy) => LogAudit.Of(
        policy, LogKey.Verify, path => Read(Path.Combine(folder, path)), (count, work) => Parallel.For(0, count, work), Files(folder));

    /// <summary>The names under which it stood before, with what was lost each time.</summary>
    public static IReadOnlyList<FormerOrigin> FormerOrigins(string folder, LogPolicy policy) =>
        FormerOrigin.Of(path => Read(Path.Combine(folder, path)), policy, LogKey.Verify);

    private static byte[]? Read(string file) => File.Exists(file) ? File.ReadAllBytes(file) : null;

    // A name that begins with a dot is not the log's: the lock of whoever writes here.
    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Where(path => !path.StartsWith('.'));
}
