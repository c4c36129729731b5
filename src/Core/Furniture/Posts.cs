using System.Text.RegularExpressions;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Core.Regulation;

namespace Xinqiao.Core.Furniture;

/// <summary>Whom the system administrator appoints to which post, with which account.</summary>
/// <param name="Person">Pseudonym that will stand in the log.</param>
public sealed record Appointment(string Person, string? Login, string? Name, Role? Role, string? Unit);

/// <summary>
/// Posts and accounts. The system administrator appoints and ends, the security administrator lets somebody in by a first password: no
/// one alone makes an account that works. No administrator sees a petition, so no account leads to both.
/// Passwords are checked here and hashed elsewhere; no event holds one.
/// </summary>
public static partial class Posts
{
    public static readonly Article Source = Article.House("岗位和账号");

    /// <summary>Rights of administration lie apart: 管理用户的权限分离.</summary>
    public static readonly Article Separation = Article.House("GB/T 22239—2019第8.1.4.2条");

    /// <summary>三员: system, security, audit.</summary>
    public static readonly IReadOnlyList<Role> Administrators =
        [Role.Administrator, Role.SecurityAdministrator, Role.AuditAdministrator];

    /// <summary>Posts that can be held; the petitioner, a partner and the program itself are none.</summary>
    public static readonly IReadOnlyList<Role> Held =
        [.. Words.All<Role>().Where(r => r is not (Role.Petitioner or Role.Partner or Role.System))];

