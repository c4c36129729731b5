using System.CommandLine;
using Xinqiao.Core.Ledger;
using Xinqiao.Web.Ledger;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Runs a witness: what a body outside the office starts, so that no log can show it one past today and another tomorrow. Needs no
/// database and no secret of the office's, only the public keys of the logs.
/// </summary>
internal static class WitnessVerb
{
    public static Command Make(Terminal terminal)
    {
        var folder = new Option<string>("--folder")
        {
            HelpName = "folder",
            Description = "密钥和见证记录所在目录，首次启动时建立，缺省 witness / key and memory; made at the first start",
            DefaultValueFactory = _ => "witness",
        };
        var name = new Option<string>("--name")
        {
            Required = true,
            HelpName = "host",
            Description = "见证方名称：其域名，不带 https://，如 sfj.example.gov.cn/witness / the witness's name",
        };
        var logs = new Option<string[]>("--log")
        {
            Required = true,
            HelpName = "vkey",
            AllowMultipleArgumentsPerToken = true,
            Description = "要见证的登记账的公钥，可多个；换密钥期间新旧都写 / keys of the logs to witness",
        };
        var urls = new Option<string>("--urls")
        {
            Description = "监听地址，缺省 http://127.0.0.1:8090；HTTPS 由代理终结 / where to listen",
            DefaultValueFactory = _ => "http://127.0.0.1:8090",
        };
        var verb = new Command("witness", "作为见证方运行：只为从未改写过的登记账签名 / runs a witness of logs (C2SP tlog-witness)")
        {
            folder, name, logs, urls,
        };
        verb.SetAction(async (parsed, stop) =>
        {
            var known = parsed.GetRequiredValue(logs).Select(LogKeyOf).ToList();
            var called = parsed.GetRequiredValue(name);
            if (!VerifierKey.IsName(called))
                throw new VerbRefusedException($"见证方名称“{called}”不可用：不能有空格和加号。", "The name has a blank or a plus sign.");
            using var witness = Witness.Open(Path.GetFullPath(parsed.GetRequiredValue(folder)), called, known, terminal.Clock);
            return await Listening.ServeAlone(
                WitnessSite.Build(witness, parsed.GetRequiredValue(urls), Listening.Quietly), terminal,
                at => $"见证已启动：{at} 公钥 {witness.Public} （请告知登记账的主管机关） Witnessing.", stop);
        });
        return verb;
    }

    private static VerifierKey LogKeyOf(string vkey)
    {
        try
        {
            var key = VerifierKey.Parse(vkey);
            return key.Type == NoteKeyType.Ed25519 ? key : throw new LedgerFormatException($"key {key.Name} is no log's key");
        }
        catch (LedgerFormatException e)
        {
            throw new VerbRefusedException($"公钥“{vkey}”不可用：{e.Message}", "This is no key of a log; see the file policy.", e);
        }
    }
}
