using System.Net;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Matters.Extracts;
using Xinqiao.Web.Matters.Sealed;
using Xinqiao.Web.Tests.Boundary;
using Xinqiao.Web.Tests.Matters.Staff;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Sealed;

/// <summary>移送: from the preview to what the receiving organ reads, and who accuses by the agreement of two.</summary>
public sealed class PassOnPagesTests(GateSite site) : IClassFixture<GateSite>
{
    private static FilePetition Letter(FilePetition c) => c with
    {
        Title = "局长受贿",
        Narrative = "我叫周桂兰，是该局的会计。局长张伟收受工程款。请打13800000217。外号阿桂的就是我。",
        Request = "依法查处",
        PlaceDetail = "濠西新村12幢",
    };

    private Task<Filed> Accuse() => site.File(Purpose.Accusation, Letter);

    [Fact]
    public async Task The_liaison_sees_what_will_travel_with_marks_and_exactly_that_travels()
    {
        var f = await Accuse();
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}");
        page = await liaison.Open(page.QuerySelector("a[href$='/pass-on']")!.GetAttribute("href")!);
        Assert.Contains("周桂兰", page.QuerySelectorAll("#keep mark").Select(m => m.TextContent.Trim()));
        Assert.Contains("13800000217", page.QuerySelectorAll("#keep mark").Select(m => m.TextContent.Trim()));
        Assert.Contains("局长张伟收受工程款", page.Text(".extract"), StringComparison.Ordinal);
        foreach (var told in (string[])["周桂兰", "会计", "13800000217", "濠西新村"])
            Assert.DoesNotContain(told, page.Text(".extract"), StringComparison.Ordinal);

