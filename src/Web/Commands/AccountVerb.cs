using System.CommandLine;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;

namespace Xinqiao.Web.Commands;

/// <summary>Resets a lost second factor on the server itself, where two administrators are not at hand. It is an event like any other.</summary>
internal static class AccountVerb
{
    public static Command Make(Terminal terminal)
    {
        var database = Options.Database();
        var keys = Options.Keys();
        var login = new Option<string>("--login") { Required = true, HelpName = "login", Description = "账号 / the account" };
        var reset = new Option<bool>("--reset-second-factor")
        {
            Required = true,
            Description = "重设动态口令，本人重新登记 / the holder enrols another authenticator",
        };
        var verb = new Command("account", "在服务器上重设一个账号的动态口令 / resets an account's second factor") { database, keys, login, reset };
        verb.SetAction((parsed, _) =>
        {
            var address = parsed.Require(database);
            return Opening.Founded(
                address, Options.KeysFor(address, parsed.GetValue(keys)), terminal.Clock, [DatabaseKind.Real, DatabaseKind.Demo],
                store => Reset(store, parsed.GetRequiredValue(login), terminal));
        });
        return verb;
    }

    private static async Task<int> Reset(CaseStore store, string login, Terminal terminal)
    {
        var people = new People(store);
        if (await people.FindLogin(login) is not { } person)
            throw new VerbRefusedException($"没有在用的账号 {login}。", "There is no such account.");
        var system = new Actor("system", Role.System, "", "");
        if (await new SecondFactors(store, people).Reset(system, person) is Result.Refused { Refusals: [var refusal, ..] })
            throw new VerbRefusedException(refusal.Reason.ToString(), "The account has no second factor.");
        await terminal.Out.WriteLineAsync($"账号 {login} 的动态口令已重设，已有的登录全部结束；本人下次登录后重新登记。 The second factor was reset.");
        return 0;
    }
}
