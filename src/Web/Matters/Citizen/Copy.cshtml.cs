using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Language;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>
/// 副本: what the petitioner gave and was told in one matter, to be printed or saved. Nothing of anybody else, and nothing the office wrote
/// for itself.
/// </summary>
public sealed class CopyModel(PetitionerQueries queries, UnitQueries units, CaseStore store) : PageModel
{
    public History<Petition> Petition { get; private set; } = null!;

    public History<Matter> Matter { get; private set; } = null!;

    /// <summary>Who petitions as it stands, with what was corrected.</summary>
    public PetitionFiled Filed { get; private set; } = null!;

    public IReadOnlyList<(Phrase Label, PrivateText Text)> Given => PartyPanel.Of(Filed);

    /// <summary>What they wrote after the petition, each with its day.</summary>
    public IEnumerable<(Phrase What, DateOnly On, PrivateText Text)> Added => Matter.Events.Select(r => r.Event switch
    {
        MatterSupplemented e => ((Phrase)"补充", r.Day, e.Supplement),
        HandlingRated e => ("评价的理由", r.Day, e.Reason),
        MatterWithdrawn e => ("撤回的原因", r.Day, e.Reason),
        ReviewAsked e => ($"{Words.Label(e.Level)}申请的事实和理由", r.Day, e.Contested),
        InformationAsked e => ($"个人信息请求：{Words.Label(e.Right)}", r.Day, e.Text),
        _ => ("", r.Day, PrivateText.Absent),
    }).Where(added => Written.WasGiven(added.Item3));

    public IReadOnlyList<ShelvedFile> Files { get; private set; } = [];

    public IReadOnlyList<Moment> Timeline { get; private set; } = [];

    public OpinionSubmitted? Opinion { get; private set; }

    public DateTimeOffset At { get; private set; }

    public int Serial { get; private set; }

    public async Task<IActionResult> OnGet(int serial = 1)
    {
        if (await Petitioner.Of(HttpContext) is not { } petitioner) return Redirect("/track");
        var matters = await queries.MattersOf(petitioner);
        if (serial < 1 || serial > matters.Count) return NotFound();
        (Matter, Petition, At) = (matters[serial - 1], await queries.PetitionOf(petitioner), store.Clock.GetUtcNow());
        Filed = Petition.Events.AsItStands();
        Files = [.. FileShelf.Of(Petition, Matter.State.Id).Where(f => f.File.IsPetitioners)];
        Timeline = Moment.All(Petition.Events, Matter.Events, (await units.Ever()).ToDictionary(u => u.Code, u => u.Name));
        if (Matter.State.ClosedOn is not null && Matter.Last<OpinionApproved>() is { } approved)
            Opinion = (OpinionSubmitted)Matter.Events.Single(r => r.Version == approved.SubmittedVersion).Event;
        Serial = serial;
        return Page();
    }
}
