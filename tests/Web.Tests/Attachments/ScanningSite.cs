using Microsoft.Extensions.Logging.Abstractions;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Tests.Attachments;

/// <summary>A site whose office has a scanner for letters, and a place where a virus scanner may listen.</summary>
public sealed class ScanningSite : Site
{
    private bool watched;

    private string scans = "";
    private ScanFolderRounds? job;

    /// <summary>Where the virus scanner is looked for; tests put one there, and take it away.</summary>
    public string Socket { get; private set; } = "";

    protected override void Prepare(KeyFolder keys)
    {
        scans = Directory.CreateDirectory(Path.Combine(Folder, "scans")).FullName;
        if (watched) File.WriteAllText(keys.ScanFolder, scans + "\n");
        else File.WriteAllText(keys.VirusScanner, (Socket = Path.Combine(Folder, "clamd")) + "\n");
    }

    /// <summary>The site itself looks into the folder, and not the test; no virus scanner is set up.</summary>
    public static ScanningSite Watched() => new() { watched = true };

    public string Scan(string name) => Path.Combine(scans, name);

    public void Put(string name, byte[] bytes) => File.WriteAllBytes(Scan(name), bytes);

    public IReadOnlyList<string> Left() => [.. Directory.GetFiles(scans).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Refused() =>
        Directory.Exists(Scan(ScanFolder.Refused)) ? [.. Directory.GetFiles(Scan(ScanFolder.Refused)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];

    /// <summary>The job that takes pages out of the folder, in the test's hand instead of the clock's.</summary>
    public ScanFolderRounds Job => job ??= new ScanFolderRounds(
        new ScanFolder(scans), Get<FileIntake>(), Get<UnsortedScans>(), Get<PetitionerQueries>(), Clock, NullLogger<ScanFolderRounds>.Instance);

    /// <summary>Two looks: what lies still between them is taken.</summary>
    public async Task Rounds(CancellationToken stop)
    {
        await Job.Round(stop);
        await Job.Round(stop);
    }

    /// <summary>A page of A4 at 200 dpi with a slip's bar-code on it.</summary>
    public static byte[] Page(string? number)
    {
        using var page = new SkiaSharp.SKBitmap(1654, 2339);
        using var canvas = new SkiaSharp.SKCanvas(page);
        canvas.Clear(SkiaSharp.SKColors.White);
        using var ink = new SkiaSharp.SKPaint();
        ink.Color = SkiaSharp.SKColors.Black;
        var place = 200f;
        var isBar = true;
        foreach (var width in number is null ? [] : Code128.Widths(number))
        {
            if (isBar) canvas.DrawRect(place, 300, 3 * width, 100, ink);
            (place, isBar) = (place + 3 * width, !isBar);
        }

        for (var line = 0; line < 30; line++) canvas.DrawRect(200, 600 + 40 * line, 900 + 10 * line, 6, ink);
        canvas.Flush();
        using var packed = page.Encode(SkiaSharp.SKEncodedImageFormat.Jpeg, 80);
        return packed.ToArray();
    }
}
