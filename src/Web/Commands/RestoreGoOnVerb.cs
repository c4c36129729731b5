using System.CommandLine;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Goes on under a new name of the log, where entries are lost for good: said to everybody, and never unnoticed.</summary>
internal static class RestoreGoOnVerb
{
    public static Command Make(Terminal terminal)
    {
        var (database, keys) = (Options.Database(fromEnvironment: false), Options.Keys());
        var (witnessed, without) = (RestoreVerb.Witnessed(), RestoreVerb.WithoutWitnesses());
        var origin = new Option<string>("--origin")
        {
            Required = true,
            HelpName = "name",
            Description = "登记账的新名称，如 xf.example.gov.cn/2 / the log's new name",
        };
        var unknown = new Option<bool>("--erase-again")
        {
            Description = "缺失的删除记录不知道删除的是哪一处，承诺依据存档的决定重新删除"
                          + " / lost erasures of unknown places will be carried out again by the decisions on file",
        };
        var verb = new Command(
            "go-on", "确实找不回的，以新名称的登记账继续，公布缺失的编号 / goes on under a new name and publishes what is lost")
        {
            database, keys, witnessed, without, origin, unknown,
        };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            var own = KeyFolder.Open(Options.KeysFor(address, parsed.GetValue(keys)));
            Opening.RequireFile(address);
            return Opening.With(address, target =>
            {
                using var store = new CaseStore(target, own, terminal.Clock, Rules.Embedded);
                var plan = new Plan(
                    parsed.GetRequiredValue(origin), parsed.GetRequiredValue(witnessed), parsed.GetValue(without), parsed.GetValue(unknown));
                return Task.FromResult(GoOn(store, plan, terminal));
            });
        });
        return verb;
    }

    private sealed record Plan(string Origin, string Seen, bool WithoutWitnesses, bool EraseAgain);

    private static int GoOn(CaseStore store, Plan plan, Terminal terminal)
    {
        var own = store.LogKey.Former.Select(f => f.Key.Name).Append(store.LogKey.Origin);
        if (!VerifierKey.IsName(plan.Origin) || plan.Origin.Contains("://", StringComparison.Ordinal) || plan.Origin.Length > 200 || own.Contains(plan.Origin))
            throw new VerbRefusedException(
                $"新名称“{plan.Origin}”不可用：不带 https:// 和空格，且不能是用过的名称。例如 {store.Stamp.Origin}/{store.LogKey.Former.Count + 2}。",
                "The name has a scheme or blanks, or was used before.");
        try
        {
            var lost = RestoreTakeVerb.Lost(store, plan.Seen, plan.WithoutWitnesses);
            var unknown = lost.Entries.Count(e => e.Known is null && e.Kind is LeafKind.Redact or null);
            if (unknown > 0 && !plan.EraseAgain)
                throw new VerbRefusedException(
                    $"缺失的有 {unknown:N0} 条是或者可能是删除个人信息的记录，不知道删除的是哪一处，继续办理会使已删除的内容重新出现。"
                    + "请用 ./xinqiao restore take 给出另存的删除记录；没有的，加 --erase-again，启用后立即依据存档的决定重新删除。",
                    "Lost erasures are not known; say --erase-again.");
            RequireSound(store, terminal);
            var (begun, key) = GoingOn.Begin(store, lost, plan.Origin);
            Tell(store, lost, begun, key, terminal.Out);
            return 0;
        }
        catch (OtherLogException e)
        {
            throw new VerbRefusedException(e.Message + "没有改动。", "Nothing was changed.", e);
        }
    }

    private static void RequireSound(CaseStore store, Terminal terminal)
    {
        var found = Audit.Of(store, done => terminal.Error.WriteLine($"{done:N0} 条 events"));
        if (found.FaultCount == 0) return;
        terminal.Out.Write(found.Report());
        throw new VerbRefusedException("恢复的数据库核对不通过，不能继续。请换用另一份备份。", "The restored database is not in order.");
    }

    private static void Tell(CaseStore store, LostEntries lost, Core.Furniture.OriginBegun begun, VerifierKey key, TextWriter to)
    {
        to.WriteLine(
            $"""
            登记账以新名称 {begun.Origin} 继续，第一条在第 {lost.Seen.Size} 号，缺失 {lost.Entries.Count:N0} 条：{begun.Lost}。 The log goes on; what is lost is published.
            新公钥：{key}
            接下来 Next:
            1. 另行备份密钥目录 {store.Keys.Folder}；有多个节点的，复制到每个节点，删去旧的 log*.key。
            2. 把新公钥告知各见证方，在见证命令的 --log 中加上；在此之前新登记的回执显示“见证待补”。
            3. 启用，立即导出登记账到新目录。缺失的编号在公开账的 origin/{store.LogKey.Former.Select(f => f.Key.Name).Distinct().Count() + 2} 和验证程序中可查，旧回执照样核验。
            4. 公告缺失的编号，请持有这些编号回执的信访人出示回执，按原收到日期补录。
            """);
        foreach (var line in begun.Skipped.Split('\n', StringSplitOptions.RemoveEmptyEntries)) to.WriteLine($"不再使用的编号 skipped numbers：{line}");
    }
}
