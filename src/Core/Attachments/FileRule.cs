using System.Text;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Attachments;

/// <summary>
/// Looks at a file before anything else does: its name, its length, its first bytes, which must agree with its name, and its structure
/// as far as that tells what unpacking it would cost and whether it is something else as well. Nothing is unpacked but the directories
/// of a PDF, and those only so far.
/// </summary>
public static class FileRule
{
    public static readonly Article Source = Article.House("附件的类型");

    /// <summary>For the field in which a file is chosen.</summary>
    public const string Accepted = ".jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf";

    private const string Field = "files";

    /// <returns>The type; null where it is refused.</returns>
    public static FileType? Inspect(string? name, ReadOnlySpan<byte> bytes, out Refusal? refusal)
    {
        refusal = OfName(name) ?? OfLength(name!, bytes.Length);
        if (refusal is not null) return null;
        if (Sniff(bytes) is not { } type)
        {
            refusal = Refuse("type-unknown", name!, "不是JPEG、PNG图片或者PDF文件。拍成照片、扫描成图片或者存成PDF再交。");
            return null;
        }

        if (NamedType(name!) != type)
            refusal = Refuse("type-mismatch", name!, $"内容是{Words.Label(type)}，与扩展名不符。请改用原来的文件名，或者重新拍照、扫描。");
        else if (Fault(type, bytes) is var (code, reason))
            refusal = Refuse(code, name!, reason);
        return refusal is null ? type : null;
    }

    /// <summary>The refusal of one file, under a stable code and with its name, which nobody but its sender sees.</summary>
    public static Refusal Refuse(string code, string name, string reason, Article? basis = null) =>
        new(basis ?? Source, code, $"“{name}”没有收下：{reason}", Field);

    /// <summary>What a name may be: one name, with the extension of a type that is taken.</summary>
    public static Refusal? OfName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return new Refusal(Source, "name-missing", "有一个文件没有文件名，没有收下。", Field);
        // The name comes back in the refusal, so it is cut and cleaned before it is repeated.
        var shown = string.Concat(name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(60));
        if (name.Length > FileLimits.NameLength)
            return Refuse("name-too-long", shown + "…", $"文件名最多{FileLimits.NameLength}字，请改短再选。");
        if (name.AsSpan().ContainsAny("/\\:") || name.Contains("..", StringComparison.Ordinal) || name.Any(char.IsControl)
            || new TextRule().Optional(Field, "文件名", name, FileLimits.NameLength).Refusals.Count > 0)
            return Refuse("name-malformed", shown, "文件名里不能有“/”“\\”“:”“..”和看不见的字符，请改名再选。");
        return NamedType(name) is null
            ? Refuse("extension", shown, "只收 .jpg、.jpeg、.png 图片和 .pdf 文件。拍成照片、扫描成图片或者存成PDF再交。")
            : null;
    }

    public static Refusal? OfLength(string name, long length) => length switch
    {
        0 => Refuse("empty", name, "文件是空的。请重新拍照或者扫描。"),
        > FileLimits.Bytes => TooLarge(name),
        _ => null,
    };

    public static Refusal TooLarge(string name) => Refuse(
        "too-large", name, $"文件超过{FileLimits.Bytes / 1024 / 1024} MB。请降低清晰度重新拍照、扫描，或者分成几个文件。", FileLimits.Source);

    /// <summary>The type its first bytes say.</summary>
    private static FileType? Sniff(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(JpegFile.Start) ? FileType.Jpeg
        : bytes.StartsWith(PngFile.Signature) ? FileType.Png
        : bytes.StartsWith("%PDF-"u8) ? FileType.Pdf
        : null;

    private static FileType? NamedType(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" => FileType.Jpeg,
        ".PNG" => FileType.Png,
        ".PDF" => FileType.Pdf,
        _ => null,
    };

    private static (string Code, string Reason)? Fault(FileType type, ReadOnlySpan<byte> bytes)
    {
        var fault = type switch
        {
            FileType.Jpeg => JpegFile.Fault(bytes),
            FileType.Png => PngFile.Fault(bytes),
            FileType.Pdf => PdfFile.Fault(bytes),
        };
        return fault ?? (IsArchiveToo(bytes) ? Polyglot : null);
    }

    /// <summary>It is one thing to one program and another to another.</summary>
    internal static (string, string) Polyglot => ("polyglot", "文件里夹着另一种文件的内容。请重新拍照、扫描或者导出。");

    internal static (string, string) Damaged(string what) => ("damaged", $"文件不完整或者已损坏（{what}）。请重新拍照、扫描或者导出。");

    internal static (string, string) TooManyPixels(long width, long height) => (
        "too-many-pixels", $"图片有{width}×{height}像素，超过{FileLimits.Pixels / 10_000}万像素。请降低清晰度重新拍照、扫描。");

    internal static (string, string) ManyPictures => ("many-pictures", "文件里有不止一幅图片（动图或者多幅图）。请一幅一个文件。");

    // An archive is read from its end: its directory's last record lies in the last 64 KB.
    private static bool IsArchiveToo(ReadOnlySpan<byte> bytes) => bytes[^Math.Min(bytes.Length, 65_557)..].IndexOf("PK\u0005\u0006"u8) >= 0;

    /// <summary>Whether bytes that a picture does not need begin or hold another program's file.</summary>
    internal static bool HoldsForeign(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("MZ"u8) || rest.StartsWith("\u007fELF"u8)) return true;
        foreach (var sign in Foreign)
            if (rest.IndexOf(sign) >= 0) return true;
        var text = Encoding.Latin1.GetString(rest[..Math.Min(rest.Length, 1 << 20)]);
        return Markup.Any(tag => text.Contains(tag, StringComparison.OrdinalIgnoreCase));
    }

    private static readonly byte[][] Foreign =
        ["%PDF-"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), "Rar!\u001a"u8.ToArray(), [(byte)'7', (byte)'z', 0xBC, 0xAF]];

    private static readonly string[] Markup = ["<html", "<script", "<!doctype", "<svg", "<?php", "<iframe"];
}
