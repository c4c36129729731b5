using System.CommandLine;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Verification;
using Xinqiao.Web.Ledger;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Checks a whole database against its own log, or a receipt against a policy; says ok, or where it is broken.</summary>
internal static class VerifyVerb
{
    public static Command Make(Terminal terminal)
    {
        var database = Options.Database();
        var keys = Options.Keys();
        var verb = new Command(
            "verify", "逐条核对登记账、编号和列表，报告完好或断在何处 / checks log, numbers and lists; says ok or where it is broken")
        {
            database, keys, Receipt(terminal),
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

    private static Command Receipt(Terminal terminal)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "回执文件，或二维码扫出的文字所在文件；- 从标准输入读 / a receipt, or the text of its printed code; - is standard input",
        };
        var policy = new Option<string>("--policy")
        {
            HelpName = "file",
            Required = true,
            Description = "验证策略，应从见证方等可信处取得 / whom to believe; get it from the witnesses",
        };
        var verb = new Command("receipt", "核验一份回执，不需要数据库 / checks a receipt; needs no database") { file, policy };
        verb.SetAction(async (parsed, stop) =>
        {
            var (from, trusted) = (parsed.GetRequiredValue(file), LogVerb.Policy(parsed.GetRequiredValue(policy)));
            if (from != "-" && !File.Exists(from)) throw new VerbRefusedException($"找不到回执文件 {from}。", "There is no such receipt.");
            var text = from == "-" ? await terminal.In.ReadToEndAsync(stop) : await File.ReadAllTextAsync(from, stop);
            try
            {
                var check = ReceiptCheck.Of(ReceiptFile.ParseAny(text), trusted, LogKey.Verify);
                await terminal.Out.WriteAsync(check.Report());
                return check.IsProven ? 0 : CommandLine.Failed;
            }
            catch (LedgerFormatException e)
            {
                await terminal.Out.WriteLineAsync($"有误 broken：不是回执，或者内容不完整：{e.Message}");
                return CommandLine.Failed;
            }
        });
        return verb;
    }

    private static async Task<int> Verify(CaseStore store, Terminal terminal)
    {
        var found = Audit.Of(store, size => terminal.Error.WriteLine($"{size:N0} 条 events"));
        await terminal.Out.WriteAsync(found.Report());
        return found.ExitCode;
    }
}
