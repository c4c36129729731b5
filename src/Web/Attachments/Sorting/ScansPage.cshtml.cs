using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Attachments.Sorting;

/// <summary>Scanned pages without a readable bar-code: an officer says which petition each belongs to.</summary>
[IgnoreAntiforgeryToken]
public sealed class ScansPage(
    UnsortedScans unsorted, FileIntake intake, PetitionerQueries petitions, CaseStore store, IServiceProvider services) : PageModel
{
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    private static readonly Refusal NoSuchNumber = new(
        Attaching.Source, "no-such-petition", "没有这个编号的信访件，请核对。编号像 XF2026-000001-7 这样，最后一位是校验码。", "number");

    public IReadOnlyList<UnsortedScan> Scans { get; private set; } = [];

    /// <summary>Null where the office has none.</summary>
    public ScanFolder? Folder => services.GetService<ScanFolder>();

    public bool HasScanner => intake.HasScanner;

    [BindProperty(Name = "scan")]
    public string? Scan { get; set; }

    [BindProperty(Name = "number")]
    public string? Number { get; set; }

    [BindProperty(Name = "ground")]
    public string? GroundWord { get; set; }

    /// <summary>“discard” where it belongs to no petition.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    public bool Discards => Pressed == "discard";

    [TempData]
    public string? Message { get; set; }

    public async Task OnGet() => Scans = await unsorted.List();

    public async Task<IActionResult> OnPost()
    {
        if (!await FormToken.IsFresh(HttpContext)) return await Again(StaleForm);
        if (await unsorted.Find(Scan) is not { } scan || await unsorted.Open(scan.Id) is not { } bytes)
            return await Again(new Refusal(Attaching.Source, "sorted-already", "这个扫描件刚才已经归入，请看下面还有哪些。"));
        if (Discards) return await Discard(scan, bytes);
        if (PetitionNumber.Parse(Number) is not { } number || await petitions.Numbered(number) is not { } petition) return await Again(NoSuchNumber);
        var (file, refusal) = await intake.Check(scan.Name, bytes, HttpContext.RequestAborted);
        refusal ??= await intake.Record(file!, new FileFor(
            Identity.Staff.Of(User).Actor, petition, (await petitions.Ids(petition))[0], AttachmentKind.Scan));
        if (refusal is not null && refusal.Code != "already-attached") return await Again(refusal);
        await unsorted.Sorted(scan.Id);
        Message = Language.Reader.Tell(HttpContext, $"已归入{number}。");
        return RedirectToPage();
    }

    private async Task<IActionResult> Discard(UnsortedScan scan, byte[] bytes)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var result = await store.Act(new Intent(
            Identity.Staff.Of(User).Actor, (_, act) => ScanDiscarded.Discard(Words.TryParse<DiscardGround>(GroundWord), digest, act)));
        if (result is Result.Refused refused) return await Again(refused.Refusals[0]);
        await unsorted.Sorted(scan.Id);
        Message = Language.Reader.Tell(HttpContext, "已移出，理由记入登记账。");
        return RedirectToPage();
    }

    private async Task<IActionResult> Again(Refusal refusal)
    {
        Scans = await unsorted.List();
        ViewData["Refusals"] = (IReadOnlyList<Refusal>)[refusal];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
