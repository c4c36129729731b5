using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Demo;

/// <summary>The demo district: 崇川区's real streets, invented telephones and people. Only a demo database has it.</summary>
public static class DemoDistrict
{
    public const string Password = "xinqiao-yanshi";
    public const string Origin = "localhost/xinqiao-demo", ReplayOrigin = "localhost/xinqiao-replay";

    private static readonly Actor System = new("system", Role.System, "", "");

    /// <summary>Who can sign in. Shown on the sign-in page of a demo database and nowhere else.</summary>
    public static readonly IReadOnlyList<(string Id, string Login, string Name, Role Role, string Unit)> Accounts =
    [
        ("s-1", "dengji", "周文静", Role.Registrar, District.PetitionOffice),
        ("s-2", "fenban", "顾建国", Role.Router, District.PetitionOffice),
        ("s-3", "chengban", "陆晓峰", Role.Handler, "ZJ"),
        ("s-4", "fuze", "钱卫东", Role.UnitHead, "ZJ"),
        ("s-15", "fucha", "殷正平", Role.Reviewer, "QU"),
        ("s-16", "fucha-fuze", "季伟", Role.ReviewHead, "QU"),
        ("s-5", "ducha", "沈岚", Role.Supervisor, District.PetitionOffice),
        ("s-6", "guanli", "吴敏", Role.Administrator, District.PetitionOffice),
        ("s-13", "anquan", "罗勤", Role.SecurityAdministrator, District.PetitionOffice),
        ("s-14", "shenji", "戴云", Role.AuditAdministrator, District.PetitionOffice),
        ("s-7", "jijian", "许正", Role.DisciplineLiaison, District.Discipline),
    ];

    /// <summary>Handlers and heads of further units, who act in the petitions a demo begins with.</summary>
    private static readonly IReadOnlyList<(string Id, string Login, string Name, Role Role, string Unit)> Colleagues =
    [
        ("s-12", "zhujian-chengban", "祝明", Role.Handler, "ZJ"),
        ("s-8", "renshe-chengban", "陶静", Role.Handler, "RS"),
        ("s-9", "renshe-fuze", "邵立新", Role.UnitHead, "RS"),
        ("s-10", "chengguan-chengban", "倪军", Role.Handler, "CG"),
        ("s-11", "chengguan-fuze", "龚海平", Role.UnitHead, "CG"),
        ("s-17", "shizheng-chengban", "邱海", Role.Handler, Below),
        ("s-18", "shizheng-fuze", "葛敏", Role.UnitHead, Below),
        ("s-19", "zhujian-fucha", "秦越", Role.Reviewer, "ZJ"),
        ("s-20", "zhujian-fucha-fuze", "宗立", Role.ReviewHead, "ZJ"),
    ];

    /// <summary>A body below a bureau: the bureau reviews its answers, and the district is asked for the final review.</summary>
    private const string Below = "SZ";

    private static readonly Dictionary<string, (string Id, string Login, string Name, Role Role, string Unit)> Everybody =
        Accounts.Concat(Colleagues).ToDictionary(a => a.Login);

    /// <exception cref="KeyNotFoundException">Nobody has this login, or there is no such unit.</exception>
    internal static Actor ActorOf(string login, IReadOnlyDictionary<string, Unit> units)
    {
        var person = Everybody[login];
        return new Actor(person.Id, person.Role, person.Unit, units[person.Unit].Name);
    }

    /// <exception cref="InvalidOperationException">The unit has nobody in this post.</exception>
    internal static (string Login, string Name) PersonOf(string unit, Role role) =>
        FindPerson(unit, role) ?? throw new InvalidOperationException($"Nobody is {Words.Of(role)} in {unit}.");

    /// <summary>Null where the unit has nobody in this post.</summary>
    internal static (string Login, string Name)? FindPerson(string unit, Role role) =>
        Everybody.Values.Where(p => p.Unit == unit && p.Role == role).Select(p => ((string, string)?)(p.Login, p.Name)).FirstOrDefault();

    /// <summary>Founds a demo database with units and accounts.</summary>
    /// <param name="at">When the demo district begins; the clock's now where null.</param>
    public static Task<CaseStore> Found(IDatabase database, KeyFolder keys, TimeProvider clock, DateTimeOffset? at = null) =>
        Found(database, keys, clock, new DatabaseStamped(DatabaseKind.Demo, District.Chongchuan.Name, Origin), at);

    /// <summary>A demo database that has a past: units, accounts, and petitions in every stage.</summary>
    public static async Task<CaseStore> FoundWithPetitions(IDatabase database, KeyFolder keys, TimeProvider clock)
    {
        var began = Shanghai.StartOf(Shanghai.DateOf(clock.GetUtcNow()).AddDays(-DemoPetitions.Days));
        var store = await Found(database, keys, clock, began);
        var bureau = (await new UnitQueries(store).Find("ZJ"))!;
        await UnitQueries.Establish(
            store, System,
            [
                new Unit(
                    Below, "崇川区市政设施管理处", "南通市崇川区市政设施管理处", UnitKind.Department, "崇市政", bureau.Code, "0513-00000090", "南通市崇川区演示路90号",
                    bureau.OrganName),
            ], began);
        await Appoint(store, Colleagues, began);
        await DemoPetitions.Seed(store);
        return store;
    }

    /// <summary>A database for the replay of messages: the same units and accounts under its own stamp and origin.</summary>
    public static Task<CaseStore> FoundReplay(IDatabase database, KeyFolder keys, TimeProvider clock, DateTimeOffset at) =>
        Found(database, keys, clock, new DatabaseStamped(DatabaseKind.Replay, District.Chongchuan.Name, ReplayOrigin), at);

    private static async Task<CaseStore> Found(
        IDatabase database, KeyFolder keys, TimeProvider clock, DatabaseStamped stamp, DateTimeOffset? at)
    {
        var store = await CaseStore.Found(database, keys, clock, Rules.Embedded, stamp, at);
        var serial = 0;
        await UnitQueries.Establish(store, System, District.Chongchuan.Units(
            _ => $"0513-0000{++serial:0000}", code => $"南通市崇川区演示路{code.Length + serial}号"), at);
        await Appoint(store, Accounts, at);
        return store;
    }

    private static async Task Appoint(
        CaseStore store, IReadOnlyList<(string Id, string Login, string Name, Role Role, string Unit)> people,
        DateTimeOffset? at)
    {
        foreach (var (id, login, name, role, unit) in people)
            await People.Appoint(store, System, id, login, name, role, unit, Password, at);
    }
}
