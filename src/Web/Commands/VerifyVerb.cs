using System.CommandLine;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Checks a whole database against its own log; says ok, or where it is broken.</summary>
internal static class VerifyVerb
{
    public static Command Make(Terminal terminal)
    {
        var database = Options.Database();
        var keys = Options.Keys();
        var verb = new Command(
            "verify", "逐条核对登记账、编号和列表，报告完好或断在何处 / checks log, numbers and lists; says ok or where it is broken")
        {
            database, keys,
        };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock,
                [DatabaseKind.Demo, DatabaseKind.Replay, DatabaseKind.Real], store => Verify(store, terminal));
        });
        return verb;
    }

    private static async Task<int> Verify(CaseStore store, Terminal terminal)
    {
        var found = Audit.Of(store, size => terminal.Error.WriteLine($"{size:N0} 条 events"));
        foreach (var fault in found.Faults)
            await terminal.Out.WriteLineAsync(
                fault.Position is { } position ? $"第{position}条有误 broken at {position}：{fault.What}" : $"有误 broken：{fault.What}");
        await terminal.Out.WriteLineAsync(found.Faults.Count == 0
            ? $"完好 ok：{found.Size:N0} 条事件，{found.Checkpoints:N0} 个检查点，根 {found.Root}；{found.Erased:N0} 处个人信息已依法删除。"
            : $"有误 broken：{found.Faults.Count:N0} 处{(found.Truncated ? "以上" : "")}。请停止服务，保留现场，与备份和见证方的检查点比对。");
        return found.Faults.Count == 0 ? 0 : CommandLine.Failed;
    }
}
