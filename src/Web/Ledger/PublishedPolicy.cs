using System.Text;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Ledger;

/// <summary>Whom to believe about this log: its keys, and the witnesses of the key folder's file <c>witnesses</c>.</summary>
internal static class PublishedPolicy
{
    /// <exception cref="DatabaseUnusableException">The file of witnesses cannot be read as a policy.</exception>
    public static LogPolicy Of(CaseStore store) => Of(store.LogKey, store.Keys, Address(store));

    /// <inheritdoc cref="Of(CaseStore)"/>
    public static LogPolicy Of(LogKey log, KeyFolder keys, string? address = null)
    {
        // Receipts of before a loss are proven by the log's former names.
        IReadOnlyList<PolicyLog> logs = [.. log.Publics.Select(key => new PolicyLog(key, address)), .. log.Former.Select(f => new PolicyLog(f.Key))];
        if (!File.Exists(keys.Witnesses)) return new LogPolicy(logs, [], [], LogPolicy.NoQuorum);
        try
        {
            var policy = LogPolicy.Parse(File.ReadAllText(keys.Witnesses));
            return policy.Logs.Count == 0
                ? policy.For(logs)
                : throw new LedgerFormatException("a log line; the log's own keys are added by the program");
        }
        catch (LedgerFormatException e)
        {
            throw new DatabaseUnusableException($"见证方名单 {keys.Witnesses} 有误：{e.Message}。请按 docs/log.md 改正。", e);
        }
    }

    /// <summary>The file <c>policy</c>. Retired keys stand in comments: who holds an older receipt takes the line of its time.</summary>
    public static string Text(CaseStore store)
    {
        var text = new StringBuilder(Of(store).ToString());
        foreach (var (key, until) in store.LogKey.Retired)
            text.Append("# log ").Append(key).Append(" signed sizes up to ").Append(until).Append(", and none after\n");
        return text.ToString();
    }

    // A demo or replay log is at home on one machine only.
    private static string? Address(CaseStore store) =>
        store.Stamp.Kind == DatabaseKind.Real ? $"https://{store.Stamp.Origin}/log/" : null;
}
