using System.Runtime.InteropServices;

namespace Xinqiao.Web.Storage;

/// <summary>
/// Files that are whole or not there, whatever happens: written under another name, synced, then renamed. A rename is durable once
/// its folder is synced.
/// </summary>
internal static class DurableFile
{
    private const int ReadOnlyFolder = 0x10000; // O_RDONLY | O_DIRECTORY on Linux

    /// <param name="unfinished">The name it has until it is whole; on the same file system.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes, string unfinished)
    {
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Makes renames and removals in a folder durable. On systems without the notion, nothing.</summary>
    public static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(folder, ReadOnlyFolder);
        if (handle < 0) throw new IOException($"{folder}: open ended with error {Marshal.GetLastPInvokeError()}");
        try
        {
            if (Sync(handle) != 0) throw new IOException($"{folder}: fsync ended with error {Marshal.GetLastPInvokeError()}");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
