using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Language;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Search;
using Xinqiao.Web.Serving;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Analysis;

/// <summary>
/// The group that a matter is in: its texts, when and where. The petition department puts those that it finds to be one matter beside the
/// earliest, in one step; each is an act of its own, and one that cannot be linked stops no other.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class GroupModel(GroupQueries groups, MatterQueries matters, UnitQueries units, Casework casework) : PageModel
{
    private static readonly Refusal StaleForm = new(Article.House("表单有效期"), "stale-form", FormToken.Stale);

    /// <summary>Of the petition in whose name the address is.</summary>
    public ListedMatter Asked { get; private set; } = null!;

    /// <summary>Null where nothing is like it.</summary>
    public SharedCause? Cause { get; private set; }

    public MonthChart Months { get; private set; } = null!;
    public StreetChart Streets { get; private set; } = null!;

    public bool MayLink { get; private set; }

    /// <summary>Those that are ticked: all that could be linked, or what a form that came back had.</summary>
    public IReadOnlySet<string> Ticked { get; private set; } = new HashSet<string>();

    [BindProperty(Name = "matter")]
    public string[] Chosen { get; set; } = [];

    [BindProperty(Name = "earlier")]
    public string? Earlier { get; set; }

    [TempData]
    public string? Message { get; set; }

    public async Task<IActionResult> OnGet(string id)
    {
        if (!await Open(id)) return NotFound();
        Ticked = Cause?.Unlinked.Select(m => m.Id).ToHashSet() ?? Ticked;
        return Page();
    }

    public async Task<IActionResult> OnPost(string id)
    {
        if (!await Open(id)) return NotFound();
        Ticked = Chosen.ToHashSet();
        if (!await FormToken.IsFresh(HttpContext)) return Again([StaleForm]);
        if (Ticked.Count is 0 or > GroupQueries.MostTexts)
            return Again([new(Linking.Source, "none-chosen", $"请勾选要关联的信访，一次最多{GroupQueries.MostTexts}件。", "matter")]);
        var results = await Task.WhenAll(Ticked.Order(StringComparer.Ordinal).Select(Link));
        var refused = results.SelectMany(r => r).ToList();
        var linked = results.Count(r => r.Count == 0);
        if (linked == 0) return Again(refused);
        Message = Reader.Tell(HttpContext, $"已把{linked}件关联为同一事项。")
            + string.Concat(refused.Select(r => Reader.Tell(HttpContext, $"没有关联：{r.Reason}")));
        return LocalRedirect($"/analysis/groups/{id}");
    }

    // What the gate closes and what there is not are answered alike.
    private async Task<IReadOnlyList<Refusal>> Link(string id)
    {
        StreamId? earlier = Earlier is { } typed && new StreamId(typed).IsMatter ? new StreamId(typed) : null;
        if (await casework.Open(User, id) is not { } open) return [new(Linking.Source, "no-such-matter", "所选的信访已经不在这里，请重新勾选。", "matter")];
        var result = await casework.Act(open, earlier, (matter, first, act) => Linking.Link(matter, first, LinkKind.SameCause, act));
        return result is Result.Refused { Refusals: var refusals }
            ? [.. refusals.Select(r => r with { Reason = $"{open.State.Number}：{r.Reason}", Field = "matter" })]
            : [];
    }

    private async Task<bool> Open(string id)
    {
        var viewer = Identity.Staff.Of(User).Viewer;
        if (await matters.Find(viewer, new StreamId(id)) is not { } asked) return false;
        (Asked, Cause) = (asked, await groups.Around(viewer, id));
        MayLink = viewer.Role is Role.Registrar or Role.Router;
        var received = (Cause?.Petitions ?? []).Select(m => (m.Place, Day: DateOnly.ParseExact(m.ReceivedOn, "yyyy-MM-dd"))).ToList();
        Months = MonthChart.Of(received.Select(r => (r.Day, 1)), casework.Today);
        Streets = StreetChart.Of(received.Select(r => (r.Place, 1)), await units.Ever());
        return true;
    }

    private PageResult Again(IReadOnlyList<Refusal> refusals)
    {
        ViewData["Refusals"] = refusals;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
