using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Xinqiao.Web.Matters.Extracts;

/// <summary>移送来的节录: what was passed on to this unit of accusations.</summary>
public sealed class ExtractsModel(ExtractQueries queries) : PageModel
{
    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<ListedExtract> Extracts { get; private set; } = [];

    public string? NextPage { get; private set; }

    public async Task OnGet()
    {
        var rows = await queries.List(Identity.Staff.Of(User).Viewer, After);
        Extracts = [.. rows.Take(ExtractQueries.PageSize)];
        NextPage = rows.Count > ExtractQueries.PageSize ? "/extracts?after=" + Uri.EscapeDataString(Extracts[^1].Matter) : null;
    }
}
