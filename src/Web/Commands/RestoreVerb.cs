using System.CommandLine;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Fills an empty database from a backup, checks all of it, and holds it against what the outside world has seen. Without that last
/// step a restore would be a way to delete petitions.
/// </summary>
internal static class RestoreVerb
{
    public static Command Make(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "备份目录 / the backup" };
        var (database, keys) = (Options.Database(fromEnvironment: false), Options.Keys());
        var witnessed = new Option<string>("--witnessed")
        {
            Required = true,
            HelpName = "file|folder",
            Description = "从见证方取得的最新检查点，或导出的登记账目录；都没有时用备份中的 checkpoint，则查不出缺失"
                          + " / the newest checkpoint a witness holds, or an exported log; without either, the backup's own, which finds no loss",
        };
        var verb = new Command("restore", "把备份恢复到空库并逐项核对，列出缺失的编号 / restores into an empty database, checks, lists what is lost")
        {
            folder, database, keys, witnessed,
        };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            var (from, seen) = (Path.GetFullPath(parsed.GetRequiredValue(folder)), parsed.GetRequiredValue(witnessed));
            var own = KeyFolder.Open(Options.KeysFor(address, parsed.GetValue(keys)));
            if (!Path.Exists(seen)) throw new VerbRefusedException($"找不到 {seen}。请核对 --witnessed。", "There is no such checkpoint.");
            BackupFolder.Check(from);
            return Opening.With(address, target => Restore(from, target, own, seen, terminal));
        });
        return verb;
    }

    private static async Task<int> Restore(string from, IDatabase target, KeyFolder keys, string place, Terminal terminal)
    {
        var size = BackupFolder.Fill(from, target, (table, rows) => terminal.Error.WriteLine($"{table} {rows:N0}"));
        using var store = new CaseStore(target, keys, terminal.Clock, Rules.Embedded);
        try
        {
            // The backup's own checkpoint first: what was restored is what was copied.
            LostEntries.Of(store, size, Path.Combine(from, BackupFolder.Checkpoint));
            var found = Audit.Of(store, done => terminal.Error.WriteLine($"{done:N0} 条 events"));
            await terminal.Out.WriteAsync(found.Report());
            var (seen, lost) = LostEntries.Of(store, size, place);
            foreach (var entry in lost)
                await terminal.Out.WriteLineAsync($"缺失 lost {entry.Index} {entry.Kind?.Word() ?? "?"}");
            if (lost.Count > 0) return await Lost(target, seen, lost, terminal.Out);
            if (found.FaultCount > 0) return CommandLine.Failed;
            RestoreHold.Lift(target);
            await terminal.Out.WriteLineAsync($"已恢复 {size:N0} 条，没有缺失，可以启用。 Restored; nothing is lost.");
            return found.ExitCode;
        }
        catch (OtherLogException e)
        {
            throw new VerbRefusedException(
                e.Message + "恢复的数据库拒绝写入。", "It does not fit what was seen of this log; the restored database refuses to be written.", e);
        }
    }

    private static async Task<int> Lost(IDatabase target, Checkpoint seen, IReadOnlyList<LostEntry> lost, TextWriter to)
    {
        RestoreHold.Tell(target, seen.Size);
        await to.WriteLineAsync(
            $"缺失 {lost.Count:N0} 条。缺失的编号不得另作他用，恢复的数据库拒绝写入。请找更新的备份，并请持有这些编号回执的信访人出示回执。"
            + $" {lost.Count} entries are lost; the database refuses to be written.");
        if (lost.Any(e => e.Kind is LeafKind.Redact or null))
            await to.WriteLineAsync("缺失部分可能有删除个人信息的记录（redact），已删除的内容可能随备份恢复，须依据另存的决定重新删除。 Erasures may be among them.");
        return CommandLine.Failed;
    }
}
