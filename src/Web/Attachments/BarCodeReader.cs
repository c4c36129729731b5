using SkiaSharp;
using Xinqiao.Core.Attachments;
using ZXing;
using ZXing.Common;

namespace Xinqiao.Web.Attachments;

/// <summary>Reads bar-codes of Code 128 from a picture, or from the first pages of a PDF whose pages are pictures, as scanners make them.</summary>
internal static class BarCodeReader
{
    private const int MostPages = 2;

    // Four times what a page of A4 has at 200 dpi; beyond it the reader takes seconds and reads no better.
    private const int MostPixels = 16_000_000;

    public static IEnumerable<string> Read(CheckedFile file) =>
        from page in file.Type == FileType.Pdf ? Pages(file.Bytes) : [file.Copy ?? file.Bytes]
        from text in Texts(page)
        select text;

    private static IReadOnlyList<string> Texts(byte[] bytes)
    {
        using var picture = SafeCopy.Unpack(bytes);
        if (picture is null) return [];
        using var bearable = Bearable(picture.Bitmap);
        var page = bearable ?? picture.Bitmap;
        var reader = new BarcodeReaderGeneric
        {
            AutoRotate = true,
            Options = new DecodingOptions { PossibleFormats = [BarcodeFormat.CODE_128], TryHarder = true },
        };
        var source = new RGBLuminanceSource(page.GetPixelSpan().ToArray(), page.Width, page.Height, RGBLuminanceSource.BitmapFormat.RGBA32);
        return [.. (reader.DecodeMultiple(source) ?? []).Select(r => r.Text)];
    }

    private static SKBitmap? Bearable(SKBitmap page)
    {
        var pixels = (double)page.Width * page.Height;
        if (pixels <= MostPixels) return null;
        var by = Math.Sqrt(MostPixels / pixels);
        return page.Resize(page.Info.WithSize((int)(page.Width * by), (int)(page.Height * by)), new SKSamplingOptions(SKFilterMode.Linear));
    }

    // A page that was scanned is one JPEG in a stream of its own.
    private static IEnumerable<byte[]> Pages(byte[] pdf)
    {
        var found = 0;
        for (var place = 0; found < MostPages && pdf.AsSpan(place).IndexOf("stream"u8) is >= 0 and var next;)
        {
            place += next + "stream"u8.Length;
            var start = place + (pdf.AsSpan(place).StartsWith("\r\n"u8) ? 2 : 1);
            if (start + 3 > pdf.Length || pdf[start] != 0xFF || pdf[start + 1] != 0xD8 || pdf[start + 2] != 0xFF) continue;
            var length = pdf.AsSpan(start).IndexOf("endstream"u8);
            if (length < 0) yield break;
            var page = pdf[start..(start + length)];
            if (FileRule.Inspect("page.jpg", page, out _) is null) continue;
            found++;
            yield return page;
        }
    }
}
