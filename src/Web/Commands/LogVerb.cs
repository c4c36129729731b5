using System.CommandLine;
using System.Diagnostics;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>The published log: writes it into a folder, checks a folder, changes the key it is signed with.</summary>
internal static class LogVerb
{
    private static readonly DatabaseKind[] AnyKind = [DatabaseKind.Demo, DatabaseKind.Replay, DatabaseKind.Real];

    // A line of progress after so many entries.
    private const long Step = 65_536;

    public static Command Make(Terminal terminal) => new(
        "log", "公开的登记账：导出、核对、换密钥 / the published log: export, check, change of keys")
    {
        Export(terminal), Check(terminal), Entries(terminal), Key(terminal),
    };

    private static Command Export(Terminal terminal)
    {
        var (database, keys) = (Options.Database(), Options.Keys());
        var folder = new Argument<string>("DIR") { Description = "导出到的目录，可反复导出到同一目录 / the folder; may hold an earlier export" };
        var verb = new Command(
            "export", "把登记账（C2SP tlog-tiles）和验证策略 policy 写入目录，可中断、可续 / writes the static log and its policy; goes on where it ended")
        {
            folder, database, keys,
        };
        verb.SetAction((parsed, stop) => Founded(parsed, database, keys, terminal, async store =>
        {
            var told = 0L;
            var at = Path.GetFullPath(parsed.GetRequiredValue(folder));
            var checkpoint = await Explained(() => Task.FromResult(LogExport.Run(store, at, progress =>
            {
                if (progress.Done / Step > told / Step) terminal.Error.WriteLine($"{progress.Done:N0}/{progress.Total:N0}");
                told = progress.Done;
            }, stop)));
            await terminal.Out.WriteLineAsync(
                $"已导出 {checkpoint.Size:N0} 条到 {at}，根 {checkpoint.Root}。 Exported {checkpoint.Size} entries.");
            return 0;
        }));
        return verb;
    }

    private static Command Entries(Terminal terminal)
    {
        var (database, keys) = (Options.Database(), Options.Keys());
        var file = new Argument<string>("FILE") { Description = "写到的文件，可反复续写 / the file; goes on where it ends" };
        var from = new Option<long>("--from") { HelpName = "index", Description = "新文件从第几号开始，缺省 0 / where a new file begins" };
        var verb = new Command(
            "entries", "把条目连同密封的内容续写到文件，供恢复后取回 / appends entries with their sealed texts to a file, for restore take")
        {
            file, database, keys, from,
        };
        verb.SetAction((parsed, _) => Founded(parsed, database, keys, terminal, async store =>
        {
            var at = Path.GetFullPath(parsed.GetRequiredValue(file));
            var (first, until) = EntryFile.Write(store, at, parsed.GetValue(from), done => terminal.Error.WriteLine($"{done:N0}"));
            await terminal.Out.WriteLineAsync(
                until > first
                    ? $"已写入第 {first} 至 {until - 1} 号到 {at}。 Entries were written."
                    : $"{at} 已是最新，没有新的条目。 Nothing new.");
            return 0;
        }));
        return verb;
    }

