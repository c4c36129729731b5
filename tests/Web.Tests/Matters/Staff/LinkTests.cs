using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Search;
using Xinqiao.Web.Tests.Petitions.Staff;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>筛重: a matter is put beside an earlier one, at the counter with its registration or on its own page afterwards.</summary>
public sealed class LinkTests : IClassFixture<Site>
{
    private readonly Site site;
    private static int serial;

    // Each test has a house of its own, so that no other's copies stand before.
    private readonly string title, narrative;

    public LinkTests(Site site)
    {
        this.site = site;
        var house = $"濠南新村{Interlocked.Increment(ref serial)}组{serial}幢";
        (title, narrative) = ($"{house}化粪池外溢", $"{house}化粪池每月外溢，{house}的污水流到路上，气味很大。");
    }

    private Task<Filed> Sewage(Stage stage = Stage.ToForward) => site.BringTo(stage, c => c with { Title = title, Narrative = narrative });

    private async Task Index() => await site.Get<SimilarFollower>().Follow(TestContext.Current.CancellationToken);

    private async Task<Filed> Later(Filed earlier, LinkKind kind = LinkKind.Repeat, Stage stage = Stage.ToForward)
    {
        site.Clock.AdvanceDays(1);
        var later = await Sewage(stage);
        var before = await site.State(earlier);
        await site.On(later, "dengji", (m, act) => Linking.Link(m, before, kind, act));
        return later;
    }

    private async Task<IHtmlDocument> Typed(Visitor visitor, params (string, string?)[] changes)
    {
        await Index();
        var form = (await visitor.Open("/staff/register")).Form();
        form.SetAttribute("action", form.QuerySelector("#similar button")!.GetAttribute("formaction")!);
        return await visitor.Submit(form, CounterForms.Of(
            "letter", [("received", $"{site.Clock.Now:yyyy-MM-dd}"), ("title", title), ("narrative", narrative), .. changes]));
    }

    private static string ButtonOf(IParentNode page, Filed f, LinkKind kind) =>
        page.QuerySelectorAll("button[name=link]").Select(b => b.GetAttribute("value")!).Single(v => v == $"{Words.Of(kind)} {f.Matter}");

