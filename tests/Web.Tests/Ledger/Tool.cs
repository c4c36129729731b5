using System.Diagnostics;
using Xunit;

namespace Xinqiao.Web.Tests.Ledger;

/// <summary>A program of others; a test that needs one that is not here is skipped by name.</summary>
internal static class Tool
{
    public static string Require(string variable)
    {
        var path = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(path is null, $"{variable} is not set.");
        return path!;
    }

    public static async Task<(int Code, string Out, string Error)> Run(
        string program, IEnumerable<string> arguments, string? folder = null, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
