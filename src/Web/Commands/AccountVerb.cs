using System.CommandLine;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>
/// On the server itself, where the administrators for it are not at hand: resets a lost second factor, or lets the first security
/// administrator in. Either is an event like any other.
/// </summary>
internal static class AccountVerb
{
    public static Command Make(Terminal terminal)
    {
        var database = Options.Database();
        var keys = Options.Keys();
        var login = new Option<string>("--login") { Required = true, HelpName = "login", Description = "账号 / the account" };
        var reset = new Option<bool>("--reset-second-factor")
        {
            Description = "重设动态口令，本人重新登记 / the holder enrols another authenticator",
        };
        var first = new Option<bool>("--first-password")
        {
            Description = "制发首次密码，只显示一次，登录后须修改，过期作废 / issues a first password, shown once, to be changed in time",
        };
        var verb = new Command("account", "在服务器上重设一个账号的动态口令，或者制发首次密码 / resets a second factor, or issues a first password")
        {
            database, keys, login, reset, first,
        };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            if (parsed.GetValue(reset) == parsed.GetValue(first))
                throw new VerbRefusedException(
                    "请在 --reset-second-factor 和 --first-password 中选一项。", "Choose --reset-second-factor or --first-password.");
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock, [DatabaseKind.Real, DatabaseKind.Demo],
                store => parsed.GetValue(first)
                    ? IssueFirst(store, parsed.GetRequiredValue(login), terminal)
                    : Reset(store, parsed.GetRequiredValue(login), terminal));
        });
        return verb;
    }

    private static readonly Actor System = new("system", Role.System, "", "");

    private static async Task<Person> Known(People people, string login) =>
        await people.FindLogin(login) ?? throw new VerbRefusedException($"没有在用的账号 {login}。", "There is no such account.");

    private static async Task<int> IssueFirst(CaseStore store, string login, Terminal terminal)
    {
        var people = new People(store);
        var person = await Known(people, login);
        var (result, passwords) = await people.IssueFirst(System, [person]);
        if (result is Result.Refused { Refusals: [var refusal, ..] })
            throw new VerbRefusedException(refusal.Reason.ToString(), "No first password was issued.");
        await terminal.Out.WriteLineAsync($"账号 {login} 的首次密码：{passwords[0]}  只显示这一次，{Passwords.DaysOfFirst}日内登录并修改，逾期作废；已有的登录全部结束。 A first password was issued.");
        return 0;
    }

    private static async Task<int> Reset(CaseStore store, string login, Terminal terminal)
    {
        var people = new People(store);
        var person = await Known(people, login);
        if (await new SecondFactors(store, people).Reset(System, person) is Result.Refused { Refusals: [var refusal, ..] })
            throw new VerbRefusedException(refusal.Reason.ToString(), "The account has no second factor.");
        await terminal.Out.WriteLineAsync($"账号 {login} 的动态口令已重设，已有的登录全部结束；本人下次登录后重新登记。 The second factor was reset.");
        return 0;
    }
}
