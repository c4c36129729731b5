using System.Security.Cryptography;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;

namespace Xinqiao.Web.Attachments;

/// <summary>
/// Where a file lies while it arrives and is looked at: a folder of this user alone, outside what is served, under names that tell
/// nothing. Nothing stays: what was taken lies sealed in the database, and the rest is deleted with the answer.
/// </summary>
public sealed class Quarantine
{
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    private readonly string folder;

    public Quarantine(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Takes in what comes, no more of it than a file may have; the rest is read and thrown away, so that what follows is not lost.</summary>
    /// <param name="isTooMany">Nothing of it is kept.</param>
    public async Task<ReceivedFile> Take(string name, Stream from, bool isTooMany, CancellationToken stop)
    {
        var path = Path.Combine(folder, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var length = 0L;
        try
        {
            await using var to = new FileStream(path, options);
            var chunk = new byte[64 * 1024];
            for (int read; (read = await from.ReadAsync(chunk, stop)) > 0;)
            {
                length += read;
                if (!isTooMany && length <= FileLimits.Bytes) await to.WriteAsync(chunk.AsMemory(0, read), stop);
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        return new ReceivedFile(name, path, length, isTooMany);
    }

    /// <summary>Deletes what a program that was killed left behind.</summary>
    public void Sweep(DateTime now)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            if (now - File.GetLastWriteTimeUtc(file) > Oldest) File.Delete(file);
    }
}

/// <summary>A file as it came with a form.</summary>
/// <param name="Name">As the sender called it; nothing is opened or stored under it.</param>
/// <param name="Path">In the quarantine.</param>
/// <param name="Length">Of all that was sent, kept or not.</param>
/// <param name="IsTooMany">It came after as many as one form may bring, and was not kept.</param>
public sealed record ReceivedFile(string Name, string Path, long Length, bool IsTooMany)
{
    /// <summary>What is wrong before anything of it is read; null where nothing is.</summary>
    public Refusal? Fault => IsTooMany
        ? FileRule.Refuse("too-many-files", Name, $"一次最多交{FileLimits.Files}个文件。", FileLimits.Source)
        : FileRule.OfName(Name) ?? FileRule.OfLength(Name, Length);
}

/// <summary>The files of the form that is being answered; deleted from the quarantine with the answer.</summary>
public sealed class ReceivedFiles : IDisposable
{
    private readonly List<ReceivedFile> files = [];

    public IReadOnlyList<ReceivedFile> All => files;

    /// <summary>What came with this form; empty where it brings no files.</summary>
    public static IReadOnlyList<ReceivedFile> Of(HttpContext context) => context.Features.Get<ReceivedFiles>()?.All ?? [];

    public void Add(ReceivedFile file) => files.Add(file);

    public void Dispose()
    {
        foreach (var file in files) File.Delete(file.Path);
    }
}
