using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xinqiao.Core.Matters;
using Xinqiao.Web.Tests.Suggestions;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>Which unit is suggested beside the forms that forward and assign; whoever routes decides.</summary>
public sealed class SuggestedUnitsTests(LearntSite site) : IClassFixture<LearntSite>
{
    private static IEnumerable<string> Values(IParentNode page) =>
        page.QuerySelectorAll("#suggested button[name=suggested]").Select(b => b.GetAttribute("value")!);

    private async Task<Filed> Bus(Stage stage = Stage.ToForward) => await site.BringTo(
        stage, c => c with { Title = LearntSite.BusTitle, Narrative = LearntSite.Bus, Request = "恢复线路" });

    [Theory]
    [InlineData("forward")]
    [InlineData("assign")]
    public async Task The_unit_is_suggested_with_its_reasons_and_nothing_is_chosen_until_it_is_pressed(string act)
    {
        var f = await Bus();
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{f.Matter}/{act}");
        var first = page.QuerySelector("#suggested li")!;
        Assert.Equal("崇川区商务局", first.Text("b"));
        Assert.Equal("有把握", first.Text(".tag"));
        Assert.NotEmpty(first.QuerySelectorAll("mark"));
        Assert.All(first.QuerySelectorAll("mark"), m => Assert.Contains(m.TextContent, LearntSite.BusTitle + LearntSite.Bus, StringComparison.Ordinal));
        Assert.Equal("SW", Values(page).First());
        Assert.InRange(Values(page).Count(), 1, 3);
        Assert.Equal("", page.Kept("unit"));
    }

    [Fact]
    public async Task One_press_without_script_fills_the_field_loses_nothing_that_was_typed_and_records_nothing()
    {
        var f = await Bus();
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{f.Matter}/forward");
        var size = await site.LogSize();
        page = await router.Submit(Pressed(page), new() { ["note"] = "属公交线路调整。", ["suggested"] = "SW" });
        Assert.Equal(HttpStatusCode.OK, router.Status);
        Assert.Equal(("SW", "属公交线路调整。"), (page.Kept("unit"), page.Kept("note")));
        Assert.NotNull(page.QuerySelector("#unit[autofocus]"));
        Assert.Equal(size, await site.LogSize());

        var form = page.Form();
        form.SetAttribute("action", $"/staff/matters/{f.Matter}/forward");
        await router.Submit(form);
        Assert.Equal("SW", (await site.State(f)).Dispatch!.Unit);
    }

    [Theory]
    [InlineData("XX")]
    [InlineData("")]
    [InlineData("'; --")]
    public async Task What_cannot_be_chosen_fills_nothing_and_what_was_chosen_stays(string forged)
    {
        var f = await Bus();
        using var router = await site.SignedIn("fenban");
        var form = Pressed(await router.Open($"/staff/matters/{f.Matter}/forward"));
        var page = await router.Submit(form, new() { ["unit"] = "CG", ["suggested"] = forged });
        Assert.Equal("CG", page.Kept("unit"));
        page = await router.Submit(form, new() { ["unit"] = "CG", ["suggested"] = "SW", ["form-token"] = "x" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CG"), (router.Status, page.Kept("unit")));
    }

    /// <summary>Rule 1.9 and 8: what somebody complains of never reaches the unit complained of, nor its line; not as a suggestion either.</summary>
    [Theory]
    [InlineData("SW")] // itself
    [InlineData("SW-1")] // a unit below it
    public async Task The_unit_complained_of_and_its_line_are_never_suggested(string named)
    {
        var f = await Bus();
        Assert.Contains("SW", await Suggested(f));
        Unit Below(string code, string parent) => new(code, code, code, UnitKind.Department, code, parent, "", "", "");
        Unit[] line = [Below("SW", "QU"), Below("SW-1", "SW")];
        await site.On(f, "fenban", (m, act) => Conflict.Name(m, [line.First(u => u.Code == named)], [], "信中写明", line, act));
        Assert.NotNull((await site.State(f)).RelationOfUnit("SW"));

        Assert.DoesNotContain("SW", await Suggested(f));
        using var router = await site.SignedIn("fenban");
        foreach (var act in (string[])["forward", "assign"])
        {
            var page = await router.Open($"/staff/matters/{f.Matter}/{act}");
            Assert.DoesNotContain("商务局", page.Text("#suggested"), StringComparison.Ordinal);
            Assert.Contains("没有把握", page.Text("#suggested"), StringComparison.Ordinal);
        }

        // A form that asks for it all the same fills nothing in.
        var forged = await router.Submit(
            Pressed(await router.Open($"/staff/matters/{f.Matter}/forward"), $"/staff/matters/{f.Matter}/forward?handler=take"), new() { ["suggested"] = "SW" });
        Assert.Equal("", forged.Kept("unit"));
    }

    private async Task<IReadOnlyList<string>> Suggested(Filed f)
    {
        using var router = await site.SignedIn("fenban");
        return [.. Values(await router.Open($"/staff/matters/{f.Matter}/forward"))];
    }

    [Fact]
    public async Task After_an_objection_the_unit_that_objected_is_not_suggested_again()
    {
        var f = await Bus();
        await site.Forward(f);
        await site.Receive(f);
        await site.Object(f);
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{f.Matter}/decide-objection");
        Assert.Equal("SW", Values(page).First());
        Assert.DoesNotContain("ZJ", Values(page));
    }

    [Fact]
    public async Task What_the_words_do_not_tell_gets_no_suggestion_and_what_was_forwarded_has_none_to_choose()
    {
        var f = await site.BringTo(Stage.ToForward, c => c with { Title = "咨询", Narrative = "请问窗口几点开门。", Request = "请答复" });
        using var router = await site.SignedIn("fenban");
        var page = await router.Open($"/staff/matters/{f.Matter}/forward");
        Assert.Equal("没有把握，不提建议。", page.Text("#suggested p"));
        Assert.Empty(Values(page));
        var forwarded = await Bus(Stage.ToAccept);
        Assert.Null((await router.Open($"/staff/matters/{forwarded.Matter}/assign")).QuerySelector("#suggested"));
    }

    [Theory]
    [InlineData("chengban")]
    [InlineData("ducha")]
    [InlineData("dengji")]
    public async Task Whoever_does_not_route_gets_no_suggestion(string login)
    {
        var f = await Bus();
        using var visitor = await site.SignedIn(login);
        await visitor.Open($"/staff/matters/{f.Matter}/forward");
        Assert.DoesNotContain("suggested", visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_matter_has_no_page_on_which_anything_is_suggested()
    {
        var f = await Bus();
        using var router = await site.SignedIn("fenban");
        var form = Pressed(await router.Open($"/staff/matters/{f.Matter}/forward"));
        await site.On(f, "fenban", (m, act) => Sealing.Seal(m, "疑似检举控告", act));
        await router.Submit(form, new() { ["suggested"] = "SW" });
        Assert.Equal(HttpStatusCode.NotFound, router.Status);
        await router.Open($"/staff/matters/{f.Matter}/forward");
        Assert.Equal(HttpStatusCode.NotFound, router.Status);
    }

    private static IHtmlFormElement Pressed(IHtmlDocument page, string? address = null)
    {
        var form = page.Form();
        form.SetAttribute("action", address ?? page.QuerySelector("#suggested button")!.GetAttribute("formaction")!);
        return form;
    }
}
