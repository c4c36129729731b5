using Xinqiao.Core.Regulation;

namespace Xinqiao.Core;

/// <summary>In which capacity somebody acts.</summary>
public enum Role
{
    [Word("petitioner", "信访人")] Petitioner,
    [Word("registrar", "登记员")] Registrar,
    [Word("router", "分办员")] Router,
    [Word("handler", "承办人")] Handler,
    [Word("unit-head", "单位负责人")] UnitHead,
    [Word("reviewer", "复查专员")] Reviewer,
    [Word("review-head", "复查机关负责人")] ReviewHead,
    [Word("supervisor", "督查专员")] Supervisor,
    [Word("discipline-liaison", "纪检监察联络员")] DisciplineLiaison,
    [Word("administrator", "系统管理员")] Administrator,
    [Word("security-administrator", "安全管理员")] SecurityAdministrator,
    [Word("audit-administrator", "审计管理员")] AuditAdministrator,
    [Word("partner", "合作平台")] Partner,
    [Word("system", "系统")] System,
}

/// <summary>Who acts: a pseudonym, the capacity and the unit as of that moment.</summary>
/// <param name="Id">Pseudonym that stands in the log: <c>s-7</c>; a petitioner's is <c>petitioner</c>.</param>
/// <param name="Unit">Code of the unit; empty for a petitioner.</param>
public sealed record Actor(string Id, Role Role, string Unit, string UnitName)
{
    public static readonly Actor Petitioner = new("petitioner", Role.Petitioner, "", "");
}

/// <summary>A gap-free series of numbers: per organ, subject and year.</summary>
public sealed record Series(string Organ, string Subject, int Year);

/// <summary>The moment of deciding: who, when, why, under which calendar and settings. The clock arrives here and nowhere else.</summary>
/// <param name="RecordedAt">Set by the store alone: the server's clock, never earlier than the act before.</param>
/// <param name="Why">The reason the actor gave; kept as private text on every event of the act.</param>
/// <param name="Next">The next number of a series. Numbers drawn by a refused act are not used up.</param>
public sealed record Act(Actor Actor, DateTimeOffset RecordedAt, PrivateText Why, Rules Rules, Func<Series, int> Next)
{
    public Calendar Calendar => Rules.Calendar;

    /// <summary>The local date in Asia/Shanghai.</summary>
    public DateOnly Today => Shanghai.DateOf(RecordedAt);
}
