using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Attachments;

/// <summary>A file that was looked at, and what it is to the petition.</summary>
/// <param name="Scanned">A virus scanner found nothing in it.</param>
/// <param name="DocumentNumber">Of the document whose service it proves.</param>
public sealed record AttachFile(
    AttachmentKind Kind, FileType Type, long Bytes, long? CopyBytes, bool Scanned, string FileName, string Sha256, string? CopySha256,
    string? DocumentNumber = null);

/// <summary>
/// Files of a petition: who adds which, how many, who answers for one that no scanner saw, and who may take one back. What was handed in
/// is taken down by erasure only, on a legal basis.
/// </summary>
public static class Attaching
{
    public static readonly Article Source = Article.House("附件");

    /// <summary>Facts and reasons come with what proves them (Art. 19(1)).</summary>
    public static readonly Article Materials = Regulation.Register.Article19.InParagraph(1);

    private static readonly Role[] Office = [Role.Registrar, Role.Router];
    private static readonly Role[] UnitPosts = [Role.Handler, Role.UnitHead];

    /// <summary>Who may add files of a kind, among staff.</summary>
    public static bool MayAdd(Role role, AttachmentKind kind) => kind is AttachmentKind.Material or AttachmentKind.Scan
        ? Office.Contains(role)
        : UnitPosts.Contains(role);

    /// <summary>What tells who petitions is opened by those who must reach them; others see that a file is there.</summary>
    public static bool MayOpen(Role role) => Office.Contains(role) || UnitPosts.Contains(role) || role == Role.DisciplineLiaison;

    /// <param name="ownHand">Of a petitioner: the query code never was with staff, or the one-time code was right.</param>
    public static Decision Add(Petition petition, Matter matter, AttachFile file, bool ownHand, Act act)
    {
        if (MayNotAdd(matter, file.Kind, ownHand, act) is { } no) return no;
        var isUnits = file.Kind is AttachmentKind.Evidence or AttachmentKind.ProofOfService;
        var rule = new TextRule().Optional("files", "文件名", file.FileName, FileLimits.NameLength).Require(
            petition.Attachments.Count(a => a.CountsWith(file.Kind, matter.Id)) < FileLimits.Files, FileLimits.Source, "too-many-files",
            $"“{file.FileName}”没有收下：{(isUnits ? Words.Label(file.Kind) : "一件信访的材料")}最多{FileLimits.Files}个文件，已经满了。", "files");
        return rule.Passed
            ? Decision.Accept(new AttachmentAdded(
                petition.Id, file.Kind, file.Type, file.Bytes, file.CopyBytes, file.Scanned, isUnits ? matter.Id : null,
                file.DocumentNumber, file.FileName, file.Sha256, file.CopySha256))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Why somebody cannot add a file of a kind now, whichever file; null where they can.</summary>
    public static Decision? MayNotAdd(Matter matter, AttachmentKind kind, bool ownHand, Act act)
    {
        if (kind is AttachmentKind.Evidence or AttachmentKind.ProofOfService)
            return Authority.OfUnit(act, matter.Dispatch?.Unit, UnitPosts) is { } notMine ? Decision.Refuse([notMine])
                : matter.Sealed ? Sealing.Refuse() : null;
        // Adding to what is sealed shows nothing of it: a letter's pages follow wherever the letter went.
        if (act.Actor.Role == Role.Petitioner) return Withdrawal.Supplement(matter, "附件", ownHand, act) as Decision.Refused;
        return kind == AttachmentKind.Scan && act.Actor.Role == Role.System ? null
            : Authority.PetitionDepartment(act) is { } notOffices ? Decision.Refuse([notOffices]) : null;
    }

    /// <summary>What the scanner says of a file that waited.</summary>
    public static Decision Scan(Petition petition, int added, bool infected, Act act)
    {
        if (Authority.Is(act, Role.System) is { } notMine) return Decision.Refuse([notMine]);
        return petition.Attachment(added) is { Standing: Standing.Waiting or Standing.Released }
            ? Decision.Accept(new AttachmentScanned(petition.Id, added, infected))
            : Decision.Refuse(Source, "not-waiting", "该附件没有在等待检查。");
    }

    /// <summary>放行: somebody answers, with a reason, for a file that no scanner has looked at. What is infected is never released.</summary>
    public static Decision Release(Petition petition, Matter matter, int added, string? reason, Act act)
    {
        if (Closed(petition, matter, added, act, out var file) is { } refused) return refused;
        if (file.Standing != Standing.Waiting)
            return Decision.Refuse(Source, "not-waiting", file.Standing == Standing.Infected
                ? "该附件查出病毒，不能放行。"
                : "该附件没有在等待检查。");
        var rule = new TextRule().Required("reason", "放行理由", reason, PetitionLimits.Note, Source);
        return rule.Passed ? Decision.Accept(new AttachmentReleased(petition.Id, added, reason)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The picture as it came: by the router, the unit's head or the liaison, with a reason that the petitioner sees.</summary>
    public static Decision OpenOriginal(Petition petition, Matter matter, int added, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Router, Role.UnitHead, Role.DisciplineLiaison) is { } notMine) return Decision.Refuse([notMine]);
        if (Closed(petition, matter, added, act, out var file) is { } refused) return refused;
        if (!file.IsOpen) return Decision.Refuse(Source, "not-open", $"该附件{Words.Label(file.Standing)}，不能打开。");
        var rule = new TextRule().Required("reason", "查看原件的理由", reason, PetitionLimits.Note, Source);
        return rule.Passed ? Decision.Accept(new OriginalOpened(petition.Id, added, reason)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Stands for the bytes themselves in an erasure.</summary>
    public const string FileContent = "file";

    // Whoever the gate let in: the office, the unit that has the matter, or the liaison of what is sealed.
    private static Decision? Closed(Petition petition, Matter matter, int added, Act act, out Attachment file)
    {
        file = petition.Attachment(added)!;
        if (!MayOpen(act.Actor.Role)) return Decision.Refuse([Authority.Is(act, [.. Office, .. UnitPosts])!]);
        if (UnitPosts.Contains(act.Actor.Role) && Authority.OfUnit(act, matter.Dispatch?.Unit, UnitPosts) is { } notMine)
            return Decision.Refuse([notMine]);
        if (matter.Sealed != (act.Actor.Role == Role.DisciplineLiaison)) return Sealing.Refuse();
        return file is null || (file.Matter is { } of && of != matter.Id)
            ? Decision.Refuse(Source, "no-such-file", "没有这个附件。")
            : null;
    }
}
