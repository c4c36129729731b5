using Microsoft.AspNetCore.Mvc;
using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Matters.Staff;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Erasures;

/// <summary>审批依法删除: the second person sees what is to go and on which basis, and approves or refuses. The texts are not shown again.</summary>
public sealed class DecideErasureModel(Casework casework, CaseReader reader, FileIntake files) : MatterPage(casework)
{
    private History<Petition> petition = null!;

    public override MatterAct Kind => MatterAct.DecideErasure;

    /// <summary>approve or refuse.</summary>
    [BindProperty(Name = "act")]
    public string? Pressed { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public IReadOnlyList<ErasableText> Texts { get; private set; } = [];

    /// <summary>What was asked; null where nothing waits.</summary>
    public ErasureAsked? Asked =>
        Case.History.Events.FirstOrDefault(r => r.Version == Case.State.PendingErasure?.Version)?.Event as ErasureAsked;

    public IEnumerable<ErasableText> Chosen => Texts.Where(t => Asked?.Places.Contains(t.Place) is true);

    protected override async Task Prepare()
    {
        petition = (await reader.Petition(Case.State.Petition))!;
        Texts = ErasableTexts.Of(Case.Id, petition.Events, Case.History.Events);
    }

    public override async Task<IActionResult> OnPostAsync(string id) =>
        Pressed is "approve" or "refuse" ? await base.OnPostAsync(id) : await Open(id) ? BadRequest() : NotFound();

    protected override Decision Decide(Matter matter, Act act) => Pressed == "approve"
        ? Erasing.Approve(matter, [.. Texts.Places()], Case.Office, act)
        : Erasing.Refuse(matter, Reason, act);

    protected override Phrase Done(Result.Done done) => done.Events[0].Event is ErasureApproved approved
        ? (Phrase)$"已批准（{approved.DocumentNumber}），所选内容已依法删除。"
        : "没有删除，申请已退回。";

    protected override async Task<string> Beside(Result.Done done)
    {
        if (done.Events[0].Event is not ErasureApproved) return "";
        var gone = Chosen.Select(t => t.Place).Where(p => p.Field == Attaching.FileContent).Select(p => p.Position).ToHashSet();
        await files.Forget(
            Case.State.Petition,
            petition.Events.Where(e => gone.Contains(e.Position)).Select(e => (e.Event as AttachmentAdded)?.Sha256.Value).OfType<string>());
        return "";
    }

    protected override string Next => Case.State.Sealed ? $"/sealed/{Case.Id}" : Case.Path;
}
