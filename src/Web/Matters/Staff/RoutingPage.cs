using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core.Matching;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>A page that chooses a unit for a matter, with what is suggested beside its form.</summary>
public abstract class RoutingPage(Casework casework, Suggesting suggesting, CaseReader reader) : MatterPage(casework)
{
    /// <summary>Of the form, for the buttons that stand beside it.</summary>
    public const string FormId = "route";

    [BindProperty(Name = "unit")]
    public string? To { get; set; }

    public Recipients Recipients { get; private set; } = Recipients.None;

    /// <summary>Null where there is nothing to choose.</summary>
    public Suggested? Suggested { get; private set; }

    /// <summary>To which units the matter can be given.</summary>
    protected abstract Task<Recipients> Among(Petition? petition);

    protected override async Task Prepare()
    {
        var petition = await reader.Petition(Case.State.Petition);
        Recipients = await Among(petition?.State);
        if (Recipients.Units.Count < 2 || !Case.Shows(Part.Text) || petition?.Last<PetitionFiled>() is not { } filed) return;
        Suggested = await suggesting.Units(
            MatterText.Of(filed.Title.Value, filed.Narrative.Value, filed.Request.Value), Recipients.Units,
            $"{HttpContext.Request.Path}?handler=take", FormId);
    }

    /// <summary>Fills in what was suggested, which somebody then sends or changes.</summary>
    public Task<IActionResult> OnPostTakeAsync(string id, [FromForm(Name = "suggested")] string? suggested) => Refill(id, () =>
    {
        To = Recipients.Find(suggested)?.Code ?? To;
        ViewData["Focus"] = "unit";
    });
}
