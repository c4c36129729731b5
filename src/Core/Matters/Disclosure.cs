using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>That somebody who got an extract asked who accuses, and what became of it.</summary>
/// <param name="Version">Of the event that asked.</param>
/// <param name="AskedBy">Pseudonym: nobody agrees to what they asked for themselves.</param>
/// <param name="Approved">Who agreed so far, each with the post.</param>
/// <param name="Until">Until when it is open to whoever asked; null before both agreed.</param>
public sealed record AskedDisclosure(
    int Version, string Unit, string AskedBy, Role AskedAs, AccessPurpose Purpose, IReadOnlyList<(string By, Role As)> Approved,
    DateTimeOffset? DecidedAt = null, IReadOnlyList<IdentityField>? Fields = null, DateTimeOffset? Until = null)
{
    public bool IsPending => DecidedAt is null;

    /// <summary>What it opens to a viewer at a moment; nothing where it is not theirs, not agreed to, or over.</summary>
    public IReadOnlyList<IdentityField> Opens(Viewer viewer, DateTimeOffset at) =>
        AskedBy == viewer.Person && AskedAs == viewer.Role && Unit == viewer.Unit && at < Until ? Fields ?? [] : [];
}

/// <summary>
/// 提供检举控告人信息: whoever got an extract and cannot do without knowing who accuses asks for it, with a purpose. The head of that unit, who
/// answers for the need, and the discipline liaison, who answers for the accuser, both have to agree; neither of them is who asked.
/// </summary>
[Implements(30, "提供检举控告人的信息须经接收单位负责人和纪检监察联络员两人批准")]
public static class Disclosure
{
    public static readonly Article Source = Sealing.Source;

    /// <summary>For how many days it is open to whoever asked.</summary>
    public const int Days = 7;

    /// <summary>For what it may be asked.</summary>
    public static readonly IReadOnlyList<AccessPurpose> Choices = [AccessPurpose.Contact, AccessPurpose.Verify, AccessPurpose.Other];

    /// <summary>What a purpose needs; files that show who accuses never travel.</summary>
    public static IReadOnlyList<IdentityField> FieldsOf(AccessPurpose purpose) => [.. IdentityAccess.FieldsOf(purpose).Where(f => f != IdentityField.Scans)];

    /// <summary>Both of these posts.</summary>
    public static readonly IReadOnlyList<Role> Approving = [Role.UnitHead, Role.DisciplineLiaison];

    public static Decision Ask(Matter matter, AccessPurpose? purpose, string? reason, Act act)
    {
        if (Authority.Is(act, Role.Handler) is { } notMine) return Decision.Refuse([notMine]);
        if (!SeesExtract(matter, act)) return Sealing.Refuse();
        var rule = new TextRule()
            .Require(PendingOf(matter, act.Actor.Unit) is null, Source, "disclosure-pending", "本单位已有一份申请等待批准。")
            .Require(purpose is { } p && Choices.Contains(p), IdentityAccess.Need, "purpose-missing", "请选择需要信访人信息的目的。", "purpose")
            .Required("reason", "非知道不可的理由", reason, PetitionLimits.Note, IdentityAccess.Need);
        return rule.Passed
            ? Decision.Accept(new DisclosureAsked(matter.Id, act.Actor.Unit, purpose!.Value, reason))
            : Decision.Refuse(rule.Refusals);
    }

    /// <param name="asked">Version of the event that asked.</param>
    public static Decision Approve(Matter matter, int? asked, Act act)
    {
        if (NotMine(matter, asked, [.. Approving], act, out var disclosure) is { } no) return no;
        if (disclosure!.AskedBy == act.Actor.Id)
            return Decision.Refuse(Source, "own-disclosure", "申请人不能批准自己的申请。");
        if (disclosure.Approved.Any(a => a.By == act.Actor.Id || a.As == act.Actor.Role))
            return Decision.Refuse(Source, "approved-already", "您的岗位已经批准，还需另一岗位的人员批准。");
        var approved = new DisclosureApproved(matter.Id, disclosure.Version);
        if (disclosure.Approved.Count == 0) return Decision.Accept(approved);
        var until = Shanghai.StartOf(act.Today.AddDays(Days + 1));
        return Decision.Accept(
            approved, new IdentityDisclosed(matter.Id, disclosure.Version, disclosure.Unit, disclosure.Purpose, FieldsOf(disclosure.Purpose), until));
    }

    /// <summary>Either of the two refuses, or whoever asked takes it back.</summary>
    /// <inheritdoc cref="Approve" path="/param"/>
    public static Decision Refuse(Matter matter, int? asked, string? reason, Act act)
    {
        if (NotMine(matter, asked, [.. Approving, Role.Handler], act, out var disclosure) is { } no) return no;
        if (act.Actor.Role == Role.Handler && disclosure!.AskedBy != act.Actor.Id) return Decision.Refuse([Authority.Is(act, [.. Approving])!]);
        var rule = new TextRule().Required("reason", "不予提供或者撤回的理由", reason, PetitionLimits.Note, Source);
        return rule.Passed
            ? Decision.Accept(new DisclosureRefused(matter.Id, disclosure!.Version, reason))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The one of a unit that waits; null where none does.</summary>
    public static AskedDisclosure? PendingOf(Matter matter, string unit) => matter.Disclosures.LastOrDefault(d => d.IsPending && d.Unit == unit);

    private static bool SeesExtract(Matter matter, Act act) =>
        Gate.Opens(new Viewer(act.Actor.Role, act.Actor.Unit, act.Actor.Id), matter, Part.Extract);

    // The liaison has them all, a unit its own.
    private static Decision? NotMine(Matter matter, int? asked, Role[] roles, Act act, out AskedDisclosure? disclosure)
    {
        disclosure = null;
        if (Authority.Is(act, roles) is { } notMine) return Decision.Refuse([notMine]);
        if (!SeesExtract(matter, act)) return Sealing.Refuse();
        disclosure = matter.Disclosures.FirstOrDefault(d => d.Version == asked && d.IsPending
            && (act.Actor.Role == Role.DisciplineLiaison || d.Unit == act.Actor.Unit));
        return disclosure is null ? Decision.Refuse(Source, "no-disclosure", "没有等待批准的申请。") : null;
    }
}
