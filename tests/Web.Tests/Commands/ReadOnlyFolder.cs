using System.Diagnostics;
using System.Runtime.Versioning;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>
/// A folder that cannot be written until it is disposed. The system's administrator may write whatever the permissions say, so for
/// them it is mounted read-only over itself.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ReadOnlyFolder : IAsyncDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly string folder;

    private ReadOnlyFolder(string folder) => this.folder = folder;

    public static async Task<ReadOnlyFolder> Make(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Assert.SkipUnless(await Mounting.Run("mount", "--bind", folder, folder), "This system does not let tests mount.");
            Assert.True(await Mounting.Run("mount", "-o", "remount,bind,ro", folder));
        }
        else
        {
            foreach (var file in Directory.EnumerateFiles(folder)) File.SetUnixFileMode(file, UnixFileMode.UserRead);
            File.SetUnixFileMode(folder, Readable);
        }

        return new ReadOnlyFolder(folder);
    }

    public async ValueTask DisposeAsync()
    {
        // Lazily: a connection that could not be opened keeps its file until it is collected.
        if (Environment.IsPrivilegedProcess) Assert.True(await Mounting.Run("umount", "--lazy", folder));
        else File.SetUnixFileMode(folder, Readable | UnixFileMode.UserWrite);
    }
}

/// <summary>The system's own commands for mounting.</summary>
internal static class Mounting
{
    /// <returns>Whether the system did it.</returns>
    public static async Task<bool> Run(string command, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(command, args) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }
}
