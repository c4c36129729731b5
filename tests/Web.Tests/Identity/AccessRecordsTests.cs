using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Identity;

/// <summary>登录和访问记录: who came in and who was not let in is in the log, and of petitioners nothing is.</summary>
public sealed class AccessRecordsTests(Site site) : IClassFixture<Site>
{
    private async Task<List<AccessEvent>> Of(string person) =>
        [.. (await site.Get<CaseReader>().Events(StreamId.Access(person))).Select(e => (AccessEvent)e.Event)];

    private async Task<Visitor> Try(string login, string password)
    {
        var visitor = site.Visitor();
        var page = await visitor.Open("/sign-in");
        await visitor.Submit(page.Form("form.panel"), new() { ["login"] = login, ["password"] = password });
        return visitor;
    }

    [Fact]
    public async Task Signing_in_and_out_is_recorded_with_the_wrong_tries_before_it()
    {
        var before = (await Of("s-5")).Count;
        for (var i = 0; i < 2; i++) (await Try("ducha", "falsch-falsch")).Dispose();
        using var visitor = await Try("ducha", DemoDistrict.Password);
        Assert.Equal("/desk", visitor.Path);
        Assert.Equal(
            [new SignInFailed("s-5"), new SignInFailed("s-5"), new SignedIn("s-5", 2, SecondFactor: false)], (await Of("s-5")).Skip(before));
        await visitor.Submit((await visitor.Open("/desk")).Form("form[action='/sign-out']"));
        Assert.Equal(new SignedOut("s-5"), (await Of("s-5"))[^1]);
        using var again = await Try("ducha", DemoDistrict.Password);
        Assert.Equal(new SignedIn("s-5", 0, SecondFactor: false), (await Of("s-5"))[^1]);
    }

    [Fact]
    public async Task A_locked_account_is_recorded_once_and_an_unknown_one_not_at_all()
    {
        for (var i = 0; i <= People.FailuresAllowed; i++)
        {
            (await Try("fuze", "falsch-falsch")).Dispose();
            (await Try("niemand", "falsch-falsch")).Dispose();
        }

        Assert.Equal(new AccountLocked("s-4", People.LockMinutes), Assert.Single(await Of("s-4"), e => e is AccountLocked));
        // Each wrong try with its time and its account; the one that locked is told by that, those after it by nothing.
        Assert.Equal(People.FailuresAllowed - 1, (await Of("s-4")).Count(e => e is SignInFailed));
        Assert.Equal(Role.System, (await site.Get<CaseReader>().Events(StreamId.Access("s-4")))[^1].Role);
    }

    [Fact]
    public async Task A_page_that_did_not_open_is_recorded_once_a_sign_in_without_what_was_asked_for()
    {
        var filed = await site.BringTo(Stage.InHand);
        var before = (await Of("s-6")).Count;
        using var administrator = await site.SignedIn("guanli");
        for (var i = 0; i < 3; i++) await administrator.Open($"/staff/matters/{filed.Matter}");
        Assert.Equal(HttpStatusCode.Forbidden, administrator.Status);
        await administrator.Open("/administration/people/s-999");
        Assert.Equal(HttpStatusCode.NotFound, administrator.Status);
        await administrator.Open("/no-such-page-at-all");
        Assert.Equal(
            ["/staff/matters/{id}", "/administration/people/{id}"],
            (await Of("s-6")).Skip(before).OfType<PageRefused>().Select(p => p.Page));
        using var anew = await site.SignedIn("guanli");
        await anew.Open($"/staff/matters/{filed.Matter}");
        Assert.Equal(2, (await Of("s-6")).Skip(before).OfType<PageRefused>().Count(p => p.Page == "/staff/matters/{id}"));
    }

    [Fact]
    public async Task An_act_that_is_not_theirs_is_recorded_once_a_day_and_rule_and_never_of_a_petitioner()
    {
        var filed = await site.BringTo(Stage.InHand);
        Task<Result> Try(Actor actor) => site.Store.Act(
            new Intent(actor, (cases, act) => Erasing.Refuse(cases.Matter(filed.Matter), "不删", act)) { Streams = [filed.Matter] });
        var handler = await site.As("chengban");
        async Task<int> Told() => (await Of(handler.Id)).OfType<ActRefused>().Count(a => a.Rule == "not-your-role");
        var before = await Told();

        for (var i = 0; i < 3; i++) Assert.IsType<Result.Refused>(await Try(handler));
        Assert.Equal(before + 1, await Told());
        site.Clock.AdvanceDays(1);
        await Try(handler);
        Assert.Equal(before + 2, await Told());

        var size = await site.LogSize();
        Assert.IsType<Result.Refused>(await Try(Actor.Petitioner));
        Assert.Equal(size, await site.LogSize());
        using var auditor = await site.SignedIn("shenji");
        Assert.Contains("办理被退回：不是本岗位的事", (await auditor.Open("/registers/access?list=refusals")).Text("#access"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_auditor_reads_them_and_nobody_else()
    {
        using var liaison = await site.SignedIn("jijian");
        await liaison.Open("/administration/units");
        using var auditor = await site.SignedIn("shenji");
        var page = await auditor.Open("/registers/access");
        Assert.Contains("许正", page.Text("#access"), StringComparison.Ordinal);
        page = await auditor.Open("/registers/access?list=refusals");
        Assert.Contains("打不开：/administration/units", page.Text("#access"), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", auditor.Html, StringComparison.Ordinal);
        foreach (var login in new[] { "dengji", "ducha", "guanli", "anquan", "jijian" })
        {
            using var visitor = await site.SignedIn(login);
            await visitor.Open("/registers/access");
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        }
    }

    [Fact]
    public async Task Of_petitioners_who_come_back_nothing_is_recorded()
    {
        var filed = await site.BringTo(Stage.InHand);
        await using var connection = site.Database.OpenToRead();
        const string count = "SELECT count(*) FROM events WHERE stream >= 's:' AND stream < 's;'";
        var before = await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, count);
        using var petitioner = await site.Tracking(filed);
        await petitioner.Open("/track/case");
        await petitioner.Open("/desk");
        await petitioner.Open("/staff/matters");
        Assert.Equal(before, await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, count));
    }
}