        // A word more is struck, and seen struck, before anything travels.
        var keep = page.QuerySelectorAll("#keep input").Single(i => i.GetAttribute("value")!.StartsWith("address:", StringComparison.Ordinal)
            && i.ParentElement!.TextContent.Contains("12幢", StringComparison.Ordinal)).GetAttribute("value")!;
        page = await liaison.Submit(page.Form(), new() { ["unit"] = District.Discipline, ["words"] = "工程款", ["keep"] = keep }, "pass");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, liaison.Status);
        Assert.Contains("请再看一遍", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("局长张伟收受〔隐去〕", page.Text(".extract"), StringComparison.Ordinal);
        Assert.Contains("濠西新村12幢", page.Text(".extract"), StringComparison.Ordinal);
        await liaison.Submit(page.Form(), button: "pass");
        Assert.Equal("/sealed", liaison.Path);

        var passed = (ExtractPassed)(await site.Events(f.Matter)).Single(e => e.Event is ExtractPassed).Event;
        Assert.Equal(1, passed.Words);
        Assert.Equal(["address=1"], passed.Kept);
        using var handler = await site.SignedIn("jieshou");
        Assert.Contains(passed.DocumentNumber, (await handler.Open("/extracts")).Text("main"), StringComparison.Ordinal);
        page = await handler.Open($"/extracts/{f.Matter}");
        Assert.Contains("局长张伟收受〔隐去〕", page.Text("main"), StringComparison.Ordinal);
        foreach (var told in (string[])["周桂兰", "会计", "13800000217", "工程款", "阿桂", f.Number])
            Assert.DoesNotContain(told, handler.Html, StringComparison.Ordinal);
        foreach (var path in (string[])[$"/sealed/{f.Matter}", $"/staff/matters/{f.Matter}", $"/staff/matters/{f.Matter}/identity", $"/staff/matters/{f.Matter}/files"])
        {
            await handler.Open(path);
            Assert.Contains(handler.Status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Forbidden]);
        }

        using var other = await site.SignedIn("qita");
        await other.Open($"/extracts/{f.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        using var citizen = await site.Tracking(f);
        Assert.Contains("节录移送", (await citizen.Open("/track/case")).Text("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("阿芳", "没有出现")]
    [InlineData("坏\u0001字", "控制字符")]
    public async Task A_word_that_is_not_there_or_cannot_be_read_is_named_and_nothing_typed_is_lost(string word, string told)
    {
        var f = await Accuse();
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}/pass-on");
        page = await liaison.Submit(page.Form(), new() { ["unit"] = "ZJ", ["words"] = word }, "pass");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, liaison.Status);
        Assert.Contains(told, page.Text("#words-error"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("option[value=ZJ][selected]"));
        Assert.Equal(Stage.Sealed, (await site.State(f)).Stage);
        Assert.Empty((await site.State(f)).Passed);
    }

    [Fact]
    public async Task Of_very_many_places_the_first_are_listed_and_the_others_struck()
    {
        const int further = 7;
        var f = await site.File(Purpose.Accusation, c => Letter(c) with
        {
            Narrative = string.Concat(Enumerable.Repeat("局长张伟收钱。请打13800000217。\n", PassOnModel.MostListed + further)),
            PlaceDetail = null,
        });
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}/pass-on");
        Assert.Equal(PassOnModel.MostListed, page.QuerySelectorAll("#keep input").Length);
        Assert.Contains($"其余{further}处一律隐去", page.Text("#keep"), StringComparison.Ordinal);
        Assert.DoesNotContain("13800000217", page.Text(".extract"), StringComparison.Ordinal);
        // Nor is one of the others kept because a form says so.
        await liaison.Submit(page.Form(), new() { ["unit"] = "CG", ["keep"] = $"phone:{Last(page, further)}:11" }, "pass");
        Assert.Equal("/sealed", liaison.Path);
        Assert.DoesNotContain("13800000217", ((ExtractPassed)(await site.Events(f.Matter))[^1].Event).Extract.Value!, StringComparison.Ordinal);
    }

    // Where the last of the places stands: each line is as long as the one before.
    private static int Last(AngleSharp.Dom.IParentNode page, int further)
    {
        int At(int i) => int.Parse(page.QuerySelectorAll("#keep input")[i].GetAttribute("value")!.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        return At(PassOnModel.MostListed - 1) + further * (At(1) - At(0));
    }

    [Fact]
    public async Task What_is_too_long_to_travel_is_shown_as_far_as_it_could_and_does_not_travel()
    {
        var f = await Accuse();
        var page = new string('甲', PetitionLimits.Narrative);
        foreach (var _ in Enumerable.Range(0, 3)) await site.On(f, Core.Actor.Petitioner, (m, act) => Withdrawal.Supplement(m, page, ownHand: true, act));
        using var liaison = await site.SignedIn("jijian");
        var shown = await liaison.Open($"/sealed/{f.Matter}/pass-on");
        Assert.Contains($"超过{PassingOn.LongestExtract}字的上限", shown.Text(".notice.warn"), StringComparison.Ordinal);
        Assert.InRange(shown.QuerySelector(".extract")!.TextContent.Count(c => c == '甲'), PetitionLimits.Narrative, PassingOn.LongestExtract);
        shown = await liaison.Submit(shown.Form(), new() { ["unit"] = District.Discipline }, "pass");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, liaison.Status);
        Assert.Empty((await site.State(f)).Passed);
    }

    [Fact]
    public async Task A_unit_that_got_many_extracts_of_a_matter_reads_the_latest_first_and_turns_the_page_to_the_others()
    {
        var f = await Accuse();
        for (var i = 1; i <= ExtractModel.PageSize + 1; i++) await site.PassOn(f, "CG", $"局长收钱，第{i}笔。");
        using var handler = await site.SignedIn("qita");
        var page = await handler.Open($"/extracts/{f.Matter}");
        Assert.Contains($"第{ExtractModel.PageSize + 1}笔", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("第1笔", page.Text("main"), StringComparison.Ordinal);
        page = await handler.Open(page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Contains("第1笔", page.Text("main"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[rel=next]"));
        page = await handler.Open(page.QuerySelector(".pager a")!.GetAttribute("href")!);
        Assert.DoesNotContain("第1笔", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_unit_complained_of_is_no_choice_and_a_typed_one_is_refused()
    {
        var f = await Accuse();
        await site.Name(f, "jijian", GateSite.Inspectorate);
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}/pass-on");
        foreach (var unit in (string[])["RS", "RS1", "XF"]) Assert.Null(page.QuerySelector($"option[value={unit}]"));
        page = await liaison.Submit(page.Form(), new() { ["unit"] = "RS1" }, "pass");
        page.AssertRefused(liaison, "unit");
        Assert.Empty((await site.State(f)).Passed);
    }

    [Fact]
    public async Task Who_accuses_is_told_to_who_asked_once_the_head_and_the_liaison_agreed_and_the_petitioner_reads_of_it()
    {
        var f = await Accuse();
        await site.PassOn(f, District.Discipline);
        using var handler = await site.SignedIn("jieshou");
        var page = await handler.Open($"/extracts/{f.Matter}");
        page = await handler.Submit(page.Form("#disclosure form"), new() { ["purpose"] = "", ["reason"] = "须当面核实账目" }, "ask");
        Assert.NotNull(page.QuerySelector("#purpose-error"));
        Assert.Contains("须当面核实账目", page.Text("textarea"), StringComparison.Ordinal);
        page = await handler.Submit(page.Form("#disclosure form"), new() { ["purpose"] = "verify" }, "ask");
        Assert.Contains("等待", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("button[value=approve]"));

        using var head = await site.SignedIn("jieshou-fuze");
        page = await head.Open($"/extracts/{f.Matter}");
        page = await head.Submit(page.Form("#disclosure form"), button: "approve");
        Assert.DoesNotContain("周桂兰", head.Html, StringComparison.Ordinal);
        await handler.Open($"/extracts/{f.Matter}");
        Assert.DoesNotContain("周桂兰", handler.Html, StringComparison.Ordinal);
        using var citizen = await site.Tracking(f);
        await citizen.Open("/track/readers");
        Assert.DoesNotContain("经两人批准", citizen.Html, StringComparison.Ordinal);

        using var liaison = await site.SignedIn("jijian");
        Assert.Contains("申请提供", (await liaison.Open("/sealed")).Text("main"), StringComparison.Ordinal);
        page = await liaison.Open($"/sealed/{f.Matter}/disclosure");
        Assert.Contains("须当面核实账目", page.Text("main"), StringComparison.Ordinal);
        page = await liaison.Submit(page.Form("main form"), button: "approve");
        Assert.Contains("已批准", page.Text(".notice.good"), StringComparison.Ordinal);

        page = await handler.Open($"/extracts/{f.Matter}");
        Assert.Contains("周桂兰", page.Text("#disclosure"), StringComparison.Ordinal);
        await head.Open($"/extracts/{f.Matter}");
        Assert.DoesNotContain("周桂兰", head.Html, StringComparison.Ordinal);
        page = await citizen.Open("/track/readers");
        Assert.Contains("经两人批准", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("承办人", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(
            ["matter.disclosure-asked.v1", "matter.disclosure-approved.v1", "matter.disclosure-approved.v1", "matter.identity-disclosed.v1"],
            (await site.EventNames(f)).TakeLast(4));
    }

    [Fact]
    public async Task Neither_of_the_two_agrees_at_a_browser_that_was_left_open()
    {
        var f = await Accuse();
        await site.PassOn(f, District.Discipline);
        await site.On(f, GateSite.ActorOf("recipient-handler"), (m, act) => Disclosure.Ask(m, AccessPurpose.Contact, "要问", act));
        using var head = await site.SignedIn("jieshou-fuze");
        using var liaison = await site.SignedIn("jijian");
        site.Clock.Now = site.Clock.Now.AddMinutes(Web.Identity.FreshProof.LastsMinutes);
        foreach (var (who, address, form) in ((Visitor, string, string)[])
                 [(head, $"/extracts/{f.Matter}", "#disclosure form"), (liaison, $"/sealed/{f.Matter}/disclosure", "main form")])
        {
            var before = await site.EventNames(f);
            var page = await who.Open(address);
            page = await who.Submit(page.Form(form), button: "approve");
            page.AssertRefused(who, "confirm");
            Assert.Equal(before, await site.EventNames(f));
            await who.Submit(page.Form(form), new() { ["confirm"] = Web.Demo.DemoDistrict.Password }, "approve");
            Assert.Contains("matter.disclosure-approved.v1", (await site.EventNames(f)).Skip(before.Count));
        }
    }

    [Fact]
    public async Task What_is_refused_stays_closed_and_the_reason_is_recorded()
    {
        var f = await Accuse();
        await site.PassOn(f, District.Discipline);
        await site.On(f, GateSite.ActorOf("recipient-handler"), (m, act) => Disclosure.Ask(m, AccessPurpose.Contact, "要问", act));
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}/disclosure");
        page = await liaison.Submit(page.Form("main form"), button: "refuse");
        Assert.NotNull(page.QuerySelector("#reason-error"));
        await liaison.Submit(page.Form("main form"), new() { ["reason"] = "节录已够办理" }, "refuse");
        Assert.Equal("matter.disclosure-refused.v1", (await site.EventNames(f))[^1]);
        using var handler = await site.SignedIn("jieshou");
        await handler.Open($"/extracts/{f.Matter}");
        Assert.DoesNotContain("周桂兰", handler.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("banana")]
    [InlineData(null)]
    public async Task A_button_nobody_made_is_no_request(string? act)
    {
        var f = await Accuse();
        await site.PassOn(f, District.Discipline);
        using var liaison = await site.SignedIn("jijian");
        using var handler = await site.SignedIn("jieshou");
        foreach (var (visitor, path) in new[] { (liaison, "/sealed/{0}/pass-on"), (liaison, "/sealed/{0}/disclosure"), (handler, "/extracts/{0}") })
        {
            List<KeyValuePair<string, string>> fields = [new("form-token", await visitor.Token())];
            if (act is not null) fields.Add(new("act", act));
            await visitor.Post(path.Replace("{0}", f.Matter.Value, StringComparison.Ordinal), fields);
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        }
    }
}
