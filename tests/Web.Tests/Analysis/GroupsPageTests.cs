using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Web.Tests.Analysis;

/// <summary>Petitions that are likely to share a cause: the matter, its texts, how many; of whoever took part nothing.</summary>
public sealed class GroupsPageTests : IAsyncLifetime
{
    private const string Estate = "桃坞苑东区";

    // A district of its own for each test: whatever is alike makes one group.
    private readonly Site site = new();
    private readonly Waterworks water;

    public GroupsPageTests() => water = new Waterworks(site, Estate);

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<IElement?> Cause(string login, string path = "/analysis")
    {
        await water.Compare();
        using var visitor = await site.SignedIn(login);
        var page = await visitor.Open(path);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        foreach (var personal in Waterworks.Personal) Assert.DoesNotContain(personal, visitor.Html, StringComparison.Ordinal);
        return page.QuerySelectorAll(".cause").SingleOrDefault(c => c.TextContent.Contains(Estate, StringComparison.Ordinal));
    }

    private async Task<string> Html(string login, string path)
    {
        await water.Compare();
        using var visitor = await site.SignedIn(login);
        await visitor.Open(path);
        return visitor.Html;
    }

    private static string[] Numbers(IParentNode page) => [.. page.QuerySelectorAll(".similar li > a").Select(a => a.TextContent)];

