using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Matters.Terms;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Sealed;

/// <summary>One sealed matter: passed on as an extract, or back to the ordinary way; a mixed one waits until it is split.</summary>
public sealed class SealedCaseModel(
    Casework casework, CaseReader reader, CaseStore store, UnitQueries units, CategoryQueries categories, PetitionerQueries petitions,
    People people) : MatterPage(casework)
{
    public override MatterAct Kind => MatterAct.Unseal;

    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "purpose")]
    public string? PurposeWord { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>Of the petition in which the request of this letter was registered.</summary>
    [BindProperty(Name = "number")]
    public string? Number { get; set; }

    /// <summary>There is no request in it.</summary>
    [BindProperty(Name = "whole")]
    public string? Whole { get; set; }

    public bool IsMixed => Case.State is { Sealed: true, SentToDisciplineOn: null, Purpose: Purpose.Mixed };

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

    // A seal is lifted by somebody who is really there; parting a letter and withdrawing open nothing.
    protected override bool WantsProof => Pressed is null or "unseal";

    protected override string Next => Pressed is "set-apart" ? Case.Page : "/sealed";

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

    public override async Task<IActionResult> OnPostAsync(string id)
    {
        if (Pressed is "unseal") return await base.OnPostAsync(id);
        if (!await Open(id)) return NotFound();
        return Pressed switch
        {
            "set-apart" => await Act(
                await Ordinary(), (matter, ordinary, act) => Sealing.SetApart(matter, ordinary, Whole is "yes", act),
                _ => "已登记分开。此件按检举控告办理，可以移送。"),
            "recuse" => await Withdraw(await HasAnother()),
            _ => BadRequest(),
        };
    }

    private Task<IActionResult> Withdraw(bool hasAnother) => Act(
        (matter, act) => Conflict.RecuseFromSealed(matter, Reason, hasAnother, act), _ => "已登记回避。该事项不再向您显示，由其他联络员办理。");

    private async Task<bool> HasAnother() => (await people.All()).Any(p =>
        p.Role == Words.Of(Role.DisciplineLiaison) && p.Id != Case.Staff.Id && !Case.State.IsInterested(p.Id));

    private async Task<StreamId?> Ordinary() =>
        PetitionNumber.Parse(Number ?? "") is { } number && await petitions.Numbered(number) is { } petition
            ? (await petitions.Ids(petition))[0]
            : null;
}
