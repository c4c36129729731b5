using Xinqiao.Core;
using Xinqiao.Core.Attachments;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Matters.Citizen;

/// <summary>Photographs and papers that the petitioner hands in after the petition, as long as facts can be added.</summary>
public sealed class FilesModel(CaseStore store, PetitionerQueries queries, QueryCodes codes, Outbox outbox, FileIntake intake)
    : PetitionersPage(store, queries, codes, outbox)
{
    public override Phrase What => "提交材料";

    public override Phrase WithoutContact => "可以把材料寄到或者交到接待窗口，写明信访件编号。";

    /// <summary>How many were taken of what was sent.</summary>
    public int Taken { get; private set; }

    /// <summary>What they handed in themselves, and the scan of what they sent on paper; each can be had back.</summary>
    public IReadOnlyList<ShelvedFile> Own => [.. FileShelf.Of(Filed, Matter.Id).Where(f => f.File.IsPetitioners)];

    protected override Article Basis => Attaching.Materials;

    protected override bool TrustsOwnCode => true;

    protected override Refusal? Refuse(Matter matter, Act act) =>
        (Attaching.MayNotAdd(matter, AttachmentKind.Material, ownHand: true, act) as Decision.Refused)?.Refusals[0];

    // Each file is decided for itself; here only whether there is one.
    protected override Decision Decide(Matter matter, bool secondFactor, Act act) =>
        ReceivedFiles.Of(HttpContext).Count > 0
            ? Decision.Accept()
            : Decision.Refuse(Attaching.Materials, "missing", "请选择照片或者文件。", "files");

    protected override async Task<IReadOnlyList<Refusal>> Record(bool secondFactor)
    {
        var files = ReceivedFiles.Of(HttpContext);
        var refused = await intake.Take(
            files, new FileFor(Actor.Petitioner, Petition, Matter.Id, AttachmentKind.Material, secondFactor), CancellationToken.None);
        Taken = files.Count - refused.Count;
        return refused;
    }
}
