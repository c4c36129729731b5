using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>What became of a petition: for each of its matters where it stands, what comes next, and what was answered.</summary>
public sealed class CaseModel(CaseStore store, PetitionerQueries queries, UnitQueries unitQueries) : PageModel
{
    public Petition Petition { get; private set; } = null!;

    public PetitionFiled Filed { get; private set; } = null!;

    /// <summary>What came with it.</summary>
    public IReadOnlyList<ShelvedFile> Files { get; private set; } = [];

    /// <summary>As long as facts can be added.</summary>
    public bool AddsFiles => Matters.Any(m => m.Acts.Contains(PetitionersAct.Supplement));

    public IReadOnlyList<MatterView> Matters { get; private set; } = [];

    /// <summary>The counter's code was in staff's hands: opening a document asks for a one-time code too.</summary>
    public bool OpensAtOnce => !Petition.CodeWasWithStaff;

    public async Task<IActionResult> OnGet()
    {
        if (await Petitioner.Of(HttpContext) is not { } petitioner) return Redirect("/track");
        var petition = await queries.PetitionOf(petitioner);
        (Petition, Filed) = (petition.State, petition.Last<PetitionFiled>()!);
        Files = [.. FileShelf.Of(petition, default).Where(f => f.File.IsPetitioners)];
        var units = await unitQueries.All();
        var (names, office) = (units.ToDictionary(u => u.Code, u => u.Name), units.First(u => u.Kind == UnitKind.PetitionOffice).Name);
        var asked = new Act(Actor.Petitioner, store.Clock.GetUtcNow(), PrivateText.Absent, store.Rules, static _ => 0);
        Matters = [.. (await queries.MattersOf(petitioner)).Select((history, i) =>
            MatterView.Of(i + 1, history, petition.Events, names, office, store.Rules, asked))];
        return Page();
    }

    // A form sent here by no button of the page.
    public IActionResult OnPost() => Redirect("/track/case");

    public async Task<IActionResult> OnPostLeave()
    {
        await Petitioner.SignOut(HttpContext);
        return Redirect("/track?left=1");
    }
}
