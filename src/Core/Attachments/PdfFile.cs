using System.IO.Compression;
using System.Text;

namespace Xinqiao.Core.Attachments;

/// <summary>
/// A PDF is looked through for what acts by itself or hides another file. It is never drawn here, and it is served as it came; so whatever
/// cannot be looked through is refused.
/// </summary>
internal static class PdfFile
{
    /// <summary>Unpacked directories of one file, all together.</summary>
    private const int MostUnpacked = 32 * 1024 * 1024;

    private const int Trailer = 1024, Dictionary = 1024;

    /// <summary>Names that act, or hide something, with what is said of them.</summary>
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["JavaScript"] = "脚本（/JavaScript）",
        ["Launch"] = "启动程序的动作（/Launch）",
        ["OpenAction"] = "打开时自动执行的动作（/OpenAction）",
        ["EmbeddedFile"] = "内嵌的文件（/EmbeddedFile）",
        ["EmbeddedFiles"] = "内嵌的文件（/EmbeddedFile）",
        ["RichMedia"] = "多媒体（/RichMedia）",
        ["SubmitForm"] = "向外发送内容的动作（/SubmitForm）",
        ["ImportData"] = "读取其他文件的动作（/ImportData）",
        ["XFA"] = "动态表单（/XFA）",
    };

    public static (string, string)? Fault(ReadOnlySpan<byte> bytes)
    {
        if (bytes[^Math.Min(bytes.Length, Trailer)..].LastIndexOf("%%EOF"u8) is var end && end < 0) return FileRule.Damaged("没有结尾");
        var behind = bytes[(bytes.Length - Math.Min(bytes.Length, Trailer) + end)..];
        if (FileRule.HoldsForeign(behind)) return FileRule.Polyglot;
        return Names(bytes) ?? Directories(bytes);
    }

    private static (string, string)? Names(ReadOnlySpan<byte> bytes)
    {
        for (var place = 0; bytes[place..].IndexOf((byte)'/') is >= 0 and var next;)
        {
            place += next + 1;
            var name = Name(bytes[place..]);
            if (name == "Encrypt") return ("pdf-encrypted", "PDF加了密，无法检查。请去掉密码再交，或者打印后拍照、扫描。");
            if (Refused.TryGetValue(name, out var what))
                return ("pdf-acts", $"PDF里有{what}。请用“打印为PDF”重新生成，或者打印后拍照、扫描。");
        }

        return null;
    }

    // A name may spell any of its letters in hexadecimal: /J#61vaScript.
    private static string Name(ReadOnlySpan<byte> bytes)
    {
        var name = new StringBuilder();
        for (var i = 0; i < bytes.Length && name.Length <= 16; i++)
        {
            if (bytes[i] is <= 0x20 or >= 0x7F || "()<>[]{}/%"u8.Contains(bytes[i])) break;
            if (bytes[i] == '#' && i + 2 < bytes.Length && Hex(bytes[i + 1]) is { } high && Hex(bytes[i + 2]) is { } low)
            {
                name.Append((char)(16 * high + low));
                i += 2;
            }
            else
            {
                name.Append((char)bytes[i]);
            }
        }

        return name.ToString();
    }

    private static int? Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : null;

    // Newer files pack their objects into streams, where the names above could hide.
    private static (string, string)? Directories(ReadOnlySpan<byte> bytes)
    {
        var left = MostUnpacked;
        for (var place = 0; bytes[place..].IndexOf("stream"u8) is >= 0 and var next;)
        {
            var keyword = place + next;
            place = keyword + "stream"u8.Length;
            if (keyword >= 3 && bytes[(keyword - 3)..keyword].SequenceEqual("end"u8)) continue;
            if (!IsDirectory(bytes[Math.Max(0, keyword - Dictionary)..keyword])) continue;
            var start = place + (bytes[place..].StartsWith("\r\n"u8) ? 2 : 1);
            if (start >= bytes.Length) return FileRule.Damaged("在中途断开");
            var end = bytes[start..].IndexOf("endstream"u8);
            if (end < 0) return FileRule.Damaged("在中途断开");
            if (Unpacked(bytes.Slice(start, end), ref left) is not { } unpacked)
                return ("pdf-unreadable", "PDF的目录解不开，或者解开后太大，无法检查。请用“打印为PDF”重新生成，或者打印后拍照、扫描。");
            if (Names(unpacked) is { } fault) return fault;
        }

        return null;
    }

    // Its dictionary stands right before it, after the last object's end.
    private static bool IsDirectory(ReadOnlySpan<byte> before)
    {
        var own = before[Math.Max(0, before.LastIndexOf("obj"u8))..];
        for (var place = 0; own[place..].IndexOf((byte)'/') is >= 0 and var next;)
        {
            place += next + 1;
            if (Name(own[place..]) == "ObjStm") return true;
        }

        return false;
    }

    private static byte[]? Unpacked(ReadOnlySpan<byte> packed, ref int left)
    {
        try
        {
            using var inflate = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            using var memory = new MemoryStream();
            var chunk = new byte[16 * 1024];
            for (int read; (read = inflate.Read(chunk)) > 0; memory.Write(chunk, 0, read))
                if ((left -= read) < 0) return null;
            return memory.ToArray();
        }
        // What zlib gives up on for a reason of its own is an IOException.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }
}
