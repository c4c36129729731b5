using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;

namespace Xinqiao.Web.Documents;

/// <summary>What is wrong with a file that is to be a template: each fault with what to do about it.</summary>
public static class TemplateCheck
{
    private const int MostEntries = 1_000;

    private const long MostUnpacked = 20_000_000;

    public static IReadOnlyList<Refusal> Faults(byte[] file)
    {
        if (file.Length > LetterTemplates.LargestFile)
            return [Fault("template-too-large", $"样式文件最大{LetterTemplates.LargestFile / 1_000_000}MB，请压缩其中的图片。")];
        try
        {
            if (!Unpacks(file)) return [Fault("template-unpacks-too-large", "文件展开后过大，不能作为样式。")];
            using var docx = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);
            return docx.MainDocumentPart is { Document.Body: not null } main ? [.. Foreign(docx), .. Blanks(main)] : [NotDocx];
        }
        // Whatever a foreign file does to the library, it is no template.
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            return [NotDocx];
        }
    }

    private static Refusal NotDocx =>
        Fault("template-unreadable", "这个文件不是DOCX文档，或者已经损坏。请用WPS或者Word打开样式，另存为DOCX后再上传。");

    private static Refusal Fault(string code, Phrase reason) => new(LetterTemplates.Source, code, reason, "file");

    // Real bytes are counted: what the headers of a file say of its size may be false.
    private static bool Unpacks(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostEntries) return false;
        var (left, buffer) = (MostUnpacked, new byte[65_536]);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            for (int read; (read = stream.Read(buffer)) > 0;)
                if ((left -= read) < 0) return false;
        }

        return true;
    }

    // A letter brings nothing along: no program, no other file, nothing fetched when it is opened.
    private static IEnumerable<Refusal> Foreign(WordprocessingDocument docx)
    {
        var parts = docx.GetAllParts().ToList();
        if (docx.DocumentType != WordprocessingDocumentType.Document || parts.Any(p => p is VbaProjectPart or VbaDataPart))
            yield return Fault("template-macros", "样式中不能有宏。请另存为不带宏的DOCX文档。");
        if (parts.Any(p => p is EmbeddedObjectPart or EmbeddedPackagePart or EmbeddedControlPersistencePart or AlternativeFormatImportPart))
            yield return Fault("template-embeds", "样式中不能嵌入对象或者别的文件。请删除后再上传。");
        if (parts.Append<OpenXmlPartContainer>(docx).Any(p => p.ExternalRelationships.Any() || p.HyperlinkRelationships.Any(h => h.IsExternal)))
            yield return Fault("template-links", "样式中不能有链接或者引用外部文件、图片。请改为直接插入图片，并取消链接。");
        if (docx.MainDocumentPart!.Document!.Descendants<FieldCode>().Select(f => f.Text).Concat(docx.MainDocumentPart.Document.Descendants<SimpleField>().Select(f => f.Instruction?.Value ?? ""))
            .Any(code => code.TrimStart().Split(' ')[0].ToUpperInvariant() is "DDE" or "DDEAUTO" or "INCLUDETEXT" or "INCLUDEPICTURE" or "MACROBUTTON"))
            yield return Fault("template-fields", "样式中不能有引用外部内容的域。请删除后再上传。");
    }

    private static IEnumerable<Refusal> Blanks(MainDocumentPart main)
    {
        var blanks = LetterFill.BlanksOf(main).ToHashSet();
        foreach (var missing in LetterBlanks.Required.Except(blanks))
            yield return Fault("template-blank-missing", $"样式中缺少空位 {Braced(missing)}，少了它文书就不完整。请补上。");
        foreach (var unknown in blanks.Except(LetterBlanks.Names))
            yield return Fault("template-blank-unknown", $"样式中的空位 {Braced(unknown)} 平台不认识。可用的空位见本页说明。");
        foreach (var block in LetterBlanks.Blocks)
            if (!LetterFill.StandsAlone(main, block))
                yield return Fault("template-block-in-line", $"空位 {Braced(block)} 应当独占一行。");
    }

    private static string Braced(string blank) => "{{" + blank + "}}";
}
