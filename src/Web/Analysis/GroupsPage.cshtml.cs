using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Web.Search;

namespace Xinqiao.Web.Analysis;

/// <summary>Petitions that are likely to share a cause: the matter, its texts, how many there are. Never who took part.</summary>
public sealed class GroupsModel(GroupQueries groups) : PageModel
{
    /// <summary>The word in the address for those that grew last.</summary>
    public const string Newest = "newest";

    public bool NewestFirst { get; private set; }

    public SharedCauses Causes { get; private set; } = null!;

    /// <param name="list">The order; anything else than <see cref="Newest"/> shows the largest first.</param>
    public async Task OnGet([FromQuery] string? list)
    {
        NewestFirst = list == Newest;
        Causes = await groups.Of(Identity.Staff.Of(User).Viewer, NewestFirst);
    }
}
