using DocumentFormat.OpenXml.Packaging;
using Xinqiao.Core.Furniture;

namespace Xinqiao.Web.Documents;

/// <summary>A document as a file that an office opens in WPS or Word: the same model as the page, in the office's template or the platform's.</summary>
public static class LetterDocx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <param name="kind">Of the database it comes from: on every page a demo or a replay says what it is.</param>
    /// <param name="template">The office's own; null for the platform's.</param>
    public static byte[] Of(PrintedLetter letter, DatabaseKind kind, byte[]? template = null)
    {
        using var stream = new MemoryStream();
        stream.Write(template ?? OwnTemplate.File);
        using (var file = WordprocessingDocument.Open(stream, isEditable: true))
        {
            LetterFill.Fill(file.MainDocumentPart!, letter);
            if (MarkOf(kind) is { } mark) LetterFill.MarkEveryPage(file.MainDocumentPart!, mark);
            // Nobody's name stands in the file's own properties, only what it is.
            file.PackageProperties.Title = letter.Title;
            file.PackageProperties.Creator = letter.Organ;
            file.PackageProperties.LastModifiedBy = letter.Organ;
            file.PackageProperties.Identifier = letter.Number;
        }

        return stream.ToArray();
    }

    /// <summary>Name of the file: what it is and its number; nothing personal.</summary>
    public static string NameOf(PrintedLetter letter, string extension = "docx") => $"{letter.Title}-{letter.Number}.{extension}";

    private static string? MarkOf(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Demo => "演示件，人和事都是虚构的，没有法律效力",
        DatabaseKind.Replay => "重放件，据已经公开的来信推定，没有法律效力",
        _ => null,
    };
}
