using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Administration.Setup;

/// <summary>The spreadsheet of a district: uploaded, looked at, applied. It travels with the page; nothing is kept in between.</summary>
[IgnoreAntiforgeryToken]
public sealed class SheetModel(DistrictSheets sheets) : PageModel
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "file")]
    public IFormFile? Chosen { get; set; }

    /// <summary>The file that was looked at, in base64.</summary>
    [BindProperty(Name = "content")]
    public string? Carried { get; set; }

    [TempData]
    public string? Message { get; set; }

    public DistrictPlan? Plan { get; private set; }

    public void OnGet() { }

    public async Task<FileContentResult> OnGetTemplate() => File(await sheets.Write(asItIs: false), Xlsx, "单位和人员-模板.xlsx");

    public async Task<FileContentResult> OnGetNow() => File(await sheets.Write(asItIs: true), Xlsx, "单位和人员.xlsx");

    public async Task<IActionResult> OnPost()
    {
        if (Pressed is not ("preview" or "apply")) return BadRequest();
        if (!await FormToken.IsFresh(HttpContext))
            return Again([new Refusal(Article.House("表单有效期"), "stale-form", FormToken.Stale)]);
        if (await Uploaded() is not { } file)
            return Again([new Refusal(DistrictSheet.Source, "file-missing", "请选择要上传的xlsx文件。", "file")]);
        (Plan, var refusals) = await sheets.Plan(file);
        if (Plan is null) return Again(refusals);
        // A hidden field shows what was posted before what is new.
        ModelState.Remove("content");
        Carried = Convert.ToBase64String(file);
        if (Plan.Faults.Count > 0) return Again([]);
        if (Pressed == "preview") return Page();
        if (await sheets.Apply(Identity.Staff.Of(User).Actor, Plan) is Result.Refused refused) return Again(refused.Refusals);
        Message = Language.Reader.Tell(HttpContext, $"已生效：新增{Plan.Count(LineEffect.Add)}行，变更{Plan.Count(LineEffect.Change)}行，停用{Plan.Count(LineEffect.End)}行。");
        return LocalRedirect("/administration/sheet");
    }

    private async Task<byte[]?> Uploaded()
    {
        if (Pressed == "apply")
        {
            var buffer = new byte[DistrictSheets.LargestFile + 3];
            return Carried is not null && Convert.TryFromBase64String(Carried, buffer, out var length) ? buffer[..length] : null;
        }

        if (Chosen is not { Length: > 0 }) return null;
        // One byte more than may be read says that there is more.
        var file = new byte[Math.Min(Chosen.Length, DistrictSheets.LargestFile + 1)];
        await using var stream = Chosen.OpenReadStream();
        await stream.ReadExactlyAsync(file);
        return file;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
