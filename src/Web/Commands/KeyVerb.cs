using System.CommandLine;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>The keys that wrap the data keys: a new one in the place of the old, and which files are still needed.</summary>
internal static class KeyVerb
{
    public static Command Make(Terminal terminal) => new("key", "数据密钥：更换、查看 / the keys of what is stored: change and state")
    {
        Verb(terminal, "rotate-data", "换用新的密钥文件，重新包裹全部数据密钥；不停机，可中断、可续 / new key files; every data key is wrapped anew", Rotate),
        Verb(terminal, "status", "每个密钥文件还有多少数据在用，哪些可以销毁 / which key files are still needed", Status),
    };

    private static Command Verb(Terminal terminal, string name, string description, Func<CaseStore, Terminal, Task<int>> work)
    {
        var (database, keys) = (Options.Database(), Options.Keys());
        var verb = new Command(name, description) { database, keys };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            Opening.RequireFile(address);
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock,
                [DatabaseKind.Demo, DatabaseKind.Replay, DatabaseKind.Real], store => work(store, terminal));
        });
        return verb;
    }

    private static async Task<int> Rotate(CaseStore store, Terminal terminal)
    {
        var done = await DataKeyRotation.Run(store, count => terminal.Error.WriteLine($"{count:N0}"));
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
