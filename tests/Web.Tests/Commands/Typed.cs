using System.Text;
using Xinqiao.Web.Commands;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>What a verb answered: its exit code and both streams.</summary>
public sealed record Typed(int Code, string Out, string Error)
{
    public static Task<Typed> Run(params string[] args) => Run("", TimeProvider.System, args);

    public static Task<Typed> Run(TimeProvider clock, params string[] args) => Run("", clock, args);

    public static async Task<Typed> Run(string input, TimeProvider clock, params string[] args)
    {
        // What serves against expectation is stopped at its first line, so that the test fails and does not wait.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (output, error) = (new Output(stop), new StringWriter());
        var terminal = new Terminal(new StringReader(input), output, TextWriter.Synchronized(error), clock);
        var code = await CommandLine.Run(args, terminal, stop.Token);
        return new Typed(code, output.ToString(), error.ToString());
    }

    private sealed class Output(CancellationTokenSource stop) : StringWriter
    {
        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return value?.Contains("已启动", StringComparison.Ordinal) is true ? stop.CancelAsync() : Task.CompletedTask;
        }
    }

    /// <summary>It could not be done, and was told in words: Chinese first, no trace of the program's inside.</summary>
    public Typed Refused(string because)
    {
        Assert.Equal(CommandLine.Failed, Code);
        Assert.Contains(because, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
        Assert.InRange(Error[0], '\u4e00', '\u9fff');
        return this;
    }
}

/// <summary>A verb that serves, until it is disposed.</summary>
public sealed class Served : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task<int> running;

    private Served(Terminal terminal, string[] args) => running = Task.Run(() => CommandLine.Run(args, terminal, stop.Token));

    /// <summary>The one line it printed.</summary>
    public string Line { get; private set; } = "";

    public Uri Address => new(Line.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal)
                                                             || word.Contains("：http", StringComparison.Ordinal)).Split('：')[^1]);

    public static async Task<Served> Start(TimeProvider clock, params string[] args)
    {
        using var error = new StringWriter();
        var first = new FirstLine();
        var served = new Served(new Terminal(TextReader.Null, first, TextWriter.Synchronized(error), clock), args);
        await Task.WhenAny(first.Written, served.running);
        Assert.True(first.Written.IsCompleted, error.ToString());
        served.Line = await first.Written;
        return served;
    }

    /// <param name="proto">What a proxy says that the visitor came by; null where none speaks.</param>
    public async Task<HttpResponseMessage> Get(string? proto, string path = "/sign-in", string? cookie = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (proto is not null) request.Headers.Add("X-Forwarded-Proto", proto);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        stop.Dispose();
    }

    private sealed class FirstLine : TextWriter
    {
        private readonly TaskCompletionSource<string> written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Written => written.Task;
        public override Encoding Encoding => Encoding.UTF8;
        public override void WriteLine(string? value) => written.TrySetResult(value ?? "");

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }
    }
}

/// <summary>A folder of its own, gone with the test.</summary>
public sealed class Scratch : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("xinqiao-verb-").FullName;

    public string this[params string[] path] => Path.Combine([folder, .. path]);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

public static class Answers
{
    /// <summary>It was done, and nothing was said against it.</summary>
    public static Typed Ok(this Typed typed)
    {
        Assert.True(typed.Code == 0, typed.Out + typed.Error);
        return typed;
    }
}
