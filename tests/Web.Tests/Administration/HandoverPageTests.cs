using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Administration;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Administration;

public sealed class HandoverPageTests(Site site) : IClassFixture<Site>
{
    private static readonly Actor Administrator = new("s-6", Role.Administrator, "XF", "信访局");

    private async Task<Person> Colleague(string login)
    {
        await People.Appoint(site.Store, Administrator, "s-" + login, login, "祝明", Role.Handler, "ZJ", DemoDistrict.Password);
        return (await site.Get<People>().FindLogin(login))!;
    }

    private async Task<Matter> Matter(StreamId id) => (await site.Get<CaseReader>().Matter(id))!.State;

    [Fact]
    public async Task Open_work_passes_at_once_and_the_leavers_sign_ins_end()
    {
        var (filed, colleague) = (await site.BringTo(Stage.InHand), await Colleague("zhu1"));
        var before = await Matter(filed.Matter);
        Assert.Equal("s-3", before.Holder);
        using var leaver = await site.SignedIn("chengban");
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open("/administration/people/s-3");
        page = await administrator.Submit(page.Form("#end"), new() { ["reason"] = "调离" }, "end");
        Assert.Contains("请先办理岗位移交", page.Text(".errors"), StringComparison.Ordinal);

        page = await administrator.Open("/administration/people/s-3/handover");
        var size = await site.LogSize();
        page = await administrator.Submit(page.Form(), new() { ["to"] = "s-4", ["reason"] = "调离" });
        page.AssertRefused(administrator, "to");
        Assert.Equal("调离", page.Kept("reason"));
        Assert.Equal(size, await site.LogSize());
        page = await administrator.Submit(page.Form(), new() { ["to"] = colleague.Id, ["reason"] = "调离" });
        Assert.Contains("已移交给祝明", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal("0", page.Text("#held"));

        var after = await Matter(filed.Matter);
        Assert.Equal((colleague.Id, before.Stage, before.Dispatch), (after.Holder, after.Stage, after.Dispatch));
        var passed = Assert.IsType<MatterHandedOver>((await site.Get<CaseReader>().Matter(filed.Matter))!.Events[^1].Event);
        Assert.Equal("调离", passed.Reason.Value);
        await leaver.Open("/desk");
        Assert.StartsWith("/sign-in", leaver.Path, StringComparison.Ordinal);
        page = await administrator.Submit((await administrator.Open("/administration/people/s-3")).Form("#end"), new() { ["reason"] = "调离" }, "end");
        Assert.Contains("岗位已结束", page.Text(".notice.good"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handover_for_a_later_day_is_done_when_that_day_has_come_and_can_be_called_off_before()
    {
        var (from, to) = (await Colleague("zhu2"), await Colleague("zhu3"));
        using var administrator = await site.SignedIn("guanli");
        var path = $"/administration/people/{from.Id}";
        var page = await administrator.Open(path + "/handover");
        var day = DateOnly.FromDateTime(site.Clock.Now.Date).AddDays(7).ToString("yyyy-MM-dd");
        page = await administrator.Submit(page.Form(), new() { ["to"] = to.Id, ["from"] = day, ["reason"] = "产假" });
        Assert.Contains(day, page.Text("#work"), StringComparison.Ordinal);
        page = await administrator.Submit(page.Form("#call-off"), new() { ["reason"] = "推迟" }, "call-off");
        Assert.Null(await site.Get<Handovers>().Of(from.Id));

        page = await administrator.Open(path + "/handover");
        await administrator.Submit(page.Form(), new() { ["to"] = to.Id, ["from"] = day, ["reason"] = "产假" });
        await site.Get<Handovers>().Round();
        Assert.NotNull(await site.Get<Handovers>().Of(from.Id));
        site.Clock.AdvanceDays(7);
        await site.Get<Handovers>().Round();
        Assert.Null(await site.Get<Handovers>().Of(from.Id));
        var events = (await site.Get<CaseReader>().Events(StreamId.Furniture("person:" + from.Id))).Select(e => e.Event).ToList();
        Assert.Single(events.OfType<HandoverDone>());
        Assert.Single(events.OfType<HandoverCalledOff>());
    }

    [Fact]
    public async Task The_log_tells_who_changed_what_when_and_from_what_to_what()
    {
        using var administrator = await site.SignedIn("guanli");
        var page = await administrator.Open("/administration/categories/010102");
        await administrator.Submit(page.Form("#rename"), new() { ["name"] = "物业管理和服务" }, "rename");
        using var auditor = await site.SignedIn("shenji");
        page = await auditor.Open("/registers/changes");
        var row = page.QuerySelectorAll("#log tbody tr").First(r => r.TextContent.Contains("分类改名", StringComparison.Ordinal));
        var cells = row.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToList();
        Assert.StartsWith("吴敏（系统管理员）", cells[1], StringComparison.Ordinal);
        Assert.Equal(["物业服务", "物业管理和服务"], cells[3..]);
        page = await auditor.Open("/registers/changes?after=40");
        Assert.Contains("建立数据库", page.Text("#log"), StringComparison.Ordinal);
    }
}
