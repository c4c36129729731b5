using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Matters;

/// <summary>For what somebody reads who petitions.</summary>
public enum AccessPurpose
{
    [Word("contact", "联系信访人")] Contact,
    [Word("verify", "核实身份")] Verify,
    [Word("serve", "送达文书")] Serve,
    [Word("document", "制作文书")] Document,
    [Word("scans", "查看来信、凭证")] Scans,
    [Word("other", "其他")] Other,
    [Word("national-sheet", "录入全国信访信息系统")] NationalSheet,
    [Word("export", "导出案卷")] Export,
}

/// <summary>That somebody who needs it may read fields of identity, of one matter, until a moment.</summary>
/// <param name="Person">Pseudonym; a grant ends with the post it was given to.</param>
public sealed record IdentityGrant(
    string Person, Role Role, string Unit, AccessPurpose Purpose, IReadOnlyList<IdentityField> Fields, DateTimeOffset Until)
{
    public bool IsOf(Viewer viewer) => Person == viewer.Person && Role == viewer.Role && Unit == viewer.Unit;
}

/// <summary>
/// 查阅信访人信息: who petitions is read by those whom the gate lets, for a purpose, as far as that purpose needs it, and never without a record.
/// A grant lasts to the end of the working day, so that nobody is asked twice; it is for one matter and one person in one post.
/// </summary>
[Implements(30, "查阅信访人的信息须有目的，逐次记录，信访人可以看到")]
public static class IdentityAccess
{
    /// <summary>A clear purpose, and no more than it needs.</summary>
    public static readonly Article Need = new("个人信息保护法", 6, 1, Provenance: Provenance.Memory);

    /// <summary>The petitioner learns who read what about them.</summary>
    public static readonly Article Told = new("个人信息保护法", 44, Provenance: Provenance.Memory);

    /// <summary>Setting: the hour of the day at which grants end.</summary>
    public const string UntilKey = "identity.grant-until";

    /// <summary>The end of the working day, where the office set nothing.</summary>
    public const int UsualHour = 18;

    /// <summary>What a person chooses from; the rest is recorded by the act that reads.</summary>
    public static readonly IReadOnlyList<AccessPurpose> Choices =
    [
        AccessPurpose.Contact, AccessPurpose.Verify, AccessPurpose.Serve, AccessPurpose.Document, AccessPurpose.Scans, AccessPurpose.Other,
    ];

    /// <summary>What a purpose needs.</summary>
    public static IReadOnlyList<IdentityField> FieldsOf(AccessPurpose purpose) => purpose switch
    {
        AccessPurpose.Contact => [IdentityField.Name, IdentityField.Phone, IdentityField.Email, IdentityField.Representatives],
        AccessPurpose.Verify => [.. IdentityFields.All.Where(f => f != IdentityField.Scans)],
        AccessPurpose.Serve => [IdentityField.Name, IdentityField.Phone, IdentityField.Address, IdentityField.Email, IdentityField.Proof],
        AccessPurpose.Document =>
            [IdentityField.Name, IdentityField.Phone, IdentityField.Address, IdentityField.Representatives, IdentityField.Proof],
        AccessPurpose.Scans => [IdentityField.Scans],
        AccessPurpose.NationalSheet => [IdentityField.Name, IdentityField.Phone, IdentityField.Address],
        AccessPurpose.Other or AccessPurpose.Export => IdentityFields.All,
    };

    /// <summary>Grants until the end of the working day.</summary>
    public static Decision Open(Matter matter, AccessPurpose? purpose, string? note, Act act)
    {
        if (Refuse(matter, ViewerOf(act)) is { } closed) return closed;
        var rule = new TextRule().Require(purpose is { } p && Choices.Contains(p), Need, "purpose-missing", "请选择查阅的目的。", "purpose");
        if (purpose == AccessPurpose.Other) rule.Required("note", "具体目的", note, PetitionLimits.Note, Need);
        else rule.Optional("note", "具体目的", note, PetitionLimits.Note);
        return rule.Passed ? Accept(matter, purpose!.Value, note, UntilOf(act), act) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Records one reading that leaves no grant behind: a sheet or a folder that is made at once.</summary>
    public static Decision Once(Matter matter, AccessPurpose purpose, string? note, Act act)
    {
        if (Refuse(matter, ViewerOf(act)) is { } closed) return closed;
        var rule = new TextRule();
        if (purpose == AccessPurpose.Export) rule.Required("note", "导出案卷的理由", note, PetitionLimits.Note, Need);
        return rule.Passed ? Accept(matter, purpose, note, act.RecordedAt, act) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Why somebody gets no grant, whatever the purpose; null where they may.</summary>
    public static Decision.Refused? Refuse(Matter matter, Viewer viewer) => Gate.RelationOf(viewer, matter) switch
    {
        Relation.Interested => No(Conflict.Recusal, "interested", "您须回避该事项，不能查阅信访人的信息。"),
        Relation.ComplainedOf or Relation.InItsLine => No(
            Conflict.Source, "complained-of", "被反映的单位及其上级、下级不得查阅信访人的信息。"),
        _ when matter.Sealed && viewer.Role != Role.DisciplineLiaison => (Decision.Refused)Sealing.Refuse(),
        _ when !Gate.Opens(viewer, matter, Part.Identity) || !Gate.Opens(viewer, matter, Part.Contact) => No(
            Need, "no-need", "您的岗位不需要信访人的姓名和联系方式。确需联系信访人的，请写明理由，由主办单位转达。"),
        _ => null,
    };

    /// <summary>Today's hour; after it, midnight.</summary>
    public static DateTimeOffset UntilOf(Act act)
    {
        var hour = act.Rules.Settings.On(act.Today, UntilKey) is { } set
            ? int.Parse(set, System.Globalization.CultureInfo.InvariantCulture)
            : UsualHour;
        var end = Shanghai.StartOf(act.Today).AddHours(hour);
        return act.RecordedAt < end ? end : Shanghai.StartOf(act.Today.AddDays(1));
    }

    private static Decision Accept(Matter matter, AccessPurpose purpose, string? note, DateTimeOffset until, Act act)
    {
        var viewer = ViewerOf(act);
        IReadOnlyList<IdentityField> fields =
            [.. FieldsOf(purpose).Where(f => Gate.Opens(viewer, matter, IdentityFields.PartOf(f)))];
        return Decision.Accept(new IdentityOpened(matter.Id, purpose, fields, until, note));
    }

    private static Viewer ViewerOf(Act act) => new(act.Actor.Role, act.Actor.Unit, act.Actor.Id);

    private static Decision.Refused No(Article basis, string code, Phrase reason) => new([new Refusal(basis, code, reason)]);
}
