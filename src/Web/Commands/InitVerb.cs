using System.CommandLine;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Ledger;
using Xinqiao.Core.Regulation;
using Xinqiao.Encryption;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Commands;

/// <summary>Makes the keys and the real database of one district, once, with its units and its first administrator.</summary>
internal static class InitVerb
{
    private static readonly Actor System = new("system", Role.System, "", "");

    public static Command Make(Terminal terminal)
    {
        var database = Options.Database();
        var keys = Options.Keys();
        var district = new Option<string>("--district")
        {
            Required = true,
            HelpName = "code",
            Description = "六位区划代码，如 320613 崇川区 / six-digit division code",
        };
        var origin = new Option<string>("--origin")
        {
            Required = true,
            HelpName = "host",
            Description = "登记账的名称：本站域名，不带 https://，如 xf.example.gov.cn / the log's name: the site's host name",
        };
        var admin = new Option<string>("--admin") { Required = true, HelpName = "login", Description = "首位系统管理员的账号 / login of the first administrator" };
        var name = new Option<string?>("--name") { Description = "系统管理员姓名，缺省同账号 / the administrator's name" };
        var security = new Option<string>("--security-admin")
        {
            HelpName = "login",
            Description = "首位安全管理员的账号，应是另一个人 / login of the first security administrator, another person",
            DefaultValueFactory = _ => "anquan",
        };
        var securityName = new Option<string?>("--security-name") { Description = "安全管理员姓名，缺省同账号 / the security administrator's name" };
        var fromInput = new Option<bool>("--password-stdin")
        {
            Description = "从标准输入读取系统管理员、安全管理员的密码，各一行；不给则随机生成、只显示一次 / reads both passwords from standard input, a line each; else they are made",
        };
        var unitFile = new Option<string?>("--unit-file") { HelpName = "file", Description = "把 systemd 单元文件写到这里 / writes a systemd unit file here" };
        var cipher = Options.Cipher();
        var front = new FrontOptions(terminal.Clock);
        var verb = new Command("init", "新建正式库：密钥、数据库、单位、首位系统管理员和安全管理员 / founds a real database with keys, units and administrators")
        {
            database, keys, district, origin, admin, name, security, securityName, fromInput, unitFile, cipher,
        };
        front.AddTo(verb);
        verb.SetAction(async (parsed, _) =>
        {
            var address = parsed.Require(database);
            var login = Login(parsed.GetRequiredValue(admin));
            var other = Login(parsed.GetRequiredValue(security));
            var plan = new Plan(
                address, Path.GetFullPath(Options.KeysFor(address, parsed.GetValue(keys))),
                DistrictOf(parsed.GetRequiredValue(district)), Origin(parsed.GetRequiredValue(origin)), (login, parsed.GetValue(name) ?? login),
                (other, parsed.GetValue(securityName) ?? other), parsed.GetValue(unitFile) is { } path ? Path.GetFullPath(path) : null,
                Words.Parse<Cipher>(parsed.GetRequiredValue(cipher)));
            if (File.Exists(plan.UnitFile))
                throw new VerbRefusedException($"文件 {plan.UnitFile} 已存在，不会覆盖。", "The unit file exists already.");
            if (plan.System.Login == plan.Security.Login || plan.System.Name == plan.Security.Name)
                throw new VerbRefusedException(
                    $"系统管理员和安全管理员应是两个人（{Posts.Separation}）：账号、姓名都不能相同。", "The two administrators are two persons.");
            var password = await Password(parsed.GetValue(fromInput), terminal, isOptional: false, plan, plan.System);
            var second = await Password(parsed.GetValue(fromInput), terminal, isOptional: true, plan, plan.Security);
            return await Opening.With(address, async store =>
            {
                await Found(store, plan, password.Password, second.Password, terminal.Clock);
                var unit = plan.UnitFile is { } file ? UnitFile.Write(file, plan.Database, plan.Keys, front.AsGiven(parsed)) : null;
                await Tell(terminal.Out, plan, password.Made ? password.Password : null, second.Made ? second.Password : null, unit);
                return 0;
            });
        });
        return verb;
    }

    private sealed record Plan(
        string Database, string Keys, District District, string Origin, (string Login, string Name) System, (string Login, string Name) Security,
        string? UnitFile, Cipher Cipher);