    private static Command Check(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "公开账所在目录 / the folder of a published log" };
        var policy = new Option<string?>("--policy")
        {
            HelpName = "file",
            Description = "验证策略，应从见证方等可信处取得；缺省用目录中的 policy，只能证明前后一致 / whom to believe; the folder's own unless given",
        };
        var verb = new Command("check", "核对整本公开账：每条、每个瓦片、根和签名 / checks a whole published log") { folder, policy };
        verb.SetAction(async (parsed, _) =>
        {
            var at = parsed.GetRequiredValue(folder);
            var own = parsed.GetValue(policy) is null;
            var trusted = Policy(parsed.GetValue(policy) ?? Path.Combine(at, "policy"));
            var begun = Stopwatch.GetTimestamp();
            var found = LogFolder.Audit(at, trusted);
            foreach (var fault in found.Faults) await terminal.Out.WriteLineAsync($"有误 broken：{fault}");
            if (!found.IsSound) return CommandLine.Failed;
            await Tell(terminal.Out, found, Stopwatch.GetElapsedTime(begun), own);
            try
            {
                foreach (var former in LogFolder.FormerOrigins(at, trusted)) await terminal.Out.WriteLineAsync(former.ToString());
            }
            catch (LedgerFormatException e)
            {
                await terminal.Out.WriteLineAsync($"有误 broken：{e.Message}");
                return CommandLine.Failed;
            }

            return 0;
        });
        return verb;
    }

    private static async Task Tell(TextWriter to, LogAuditResult found, TimeSpan took, bool ownPolicy)
    {
        await to.WriteLineAsync(
            $"完好 ok：{found.Checkpoint!.Origin} 共 {found.Checkpoint.Size:N0} 条，根 {found.Checkpoint.Root}，用时 {took.TotalSeconds:0.00} 秒。");
        await to.WriteLineAsync(string.Join('，', found.Kinds.Where(k => k.Value > 0).Select(k => $"{k.Key.Word()} {k.Value:N0}")));
        foreach (var (witness, time) in found.Policy!.Witnesses)
            await to.WriteLineAsync(
                $"见证 witnessed：{witness.Name}，{DateTimeOffset.FromUnixTimeSeconds(time).ToOffset(Shanghai.Offset):yyyy-MM-dd HH:mm:ss}");
        if (ownPolicy)
            await to.WriteLineAsync("验证策略取自目录本身，只能证明账内一致；请用 --policy 给出从见证方取得的策略。 The policy is the folder's own.");
    }

    /// <exception cref="VerbRefusedException">There is no such file, or it is no policy.</exception>
    internal static LogPolicy Policy(string file)
    {
        if (!File.Exists(file)) throw new VerbRefusedException($"找不到验证策略 {file}。请用 --policy 指定。", "There is no such policy.");
        try
        {
            return LogPolicy.Parse(File.ReadAllText(file));
        }
        catch (LedgerFormatException e)
        {
            throw new VerbRefusedException($"验证策略 {file} 有误：{e.Message}", "The policy cannot be read.", e);
        }
    }

    private static Command Key(Terminal terminal) => new("key", "登记账的签名密钥 / the key the log is signed with")
    {
        NewKey(terminal), RotateKey(terminal),
    };

    private static Command NewKey(Terminal terminal)
    {
        var (database, keys) = (Options.Database(), Options.Keys());
        var verb = new Command(
            "new", "生成新密钥：此后新旧密钥同时签名，直到 rotate / makes the next key; both sign until rotate") { database, keys };
        verb.SetAction(async (parsed, _) =>
        {
            await Founded(parsed, database, keys, terminal, store => Explained(() =>
            {
                LogKeyChange.MakeFile(store);
                return Task.FromResult(0);
            }));
            // Opened anew: now it signs with both.
            return await Founded(parsed, database, keys, terminal, async store =>
            {
                var key = await LogKeyChange.Begin(store);
                await terminal.Out.WriteLineAsync(
                    $"""
                    新密钥已生成，公钥：{key}
                    接下来 Next:
                    1. 备份密钥目录 {store.Keys.Folder}；有多个节点的，把新的 log-*.key 复制到每个节点。
                    2. 重启所有节点。此后检查点同时带新旧两个签名，policy 列出两把公钥，登记账名称不变。
                    3. 把上面的公钥告知各见证方和登载 policy 的地方。都换好以后：./xinqiao log key rotate
                    """);
                return 0;
            });
        });
        return verb;
    }

    private static Command RotateKey(Terminal terminal)
    {
        var (database, keys) = (Options.Database(), Options.Keys());
        var verb = new Command(
            "rotate", "完成换用：旧密钥停用并销毁，以前的签名仍然有效 / retires and destroys the old key; what it signed stays good") { database, keys };
        verb.SetAction((parsed, _) => Founded(parsed, database, keys, terminal, store => Explained(async () =>
        {
            var key = await LogKeyChange.Finish(store);
            await terminal.Out.WriteLineAsync(
                $"换用完成，此后只用新密钥签名：{key}\n请重启所有节点，并从其他节点的密钥目录中删除旧的密钥文件。 The old key is retired.");
            return 0;
        })));
        return verb;
    }

    private static Task<int> Founded(
        ParseResult parsed, Option<string?> database, Option<string?> keys, Terminal terminal, Func<CaseStore, Task<int>> work)
    {
        var address = parsed.Require(database);
        var folder = Options.KeysFor(address, parsed.GetValue(keys));
        Opening.RequireFile(address);
        return Opening.With(address, async opened =>
        {
            Opening.RequireKind(opened, address, AnyKind);
            await LogKeyChange.SignFirst(opened, folder, terminal.Clock);
            return await Opening.Founded(address, folder, terminal.Clock, AnyKind, work);
        });
    }

    private static async Task<T> Explained<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (OtherLogException e)
        {
            throw new VerbRefusedException(e.Message, "The folder holds another log, or another past of this one; keep both.", e);
        }
        catch (KeyChangeRefusedException e)
        {
            throw new VerbRefusedException(e.Message, "The key cannot be changed now.", e);
        }
    }
}
