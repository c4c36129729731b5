using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>Who looks: the capacity, the unit and the person, as they are at this request.</summary>
/// <param name="Person">Pseudonym of the member of staff.</param>
public sealed record Viewer(Role Role, string Unit, string Person = "");

/// <summary>What the viewer is to a matter. The first that holds counts, so whoever is closed out by one is not let in by another.</summary>
public enum Relation
{
    [Word("interested", "须回避")] Interested,
    [Word("complained-of", "被反映单位")] ComplainedOf,
    [Word("in-its-line", "被反映单位的上下级")] InItsLine,
    [Word("lead", "主办单位")] Lead,
    [Word("reviewer", "复查、复核机关")] Reviewer,
    [Word("former", "提过异议的单位")] Former,
    [Word("recipient", "接收移送节录的单位")] Recipient,
    [Word("other", "其他")] Other,
}

/// <summary>
/// Whether a matter goes the ordinary way or is sealed. An accusation that nobody sealed is neither: no line opens it. Its number stands in
/// the rows of matters and leads their indexes.
/// </summary>
public enum Secrecy
{
    [Word("ordinary", "普通")] Ordinary,
    [Word("sealed", "密件")] Sealed,
    [Word("unsealed-accusation", "未封存的检举控告")] UnsealedAccusation,
}

/// <summary>What of a matter is asked for.</summary>
public enum Part
{
    [Word("count", "计数")] Count,
    [Word("existence", "存在")] Existence,
    [Word("text", "信访内容")] Text,
    [Word("identity", "姓名")] Identity,
    [Word("contact", "联系方式")] Contact,
    [Word("documents", "文书")] Documents,
    [Word("files", "附件")] Files,
    [Word("log", "办理经过")] Log,

    /// <summary>Requests about personal data: no unit learns who asks to have something corrected or erased.</summary>
    [Word("requests", "个人信息请求")] Requests,

    /// <summary>What was passed on of a sealed matter, to the unit that got it: the struck text, and nothing that leads to the rest.</summary>
    [Word("extract", "移送的节录")] Extract,
}

/// <summary>One line of the policy: who, standing where, sees what of which matters, and by which article.</summary>
public sealed record GateLine(
    IReadOnlyList<Role> Roles, IReadOnlyList<Relation> Relations, Secrecy Secrecy, IReadOnlyList<Part> Parts, Article Source);

/// <summary>
/// Which matters somebody may see, and what of them. One policy, asked by every list, search, count, page, export and act at each
/// request; the conditions of queries are written from the same lines. What no line allows is denied (Art. 30(3)).
/// </summary>
public static class Gate
{
    private static readonly Relation[] WholeDistrict = [Relation.Lead, Relation.Reviewer, Relation.Former, Relation.Recipient, Relation.Other];

    private static readonly Part[] Everything = [.. Words.All<Part>()];

    private static readonly Part[] WholeMatter = [.. Everything.Where(p => p != Part.Extract)];

    private static readonly Part[] WhatAnswersIt = [.. WholeMatter.Where(p => p != Part.Requests)];

    /// <summary>The policy. No line names somebody who has to withdraw, the unit complained of, or its line: to them nothing opens.</summary>
    public static readonly IReadOnlyList<GateLine> Policy =
    [
        // The petition department registers and routes whatever goes the ordinary way, and reaches the petitioner (Art. 14, 22).
        new([Role.Registrar, Role.Router], WholeDistrict, Secrecy.Ordinary, WholeMatter, Regulation.Register.Article22),

        // Whoever presses units about their matters needs the matter, not who petitions (Art. 16, 40).
        new([Role.Supervisor], WholeDistrict, Secrecy.Ordinary, [Part.Count, Part.Existence, Part.Text, Part.Documents, Part.Log, Part.Requests],
            Regulation.Register.Article40),

        // The unit that answers hears the petitioner and serves the answer (Art. 23, 31, 32); what others have is not its business.
        new([Role.Handler, Role.UnitHead], [Relation.Lead], Secrecy.Ordinary, WhatAnswersIt, Regulation.Register.Article31),

        // The organ above reviews what was answered once the petitioner asks it to, and hears them; before that it sees nothing (Art. 35, 36).
        new([Role.Reviewer, Role.ReviewHead], [Relation.Reviewer], Secrecy.Ordinary, WhatAnswersIt, Regulation.Register.Article35),

        // A unit's card still counts the objections it filed where the matter has gone elsewhere (Art. 23(3)).
        new([Role.Handler, Role.UnitHead], [Relation.Former], Secrecy.Ordinary, [Part.Count], Regulation.Register.Article23),

        // Accusations reach the discipline liaison and nobody else (Art. 22(2), 30).
        new([Role.DisciplineLiaison], WholeDistrict, Secrecy.Sealed, [.. Everything.Where(p => p != Part.Count)],
            Regulation.Register.Article30),

        // Whoever deals with an accusation gets what was left of it after a person struck what tells who accuses; to them the matter itself does
        // not exist (Art. 30(3)).
        new([Role.Handler, Role.UnitHead], [Relation.Recipient], Secrecy.Sealed, [Part.Extract], Regulation.Register.Article30),
    ];

    /// <summary>Whether a part of a matter is open to the viewer.</summary>
    public static bool Opens(Viewer viewer, Matter matter, Part part)
    {
        var (relation, secrecy) = (RelationOf(viewer, matter), SecrecyOf(matter.Sealed, matter.Purpose));
        return Policy.Any(l => l.Roles.Contains(viewer.Role) && l.Relations.Contains(relation) && l.Secrecy == secrecy && l.Parts.Contains(part));
    }

    /// <summary>Whether a post is shown a part of any matter at all.</summary>
    public static bool MayOpen(Role role, Part part) => Policy.Any(l => l.Roles.Contains(role) && l.Parts.Contains(part));

    public static Relation RelationOf(Viewer viewer, Matter matter) =>
        matter.Barred.Where(b => b.Who == viewer.Person || b.Who == viewer.Unit).OrderBy(b => b.As).FirstOrDefault() is { } barred ? barred.As
        // What is sealed no unit leads, though one had it before.
        : !matter.Sealed && matter.Dispatch?.Unit == viewer.Unit ? Relation.Lead
        : matter.Reviews.Any(r => r.Unit == viewer.Unit && r.IsTheOrgans) ? Relation.Reviewer
        : matter.Objections.Any(o => o.Unit == viewer.Unit) ? Relation.Former
        : matter.Passed.Any(p => p.Unit == viewer.Unit) ? Relation.Recipient
        : Relation.Other;

    public static Secrecy SecrecyOf(bool isSealed, Purpose purpose) => (isSealed, purpose) switch
    {
        (true, _) => Secrecy.Sealed,
        (_, Purpose.Accusation or Purpose.Mixed) => Secrecy.UnsealedAccusation,
        _ => Secrecy.Ordinary,
    };

    /// <summary>What stands where a part is withheld, and how to ask for it.</summary>
    public static Phrase Withheld(Part part) => part is Part.Identity or Part.Contact
        ? "信访人的姓名和联系方式只提供给登记、转送的岗位和主办单位。确需联系信访人的，请写明理由，由主办单位转达。"
        : (Phrase)$"{Words.Label(part)}不向您的岗位提供。确需了解的，请书面向信访局说明理由。";
}
