using OtpNet;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Regulation;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Commands;

/// <summary>The way out where the only administrator lost the telephone.</summary>
public sealed class AccountTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly TestClock clock = new();

    public void Dispose() => scratch.Dispose();

    private Task<Typed> Reset(string login) => Typed.Run(
        clock, "account", "--database", scratch["real.db"], "--keys", scratch["keys"], "--login", login, "--reset-second-factor");

    private async Task<T> In<T>(Func<CaseStore, People, Task<T>> look)
    {
        using var database = Databases.At(scratch["real.db"]);
        database.Prepare();
        using var store = new CaseStore(database, KeyFolder.Open(scratch["keys"]), clock, Rules.Embedded);
        return await look(store, new People(store));
    }

    [Fact]
    public async Task A_second_factor_is_reset_on_the_server_and_the_log_tells_of_it()
    {
        (await Typed.Run(
            "Correct horse battery\n", clock, "init", "--database", scratch["real.db"], "--keys", scratch["keys"], "--district", "320613",
            "--origin", "xf.example.gov.cn", "--admin", "admin", "--password-stdin")).Ok();
        (await Reset("nobody")).Refused("没有在用的账号");
        (await Reset("admin")).Refused("没有登记动态口令");
        Assert.Equal(FirstDuty.SecondFactor, await In(async (_, people) => (await people.FindLogin("admin"))!.Duty));

        var secret = SecondFactors.NewSecret();
        await In((store, people) => new SecondFactors(store, people).Enrol(
            new Staff("s-1", "admin", Role.Administrator, "XF", ""), secret, new Totp(secret).ComputeTotp(clock.Now.UtcDateTime)));
        Assert.True(await In(async (_, people) => (await people.FindLogin("admin"))!.HasFactor));
        (await Reset("admin")).Ok();
        Assert.False(await In(async (_, people) => (await people.FindLogin("admin"))!.HasFactor));
        var last = await In(async (store, _) => (await new CaseReader(store).Events(StreamId.Furniture("person:s-1")))[^1]);
        Assert.Equal((Role.System, null), (last.Role, Assert.IsType<SecondFactorReset>(last.Event).AskedBy));
    }

    [Fact]
    public async Task A_database_is_founded_with_two_administrators_who_are_two_persons()
    {
        string[] init =
        [
            "init", "--database", scratch["real.db"], "--keys", scratch["keys"], "--district", "320613", "--origin", "xf.example.gov.cn", "--admin", "admin",
        ];
        (await Typed.Run(clock, [.. init, "--security-admin", "admin"])).Refused("应是两个人");
        (await Typed.Run(clock, [.. init, "--security-admin", "second", "--security-name", "admin"])).Refused("应是两个人");
        var made = await Typed.Run(clock, [.. init, "--security-admin", "second"]);
        made.Ok();
        Assert.Contains("second", made.Out, StringComparison.Ordinal);
        var (first, second) = await In(async (_, people) => ((await people.FindLogin("admin"))!, (await people.FindLogin("second"))!));
        Assert.Equal(("administrator", false, "security-administrator", true), (first.Role, first.MustChange, second.Role, second.MustChange));
    }

    [Fact]
    public async Task A_first_password_is_issued_on_the_server_where_no_security_administrator_is_at_hand()
    {
        (await Typed.Run(
            clock, "init", "--database", scratch["real.db"], "--keys", scratch["keys"], "--district", "320613", "--origin", "xf.example.gov.cn", "--admin", "admin")).Ok();
        string[] account = ["account", "--database", scratch["real.db"], "--keys", scratch["keys"], "--login"];
        (await Typed.Run(clock, [.. account, "nobody", "--first-password"])).Refused("没有在用的账号");
        (await Typed.Run(clock, [.. account, "anquan"])).Refused("选一项");
        (await Typed.Run(clock, [.. account, "anquan", "--first-password", "--reset-second-factor"])).Refused("选一项");
        var issued = await Typed.Run(clock, [.. account, "anquan", "--first-password"]);
        issued.Ok();
        var password = issued.Out.Split('：')[1].Split(' ')[0];
        Assert.NotNull(await In((_, people) => people.Check("anquan", password)));
        var last = await In(async (store, _) => (await new CaseReader(store).Events(StreamId.Furniture("person:s-2")))[^1]);
        Assert.Equal((Role.System, "s-2"), (last.Role, Assert.IsType<FirstPasswordIssued>(last.Event).Person));
    }
}
