using System.Text;
using CsCheck;
using Xinqiao.Core.Attachments;
using Xunit;

namespace Xinqiao.Core.Tests.Attachments;

/// <summary>What is taken, and each attack by the name of its refusal.</summary>
public sealed class FileRuleTests
{
    private static string? Refused(string name, byte[] bytes)
    {
        var type = FileRule.Inspect(name, bytes, out var refusal);
        Assert.Equal(type is null, refusal is not null);
        if (refusal is null) return null;
        Assert.Equal("files", refusal.Field);
        Assert.EndsWith("。", refusal.Reason.ToString(), StringComparison.Ordinal);
        return refusal.Code;
    }

    [Fact]
    public void A_picture_and_a_page_are_taken_under_their_own_extensions()
    {
        Assert.Null(Refused("来信.jpg", SampleFiles.Jpeg()));
        Assert.Null(Refused("来信.JPEG", SampleFiles.JpegOfACamera()));
        Assert.Null(Refused("现场 (1).png", SampleFiles.Png()));
        Assert.Null(Refused("合同.pdf", SampleFiles.Pdf()));
        Assert.Null(Refused("合同.pdf", SampleFiles.Pdf(objects: SampleFiles.Directory(SampleFiles.Packed("4 0 << /A 1 >>"u8.ToArray())))));
        Assert.Null(Refused("扫描.pdf", SampleFiles.ScannedPdf(SampleFiles.Jpeg())));
    }

    [Theory]
    [InlineData("../../etc/来信.jpg", "name-malformed")]
    [InlineData("C:\\来信.jpg", "name-malformed")]
    [InlineData("/etc/passwd.jpg", "name-malformed")]
    [InlineData("a..jpg", "name-malformed")]
    [InlineData("来信\u0000.jpg", "name-malformed")]
    [InlineData("来信\n.jpg", "name-malformed")]
    [InlineData("", "name-missing")]
    [InlineData("  ", "name-missing")]
    [InlineData("来信", "extension")]
    [InlineData("来信.jpg.exe", "extension")]
    [InlineData("来信.svg", "extension")]
    [InlineData("来信.html", "extension")]
    [InlineData("来信.heic", "extension")]
    public void A_name_that_is_no_plain_name_of_a_type_that_is_taken_is_refused(string name, string code) =>
        Assert.Equal(code, Refused(name, SampleFiles.Jpeg()));

    [Fact]
    public void A_long_name_is_refused_and_not_repeated_whole()
    {
        FileRule.Inspect(new string('长', 300) + ".jpg", SampleFiles.Jpeg(), out var refusal);
        Assert.Equal("name-too-long", refusal!.Code);
        Assert.InRange(refusal.Reason.ToString().Length, 1, 120);
    }

    [Fact]
    public void An_empty_file_and_one_of_a_byte_more_than_twenty_megabytes_are_refused()
    {
        Assert.Equal("empty", Refused("来信.jpg", []));
        Assert.Equal("too-large", Refused("来信.jpg", new byte[FileLimits.Bytes + 1]));
        byte[] largest = [.. SampleFiles.Jpeg(), .. new byte[FileLimits.Bytes - SampleFiles.Jpeg().Length]];
        Assert.Null(Refused("来信.jpg", largest));
    }

