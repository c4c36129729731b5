using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xinqiao.Web.Registers.Audit;

/// <summary>Who changed what in the reference data, when and from what to what.</summary>
public sealed class ChangesModel(ChangeLog log) : PageModel
{
    private const int PageSize = 50;

    /// <summary>The position where the page before ended.</summary>
    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<LoggedChange> Rows { get; private set; } = [];
    public long? Next { get; private set; }

    public async Task OnGet()
    {
        long? before = long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
        var rows = await log.Page(before, PageSize + 1);
        Rows = [.. rows.Take(PageSize)];
        if (rows.Count > PageSize) Next = Rows[^1].Position;
    }
}
