using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Xinqiao.Core.Tests.Attachments;

/// <summary>Small files of each type that is taken, and the ways to spoil them.</summary>
internal static class SampleFiles
{
    /// <summary>The file by which virus scanners are tested; harmless, and in no scanner's eyes.</summary>
    public static readonly byte[] Eicar = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    /// <summary>Sixteen pixels by eight, red, the upper left quarter blue.</summary>
    public static byte[] Jpeg() => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/"
        + "2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIABADASIAAhEBAxEB/8QA"
        + "FgABAQEAAAAAAAAAAAAAAAAAAAQG/8QAFxABAAMAAAAAAAAAAAAAAAAAABRjov/EABUBAQEAAAAAAAAAAAAAAAAAAAQG/8QAHhEAAQMEAwAAAAAAAAAAAAAA"
        + "EQADBAECE8EhMXH/2gAMAwEAAhEDEQA/AMzBsysAWTMfkjLcR1xTSs2IjMc4qA+7X//Z");

    /// <summary>A picture that differs from every other one.</summary>
    public static byte[] Jpeg(string comment) => WithSegment(Jpeg(), 0xFE, Encoding.UTF8.GetBytes(comment));

    /// <summary>With a segment right after the start: a comment, a place of the camera.</summary>
    public static byte[] WithSegment(byte[] jpeg, byte marker, byte[] content) =>
        [.. jpeg[..2], 0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content, .. jpeg[2..]];

    /// <summary>What a camera writes: held sideways, with the place where it was.</summary>
    public static byte[] JpegOfACamera()
    {
        // One directory in the order of Intel: orientation 6, then a text that names the place.
        var place = "GPS 32.0123N 120.8654E"u8;
        List<byte> tiff = [.. "II"u8, 42, 0, 8, 0, 0, 0, 2, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0x0E, 0x01, 2, 0, (byte)(place.Length + 1), 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, .. place, 0];
        return WithSegment(Jpeg(), 0xE1, [.. "Exif\0\0"u8, .. tiff]);
    }

    /// <summary>Says that it has so many pixels, and holds as many as its data has.</summary>
    public static byte[] Png(int width = 4, int height = 4, params (string Type, byte[] Content)[] also)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 0);
        return
        [
            0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. also.SelectMany(c => Chunk(c.Type, c.Content)),
            .. Chunk("IDAT", Packed(new byte[(int)Math.Min((width + 1L) * height, 1 << 16)])), .. Chunk("IEND", []),
        ];
    }

    public static byte[] Packed(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var pack = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true)) pack.Write(content);
        return memory.ToArray();
    }

    /// <summary>A page without content.</summary>
    /// <param name="catalog">What stands in its catalogue beside the pages.</param>
    /// <param name="objects">Further objects.</param>
    public static byte[] Pdf(string catalog = "", string objects = "") => Encoding.Latin1.GetBytes(
        $"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        + $"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n{objects}trailer\n<< /Root 1 0 R >>\n%%EOF\n");

    /// <summary>A stream of packed objects, as newer programs write it.</summary>
    public static string Directory(byte[] packed, string dictionary = "/Type /ObjStm /Filter /FlateDecode") =>
        $"9 0 obj\n<< {dictionary} /Length {packed.Length} >>\nstream\n{Encoding.Latin1.GetString(packed)}\nendstream\nendobj\n";

    /// <summary>A page that a scanner made: one picture in a stream of its own.</summary>
    public static byte[] ScannedPdf(byte[] jpeg) => Pdf(objects:
        $"8 0 obj\n<< /Type /XObject /Subtype /Image /Filter /DCTDecode /Length {jpeg.Length} >>\nstream\n{Encoding.Latin1.GetString(jpeg)}\nendstream\nendobj\n");

    /// <summary>The end of an archive: what makes one of whatever stands before it.</summary>
    public static byte[] EndOfArchive => [.. "PK\u0005\u0006"u8, .. new byte[18]];

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        byte[] chunk = [0, 0, 0, 0, .. body, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksum(body));
        return chunk;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var i = 0; i < 8; i++) sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
