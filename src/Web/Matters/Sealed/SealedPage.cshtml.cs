using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Matters.Staff;

namespace Xinqiao.Web.Matters.Sealed;

/// <summary>密件: what only the discipline liaison sees, the nearest term first where it still runs.</summary>
public sealed class SealedModel(MatterQueries queries, Casework casework) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    [TempData]
    public string? Message { get; set; }

    public IReadOnlyList<ListedMatter> Waiting { get; private set; } = [];
    public IReadOnlyList<ListedMatter> Sent { get; private set; } = [];
    public IReadOnlyList<ListedMatter> Asked { get; private set; } = [];

    /// <summary>Where somebody asked about their personal data and waits for the answer.</summary>
    public IReadOnlyList<ListedMatter> Requests { get; private set; } = [];
    public string? NextPage { get; private set; }
    public MatterRows List(IReadOnlyList<ListedMatter> rows) => casework.List(rows);

    public async Task OnGet()
    {
        var viewer = Identity.Staff.Of(User).Viewer;
        var rows = await queries.List(viewer, new MatterFilter([Stage.Sealed], After: After, Limit: PageSize + 1));
        Waiting = [.. rows.Take(PageSize)];
        NextPage = rows.Count > PageSize ? "/sealed?after=" + Uri.EscapeDataString(Waiting[^1].Id) : null;
        if (After is null) Asked = await queries.List(viewer, new MatterFilter(Limit: PageSize) { DisclosureAsked = true });
        if (After is null) Requests = await queries.ByDue(viewer, new MatterFilter(Limit: PageSize, Clock: Core.Regulation.ClockId.InformationRequest));
        if (After is null) Sent = await queries.List(viewer, new MatterFilter([Stage.WithDiscipline], Limit: PageSize));
    }
}
