using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Storage;
using Xunit;

namespace Xinqiao.Web.Tests.Matters;

/// <summary>Art. 28 and 30(3) on the pages: to the unit complained of, and to whoever withdrew, the matter does not exist.</summary>
public sealed class ConflictTests(Site site) : IClassFixture<Site>
{
    private Task Name(Filed f, string login, string unit) => site.On(f, login, (m, act) => Conflict.Name(
        m, [Unit(unit)], [], "信中写明", [Unit(unit)], act));

    private static Unit Unit(string code) => new(code, code, code, UnitKind.Department, code, "QU", "", "", "");

    [Fact]
    public async Task The_unit_complained_of_is_not_among_the_recipients_and_a_forged_form_is_refused()
    {
        var f = await site.BringTo(Stage.ToForward);
        await Name(f, "fenban", "ZJ");
        using var router = await site.SignedIn("fenban");

        var page = await router.Open($"/staff/matters/{f.Matter}/forward");
        Assert.Empty(page.QuerySelectorAll("select[name=unit] option[value=ZJ]"));
        Assert.NotEmpty(page.QuerySelectorAll("select[name=unit] option[value=CG]"));

        await router.Submit(page.Form(), new() { ["unit"] = "ZJ" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, router.Status);
        Assert.Null((await site.State(f)).Dispatch);
    }

    [Fact]
    public async Task Naming_a_unit_is_an_event_and_the_petitioner_is_told_of_it()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{f.Matter}/complained-of");
        await router.Submit(page.Form(), new() { ["unit"] = "CG", ["reason"] = "反映城管执法" });

        Assert.Equal($"/staff/matters/{f.Matter}", router.Path);
        Assert.Equal(Relation.ComplainedOf, (await site.State(f)).RelationOfUnit("CG"));
        Assert.Contains("反映城管执法", router.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_liaison_names_it_in_what_is_sealed()
    {
        var f = await site.File(Purpose.Accusation);
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}");
        page = await liaison.Open(page.QuerySelector("a[href$='/complained-of']")!.GetAttribute("href")!);
        await liaison.Submit(page.Form(), new() { ["unit"] = "ZJ", ["reason"] = "反映住建局领导" });

        Assert.Equal($"/sealed/{f.Matter}", liaison.Path);
        Assert.Equal(Relation.ComplainedOf, (await site.State(f)).RelationOfUnit("ZJ"));
    }

    [Fact]
    public async Task A_member_of_staff_whom_the_petition_names_finds_it_nowhere_and_the_name_is_not_kept()
    {
        var f = await site.BringTo(Stage.InHand);
        using var handler = await site.SignedIn("chengban");
        await handler.Open($"/staff/matters/{f.Matter}");
        Assert.Equal(HttpStatusCode.OK, handler.Status);

        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{f.Matter}/complained-of");
        await router.Submit(page.Form(), new() { ["unit"] = "", ["accused"] = "陆晓峰、不在本区的人", ["reason"] = "信中点名" });
        Assert.Contains("1名工作人员须回避", router.Html, StringComparison.Ordinal);

        foreach (var path in (string[])[$"/staff/matters/{f.Matter}", $"/staff/matters/{f.Matter}/opinion", $"/staff/matters/{f.Matter}/files"])
        {
            await handler.Open(path);
            Assert.Equal(HttpStatusCode.NotFound, handler.Status);
        }

        await handler.Open($"/staff/matters?number={f.Number}");
        Assert.DoesNotContain($">{f.MatterNumber}<", handler.Html, StringComparison.Ordinal);
        using var head = await site.SignedIn("fuze");
        page = await head.Open($"/staff/matters/{f.Matter}/designate");
        Assert.Empty(page.QuerySelectorAll("option[value=s-3], input[value=s-3]"));
        Assert.DoesNotContain(
            (await site.Get<CaseReader>().Matter(f.Matter))!.Events, r => r.Why.Value?.Contains("陆晓峰", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Whoever_withdraws_is_led_to_the_list_and_does_not_find_the_matter_again()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var registrar = await site.SignedIn("dengji");
        var page = await registrar.Open($"/staff/matters/{f.Matter}/recusal");
        await registrar.Submit(page.Form(), new() { ["reason"] = "信访人是亲属" });
        Assert.Equal("/staff/matters", registrar.Path);

        await registrar.Open($"/staff/matters/{f.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, registrar.Status);
    }

    [Fact]
    public async Task An_act_that_was_typed_before_the_matter_was_closed_is_answered_as_if_it_were_not_there()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var registrar = await site.SignedIn("dengji");
        var page = await registrar.Open($"/staff/matters/{f.Matter}/seal");
        await site.On(f, "dengji", (m, act) => Conflict.Recuse(m, "信访人是亲属", act));
        var size = await site.LogSize();

        await registrar.Submit(page.Form(), new() { ["reason"] = "疑似" });
        Assert.Equal((HttpStatusCode.NotFound, size), (registrar.Status, await site.LogSize()));
    }

    [Fact]
    public async Task Whoever_presses_units_reads_no_name_on_the_case_page_or_on_a_letter_and_is_told_how_to_ask()
    {
        var f = await site.BringTo(Stage.Served);
        using var supervisor = await site.SignedIn("ducha");
        var page = await supervisor.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("请写明理由，由主办单位转达", page.Text("#party"), StringComparison.Ordinal);
        var links = page.QuerySelectorAll("a[href*='/documents/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.NotEmpty(links);
        foreach (var path in links.Prepend($"/staff/matters/{f.Matter}"))
        {
            await supervisor.Open(path);
            Assert.Equal(HttpStatusCode.OK, supervisor.Status);
            foreach (var personal in (string[])["周桂兰", "13800000217", "101室", "zhou@example.cn"])
                Assert.False(supervisor.Html.Contains(personal, StringComparison.Ordinal), $"{personal} at {path}");
        }

        using var handler = await site.SignedIn("chengban");
        var proof = (await handler.Open($"/staff/matters/{f.Matter}")).QuerySelectorAll("a[href$='/proof-of-service']").Select(a => a.GetAttribute("href")!).First();
        await supervisor.Open(proof);
        Assert.Equal(HttpStatusCode.NotFound, supervisor.Status);
    }
}
