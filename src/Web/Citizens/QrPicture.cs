using QRCoder;

namespace Xinqiao.Web.Citizens;

/// <summary>
/// A code for the paper: every module four whole pixels of 200 dpi wide, half a millimetre, so that an office's printer and an old
/// telephone's camera both manage. With the margin of four modules that scanners need.
/// </summary>
public sealed class QrPicture
{
    public const int Dpi = 200;

    private const int PixelsPerModule = 4;

    // What a code of the largest size holds of capitals and digits while 15 % of it may be damaged.
    private const int MostCharactersOfM = 3_391;

    private readonly string text;
    private readonly QRCodeGenerator.ECCLevel level;

    private QrPicture(string text)
    {
        (this.text, level) = (text, text.Length <= MostCharactersOfM ? QRCodeGenerator.ECCLevel.M : QRCodeGenerator.ECCLevel.L);
        (var png, Modules) = Draw(pixelsPerModule: 1);
        Source = "data:image/png;base64," + Convert.ToBase64String(png);
    }

    /// <summary>Length of a side in modules, with the margin.</summary>
    public int Modules { get; }

    /// <summary>Length of a side on paper, in pixels of 200 dpi.</summary>
    public int Pixels => Modules * PixelsPerModule;

    /// <summary>For the page: a pixel a module, which the browser draws as large as <see cref="Width"/> says.</summary>
    public string Source { get; }

    /// <summary>How wide it stands on the page in CSS pixels, of which an inch has 96.</summary>
    public string Width => (Pixels * 96m / Dpi).ToString("0.###");

    public static QrPicture Of(string text) => new(text);

    /// <summary>As it stands on paper at 200 dpi.</summary>
    public byte[] OnPaper() => Draw(PixelsPerModule).Png;

    private (byte[] Png, int Modules) Draw(int pixelsPerModule)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, level);
        using var png = new PngByteQRCode(data);
        return (png.GetGraphic(pixelsPerModule), data.ModuleMatrix.Count);
    }
}
