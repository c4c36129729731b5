using System.CommandLine;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Encryption;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>The keys that wrap the data keys: a new one in the place of the old, and which files are still needed.</summary>
internal static class KeyVerb
{
    public static Command Make(Terminal terminal) => new("key", "数据密钥：更换、查看 / the keys of what is stored: change and state")
    {
        Rotating(terminal),
        Verb(
            terminal, new("status", "每个密钥文件还有多少数据在用，哪些可以销毁 / which key files are still needed"),
            (_, store) => Status(store, terminal)),
    };

    private static Command Rotating(Terminal terminal)
    {
        var cipher = Options.Cipher();
        var command = new Option<string[]>("--command")
        {
            HelpName = "program argument...",
            AllowMultipleArgumentsPerToken = true,
            Description = "密钥在密码机内，由这个程序包裹和解开（写完整路径，后跟参数）；缺省用密钥文件 / a program that speaks to a cipher machine",
        };
        var verb = new Command(
            "rotate-data", "换用新的密钥，重新包裹全部数据密钥；不停机，可中断、可续 / new keys; every data key is wrapped anew") { cipher, command };
        return Verb(terminal, verb, (parsed, store) =>
        {
            var next = new NewWrapping(
                Words.Parse<Cipher>(parsed.GetRequiredValue(cipher)), parsed.GetValue(command) is { Length: > 0 } program ? program : null);
            return Rotate(store, next, terminal);
        });
    }

    private static Command Verb(Terminal terminal, Command verb, Func<ParseResult, CaseStore, Task<int>> work)
    {
        var (database, keys) = (Options.Database(), Options.Keys());
        verb.Add(database);
        verb.Add(keys);
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            Opening.RequireFile(address);
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock,
                [DatabaseKind.Demo, DatabaseKind.Replay, DatabaseKind.Real], store => work(parsed, store));
        });
        return verb;
    }

    private static async Task<int> Rotate(CaseStore store, NewWrapping next, Terminal terminal)
    {
        // Before a file names it: a program that cannot give back what it took is no key.
        if (next.Command is { } command && WrappingKeys.FaultOf(command) is { } fault)
            throw new VerbRefusedException(fault, "The program does not wrap and unwrap.");
        var done = await DataKeyRotation.Run(store, next, count => terminal.Error.WriteLine($"{count:N0}"));
        await terminal.Out.WriteLineAsync(
            $"""
            重新包裹了 {done:N0} 个数据密钥。 {done} data keys are wrapped anew.
            接下来 Next:
            1. 备份密钥目录 {store.Keys.Folder}；有多个节点的，把新的密钥文件复制到每个节点，重启所有节点。
            2. 再运行 ./xinqiao key status，看旧的密钥文件能不能销毁。
            """);
        return await Status(store, terminal);
    }

    private static async Task<int> Status(CaseStore store, Terminal terminal)
    {
        foreach (var by in DataKeyRotation.Status(store))
            await terminal.Out.WriteLineAsync(
                $"{Path.GetFileName(store.Keys.FileOf(by.Compartment, by.Number))}　{by.DataKeys:N0}　" + by switch
                {
                    { IsCurrent: true } => "在用 in use",
                    _ when !store.Keys.Has(by.Compartment, by.Number) => "本机没有这个文件 not here",
                    { DataKeys: > 0 } => "还要用，请运行 ./xinqiao key rotate-data / still needed",
                    _ => "数据库不再用。恢复换钥以前的备份还要用它；那些备份都销毁以后，可以销毁 / only backups from before the change need it",
                });
        return 0;
    }
}
