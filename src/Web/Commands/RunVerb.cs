using System.CommandLine;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Serves a demo or a replay database on this machine alone; <c>./run</c> is this verb.</summary>
internal static class RunVerb
{
    public static Command Make(Terminal terminal)
    {
        var port = new Option<int>("--port")
        {
            Description = "端口，缺省 8080 / the port, 8080 unless given",
            DefaultValueFactory = _ => 8080,
        };
        var data = new Option<string>("--data")
        {
            HelpName = "folder",
            Description = "演示数据目录，缺省 data / the folder of the demo, “data” unless given",
            DefaultValueFactory = _ => "data",
        };
        // Not from the environment: on a server that variable names the real database.
        var database = Options.Database(fromEnvironment: false);
        var keys = Options.Keys();
        var verb = new Command(
            "run", "启动演示区（首次运行自动建库），只在本机打开 / founds and serves the demo district on this machine alone")
        {
            port, data, database, keys,
        };
        verb.SetAction((parsed, stop) =>
        {
            var listenAt = Address(parsed.GetValue(port));
            return parsed.GetValue(database) is { } named
                ? Opening.Founded(
                    named, Options.KeysFor(named, parsed.GetValue(keys)), terminal.Clock, [DatabaseKind.Demo, DatabaseKind.Replay],
                    store => Serve(store, listenAt, terminal, stop))
                : Demo(Path.GetFullPath(parsed.GetValue(data)!), listenAt, terminal, stop);
        });
        return verb;
    }

    private static string Address(int port) => port switch
    {
        // Any free port; the name localhost would mean two of them.
        0 => "http://127.0.0.1:0",
        > 0 and <= 65535 => $"http://localhost:{port}",
        _ => throw new VerbRefusedException("端口应在 1 到 65535 之间。", "A port is between 1 and 65535."),
    };

    private static Task<int> Demo(string folder, string listenAt, Terminal terminal, CancellationToken stop)
    {
        try
        {
            Directory.CreateDirectory(folder);
            Directory.CreateDirectory(Path.Combine(folder, "outbox"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbRefusedException(
                $"无法建立数据目录 {folder}：{e.Message}\n请检查权限，或用 --data 指定另一个目录。",
                "The data folder cannot be made; choose another with --data.", e);
        }

        var file = Path.Combine(folder, "demo.db");
        return Opening.With(file, async database =>
        {
            if (CaseStore.ReadStamp(database) is not null) Opening.RequireKind(database, file, DatabaseKind.Demo);
            var keys = Keys(Path.Combine(folder, "keys"));
            using var store = CaseStore.ReadStamp(database) is null
                ? await DemoDistrict.FoundWithPetitions(database, keys, terminal.Clock)
                : new CaseStore(database, keys, terminal.Clock, Rules.Embedded);
            return await Serve(store, listenAt, terminal, stop);
        });
    }

    /// <summary>Opens a key folder, or makes one where there is none.</summary>
    internal static KeyFolder Keys(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.key").Any() ? KeyFolder.Open(folder) : KeyFolder.Create(folder);

    private static Task<int> Serve(CaseStore store, string listenAt, Terminal terminal, CancellationToken stop) => Listening.Serve(
        Wiring.Build(store, listenAt, Listening.Quietly), terminal,
        address => $"信桥{Words.Label(store.Stamp.Kind)}库已启动，请用浏览器打开 {address} （按 Ctrl-C 停止） Xinqiao {Words.Of(store.Stamp.Kind)}, Ctrl-C ends it.", stop);
}