    [Fact]
    public async Task At_the_counter_one_key_registers_and_links_in_one_act()
    {
        var f = await Sewage();
        using var registrar = await site.SignedIn("dengji");
        var page = await Typed(registrar);
        var keys = page.QuerySelectorAll(".similar li:first-child button[accesskey]").ToDictionary(b => b.GetAttribute("value")!.Split(' ')[0], b => b.GetAttribute("accesskey"));
        Assert.Equal(["repeat", "same-cause", "supplement"], keys.Keys);
        Assert.Empty(page.QuerySelectorAll("[accesskey]").GroupBy(e => e.GetAttribute("accesskey")).Where(g => g.Count() > 1).Select(g => g.Key));

        page = await registrar.Submit(page.Form(), new() { ["link"] = ButtonOf(page, f, LinkKind.Repeat) });

        Assert.Equal("/staff/register", registrar.Path);
        Assert.Contains($"已关联为{f.Number}的重复信访", page.Text(".notice.good"), StringComparison.Ordinal);
        var path = page.QuerySelector("a[accesskey=o]")!.GetAttribute("href")!;
        var linked = (await site.Events(new StreamId(path.Split('/')[^1]))).Single(e => e.Event is MatterLinked);
        var events = (await site.Events(new StreamId(path.Split('/')[^1]))).Select(e => e.RecordedAt).Distinct();
        Assert.Single(events);
        Assert.Equal((f.Matter, Role.Registrar), (((MatterLinked)linked.Event).Earlier, linked.Role));
        page = await registrar.Open(path);
        Assert.Contains("本件是下面这件的重复信访", page.Text("#links"), StringComparison.Ordinal);
        Assert.Contains("关联为" + f.Number + "的重复信访", page.Text("main"), StringComparison.Ordinal);
        page = await registrar.Open($"/staff/matters/{f.Matter}");
        Assert.Contains("同一信访人就本事项又提出", page.Text("#links"), StringComparison.Ordinal);
        Assert.DoesNotContain("周桂兰", page.Text("#links"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_form_keeps_the_choice_and_a_link_that_cannot_be_made_does_not_hold_up_the_registration()
    {
        var f = await Sewage();
        using var registrar = await site.SignedIn("dengji");
        var page = await Typed(registrar, ("summary", ""));
        page = await registrar.Submit(page.Form(), new() { ["link"] = ButtonOf(page, f, LinkKind.Supplement) });
        page.AssertRefused(registrar, "summary");
        var kept = (IHtmlInputElement)page.QuerySelector("input[name=link]")!;
        Assert.Equal((true, $"supplement {f.Matter}"), (kept.IsChecked, kept.Value));

        await site.On(f, "dengji", (m, act) => Sealing.Seal(m, "疑似检举控告", act));
        page = await registrar.Submit(page.Form(), new() { ["summary"] = "化粪池外溢" });
        Assert.NotNull(PetitionNumber.Parse(page.Text("#number")));
        Assert.Contains("有1件没有关联", page.Text(".notice.warn"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".notice.good"));
    }

    [Fact]
    public async Task An_accusation_is_sealed_and_stands_beside_nothing()
    {
        var f = await Sewage();
        using var registrar = await site.SignedIn("dengji");
        var page = await Typed(registrar, ("purpose", "accusation"));
        page = await registrar.Submit(page.Form(), new() { ["link"] = ButtonOf(page, f, LinkKind.Repeat) });
        Assert.Contains("本件按密件处理，没有关联", page.Text(".notice.warn"), StringComparison.Ordinal);
        page = await registrar.Open($"/staff/matters/{f.Matter}");
        Assert.Empty(page.QuerySelectorAll("#links"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("repeat")]
    [InlineData("repeat m00000000000070008000000000000002")]
    [InlineData("repeat p00000000000070008000000000000002")]
    [InlineData("everything m1")]
    [InlineData("repeat m1' OR 1=1 --")]
    public async Task What_names_no_matter_links_nothing_and_the_petition_is_registered(string value)
    {
        using var registrar = await site.SignedIn("dengji");
        var page = await Typed(registrar);
        page = await registrar.Submit(page.Form(), new() { ["link"] = value });
        Assert.NotNull(PetitionNumber.Parse(page.Text("#number")));
        Assert.Empty(page.QuerySelectorAll(".notice.good"));
    }

    [Fact]
    public async Task On_its_page_one_press_links_what_says_nearly_the_same()
    {
        var f = await Sewage();
        site.Clock.AdvanceDays(1);
        var later = await Sewage();
        await Index();
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{later.Matter}");
        page = await router.Open(page.QuerySelector(".acts a[href$='/link']")!.GetAttribute("href")!);
        Assert.DoesNotContain(page.QuerySelectorAll(".similar a"), a => a.TextContent == later.MatterNumber);
        await router.Submit(page.Form(".columns > div form"), new() { ["link"] = ButtonOf(page, f, LinkKind.SameCause) });
        Assert.Equal($"/staff/matters/{later.Matter}", router.Path);
        Assert.Equal(LinkKind.SameCause, (await site.State(later)).OpenLinkTo(f.Matter)!.Kind);
    }

    [Fact]
    public async Task By_number_what_there_is_not_and_what_is_closed_get_one_answer_and_nothing_typed_is_lost()
    {
        var sealedOne = await site.BringTo(Stage.Sealed);
        site.Clock.AdvanceDays(1);
        var later = await site.BringTo(Stage.ToForward);
        using var router = await site.SignedIn("fenban");
        var answers = new HashSet<string>();
        foreach (var number in (string[])[sealedOne.Number, "XF2026-999999-0", sealedOne.MatterNumber, "", "<b>", "半\uD842个"])
        {
            var page = await router.Open($"/staff/matters/{later.Matter}/link");
            page = await router.Submit(page.Form("aside form"), new() { ["number"] = number, ["kind"] = "repeat" });
            page.AssertRefused(router, "number");
            answers.Add(page.Text(".errors li"));
        }

        Assert.Single(answers);
        var form = await router.Open($"/staff/matters/{later.Matter}/link");
        form = await router.Submit(form.Form("aside form"), new() { ["number"] = " 2026 ", ["kind"] = "" });
        form.AssertRefused(router, "kind");
    }

    [Fact]
    public async Task A_wrong_link_is_withdrawn_with_its_reason()
    {
        var f = await Sewage();
        var later = await Later(f);
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{later.Matter}/withdraw-link");
        page = await router.Submit(page.Form(), new() { ["reason"] = "" });
        page.AssertRefused(router, "reason");
        page = await router.Submit(page.Form(), new() { ["reason"] = "核对后不是同一信访人" });
        Assert.Equal($"/staff/matters/{later.Matter}", router.Path);
        Assert.Empty(page.QuerySelectorAll("#links"));
        Assert.Contains("核对后不是同一信访人", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_see_the_other_matter_is_told_of_no_link()
    {
        var f = await site.BringTo(Stage.ToReceive, unit: "CG");
        var later = await Later(f, stage: Stage.InHand);
        using var handler = await site.SignedIn("chengban");
        var page = await handler.Open($"/staff/matters/{later.Matter}");
        Assert.Equal(HttpStatusCode.OK, handler.Status);
        Assert.DoesNotContain(f.Number, handler.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("关联为", page.Text("main"), StringComparison.Ordinal);

        // As soon as it is sealed, nobody but the liaison hears of it.
        var other = await Sewage();
        var repeat = await Later(other);
        await site.On(other, "dengji", (m, act) => Sealing.Seal(m, "疑似检举控告", act));
        using var registrar = await site.SignedIn("dengji");
        page = await registrar.Open($"/staff/matters/{repeat.Matter}");
        Assert.DoesNotContain(other.Number, registrar.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("关联为", page.Text("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LinkKind.Repeat, true)]
    [InlineData(LinkKind.SameCause, false)]
    [InlineData(LinkKind.Supplement, false)]
    public async Task The_petitioner_is_told_of_their_own_earlier_petition_and_of_nobody_elses(LinkKind kind, bool told)
    {
        var f = await Sewage();
        var later = await Later(f, kind);
        using var petitioner = site.Visitor();
        await petitioner.Track(later.Number, later.Code);
        await petitioner.Open("/track/case");
        Assert.Equal(told, petitioner.Html.Contains($"与您此前提出的{f.Number}是同一事项", StringComparison.Ordinal));
        Assert.Equal(told, petitioner.Html.Contains(f.Number, StringComparison.Ordinal));

        var before = await site.State(f);
        await site.On(later, "dengji", (m, act) => Linking.Withdraw(m, before, "不是同一信访人", act));
        await petitioner.Open("/track/case");
        Assert.Equal(HttpStatusCode.OK, petitioner.Status);
        Assert.DoesNotContain(f.Number, petitioner.Html, StringComparison.Ordinal);
    }
}