    [Theory]
    [InlineData("dengji")]
    [InlineData("fenban")]
    [InlineData("ducha")]
    public async Task A_group_shows_how_many_petitions_it_has_what_they_share_and_its_latest_texts(string login)
    {
        var (first, second, third) = (await water.One(), await water.One(name: "葛长林"), await water.One());
        var cause = (await Cause(login))!;
        Assert.Contains("3件", cause.Text("p b"), StringComparison.Ordinal);
        Assert.Contains("不足5户", cause.TextContent, StringComparison.Ordinal);
        Assert.Equal([third.MatterNumber, second.MatterNumber], Numbers(cause));
        Assert.Contains(cause.QuerySelectorAll("p > mark"), m => m.TextContent.Contains("自来水发黄", StringComparison.Ordinal));

        using var visitor = await site.SignedIn(login);
        var page = await visitor.Open(cause.QuerySelector("h2 a")!.GetAttribute("href")!);
        Assert.Equal([third.MatterNumber, second.MatterNumber, first.MatterNumber], Numbers(page));
        Assert.Contains("最早的一件", page.QuerySelector(".similar li:last-child")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2026年3月 不足5件", page.QuerySelector("svg[role=img]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        foreach (var personal in Waterworks.Personal) Assert.DoesNotContain(personal, visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Households_and_streets_below_five_are_not_told_and_the_others_are()
    {
        var street = await water.Street();
        var filed = new List<Filed>();
        for (var i = 0; i < 6; i++) filed.Add(await water.One(street.Code));
        await water.One();
        site.Clock.AdvanceDays(1);
        var again = await water.One(street.Code);
        await water.Link(again, filed[0], LinkKind.Repeat);

        var cause = (await Cause("ducha"))!;
        Assert.Contains("8件", cause.Text("p b"), StringComparison.Ordinal);
        Assert.Contains("7户", cause.TextContent, StringComparison.Ordinal);
        using var visitor = await site.SignedIn("ducha");
        var page = await visitor.Open(cause.QuerySelector("h2 a")!.GetAttribute("href")!);
        var rows = page.QuerySelectorAll("aside tr").ToDictionary(r => r.Text("th"), r => r.Text("td"));
        Assert.Equal([(street.Name, "7件"), ("没有写属地", "不足5件")], rows.Select(r => (r.Key, r.Value)));
    }

    [Theory]
    [InlineData("dengji", true)]
    [InlineData("fenban", true)]
    [InlineData("ducha", true)]
    [InlineData("chengban", false)]
    [InlineData("fuze", false)]
    public async Task The_case_page_leads_to_the_group_for_those_who_may_see_that_room(string login, bool leads)
    {
        var (first, second) = (await water.One(stage: Stage.ToReceive), await water.One(stage: Stage.ToReceive));
        await water.Others();
        await water.Compare();
        using var visitor = await site.SignedIn(login);
        var link = (await visitor.Open($"/staff/matters/{first.Matter}")).QuerySelector("#group a");
        Assert.Equal(leads, link is not null);
        if (link is null) return;
        Assert.Contains(second.MatterNumber, Numbers(await visitor.Open(link.GetAttribute("href")!)));
        // Of a group of which they see one petition they are told nothing.
        await site.On(second, login, (m, act) => Conflict.Recuse(m, "信访人是亲属", act));
        Assert.Null((await visitor.Open($"/staff/matters/{first.Matter}")).QuerySelector("#group"));
    }

    [Fact]
    public async Task What_is_sealed_leaves_each_page_byte_for_byte_as_if_it_had_never_come()
    {
        await water.Others();
        var first = await water.One();
        await water.One(name: "葛长林");
        await water.One();
        var (list, group, of) = (await Html("dengji", "/analysis"), await Html("ducha", $"/analysis/groups/{first.Matter}"), await Html("ducha", "/analysis/topics"));

        await site.File(Purpose.Accusation, c => c with { Title = $"{Estate}自来水发黄", Narrative = $"{Estate}自来水发黄，水厂的人收了好处。" });
        Assert.Equal(Same(list), Same(await Html("dengji", "/analysis")));
        Assert.Equal(Same(group), Same(await Html("ducha", $"/analysis/groups/{first.Matter}")));

        var fourth = await water.One();
        Assert.NotEqual(Same(list), Same(await Html("dengji", "/analysis")));
        await site.On(fourth, "dengji", (m, act) => Sealing.Seal(m, "疑似检举控告", act));
        Assert.Equal(Same(list), Same(await Html("dengji", "/analysis")));
        Assert.Equal(Same(group), Same(await Html("ducha", $"/analysis/groups/{first.Matter}")));
        Assert.Equal(Same(of), Same(await Html("ducha", "/analysis/topics")));
        using var visitor = await site.SignedIn("ducha");
        await visitor.Open($"/analysis/groups/{fourth.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    // The mark of a form is another on each page.
    private static string Same(string html) => Regex.Replace(html, "name=\"form-token\"[^>]*>", "");

    [Fact]
    public async Task Before_it_was_compared_anew_what_was_sealed_meanwhile_is_neither_shown_nor_counted()
    {
        var (first, second, third) = (await water.One(), await water.One(), await water.One());
        Assert.Contains("3件", (await Cause("dengji"))!.Text("p b"), StringComparison.Ordinal);
        await site.On(third, "dengji", (m, act) => Sealing.Seal(m, "疑似检举控告", act));
        using (var visitor = await site.SignedIn("ducha"))
        {
            var page = await visitor.Open($"/analysis/groups/{first.Matter}");
            Assert.Equal([second.MatterNumber, first.MatterNumber], Numbers(page));
            Assert.DoesNotContain(third.Number, visitor.Html, StringComparison.Ordinal);
        }

        await site.On(second, "dengji", (m, act) => Conflict.Recuse(m, "信访人是亲属", act));
        Assert.Null(await Cause("dengji")); // one is left to them
        Assert.Contains("2件", (await Cause("ducha"))!.Text("p b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_one_step_those_that_are_ticked_are_put_beside_the_earliest_each_by_an_act_of_its_own()
    {
        var first = await water.One();
        site.Clock.AdvanceDays(1);
        var (second, third, other) = (await water.One(), await water.One(), await water.One());
        await water.Compare();
        using var registrar = await site.SignedIn("dengji");
        var page = await registrar.Open($"/analysis/groups/{third.Matter}");
        Assert.Equal(
            new[] { second, third, other }.Select(f => f.Matter.Value).Order(),
            page.QuerySelectorAll<IHtmlInputElement>("input[name=matter]").Where(i => i.IsChecked).Select(i => i.Value).Order());
        page.QuerySelector<IHtmlInputElement>($"input[value={other.Matter}]")!.IsChecked = false;
        page = await registrar.Submit(page.Form("main form"));

        Assert.Equal($"/analysis/groups/{third.Matter}", registrar.Path);
        Assert.Contains("已把2件关联为同一事项", page.Text(".notice.good"), StringComparison.Ordinal);
        foreach (var linked in new[] { second, third })
        {
            var link = (MatterLinked)(await site.Events(linked.Matter)).Single(e => e.Event is MatterLinked).Event;
            Assert.Equal((first.Matter, LinkKind.SameCause), (link.Earlier, link.Kind));
        }

        Assert.DoesNotContain(await site.Events(other.Matter), e => e.Event is MatterLinked);
        Assert.Equal([other.Matter.Value], page.QuerySelectorAll<IHtmlInputElement>("input[name=matter]").Select(i => i.Value));
        Assert.Contains($"已关联为{first.MatterNumber}的同一事项", page.Text(".similar"), StringComparison.Ordinal);
        Assert.Contains("4件", page.Text("main p b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_a_tick_or_with_what_cannot_be_linked_says_what_is_wrong_and_records_nothing()
    {
        var first = await water.One();
        site.Clock.AdvanceDays(1);
        var second = await water.One();
        await water.Compare();
        using var registrar = await site.SignedIn("dengji");
        var form = (await registrar.Open($"/analysis/groups/{first.Matter}")).Form("main form");
        foreach (var (matter, earlier, said) in ((string?, string?, string)[])
                 [
                     (null, first.Matter.Value, "请勾选要关联的信访"), ("m0", first.Matter.Value, "已经不在这里"), ("'; --", "", "已经不在这里"),
                     (second.Matter.Value, "", "没有这个编号的信访事项"), (second.Matter.Value, "m0", "没有这个编号的信访事项"),
                     (first.Matter.Value, second.Matter.Value, "只能关联到在先的信访"),
                 ])
        {
            var page = await registrar.Submit(form, new() { ["matter"] = matter, ["earlier"] = earlier });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, registrar.Status);
            Assert.Contains(said, page.Text(".errors"), StringComparison.Ordinal);
        }

        var stale = await registrar.Submit(form, new() { ["matter"] = second.Matter.Value, ["form-token"] = "x" });
        Assert.Contains("页面已过期", stale.Text(".errors"), StringComparison.Ordinal);
        Assert.True(stale.QuerySelector<IHtmlInputElement>($"input[value={second.Matter}]")!.IsChecked);
        Assert.DoesNotContain(await site.Events(second.Matter), e => e.Event is MatterLinked);
    }

    [Fact]
    public async Task A_supervisor_sees_a_group_and_has_nothing_to_tick_and_an_act_of_theirs_is_refused()
    {
        var first = await water.One();
        site.Clock.AdvanceDays(1);
        var second = await water.One();
        await water.Compare();
        using var supervisor = await site.SignedIn("ducha");
        var page = await supervisor.Open($"/analysis/groups/{first.Matter}");
        Assert.Empty(page.QuerySelectorAll("input[name=matter], main form button"));
        page = await supervisor.Submit(page.Form("main form"), new() { ["matter"] = second.Matter.Value, ["earlier"] = first.Matter.Value });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, supervisor.Status);
        Assert.Contains("您的岗位是", page.Text(".errors"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matter_that_nothing_is_like_says_so_and_one_that_there_is_not_is_not_found()
    {
        var alone = await site.File(change: c => c with { Title = $"{Estate}路灯不亮", Narrative = $"{Estate}门前的路灯坏了两个月。" });
        await water.Compare();
        using var registrar = await site.SignedIn("dengji");
        var page = await registrar.Open($"/analysis/groups/{alone.Matter}");
        Assert.Contains("没有内容相近的信访", page.Text(".empty"), StringComparison.Ordinal);
        foreach (var nothing in (string[])["m0", "p0", "%27%3B--"])
        {
            await registrar.Open($"/analysis/groups/{nothing}");
            Assert.Equal(HttpStatusCode.NotFound, registrar.Status);
        }
    }

    [Fact]
    public async Task The_largest_come_first_and_on_request_those_that_grew_last()
    {
        for (var i = 0; i < 9; i++) await water.One();
        foreach (var told in (string[])["老人摔了一跤。", "孩子不敢下楼。"])
            await site.File(change: c => c with { Title = "濠南别苑路灯不亮", Narrative = $"濠南别苑北门的路灯坏了两个月，晚上漆黑一片，{told}" });
        await water.Compare();
        using var registrar = await site.SignedIn("dengji");
        foreach (var (path, largest) in ((string, bool)[])[("/analysis", true), ("/analysis?list=newest", false), ("/analysis?list=x", true)])
        {
            var titles = (await registrar.Open(path)).QuerySelectorAll(".cause h2").Select(h => h.TextContent).ToList();
            var (one, other) = (titles.FindIndex(t => t.Contains(Estate, StringComparison.Ordinal)), titles.FindIndex(t => t.Contains("濠南别苑", StringComparison.Ordinal)));
            Assert.True(one >= 0 && other >= 0 && one < other == largest, path);
        }
    }

    [Theory]
    [InlineData("chengban")]
    [InlineData("fuze")]
    [InlineData("jijian")]
    [InlineData("guanli")]
    public async Task Posts_that_do_not_see_the_district_are_refused(string login)
    {
        using var visitor = await site.SignedIn(login);
        foreach (var path in (string[])["/analysis", "/analysis/topics", "/analysis/groups/m0"])
        {
            await visitor.Open(path);
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        }
    }
}
