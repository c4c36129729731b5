using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Serves a site until it is stopped, and says in words why it could not begin.</summary>
internal static class Listening
{
    /// <summary>How messages are written: a few words of text, or a JSON object a line.</summary>
    public const string Text = "text", Json = "json";

    /// <summary>Messages go to standard error and nowhere else, and that the host could not start is told by the verb.</summary>
    public static Action<WebApplicationBuilder> Logging(string form) => builder =>
    {
        builder.Logging.ClearProviders();
        if (form == Json)
            builder.Logging.AddJsonConsole(o =>
            {
                o.UseUtcTimestamp = true;
                o.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        else
            builder.Logging.AddConsole();
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    };

    public static void Quietly(WebApplicationBuilder builder) => Logging(Text)(builder);

    /// <param name="announce">The one line that is printed, given the address people open.</param>
    /// <exception cref="VerbRefusedException">The address cannot be listened at, or something cannot be written.</exception>
    public static async Task<int> Serve(
        WebApplication app, Terminal terminal, Func<string, string> announce, CancellationToken stop)
    {
        await Opening.RequireWritable(app.Services.GetRequiredService<CaseStore>());
        return await ServeAlone(app, terminal, announce, stop);
    }

    /// <summary>The same for what has no store behind it.</summary>
    /// <inheritdoc cref="Serve" path="/param"/>
    public static async Task<int> ServeAlone(
        WebApplication app, Terminal terminal, Func<string, string> announce, CancellationToken stop)
    {
        await using var disposed = app;
        try
        {
            await Start(app, stop);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new VerbRefusedException(
                $"端口已被占用（{Wanted(app)}）。请关闭占用它的程序，或换一个端口，例如 ./run --port 8081。",
                "The port is in use; choose another with --port or --urls.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new VerbRefusedException(
                $"没有权限监听 {Wanted(app)}。1024 以下的端口请授予 CAP_NET_BIND_SERVICE，或换一个端口。",
                "Not allowed to listen there; ports below 1024 need CAP_NET_BIND_SERVICE.", e);
        }
        catch (Exception e) when (e is SocketException or IOException or FormatException or InvalidOperationException)
        {
            throw new VerbRefusedException($"无法监听 {Wanted(app)}：{e.Message}", "Cannot listen there.", e);
        }

        await terminal.Out.WriteLineAsync(announce(app.Urls.First()));
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    // The jobs beside the site begin before it listens; where it cannot, they end before anybody is told.
    private static async Task Start(WebApplication app, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static string Wanted(WebApplication app) => app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "";
}
