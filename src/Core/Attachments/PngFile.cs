using System.Buffers.Binary;

namespace Xinqiao.Core.Attachments;

/// <summary>The structure of a PNG: its chunks, from the header to the end, with nothing behind it.</summary>
internal static class PngFile
{
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private const int Frame = 12, HeaderLength = 13;

    public static (string, string)? Fault(ReadOnlySpan<byte> bytes)
    {
        var hasData = false;
        for (var place = Signature.Length; place + Frame <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[place..]);
            if (length > bytes.Length - place - Frame) return FileRule.Damaged("在中途断开");
            var type = bytes.Slice(place + 4, 4);
            var isFirst = place == Signature.Length;
            if (isFirst != type.SequenceEqual("IHDR"u8)) return FileRule.Damaged("没有尺寸");
            if (isFirst && Size(bytes.Slice(place + 8, (int)length)) is { } fault) return fault;
            if (type.SequenceEqual("acTL"u8) || type.SequenceEqual("fcTL"u8)) return FileRule.ManyPictures;
            hasData |= type.SequenceEqual("IDAT"u8);
            place += Frame + (int)length;
            if (!type.SequenceEqual("IEND"u8)) continue;
            if (place != bytes.Length) return FileRule.Polyglot;
            return hasData ? null : FileRule.Damaged("没有图像数据");
        }

        return FileRule.Damaged("在中途断开");
    }

    private static (string, string)? Size(ReadOnlySpan<byte> header)
    {
        if (header.Length != HeaderLength) return FileRule.Damaged("没有尺寸");
        long width = BinaryPrimitives.ReadUInt32BigEndian(header), height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (width == 0 || height == 0) return FileRule.Damaged("没有尺寸");
        // Sixty-four bits hold the product of two thirty-two bit numbers only just; a side alone is bounded first.
        return width > FileLimits.Pixels || height > FileLimits.Pixels || width * height > FileLimits.Pixels
            ? FileRule.TooManyPixels(width, height)
            : null;
    }
}
