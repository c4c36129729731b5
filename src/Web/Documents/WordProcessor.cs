using System.Diagnostics;
using Xinqiao.Web.Serving;

namespace Xinqiao.Web.Documents;

/// <summary>
/// LibreOffice without its windows, where it is installed beside the platform: makes a PDF of a file of a word processor. One file at a
/// time, in a folder that nobody else reads and that is gone afterwards.
/// </summary>
/// <param name="program">Its path; null where it is not installed.</param>
public sealed partial class WordProcessor(string? program, ILogger<WordProcessor> log) : IDisposable
{
    public const string ContentType = "application/pdf";

    /// <summary>A page takes a second or two, the first one of a day somewhat longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly SemaphoreSlim free = new(1);

    /// <summary>The program that XINQIAO_SOFFICE names, else soffice of the path; null where there is none.</summary>
    public static string? Installed() => Environment.GetEnvironmentVariable("XINQIAO_SOFFICE") is { Length: > 0 } named
        ? File.Exists(named) ? named : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);

    public bool IsInstalled => program is not null;

    /// <returns>Null where it could not be done in time; the log says why.</returns>
    public async Task<byte[]?> Pdf(byte[] docx, CancellationToken cancel)
    {
        await free.WaitAsync(cancel);
        // Readable by this account alone, as the letter is.
        var folder = Directory.CreateTempSubdirectory("xinqiao-pdf-");
        try
        {
            var file = Path.Combine(folder.FullName, "letter.docx");
            await File.WriteAllBytesAsync(file, docx, cancel);
            return await Convert(folder.FullName, file, cancel) ? await File.ReadAllBytesAsync(Path.ChangeExtension(file, ".pdf"), cancel) : null;
        }
        finally
        {
            free.Release();
            folder.Delete(recursive: true);
        }
    }

    private async Task<bool> Convert(string folder, string file, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program!)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A profile of its own: no macro, no file that somebody opened before.
        foreach (var argument in (string[])[$"-env:UserInstallation={new Uri(folder + "/profile")}", "--headless", "--norestore", "--nolockcheck",
                     "--convert-to", "pdf", "--outdir", folder, file])
            start.ArgumentList.Add(argument);
        start.Environment["HOME"] = folder;
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            var (said, wrong) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode == 0 && File.Exists(Path.ChangeExtension(file, ".pdf"))) return true;
            Failed(process.ExitCode, OneLine.Of(await wrong + await said));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            if (cancel.IsCancellationRequested) throw;
            Failed(-1, "It took too long.");
        }

        return false;
    }

    public void Dispose() => free.Dispose();

    [LoggerMessage(LogLevel.Warning, "The word processor made no PDF (exit code {Code}): {Said}")]
    private partial void Failed(int code, string said);
}
