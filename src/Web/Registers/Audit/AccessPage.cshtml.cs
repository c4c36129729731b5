using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xinqiao.Web.Registers.Audit;

/// <summary>Who came in, and where somebody was not let in.</summary>
public sealed class AccessModel(AccessRecords records) : PageModel
{
    private const int PageSize = 50;

    /// <summary>The position where the page before ended.</summary>
    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(Name = "list", SupportsGet = true)]
    public string? List { get; set; }

    public bool RefusalsOnly => List == "refusals";

    public IReadOnlyList<ToldAccess> Rows { get; private set; } = [];
    public long? Next { get; private set; }

    public async Task OnGet()
    {
        long? before = long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
        var rows = await records.Page(before, RefusalsOnly, PageSize + 1);
        Rows = [.. rows.Take(PageSize)];
        if (rows.Count > PageSize) Next = Rows[^1].Position;
    }
}
