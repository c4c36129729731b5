using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Documents;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>The template in force for one kind, as the file itself or filled with a made-up letter; and the platform's own.</summary>
public sealed class LetterFileModel(LetterTemplateFiles templates, WordProcessor processor) : PageModel
{
    public async Task<IActionResult> OnGet(string kind, string format)
    {
        var chosen = Words.TryParse<DocumentKind>(kind);
        if (kind == "own") return File(OwnTemplate.File, LetterDocx.ContentType, "文书样式-平台自带.docx");
        if (chosen is null && kind != LetterTemplates.Every) return NotFound();
        var template = chosen is { } one ? await templates.At(one, long.MaxValue) : await templates.ForEvery();
        if (format == "file") return template is null ? NotFound() : File(template, LetterDocx.ContentType, $"文书样式-{kind}.docx");
        var sample = LetterDocx.Of(SampleLetter.Of(chosen ?? DocumentKind.Opinion), DatabaseKind.Demo, template);
        if (format == "sample") return File(sample, LetterDocx.ContentType, $"样张-{kind}.docx");
        if (!processor.IsInstalled) return NotFound();
        return await processor.Pdf(sample, HttpContext.RequestAborted) is { } pdf
            ? File(pdf, WordProcessor.ContentType, $"样张-{kind}.pdf")
            : StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
