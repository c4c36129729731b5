using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Attachments;

namespace Xinqiao.Web.Attachments.Sorting;

/// <summary>
/// A scanned picture that waits to be sorted, drawn anew: pixels and nothing else. A PDF is not opened before it is attached and checked.
/// </summary>
public sealed class ScanPicture(UnsortedScans unsorted) : PageModel
{
    public async Task<IActionResult> OnGet(string id)
    {
        if (await unsorted.Find(id) is not { } scan || scan.Type == FileType.Pdf) return NotFound();
        if (await unsorted.Open(id) is not { } bytes || SafeCopy.Of(scan.Type, bytes) is not { } copy) return NotFound();
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(copy, FileShelf.ContentType(scan.Type), scan.Name);
    }
}
