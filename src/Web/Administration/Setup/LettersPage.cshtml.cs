using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Language;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>A kind of letter with what it is printed in.</summary>
/// <param name="Kind">Stored word, or “all”.</param>
/// <param name="FollowsEvery">It has no template of its own, but there is one for all.</param>
public sealed record LetterKindRow(string Kind, Phrase Label, bool IsSet, bool FollowsEvery);

/// <summary>The templates of letters: set after a look at a sample, taken back, downloaded.</summary>
[IgnoreAntiforgeryToken]
public sealed class LettersModel(LetterTemplateFiles templates, WordProcessor processor) : PageModel
{
    private IReadOnlyDictionary<string, SetTemplate> inForce = new Dictionary<string, SetTemplate>();

    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(Name = "file")]
    public IFormFile? Chosen { get; set; }

    [TempData]
    public string? Message { get; set; }

    /// <summary>Every blank there is, with what it is for.</summary>
    public static IReadOnlyList<(string Name, Phrase Meaning)> Blanks { get; } =
    [
        ("发文机关", "加盖印章的机关的全称"),
        ("文书名称", "例如信访处理意见书"),
        ("文号", "例如崇住建〔2026〕3号"),
        ("受文人", "称呼和冒号；没有受文人的文书，这一行不出现"),
        ("正文", "独占一行；正文各段用这一行的字体和格式"),
        ("成文日期", "例如2026年1月5日"),
        ("附注", "独占一行；信访事项编号、依据、联系、查询等各占一行"),
        ("条码", "独占一行；信访事项编号的条码，扫描回证时自动归入该事项"),
        ("信访事项编号", "也可以单独放在别处"),
        ("签发人", "没有的不出现"),
        ("抄送", "没有的不出现"),
    ];

    public bool HasPdf => processor.IsInstalled;

    public IEnumerable<LetterKindRow> Rows
    {
        get
        {
            var forAll = IsSet(LetterTemplates.Every);
            return Words.All<DocumentKind>().Select(k => new LetterKindRow(Words.Of(k), Words.Label(k), IsSet(Words.Of(k)), forAll))
                .Prepend(new LetterKindRow(LetterTemplates.Every, "全部文书", forAll, false));
        }
    }

    public async Task OnGet() => inForce = await templates.InForce();

    public async Task<IActionResult> OnPost()
    {
        if (Pressed is not ("set" or "try" or "remove")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext)) return await Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        var kind = Words.TryParse<DocumentKind>(Kind);
        if (kind is null && Kind != LetterTemplates.Every)
            return await Again([new Refusal(LetterTemplates.Source, "kind-unknown", "请选择用于哪一种文书。", "kind")]);
        var file = Pressed == "remove" ? null : await Bytes();
        if (Pressed != "remove" && file is null)
            return await Again([new Refusal(LetterTemplates.Source, "file-missing", "请选择样式文件。", "file")]);
        if (Pressed == "try") return TemplateCheck.Faults(file!) is { Count: > 0 } faults ? await Again(faults) : Sample(kind, file);
        if (await templates.Set(Identity.Staff.Of(User).Actor, kind, file) is Result.Refused refused) return await Again(refused.Refusals);
        var label = kind is { } one ? Words.Label(one) : "全部文书";
        Message = Reader.Tell(HttpContext, file is null ? (Phrase)$"“{label}”已改回平台自带的格式。" : (Phrase)$"“{label}”的样式已设定，今后制发的文书按它打印。");
        return LocalRedirect("/administration/letters");
    }

    private bool IsSet(string kind) => inForce.GetValueOrDefault(kind)?.Digest is not null;

    // One byte more than may be read says that there is more.
    private async Task<byte[]?> Bytes()
    {
        if (Chosen is null) return null;
        await using var stream = Chosen.OpenReadStream();
        var buffer = new byte[Math.Min(Chosen.Length, LetterTemplates.LargestFile + 1)];
        await stream.ReadExactlyAsync(buffer);
        return buffer;
    }

    private FileContentResult Sample(DocumentKind? kind, byte[]? file) =>
        File(LetterDocx.Of(SampleLetter.Of(kind ?? DocumentKind.Opinion), DatabaseKind.Demo, file), LetterDocx.ContentType, "样张.docx");

    private async Task<PageResult> Again(IReadOnlyList<Refusal> refusals)
    {
        inForce = await templates.InForce();
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
