using System.CommandLine;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>
/// Serves a real database, and nothing else. Refuses whatever would put petitioners at risk: plain HTTP, keys that are missing
/// or not its own, a clock out of step (decision 15).
/// </summary>
internal static partial class ServeVerb
{
    public static Command Make(Terminal terminal)
    {
        var database = Options.Database();
        var keys = Options.Keys();
        var front = new FrontOptions(terminal.Clock);
        var log = new Option<string>("--log")
        {
            HelpName = Listening.Text + "|" + Listening.Json,
            Description = "程序消息写成普通文字，或者每条一行 JSON，供日志系统读取；都写到标准错误输出 / messages as text, or a JSON object a line, on standard error",
            DefaultValueFactory = _ => Listening.Text,
        };
        log.AcceptOnlyFromAmong(Listening.Text, Listening.Json);
        var verb = new Command("serve", "以 HTTPS 提供正式库的服务 / serves a real database, over HTTPS only") { database, keys, log };
        front.AddTo(verb);
        verb.SetAction((parsed, stop) =>
        {
            var (reached, urls) = front.Read(parsed);
            var address = parsed.Require(database);
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock, [DatabaseKind.Real], async store =>
                {
                    RequireClock(store);
                    RequireAddress(store, reached);
                    var app = Wiring.Build(store, urls, Listening.Logging(parsed.GetRequiredValue(log)), reached);
                    if (SystemClock.IsUnsynchronised()) LogUnsynchronised(app.Logger);
                    return await Listening.Serve(
                        app, terminal,
                        at => $"{store.Stamp.District}正式库已启动：{at} （{store.Database.Engine}） Serving.", stop);
                });
        });
        return verb;
    }

    // Whoever signs in elsewhere comes back to it.
    private static void RequireAddress(CaseStore store, Front front)
    {
        if (front.Address is null && File.Exists(store.Keys.SignInProvider))
            throw new VerbRefusedException(
                "密钥目录里有统一身份认证的文件 provider，请用 --address 写明网站公布的网址，否则登录的人回不来。",
                "A sign-in elsewhere needs --address: it leads back to it.");
    }

    /// <exception cref="VerbRefusedException">The clock is behind the log, or differs from the database server's.</exception>
    internal static void RequireClock(CaseStore store)
    {
        var clock = ClockReading.Take(store);
        if (clock.IsBehindTheLog)
            throw new VerbRefusedException(
                $"本机时钟（{Show(clock.Now)}）早于库中最后一次登记的时间（{Show(clock.Last)}）。请先校准时钟再启动，否则新的登记时间都不可信。",
                "The clock is before the last recorded time; set it right first.");
        if (clock.IsOffTheServer)
            throw new VerbRefusedException(
                $"本机时钟（{Show(clock.Now)}）与 PostgreSQL 服务器的时钟（{Show(clock.Server!.Value)}）相差超过 {ClockReading.AllowedSkew.TotalSeconds} 秒。请先校准。",
                "The clock differs from the database server's by more than five seconds.");
    }

    [LoggerMessage(LogLevel.Warning, "提醒：本机时钟没有与时间服务器同步，登记时间可能不准。请启用 chrony 或 systemd-timesyncd。 The system clock is not synchronised.")]
    private static partial void LogUnsynchronised(ILogger logger);

    private static string Show(DateTimeOffset at) => at.ToOffset(Shanghai.Offset).ToString("yyyy-MM-dd HH:mm:ss");
}
