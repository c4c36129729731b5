using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Search;

namespace Xinqiao.Web.Search;

/// <summary>
/// Looks for matters. What is typed may hold a person's name, so it travels in the body of the request and stands in no address, log or
/// event.
/// </summary>
public sealed class SearchModel(SearchQueries queries) : PageModel
{
    [BindProperty(Name = SearchQuery.Field)]
    public string? Typed { get; set; }

    /// <summary>Where an older page begins.</summary>
    [BindProperty(Name = "before")]
    public string? Before { get; set; }

    /// <summary>Null until something was looked for.</summary>
    public SearchAnswer? Answer { get; private set; }

    public bool IsFirst { get; private set; } = true;

    public void OnGet() { }

    public async Task OnPost()
    {
        if (SearchQuery.Read(Typed, out var refusals) is not { } query)
        {
            ViewData["Refusals"] = refusals;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }

        // A mark that was damaged on its way is none: the first page is shown.
        long? before = long.TryParse(Before, out var row) && row >= 0 ? row : null;
        IsFirst = before is null;
        Answer = await queries.Find(Identity.Staff.Of(User).Viewer, query, before);
    }
}
