using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Web.Tests.Analysis;

/// <summary>Which topics rise where: counted through the gate, with the texts that make it so, and never a cell below five.</summary>
public sealed class TopicsPageTests(Site site) : IClassFixture<Site>
{
    private async Task<Filed> Registered(RegisterMatter registered, string title = "雨水管破损")
    {
        var f = await site.File(change: c => c with { Title = title });
        var places = registered.Place is { } place ? new HashSet<string> { place } : [];
        await site.On(f, "dengji", (m, act) => Registration.Register(m, registered, act, Categories.Brought, places));
        return f;
    }

    private async Task<Filed> Forwarded(RegisterMatter registered, string title = "雨水管破损")
    {
        var f = await Registered(registered, title);
        await site.Forward(f);
        return f;
    }

    [Fact]
    public async Task A_topic_that_rises_is_shown_with_its_texts_until_fewer_than_five_are_left_that_count()
    {
        var street = await new Waterworks(site, "").Street();
        using var supervisor = await site.SignedIn("ducha");
        Assert.Contains("没有上升的话题", (await supervisor.Open("/analysis/topics")).Text("main"), StringComparison.Ordinal);

        for (var i = 0; i < 40; i++) await Forwarded(Steps.Registering());
        site.Clock.AdvanceDays(100);
        var risen = new List<Filed>();
        for (var i = 0; i < 8; i++) risen.Add(await Forwarded(Waterworks.Water(street.Code), $"自来水发黄第{i}件"));
        for (var i = 0; i < 9; i++) await Registered(Waterworks.Water(street.Code)); // not forwarded yet, and so not counted

        using var later = await site.SignedIn("ducha");
        var page = await later.Open("/analysis/topics");
        Assert.Equal(HttpStatusCode.OK, later.Status);
        var topic = Assert.Single(page.QuerySelectorAll(".topic"));
        Assert.EndsWith("供水", topic.Text("h2"), StringComparison.Ordinal);
        Assert.Contains(street.Name, topic.Text("p"), StringComparison.Ordinal);
        Assert.Contains("最近30天8件，按以往的份额应有不到0.1件", topic.TextContent, StringComparison.Ordinal);
        Assert.Equal(risen.AsEnumerable().Reverse().Select(f => f.MatterNumber), topic.QuerySelectorAll("li a").Select(a => a.TextContent));
        Assert.Contains("自来水发黄第7件", topic.Text("li"), StringComparison.Ordinal);
        await new Waterworks(site, "").Compare();
        topic = (await later.Open("/analysis/topics")).QuerySelector(".topic")!;
        Assert.Contains($"/analysis/groups/{risen[^1].Matter}", topic.QuerySelectorAll("li a").Select(a => a.GetAttribute("href")));
        Assert.Equal("2026年6月 8件", topic.QuerySelector("svg[role=img]")!.GetAttribute("aria-label"));
        Assert.Equal(street.Name, Assert.Single(topic.QuerySelectorAll("tr th")).TextContent);
        foreach (var personal in Waterworks.Personal) Assert.DoesNotContain(personal, later.Html, StringComparison.Ordinal);
        Assert.Contains("误列的不超过5次", page.Text("main"), StringComparison.Ordinal);

        // A repeat is not counted again, so nobody makes a topic rise alone; what is closed to whoever looks is not counted at all.
        site.Clock.AdvanceDays(1);
        var before = await site.State(risen[0]);
        var again = await Forwarded(Waterworks.Water(street.Code));
        await site.On(again, "dengji", (m, act) => Linking.Link(m, before, LinkKind.Repeat, act));
        using var last = await site.SignedIn("ducha");
        Assert.Contains("最近30天8件", (await last.Open("/analysis/topics")).Text(".topic"), StringComparison.Ordinal);
        foreach (var f in risen.Skip(4)) await site.On(f, "ducha", (m, act) => Conflict.Recuse(m, "信访人是亲属", act));
        Assert.Empty((await last.Open("/analysis/topics")).QuerySelectorAll(".topic"));
    }
}
