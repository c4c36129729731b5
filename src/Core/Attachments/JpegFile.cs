using System.Buffers.Binary;

namespace Xinqiao.Core.Attachments;

/// <summary>The structure of a JPEG: its segments up to the end of the picture, and what follows it.</summary>
internal static class JpegFile
{
    public static ReadOnlySpan<byte> Start => [0xFF, 0xD8, 0xFF];

    private const byte EndOfImage = 0xD9, StartOfScan = 0xDA, Temporary = 0x01;

    public static (string, string)? Fault(ReadOnlySpan<byte> bytes)
    {
        // Some programs take a PDF whose header stands anywhere in the first kilobyte.
        if (bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0) return FileRule.Polyglot;
        var (place, hasSize, hasScan) = (2, false, false);
        while (Marker(bytes, ref place) is { } marker)
        {
            if (marker == EndOfImage)
                return !hasScan ? FileRule.Damaged("没有图像数据") : FileRule.HoldsForeign(bytes[place..]) ? FileRule.Polyglot : null;
            if (marker is Temporary or (>= 0xD0 and <= 0xD8)) continue;
            if (Segment(bytes, ref place) is not { IsEmpty: false } segment) return FileRule.Damaged("在中途断开");
            if (IsFrame(marker))
            {
                if (hasSize) return FileRule.ManyPictures;
                if (Size(segment) is { } fault) return fault;
                hasSize = true;
            }

            if (marker != StartOfScan) continue;
            if (!hasSize) return FileRule.Damaged("没有尺寸");
            hasScan = true;
            SkipScan(bytes, ref place);
        }

        return FileRule.Damaged("在中途断开");
    }

    // Start of a frame, of whichever coding.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static byte? Marker(ReadOnlySpan<byte> bytes, ref int place)
    {
        if (place >= bytes.Length || bytes[place] != 0xFF) return null;
        while (place < bytes.Length && bytes[place] == 0xFF) place++;
        return place < bytes.Length ? bytes[place++] : null;
    }

    // What a segment holds after its length; empty where it is cut off.
    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> bytes, ref int place)
    {
        if (place + 2 > bytes.Length) return default;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[place..]);
        if (length < 2 || place + length > bytes.Length) return default;
        var segment = bytes.Slice(place, length);
        place += length;
        return segment;
    }

    private static (string, string)? Size(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 8) return FileRule.Damaged("没有尺寸");
        long height = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), width = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
        if (width == 0 || height == 0) return FileRule.Damaged("没有尺寸");
        return width * height > FileLimits.Pixels ? FileRule.TooManyPixels(width, height) : null;
    }

    // The picture's data: up to a marker that is none of its own.
    private static void SkipScan(ReadOnlySpan<byte> bytes, ref int place)
    {
        while (place < bytes.Length)
        {
            var next = bytes[place..].IndexOf((byte)0xFF);
            if (next < 0 || place + next + 1 >= bytes.Length)
            {
                place = bytes.Length;
                return;
            }

            place += next;
            if (bytes[place + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7))) return;
            place += bytes[place + 1] == 0xFF ? 1 : 2;
        }
    }
}