    [Theory]
    [InlineData("来信.jpg", "<html><script>alert(1)</script></html>")]
    [InlineData("来信.png", "GIF89a")]
    [InlineData("来信.pdf", "PK\u0003\u0004")]
    [InlineData("来信.pdf", "\n%PDF-1.4\n%%EOF")]
    [InlineData("来信.jpg", "MZ\u0090")]
    public void Bytes_of_a_type_that_is_not_taken_are_refused_whatever_their_name(string name, string content) =>
        Assert.Equal("type-unknown", Refused(name, Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void A_name_must_agree_with_the_bytes()
    {
        Assert.Equal("type-mismatch", Refused("来信.pdf", SampleFiles.Jpeg()));
        Assert.Equal("type-mismatch", Refused("来信.jpg", SampleFiles.Png()));
        Assert.Equal("type-mismatch", Refused("来信.png", SampleFiles.Pdf()));
    }

    [Fact]
    public void A_picture_of_more_than_fifty_million_pixels_is_refused_by_its_header_alone()
    {
        Assert.Null(Refused("大.png", SampleFiles.Png(10_000, 5_000)));
        Assert.Equal("too-many-pixels", Refused("大.png", SampleFiles.Png(10_000, 5_001)));
        Assert.Equal("too-many-pixels", Refused("炸弹.png", SampleFiles.Png(int.MaxValue, int.MaxValue)));
        var jpeg = SampleFiles.Jpeg();
        var size = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 5;
        (jpeg[size], jpeg[size + 1], jpeg[size + 2], jpeg[size + 3]) = (0xFF, 0xFF, 0xFF, 0xFF);
        Assert.Equal("too-many-pixels", Refused("炸弹.jpg", jpeg));
    }

    [Fact]
    public void A_file_that_is_something_else_as_well_is_refused()
    {
        byte[] page = SampleFiles.Pdf(), picture = SampleFiles.Jpeg();
        Assert.Equal("polyglot", Refused("两样.jpg", SampleFiles.WithSegment(picture, 0xFE, page)));
        Assert.Equal("polyglot", Refused("两样.jpg", [.. picture, .. page]));
        Assert.Equal("polyglot", Refused("两样.jpg", [.. picture, .. "<HTML><script>alert(1)</script>"u8]));
        Assert.Equal("polyglot", Refused("两样.jpg", [.. picture, .. "PK\u0003\u0004"u8, .. new byte[100], .. SampleFiles.EndOfArchive]));
        Assert.Equal("polyglot", Refused("两样.png", [.. SampleFiles.Png(), .. "PK\u0003\u0004"u8, .. SampleFiles.EndOfArchive]));
        Assert.Equal("polyglot", Refused("两样.png", [.. SampleFiles.Png(), .. "<html>"u8]));
        Assert.Equal("polyglot", Refused("两样.png", SampleFiles.Png(4, 4, ("tEXt", SampleFiles.EndOfArchive))));
        Assert.Equal("polyglot", Refused("两样.pdf", [.. page, .. SampleFiles.EndOfArchive]));
        Assert.Equal("polyglot", Refused("两样.pdf", [.. page, .. "<script>"u8]));
    }

    [Fact]
    public void What_telephones_write_behind_a_picture_is_no_reason_to_refuse_it() =>
        Assert.Null(Refused("照片.jpg", [.. SampleFiles.Jpeg(), .. "\0\0\u0001SEFH"u8, .. SampleFiles.Jpeg("a second picture for bright screens")]));

    [Fact]
    public void A_picture_cut_off_anywhere_is_refused()
    {
        foreach (var (name, whole) in new[] { ("来信.jpg", SampleFiles.Jpeg()), ("来信.png", SampleFiles.Png()) })
            for (var length = 9; length < whole.Length; length++)
                Assert.Equal("damaged", Refused(name, whole[..length]));
        Assert.Equal("damaged", Refused("来信.pdf", SampleFiles.Pdf()[..^8]));
    }

    [Fact]
    public void Several_pictures_in_one_file_are_refused()
    {
        Assert.Equal("many-pictures", Refused("动图.png", SampleFiles.Png(4, 4, ("acTL", new byte[8]))));
        var jpeg = SampleFiles.Jpeg();
        var frame = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        Assert.Equal("many-pictures", Refused("多幅.jpg", [.. jpeg[..frame], .. jpeg[frame..(frame + 19)], .. jpeg[frame..]]));
    }

    [Theory]
    [InlineData("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "/OpenAction")]
    [InlineData("/AA << /O << /S /J#61va#53cript /JS (x) >> >>", "/JavaScript")]
    [InlineData("/Names << /EmbeddedFiles 5 0 R >>", "/EmbeddedFile")]
    [InlineData("/A << /S/Launch/F(cmd.exe) >>", "/Launch")]
    [InlineData("/AcroForm << /XFA 5 0 R >>", "/XFA")]
    public void A_PDF_that_acts_by_itself_or_hides_a_file_is_refused_and_told_why(string catalog, string named)
    {
        FileRule.Inspect("合同.pdf", SampleFiles.Pdf(catalog), out var refusal);
        Assert.Equal("pdf-acts", refusal!.Code);
        Assert.Contains(named, refusal.Reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_PDF_packs_away_is_looked_through_too()
    {
        static byte[] With(string packed, string dictionary = "/Type /ObjStm /Filter /FlateDecode") =>
            SampleFiles.Pdf(objects: SampleFiles.Directory(SampleFiles.Packed(Encoding.ASCII.GetBytes(packed)), dictionary));
        Assert.Equal("pdf-acts", Refused("合同.pdf", With("4 0 << /S /JavaScript /JS (x) >>")));
        Assert.Equal("pdf-acts", Refused("合同.pdf", With("4 0 << /S /JavaScript /JS (x) >>", "/Type /Obj#53tm /Filter /FlateDecode")));
        Assert.Equal("pdf-unreadable", Refused("合同.pdf", SampleFiles.Pdf(objects: SampleFiles.Directory("not packed"u8.ToArray()))));
        Assert.Equal("pdf-unreadable", Refused("炸弹.pdf", With(new string(' ', 40_000_000))));
        Assert.Equal("pdf-encrypted", Refused("合同.pdf", SampleFiles.Pdf("/Encrypt 7 0 R")));
    }

    [Fact]
    public void Whatever_bytes_come_they_are_taken_or_refused_and_a_refusal_says_which_file()
    {
        byte[][] heads = [SampleFiles.Jpeg(), SampleFiles.Png(), SampleFiles.Pdf(), [0x89, .. "PNG"u8], [0xFF, 0xD8, 0xFF], []];
        string[] names = ["a.jpg", "a.png", "a.pdf"];
        Gen.Select(Gen.Int[0, heads.Length - 1].Select(i => heads[i]), Gen.Byte.Array[0, 300], Gen.Int[0, 400], Gen.Int[0, 2].Select(i => names[i])).Sample((head, noise, cut, name) =>
        {
            byte[] bytes = [.. head.Take(cut), .. noise, .. head.Skip(cut)];
            var type = FileRule.Inspect(name, bytes, out var refusal);
            return type is null ? refusal!.Reason.ToString().Contains(name, StringComparison.Ordinal) : refusal is null;
        }, iter: 20_000);
    }
}
