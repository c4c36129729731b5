using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Matters.Terms;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Sealed;

/// <summary>One sealed matter: passed on as an extract, or back to the ordinary way; a mixed one waits until it is split.</summary>
public sealed class SealedCaseModel(Casework casework, CaseReader reader, CaseStore store, UnitQueries units, CategoryQueries categories) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Unseal;

    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "purpose")]
    public string? PurposeWord { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public PetitionFiled Filed { get; private set; } = null!;
    public IReadOnlyList<TermView> Terms { get; private set; } = [];
    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public IReadOnlyList<ShelvedFile> Files { get; private set; } = [];

    /// <summary>Why the registrar or router suspected it; null where the petitioner marked it.</summary>
    public string? Suspicion => Case.History.Last<MatterSealed>()?.Reason.Value;

    /// <summary>Of a report of retaliation, the number of the earlier petition.</summary>
    public PrivateText Earlier => Case.History.Last<RetaliationReported>()?.Earlier ?? PrivateText.Absent;

    public PossibleAct PassOn => Case.Possible(MatterAct.PassOn);

    /// <summary>Erasures, which need another liaison; and requests about personal data.</summary>
    public IEnumerable<PossibleAct> Others =>
    [
        Case.Possible(MatterAct.AnswerRequest), Case.Possible(MatterAct.RecordRequest), Case.Possible(MatterAct.AskErasure),
        Case.Possible(MatterAct.DecideErasure),
    ];

    public IReadOnlyList<InformationView> Requests => InformationView.Of(Case.History, store.Rules);

    public PossibleAct Unseal => Case.Possible(MatterAct.Unseal);

    protected override bool WantsProof => true;

    protected override string Next => "/sealed";

    protected override async Task Prepare()
    {
        var petition = (await reader.Petition(Case.State.Petition, Case.Identity))!;
        Filed = petition.Events.AsItStands();
        Files = FileShelf.Of(petition, Case.Id);
        Terms = TermView.All(Case.State, store.Rules, Case.Today);
        var names = (await units.Ever()).ToDictionary(u => u.Code, u => u.Name);
        Timeline = Matters.Staff.Timeline.Of(petition.Events, Case.History.Events, names, store.Calendar, categories.Now());
    }

    protected override Decision Decide(Matter matter, Act act) => Sealing.Unseal(matter, Words.TryParse<Purpose>(PurposeWord), Reason, act);

    protected override Phrase Done(Result.Done done) => $"{Case.State.Number}已解除密件，转回普通办理。";

    public override async Task<IActionResult> OnPostAsync(string id) =>
        Pressed is "unseal" ? await base.OnPostAsync(id) : await Open(id) ? BadRequest() : NotFound();
}
