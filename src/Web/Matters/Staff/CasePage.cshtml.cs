using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Documents;
using Xinqiao.Web.Matters.Terms;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Staff;

/// <summary>One matter: who has it, by when and why; what was petitioned; what can be done; how it came to be.</summary>
public sealed class CaseModel(Casework casework, CaseReader reader, CaseStore store, UnitQueries units) : PageModel
{
    public OpenCase Case { get; private set; } = null!;
    public PetitionFiled Filed { get; private set; } = null!;
    public IReadOnlyList<TermView> Terms { get; private set; } = [];
    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];
    public IReadOnlyList<(DocumentKind Kind, int Version)> Documents { get; private set; } = [];
    public IReadOnlyList<PossibleAct> Acts { get; private set; } = [];

    [TempData]
    public string? Message { get; set; }

    /// <summary>The term that ends next, with who owes it; null where none runs.</summary>
    public (DateOnly Due, DateOnly Nominal, Clock Clock)? Next =>
        DueTag.ClockOf(Case.Listed) is { } clock && Case.Listed is { DueOn: { } due, NominalOn: { } nominal }
            ? (due, nominal, clock)
            : null;

    /// <summary>Who petitions is shown to those who must reach them: who registers and forwards, and the unit in charge.</summary>
    public bool ShowsParty => Case.Staff.Role is Role.Registrar or Role.Router or Role.Handler or Role.UnitHead;

    /// <summary>Whose turn it is.</summary>
    public string InCharge => Case.State switch
    {
        { Dispatch: null } => Case.Office.Name,
        { Dispatch: var dispatch } => dispatch.UnitName,
    };

    public async Task<IActionResult> OnGet(string id)
    {
        if (await casework.Open(User, id) is not { } open) return NotFound();
        if (await reader.Petition(open.State.Petition) is not { } petition) return NotFound();
        Case = open;
        Filed = petition.Last<PetitionFiled>()!;
        Terms = TermView.All(open.State, store.Rules, open.Today);
        var names = (await units.All()).ToDictionary(u => u.Code, u => u.Name);
        Timeline = Staff.Timeline.Of(petition.Events, open.History.Events, names, store.Calendar);
        Documents = Letters.Of(open.History.Events);
        Acts = [.. open.Acts.Where(a => a.Act is not (MatterAct.SendToDiscipline or MatterAct.Unseal))];
        return Page();
    }

    public string DocumentPath((DocumentKind Kind, int Version) document) =>
        $"{Case.Path}/documents/{document.Version}/{Words.Of(document.Kind)}";
}