    /// <param name="isLoginTaken">Somebody has this account already, ended ones included.</param>
    /// <param name="present">Who holds which post now.</param>
    public static Decision Appoint(Appointment command, IReadOnlyList<Unit> units, bool isLoginTaken, IReadOnlyList<Account> present, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        var unit = units.FirstOrDefault(u => u.Code == command.Unit);
        var rule = new TextRule()
            .Required("name", "姓名", command.Name, PetitionLimits.Name, Source)
            .Require(IsLogin(command.Login), Source, "login-malformed",
                "账号用3至40个小写字母、数字、“.”、“-”，以字母开头。", "login")
            .Require(!isLoginTaken, Source, "login-taken", "这个账号已经有人用过，请换一个。", "login")
            .Require(command.Role is { } role && Held.Contains(role), Source, "role-missing", "请选择岗位。", "role")
            .Require(unit is not null, Source, "unit-missing", "请选择单位。", "unit")
            .Require(command.Role is null || unit is null || Fits(command.Role.Value, unit.Kind), Source, "post-unfit",
                "这个岗位不设在该类单位：登记员、分办员、督查专员在信访部门，联络员在纪检监察机关，承办人和单位负责人在责任单位或者纪检监察机关，复查专员和复查机关负责人在区政府或者职能部门。", "unit")
            .Require(command.Role is null || SeparatedFrom(command.Person, command.Name?.Trim(), command.Role.Value, present) is null, Separation,
                "posts-not-separate", "这个人已经担任另一个管理岗位。系统、安全、审计三个管理岗位应由不同的人担任；只是同名的，请在姓名后注明，如“王敏（技术科）”。", "role");
        return rule.Passed
            ? Decision.Accept(new PersonAppointed(command.Person, command.Role!.Value, unit!.Code, command.Name!.Trim()))
            : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The account by which a person of this name holds another one of the three administrators' posts; null where there is none.</summary>
    public static Account? SeparatedFrom(string person, string? name, Role role, IEnumerable<Account> present) => Administrators.Contains(role)
        ? present.FirstOrDefault(a => !a.Ended && a.Id != person && a.Name == name && a.Role != role && Administrators.Contains(a.Role))
        : null;

    public static Decision ResetPassword(string person, TypedPassword password, Act act)
    {
        if (Authority.Is(act, Role.SecurityAdministrator) is { } notMine) return Decision.Refuse([notMine]);
        var rule = new TextRule().Password(password);
        return rule.Passed ? Decision.Accept(new PasswordSet(person)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>The holder sets another password, proving the present one.</summary>
    /// <param name="isRight">The present password was given rightly.</param>
    public static Decision ChangePassword(TypedPassword next, string? again, bool isRight, bool isSame, Act act)
    {
        var rule = new TextRule()
            .Require(isRight, Source, "password-wrong", "现在的密码不对，或者因连续输错已锁定三十分钟。", "current")
            .Require(!isSame, Source, "password-same", "新密码不能与现在的一样。", "password")
            .Require(next.Text == again, Source, "password-differs", "两次填写的新密码不一样。", "again")
            .Password(next);
        return rule.Passed ? Decision.Accept(new PasswordChanged(act.Actor.Id)) : Decision.Refuse(rule.Refusals);
    }

    /// <summary>Sign-ins end before their time: the holder's own, or anybody's by the security administrator.</summary>
    public static Decision EndSessions(string person, int count, Act act)
    {
        if (person != act.Actor.Id && Authority.Is(act, Role.SecurityAdministrator) is { } notMine) return Decision.Refuse([notMine]);
        return count > 0
            ? Decision.Accept(new SessionsEnded(person, count))
            : Decision.Refuse(Source, "no-session", "没有可以结束的登录。");
    }

    /// <summary>One-time passwords for the accounts of a printed sheet, or for one at the server itself: whoever gets one is let in.</summary>
    public static Decision IssueFirst(IReadOnlyList<string> people, Act act)
    {
        if (Authority.Is(act, Role.SecurityAdministrator, Role.System) is { } notMine) return Decision.Refuse([notMine]);
        return people.Count > 0
            ? Decision.Accept([.. people.Select(p => new FirstPasswordIssued(p))])
            : Decision.Refuse(Source, "nobody-chosen", "请至少选择一个账号。", "person");
    }

    /// <summary>Nobody ends their own post: somebody else must be there to do it. And nothing is left without somebody who has it in hand.</summary>
    /// <param name="held">How many open matters the person holds.</param>
    public static Decision End(string person, string? reason, int held, Act act)
    {
        if (Authority.Is(act, Role.Administrator) is { } notMine) return Decision.Refuse([notMine]);
        if (person == act.Actor.Id)
            return Decision.Refuse(Source, "own-post", "不能停用自己的账号，请由另一位管理员办理。");
        var rule = new TextRule().Required("reason", "停用理由", reason, 500, Source)
            .Require(held == 0, Handover.Source, "holds-matters", $"还有{held}件承办中的信访事项，请先办理岗位移交。");
        return rule.Passed ? Decision.Accept(new PostEnded(person, reason)) : Decision.Refuse(rule.Refusals);
    }

    public static bool IsLogin(string? login) => login is not null && Login().IsMatch(login);

    /// <summary>Where a post belongs: the petition department, the discipline organ, or a unit that handles.</summary>
    public static bool Fits(Role role, UnitKind kind) => role switch
    {
        Role.Registrar or Role.Router or Role.Supervisor => kind == UnitKind.PetitionOffice,
        Role.DisciplineLiaison => kind == UnitKind.Discipline,
        // Of the discipline organ they deal with the extracts that are passed on to it.
        Role.Handler or Role.UnitHead => kind is UnitKind.Department or UnitKind.Street or UnitKind.Zone or UnitKind.Discipline,
        // The organ one level above whoever answered: the district's government, or a department above another (Art. 35).
        Role.Reviewer or Role.ReviewHead => kind is UnitKind.District or UnitKind.Department,
        Role.Administrator or Role.SecurityAdministrator or Role.AuditAdministrator => kind is not UnitKind.District,
        Role.Petitioner or Role.Partner or Role.System => false,
    };

    [GeneratedRegex(@"^[a-z][a-z0-9.-]{2,39}\z")]
    private static partial Regex Login();
}
