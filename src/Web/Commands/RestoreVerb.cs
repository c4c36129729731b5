using System.CommandLine;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Core.Verification;
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
        var (witnessed, without) = (Witnessed(), WithoutWitnesses());
        var erasures = new Option<string[]>("--erasures")
        {
            HelpName = "file",
            Description = "另存的删除记录，可多次给出；密钥目录和导出的登记账中的 erasures 自动读取"
                          + " / further files of erasures; those beside the keys and in an exported log are read without being named",
        };
        var verb = new Command("restore", "把备份恢复到空库并逐项核对，列出缺失的编号 / restores into an empty database, checks, lists what is lost")
        {
            folder, database, keys, witnessed, without, erasures, RestoreTakeVerb.Make(terminal), RestoreGoOnVerb.Make(terminal),
        };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            var own = KeyFolder.Open(Options.KeysFor(address, parsed.GetValue(keys)));
            var plan = new Plan(
                Path.GetFullPath(parsed.GetRequiredValue(folder)), own, parsed.GetRequiredValue(witnessed), parsed.GetValue(without),
                parsed.GetValue(erasures) ?? []);
            foreach (var given in plan.Erasures.Prepend(plan.Seen))
                if (!Path.Exists(given)) throw new VerbRefusedException($"找不到 {given}。请核对 --witnessed 和 --erasures。", "There is no such file.");
            BackupFolder.Check(plan.From);
            return Opening.With(address, target => Restore(plan, target, terminal));
        });
        return verb;
    }

    internal static Option<string> Witnessed() => new("--witnessed")
    {
        Required = true,
        HelpName = "file|folder",
        Description = "从见证方取得的最新检查点，或导出的登记账目录；都没有时用备份中的 checkpoint，则查不出缺失"
                      + " / the newest checkpoint a witness holds, or an exported log; without either, the backup's own, which finds no loss",
    };

    internal static Option<bool> WithoutWitnesses() => new("--without-witnesses")
    {
        Description = "检查点没有足够的见证签名也继续 / goes on though the checkpoint lacks its quorum of witnesses",
    };

    private sealed record Plan(string From, KeyFolder Keys, string Seen, bool WithoutWitnesses, IReadOnlyList<string> Erasures)
    {
        /// <summary>Whose cosignatures the checkpoint must bear; null for nobody's.</summary>
        public LogPolicy? Demands(LogPolicy policy) => WithoutWitnesses ? null : policy;

        public IEnumerable<string> ErasureFiles =>
            Erasures.Concat(((string[])[Keys.Erasures, Path.Combine(Seen, KeptErasures.FileName)]).Where(File.Exists));
    }

    private static async Task<int> Restore(Plan plan, IDatabase target, Terminal terminal)
    {
        try
        {
            var size = BackupFolder.Fill(
                plan.From, target, source => Later(source, plan),
                (table, rows) => terminal.Error.WriteLine($"{table} {rows:N0}"));
            using var store = new CaseStore(target, plan.Keys, terminal.Clock, Rules.Embedded);
            // The backup's own checkpoint first: what was restored is what was copied.
            LostEntries.Of(store, size, Path.Combine(plan.From, BackupFolder.Checkpoint), policy: null);
            var found = Audit.Of(store, done => terminal.Error.WriteLine($"{done:N0} 条 events"));
            await terminal.Out.WriteAsync(found.Report());
            var policy = PublishedPolicy.Of(store);
            var lost = LostEntries.Of(store, size, plan.Seen, plan.Demands(policy));
            await Tell(lost, policy, terminal.Out);
            if (lost.Entries.Count > 0) return await Lost(target, lost, terminal.Out);
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

    // Whatever makes the restore be refused is found before the rows are copied, which takes its time.
    private static IReadOnlyList<RegainedEntry> Later(IDatabase backup, Plan plan)
    {
        if (CaseStore.ReadStamp(backup) is not { } stamp) throw new DatabaseUnusableException(WriteBatch.NotFounded);
        var key = LogKey.Of(backup, stamp.Origin, plan.Keys);
        LostEntries.Shown(key, plan.Seen, plan.Demands(PublishedPolicy.Of(key, plan.Keys)));
        return LaterErasures.Of(backup, key, plan.Keys, plan.ErasureFiles);
    }

    private static async Task Tell(LostEntries lost, LogPolicy policy, TextWriter to)
    {
        if (lost.Witnesses.Count > 0)
            await to.WriteLineAsync($"检查点由 {string.Join('、', lost.Witnesses)} 见证。 Cosigned by the witnesses.");
        else if (policy.AsksWitnesses)
            await to.WriteLineAsync(
                "没有核对见证签名：只知道本局签过这个检查点，不知道它是不是外面见过的最新一个，也不知道本局有没有另一本账；"
                + "此后登记的内容可能缺失而查不出。 Witnesses were not asked: whether outsiders saw more, or another log, is not known.");
        TellLost(lost, to);
    }

    /// <summary>A line for each lost entry.</summary>
    internal static void TellLost(LostEntries lost, TextWriter to)
    {
        foreach (var entry in lost.Entries)
        {
            to.WriteLine($"缺失 lost {entry.Index} {entry.Kind?.Word() ?? "?"}");
            if (entry.Known?.Erasure is { } erased)
                to.WriteLine(
                    $"  已重新删除 erased again：第 {erased.Position} 号的“{ErasableTexts.Label(erased.Field)}”，依据{erased.Basis}，redacted, leaf {entry.Index}");
            else if (entry.Known is { Event: { } known })
                to.WriteLine($"  凭回执证实 proven：{known.Event.StoredName}，{known.RecordedAt.ToOffset(Shanghai.Offset):yyyy-MM-dd HH:mm:ss}");
        }
    }

    /// <summary>What an administrator does about it.</summary>
    internal const string WhatNext =
        "请找更新的备份、条目文件（./xinqiao log entries 写的）或旧磁盘，并请持有这些编号回执的信访人出示回执；找到的用 ./xinqiao restore take 取回；确实找不回的，用 ./xinqiao restore go-on 以新名称继续。"
        + "步骤见 docs/backup.md。";

    private static async Task<int> Lost(IDatabase target, LostEntries lost, TextWriter to)
    {
        RestoreHold.Tell(target, lost.Seen.Size);
        await to.WriteLineAsync(
            $"缺失 {lost.Entries.Count:N0} 条。缺失的编号不得另作他用，恢复的数据库拒绝写入。{WhatNext}"
            + $" {lost.Entries.Count} entries are lost; the database refuses to be written.");
        var unknown = lost.Entries.Count(e => e.Known is null && e.Kind is LeafKind.Redact or null);
        if (unknown > 0)
            await to.WriteLineAsync(
                $"其中 {unknown:N0} 条是或者可能是删除个人信息的记录（redact），不知道删除的是哪一处，已删除的内容可能随备份恢复。"
                + "请用 --erasures 给出另存的删除记录，恢复到另一个空库；没有的，须依据另存的决定重新删除。 Erasures may be among them.");
        return CommandLine.Failed;
    }
}
