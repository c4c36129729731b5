using SkiaSharp;
using Xinqiao.Core.Attachments;

namespace Xinqiao.Web.Attachments;

/// <summary>
/// A picture drawn anew: unpacked, turned as the camera held it, packed again. What the camera wrote beside it (place, time, device, a
/// small picture of what was cut away) is not in it, and neither is anything that was hidden behind it.
/// </summary>
public static class SafeCopy
{
    private const int JpegQuality = 90;

    /// <param name="type">JPEG or PNG, looked at before: its size is known to be bearable.</param>
    /// <returns>Null where it cannot be unpacked whole.</returns>
    public static byte[]? Of(FileType type, byte[] bytes)
    {
        using var picture = Unpack(bytes);
        if (picture is null) return null;
        using var turned = Turned(picture.Bitmap, picture.Origin);
        using var packed = turned.Encode(type == FileType.Png ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg, JpegQuality);
        return packed?.ToArray();
    }

    /// <summary>An unpacked picture, and how the camera was held.</summary>
    internal sealed record Picture(SKBitmap Bitmap, SKEncodedOrigin Origin) : IDisposable
    {
        public void Dispose() => Bitmap.Dispose();
    }

    internal static Picture? Unpack(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        // Looked at once more by who unpacks it: a header that two programs read differently is nobody's picture.
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > FileLimits.Pixels || codec.FrameCount > 1) return null;
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        using var srgb = SKColorSpace.CreateSrgb();
        var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, srgb));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success) return new Picture(bitmap, codec.EncodedOrigin);
        bitmap.Dispose();
        return null;
    }

    private static SKBitmap Turned(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft) return bitmap.Copy();
        var (width, height) = (bitmap.Width, bitmap.Height);
        var isUpright = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft;
        var turned = new SKBitmap(bitmap.Info.WithSize(isUpright ? width : height, isUpright ? height : width));
        using var canvas = new SKCanvas(turned);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
            _ => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        });
        canvas.DrawBitmap(bitmap, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        canvas.Flush();
        return turned;
    }
}
