using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>What a verb talks to besides files and databases. Standard output belongs to the answer alone.</summary>
public sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, TimeProvider Clock)
{
    /// <summary>The process's own streams, UTF-8 without a byte order mark.</summary>
    public static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        TextWriter To(Stream stream) => TextWriter.Synchronized(new StreamWriter(stream, utf8) { AutoFlush = true });
        return new(
            new StreamReader(Console.OpenStandardInput(), utf8), To(Console.OpenStandardOutput()), To(Console.OpenStandardError()),
            TimeProvider.System);
    }
}

/// <summary>A verb cannot do what was asked. The message says what to do, in Chinese and then in English.</summary>
public sealed class VerbRefusedException(string chinese, string english, Exception? inner = null)
    : Exception($"{chinese}\n{english}", inner);

/// <summary>The command line of <c>xinqiao</c>: one verb, one file beside this one.</summary>
public static class CommandLine
{
    /// <summary>Exit codes beside 0: the verb could not do it; the command line or a line of input was wrong.</summary>
    public const int Failed = 1, BadInput = 2;

    public static Task<int> Run(string[] args) => Run(args, Terminal.OfProcess(), CancellationToken.None);

    /// <param name="stop">Ends a verb that serves.</param>
    public static async Task<int> Run(string[] args, Terminal terminal, CancellationToken stop)
    {
        var parsed = Verbs(terminal).Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) await terminal.Error.WriteLineAsync($"命令行有误：{error.Message}");
            await terminal.Error.WriteLineAsync(
                $"用法请看 See: ./xinqiao {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help");
            return BadInput;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                // A serving host ends itself on Ctrl-C; every other verb may be cut off anywhere, since what it wrote is durable.
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("已中断；再运行一次同样的命令即可继续。 Interrupted; run it again to go on.");
            return Failed;
        }
        catch (Exception e) when (Explain(e) is { } message)
        {
            await terminal.Error.WriteLineAsync(message);
            return Failed;
        }
    }

    private static RootCommand Verbs(Terminal terminal) =>
        new("信桥：区级信访工作平台 / Xinqiao: the petition platform of a district office")
        {
            RunVerb.Make(terminal),
            InitVerb.Make(terminal),
            AccountVerb.Make(terminal),
            ServeVerb.Make(terminal),
            ReplayVerb.Make(terminal),
            TermsVerb.Make(terminal),
            VerifyVerb.Make(terminal),
            LogVerb.Make(terminal),
            KeyVerb.Make(terminal),
            WitnessVerb.Make(terminal),
            RebuildVerb.Make(terminal),
            BackupVerb.Make(terminal),
            RestoreVerb.Make(terminal),
            ImportVerb.Make(terminal),
            ExportVerb.Make(terminal),
            ClockVerb.Make(terminal),
            SimilarVerb.Make(terminal),
            GroupsVerb.Make(terminal),
            TrainVerb.Make(terminal),
            ClassifyVerb.Make(terminal),
        };

    /// <summary>What to tell people about an obstacle that is no defect of the program; null for a defect.</summary>
    private static string? Explain(Exception e) => e switch
    {
        VerbRefusedException or DatabaseUnusableException => e.Message,
        UnauthorizedAccessException =>
            $"没有读写权限：{e.Message}\n请检查该文件或目录的属主和权限。 Permission denied; check owner and mode.",
        IOException { HResult: 28 } => $"磁盘已满：{e.Message}\n请清理磁盘空间后重试。 The disk is full.",
        IOException { HResult: 30 } => $"磁盘是只读的：{e.Message}\n请检查磁盘的挂载方式后重试。 The disk is read-only.",
        IOException => $"读写文件失败：{e.Message}\n请检查路径和磁盘后重试。 A file could not be read or written.",
        _ => null,
    };
}
