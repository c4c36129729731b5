using System.IO.Compression;
using CsCheck;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Documents;
using Xunit;

namespace Xinqiao.Web.Tests;

/// <summary>A template of an office: its blanks are filled however a word processor cut them up, and a file that brings more is refused.</summary>
public class LetterTemplateTests
{
    /// <summary>The platform's own file, changed.</summary>
    internal static byte[] Changed(Action<WordprocessingDocument> change)
    {
        using var stream = new MemoryStream();
        stream.Write(OwnTemplate.File);
        using (var docx = WordprocessingDocument.Open(stream, isEditable: true)) change(docx);
        return stream.ToArray();
    }

    private static Body BodyOf(WordprocessingDocument docx) => docx.MainDocumentPart!.Document!.Body!;

    private static Paragraph Line(WordprocessingDocument docx, string blank) =>
        BodyOf(docx).Descendants<Paragraph>().First(p => p.InnerText.Contains(blank, StringComparison.Ordinal));

    private static List<string> Lines(byte[] template, DatabaseKind kind = DatabaseKind.Real)
    {
        using var docx = WordprocessingDocument.Open(new MemoryStream(LetterDocx.Of(SampleLetter.Of(DocumentKind.Opinion), kind, template)), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(docx, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        return [.. BodyOf(docx).Descendants<Paragraph>().Select(p => p.InnerText)];
    }

    private static string Fault(byte[] file) => Assert.Single(TemplateCheck.Faults(file)).Code;

    [Fact]
    public void The_platforms_own_template_passes_its_own_check_and_every_letter_is_its_filling() =>
        Assert.Empty(TemplateCheck.Faults(OwnTemplate.File));

    [Fact]
    public void A_letter_printed_twice_is_the_same_file() => Assert.Equal(
        LetterDocx.Of(SampleLetter.Of(DocumentKind.Opinion), DatabaseKind.Demo), LetterDocx.Of(SampleLetter.Of(DocumentKind.Opinion), DatabaseKind.Demo));

    [Fact]
    public void A_blank_that_the_word_processor_cut_into_runs_is_filled_in_the_type_where_it_begins()
    {
        var template = Changed(docx =>
        {
            var line = Line(docx, "{{文号}}");
            line.RemoveAllChildren<Run>();
            line.Append(
                new Run(new RunProperties(new Bold()), new Text("第{{文")), new Run(new Text("号}")), new Run(new Text("}件") { Space = SpaceProcessingModeValues.Preserve }));
        });
        Assert.Contains("第某住建〔2026〕12号件", Lines(template));
        using var docx = WordprocessingDocument.Open(new MemoryStream(LetterDocx.Of(SampleLetter.Of(DocumentKind.Opinion), DatabaseKind.Real, template)), isEditable: false);
        var run = BodyOf(docx).Descendants<Run>().First(r => r.InnerText.Contains("某住建", StringComparison.Ordinal));
        Assert.NotNull(run.RunProperties?.Bold);
    }

    [Fact]
    public void The_text_takes_the_form_of_the_line_that_stands_for_it()
    {
        var template = Changed(docx =>
        {
            var line = Line(docx, "{{正文}}");
            line.ParagraphProperties = new ParagraphProperties(new Justification { Val = JustificationValues.Both });
            line.Descendants<Run>().Single().RunProperties = new RunProperties(new Italic());
        });
        using var docx = WordprocessingDocument.Open(new MemoryStream(LetterDocx.Of(SampleLetter.Of(DocumentKind.Opinion), DatabaseKind.Real, template)), isEditable: false);
        var text = BodyOf(docx).Descendants<Paragraph>().First(p => p.InnerText.StartsWith("您反映的小区", StringComparison.Ordinal));
        Assert.Equal(JustificationValues.Both, text.ParagraphProperties!.Justification!.Val!.Value);
        Assert.NotNull(text.Descendants<RunProperties>().Single().Italic);
    }

    [Fact]
    public void Heads_feet_and_tables_are_filled_and_a_line_with_nothing_but_an_empty_blank_goes()
    {
        var template = Changed(docx =>
        {
            var head = docx.MainDocumentPart!.AddNewPart<HeaderPart>();
            head.Header = new Header(LetterFill.Paragraph("Normal", "{{文号}}"));
            BodyOf(docx).GetFirstChild<SectionProperties>()!.PrependChild(
                new HeaderReference { Type = HeaderFooterValues.Default, Id = docx.MainDocumentPart.GetIdOfPart(head) });
            var notes = Line(docx, "{{附注}}");
            notes.InsertBeforeSelf(new Table(
                new TableProperties(new TableWidth { Type = TableWidthUnitValues.Pct, Width = "5000" }), new TableGrid(new GridColumn()),
                new TableRow(new TableCell(LetterFill.Paragraph("Note", "抄送：{{抄送}}")))));
        });
        Assert.Empty(TemplateCheck.Faults(template));
        Assert.Contains("抄送：区信访局", Lines(template));
        var form = SampleLetter.Of(DocumentKind.ProofOfService) with { Addressee = "" };
        using var docx = WordprocessingDocument.Open(new MemoryStream(LetterDocx.Of(form, DatabaseKind.Demo, template)), isEditable: false);
        Assert.DoesNotContain(BodyOf(docx).Descendants<Paragraph>(), p => p.ParagraphProperties?.ParagraphStyleId?.Val == "Addressee");
        var heads = docx.MainDocumentPart!.HeaderParts.Single().Header!.Elements<Paragraph>().Select(p => p.InnerText);
        Assert.Equal(["演示件，人和事都是虚构的，没有法律效力", "某住建〔2026〕12号"], heads);
    }

    [Theory]
    [InlineData("{{正文}}", "template-blank-missing")]
    [InlineData("{{成文日期}}", "template-blank-missing")]
    [InlineData("{{附注}}", "template-blank-missing")]
    public void A_template_without_what_a_letter_must_say_is_refused_by_name(string blank, string code)
    {
        var template = Changed(docx => Line(docx, blank).Remove());
        var fault = Assert.Single(TemplateCheck.Faults(template));
        Assert.Equal((code, "file"), (fault.Code, fault.Field));
        Assert.Contains(blank, fault.Reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_nobody_knows_and_a_block_within_a_line_are_refused()
    {
        Assert.Equal("template-blank-unknown", Fault(Changed(docx => BodyOf(docx).PrependChild(LetterFill.Paragraph("Normal", "{{信访人电话}}")))));
        Assert.Equal("template-block-in-line", Fault(Changed(docx => Line(docx, "{{附注}}").Append(new Run(new Text("完"))))));
    }

    [Fact]
    public void A_template_brings_no_program_no_other_file_and_fetches_nothing()
    {
        Assert.Equal("template-macros", Fault(Changed(docx => docx.ChangeDocumentType(WordprocessingDocumentType.MacroEnabledDocument))));
        Assert.Equal("template-embeds", Fault(Changed(docx =>
            docx.MainDocumentPart!.AddNewPart<EmbeddedObjectPart>("application/vnd.openxmlformats-officedocument.oleObject").FeedData(new MemoryStream([1])))));
        Assert.Equal("template-links", Fault(Changed(docx => docx.MainDocumentPart!.AddHyperlinkRelationship(new Uri("https://example.org/"), isExternal: true))));
        Assert.Equal("template-links", Fault(Changed(docx => docx.MainDocumentPart!.AddExternalRelationship(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", new Uri("file:///x.dotm")))));
        Assert.Equal("template-fields", Fault(Changed(docx => BodyOf(docx).PrependChild(new Paragraph(new SimpleField { Instruction = " INCLUDETEXT \"a.txt\"" })))));
    }

    [Fact]
    public void What_is_no_document_or_too_large_is_refused()
    {
        Assert.Equal("template-unreadable", Fault([]));
        Assert.Equal("template-unreadable", Fault([.. "%PDF-1.7"u8]));
        Assert.Equal("template-unreadable", Fault(OwnTemplate.File[..^40]));
        Assert.Equal("template-too-large", Fault(new byte[LetterTemplates.LargestFile + 1]));
        using var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("word/document.xml").Open())
            for (var i = 0; i < 400; i++) entry.Write(new byte[65_536]);
        Assert.Equal("template-unpacks-too-large", Fault(bomb.ToArray()));
    }

    [Fact]
    public void Any_bytes_are_answered_with_a_fault_and_never_an_exception() => Check.Sample(
        Gen.Select(Gen.Int[0, OwnTemplate.File.Length - 1], Gen.Byte.Array[1, 40]),
        (at, bytes) =>
        {
            var file = OwnTemplate.File.ToArray();
            bytes.AsSpan(0, Math.Min(bytes.Length, file.Length - at)).CopyTo(file.AsSpan(at));
            foreach (var fault in TemplateCheck.Faults(file)) Assert.EndsWith("。", fault.Reason.ToString(), StringComparison.Ordinal);
        }, iter: 200);
}