    private static async Task Found(IDatabase database, Plan plan, string password, string second, TimeProvider clock)
    {
        // Before the keys are made: a second init leaves nothing behind.
        if (CaseStore.ReadStamp(database) is { } stamp)
            throw new VerbRefusedException(
                $"数据库 {Shown(plan.Database)} 已经初始化（{Words.Label(stamp.Kind)}库，{stamp.District}），不能重复初始化。",
                "The database was founded already.");
        using var store = await CaseStore.Found(
            database, KeyFolder.Create(plan.Keys, plan.Cipher), clock, Rules.Embedded,
            new DatabaseStamped(DatabaseKind.Real, plan.District.Name, plan.Origin));
        await UnitQueries.Establish(store, System, plan.District.Units(_ => "", _ => ""));
        await People.Appoint(
            store, System, "s-1", plan.System.Login, plan.System.Name, Role.Administrator, District.PetitionOffice, password);
        // Whoever ran this may have seen it: the password is another person's.
        await People.Appoint(
            store, System, "s-2", plan.Security.Login, plan.Security.Name, Role.SecurityAdministrator, District.PetitionOffice, second, mustChange: true);
    }

    private static async Task Tell(TextWriter to, Plan plan, string? password, string? second, UnitFile.Written? unit)
    {
        await to.WriteLineAsync(
            $"""
            正式库已建立：{plan.District.Name}，登记账 {plan.Origin}。 The real database was founded.
              数据库 database  {Shown(plan.Database)}
              密钥 keys        {plan.Keys}
            """);
        await TellAccount(to, "系统管理员 administrator", plan.System.Login, password);
        await TellAccount(to, "安全管理员 security administrator", plan.Security.Login, second);
        await to.WriteLineAsync(
            $"""
            接下来 Next:
            1. 把密钥目录另外备份一份，与数据库分开保管。没有密钥，库中的个人信息无法读出。
            2. 系统管理员登录，登记动态口令；在“批量维护”下载表格，填好单位的电话、地址和各岗位人员（包括审计管理员），上传核对后生效。没有电话、地址的单位不能制发文书。
            3. 安全管理员（应是另一个人）{Passwords.DaysOfFirst}日内登录，改密码、登记动态口令；在“首次密码”打印密码单，发给各人。
            """);
        await to.WriteLineAsync(unit is null
            ? $"4. 启动：./xinqiao serve --database {Shown(plan.Database)} --keys {plan.Keys} --proxy 127.0.0.1  （或 --certificate 文件）"
            : $"4. 启动：{unit.Steps}");
    }

    private static async Task TellAccount(TextWriter to, string post, string login, string? password)
    {
        await to.WriteLineAsync($"  {post}  {login}");
        if (password is not null) await to.WriteLineAsync($"    密码 password    {password}    （只显示这一次，请立即记下，交给本人）");
    }

    /// <summary>A connection string without its password.</summary>
    private static string Shown(string database) => Databases.IsFile(database)
        ? Path.GetFullPath(database)
        : new Npgsql.NpgsqlConnectionStringBuilder(database) { Password = "***" }.ToString();

    // A real database begins with the profile of 等保; a password that its page would refuse is refused here.
    private static async Task<(string Password, bool Made)> Password(
        bool fromInput, Terminal terminal, bool isOptional, Plan plan, (string Login, string Name) holder)
    {
        if (!fromInput || await terminal.In.ReadLineAsync() is var line && line is null && isOptional) return (People.NewPassword(), true);
        var password = line ?? "";
        var rule = new TextRule().Password(new TypedPassword(password, PasswordProfile.Dengbao, [holder.Login, holder.Name, plan.District.Name]));
        return rule.Passed
            ? (password, false)
            : throw new VerbRefusedException(
                $"账号 {holder.Login} 的密码不合要求：{string.Concat(rule.Refusals.Select(r => $"{r.Reason}（{r.Basis}）"))}",
                $"The password of {holder.Login} is too short, too plain or easily guessed; it has at least {Passwords.Shortest} characters of {Passwords.KindsOfDengbao} kinds.");
    }

    private static string Login(string login) =>
        login.Length is >= 2 and <= 100 && login.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? login
            : throw new VerbRefusedException(
                "管理员账号用字母、数字和 -_. ，2 至 100 个字符。", "A login is made of letters, digits and -_.");

    private static District DistrictOf(string code) => District.Find(code)
        ?? throw new VerbRefusedException(
            $"没有区划 {code} 的街道资料。已有：{string.Join('、', District.Known.Select(k => $"{k.Code} {k.Name}"))}。",
            "The streets of this division are not known.");

    private static string Origin(string origin) =>
        VerifierKey.IsName(origin) && !origin.Contains("://", StringComparison.Ordinal) && origin.Length <= 200
        && !origin.StartsWith("localhost", StringComparison.OrdinalIgnoreCase)
            ? origin
            : throw new VerbRefusedException(
                $"登记账名称“{origin}”不可用：应为本站域名，不带 https:// 和空格，且不是 localhost。",
                "The origin is the site's host name, without https:// or spaces, and not localhost.");
}
