using System.Net;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Demo;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Tests.Matters.Staff;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Matters;

/// <summary>
/// Article 30: an accusation, marked or suspected, wholly or partly, reaches the discipline liaison and nobody else, by no page,
/// list, count, search, form, letter or error.
/// </summary>
public sealed class AccusationTests(Site site) : IClassFixture<Site>
{
    private const string Secret = "收钱办事的举报";

    private static readonly string[] Others = ["dengji", "fenban", "chengban", "fuze", "ducha", "guanli"];

    /// <summary>Each way in which a matter becomes sealed.</summary>
    private static readonly (string Way, Func<Site, Task<Filed>> Bring)[] Ways =
    [
        ("marked, wholly", site => site.File(Purpose.Accusation, Titled)),
        ("marked, partly", site => site.File(Purpose.Mixed, Titled)),
        ("marked, against the lead unit", site => site.File(Purpose.Accusation, c => Titled(c) with { UnitNamed = "ZJ" })),
        ("suspected at registration", async site =>
        {
            var f = await site.File(change: Titled);
            await site.Register(f, Steps.Registering() with { SuspectedAccusation = true, SuspicionReason = "称局长收钱" });
            return f;
        }),
        ("suspected afterwards", async site =>
        {
            var f = await site.BringTo(Stage.ToForward, Titled);
            await site.On(f, "ducha", (m, act) => Sealing.Seal(m, "称局长收钱", act));
            return f;
        }),
        ("reported as retaliation", async site => await site.ReportRetaliation(await site.File(Purpose.Accusation, Titled), Secret, "ZJ")),
    ];

    private static FilePetition Titled(FilePetition c) => c with { Title = Secret };

    public static TheoryData<string, string> WaysAndOthers()
    {
        var data = new TheoryData<string, string>();
        foreach (var (way, _) in Ways)
            foreach (var login in Others)
                data.Add(way, login);
        return data;
    }

    [Theory]
    [MemberData(nameof(WaysAndOthers))]
    public async Task Nobody_else_sees_it_or_moves_it(string way, string login)
    {
        using var visitor = await site.SignedIn(login);
        var token = await visitor.Token();
        await visitor.Open("/desk");
        var before = visitor.Html;
        var f = await Ways.Single(w => w.Way == way).Bring(site);
        var size = await site.LogSize();

        string[] pages =
        [
            "/desk", "/staff/matters", "/staff/due", $"/staff/matters?number={f.Number}", $"/staff/matters?number={f.MatterNumber}",
            "/staff/matters?stage=sealed", "/staff/matters?stage=with-discipline", "/staff/matters?stage=to-forward",
            "/staff/due?unit=ZJ", $"/staff/matters/{f.Matter}", "/sealed", $"/sealed/{f.Matter}",
            .. ActForms.All.Select(a => a.Path(f)),
            .. Words.All<DocumentKind>().SelectMany(k =>
                Enumerable.Range(1, 3).Select(v => $"/staff/matters/{f.Matter}/documents/{v}/{Words.Of(k)}")),
        ];
        foreach (var path in pages)
        {
            await visitor.Open(path);
            AssertSilent(visitor, f, path);
            if (path.Contains(f.Matter.Value, StringComparison.Ordinal))
                Assert.Contains(visitor.Status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Forbidden]);
        }

        foreach (var form in ActForms.All)
        {
            await visitor.Post(form.Path(f), form.Fields.Append(new("form-token", token)));
            AssertSilent(visitor, f, form.Path(f));
            Assert.Contains(visitor.Status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Forbidden]);
        }

        foreach (var (act, page) in new[] { ("unseal", ""), ("pass", "/pass-on"), ("approve", "/disclosure") })
        {
            await visitor.Post(
                $"/sealed/{f.Matter}{page}", [new("act", act), new("unit", "ZJ"), new("purpose", "request"), new("reason", "x"), new("form-token", token)]);
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        }

        Assert.Equal(size, await site.LogSize());
        await visitor.Open("/desk");
        Assert.Equal(WithoutTokens(before), WithoutTokens(visitor.Html));
    }

    private static void AssertSilent(Visitor visitor, Filed f, string path)
    {
        Assert.False(visitor.Html.Contains(Secret, StringComparison.Ordinal), path);
        Assert.False(visitor.Html.Contains("周桂兰", StringComparison.Ordinal), path);
        // The typed number may stand in the search box again, never in a row.
        Assert.False(visitor.Html.Contains($">{f.MatterNumber}<", StringComparison.Ordinal), path);
        Assert.False(visitor.Html.Contains("检举控告，已作密件", StringComparison.Ordinal), path);
    }

    private static string WithoutTokens(string html) => string.Join('\n', html.Split('\n').Where(l => !l.Contains("form-token", StringComparison.Ordinal)));

    public static TheoryData<string> AllWays => [.. Ways.Select(w => w.Way)];

    [Theory]
    [MemberData(nameof(AllWays))]
    public async Task No_unit_and_no_post_can_be_given_it_by_the_deciders_either(string way)
    {
        var f = await Ways.Single(w => w.Way == way).Bring(site);
        var size = await site.LogSize();
        var office = await site.Unit(District.PetitionOffice);
        foreach (var unit in await site.Get<UnitQueries>().All())
            foreach (var login in Others.Append("jijian"))
            {
                var result = await site.Store.Act(new Xinqiao.Web.Storage.Intent(
                    await site.As(login), (cases, act) => Dispatch.Forward(cases.Matter(f.Matter), unit, null, office, act))
                { Streams = [f.Matter] });
                Assert.IsType<Xinqiao.Web.Storage.Result.Refused>(result);
            }

        Assert.Equal(size, await site.LogSize());
    }

    [Fact]
    public async Task The_liaison_sees_it_with_its_term_running_and_sends_a_whole_accusation_to_the_discipline_organ()
    {
        var f = await site.File(Purpose.Accusation, c => c with { Title = "举报一起收钱的事" });
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open("/sealed");
        Assert.Contains("举报一起收钱的事", page.Text(".list"), StringComparison.Ordinal);
        page = await liaison.Open($"/sealed/{f.Matter}");
        Assert.Contains("登记并转送", page.Text("main aside"), StringComparison.Ordinal);
        Assert.Contains("还剩15日", page.Text("main aside"), StringComparison.Ordinal);
        Assert.DoesNotContain("周桂兰", liaison.Html, StringComparison.Ordinal);
        page = await liaison.OpenIdentity(page, "verify");
        Assert.Contains("周桂兰", page.Text("#party"), StringComparison.Ordinal);

        page = await liaison.Open($"/sealed/{f.Matter}/pass-on");
        page = await liaison.Submit(page.Form(), new() { ["unit"] = District.Discipline }, "pass");
        Assert.Equal("/sealed", liaison.Path);
        Assert.Contains("节录已移送", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal(
            ["matter.raised.v1", "matter.identity-opened.v1", "matter.extract-passed.v1", "matter.sent-to-discipline.v1"], await site.EventNames(f));

        page = await liaison.Open($"/sealed/{f.Matter}");
        Assert.Null(page.QuerySelector("main form:not([action$='/identity'])"));
        Assert.Contains("已转纪检监察机关", page.Text(".cannot"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mixed_matter_waits_with_the_reason_that_it_must_be_split_first()
    {
        var f = await site.File(Purpose.Mixed);
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}");
        Assert.Contains("先分开", page.Text(".notice.warn"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href$='/pass-on']"));
        page = await liaison.Post(
            $"/sealed/{f.Matter}/pass-on", [new("act", "pass"), new("unit", District.Discipline), new("form-token", await liaison.Token())]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, liaison.Status);
        Assert.Contains("分开之前不得转送任何单位", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("第三十条", page.Text(".errors .rule"), StringComparison.Ordinal);
        Assert.Equal(Stage.Sealed, (await site.State(f)).Stage);
    }

    [Fact]
    public async Task A_mixed_letter_is_set_apart_by_the_number_of_its_request_and_only_this_side_knows()
    {
        var (f, request) = (await site.File(Purpose.Mixed), await site.File(change: c => c with { Title = "另行提出的诉求" }));
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}");
        foreach (var number in (string[])["", "XF2026-999999-0", f.Number, "banana"])
        {
            page = await liaison.Submit(page.Form("form:has(button[value=set-apart])"), new() { ["number"] = number }, "set-apart");
            page.AssertRefused(liaison, "number");
            Assert.Equal(number, page.Kept("number"));
        }

        page = await liaison.Submit(page.Form("form:has(button[value=set-apart])"), new() { ["number"] = request.Number }, "set-apart");
        Assert.Equal($"/sealed/{f.Matter}", liaison.Path);
        Assert.Contains("已登记分开", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href$='/pass-on']"));
        Assert.Null(page.QuerySelector("button[value=set-apart]"));
        Assert.Contains(request.Number, page.Text("main aside"), StringComparison.Ordinal);
        Assert.Equal("matter.set-apart.v1", (await site.EventNames(f))[^1]);
        Assert.Equal(Purpose.Accusation, (await site.State(f)).Purpose);

        using var petitioner = await site.Tracking(f);
        Assert.Contains($"诉求部分已另行登记", (await petitioner.Open("/track/case")).Text("main"), StringComparison.Ordinal);
        Assert.Contains(request.Number, petitioner.Html, StringComparison.Ordinal);
        foreach (var login in (string[])["dengji", "fenban"])
        {
            using var desk = await site.SignedIn(login);
            await desk.Open($"/staff/matters/{request.Matter}");
            Assert.Equal(HttpStatusCode.OK, desk.Status);
            Assert.DoesNotContain(f.Number, desk.Html, StringComparison.Ordinal);
        }

        // Nothing in the database leads from one to the other without the keys.
        await using var connection = site.Database.OpenToRead();
        Assert.DoesNotContain(
            await Dapper.SqlMapper.QueryAsync<string>(connection, "SELECT event FROM events WHERE stream = @id", new { id = f.Matter.Value }),
            e => e.Contains(request.Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_liaison_with_an_interest_withdraws_once_another_one_is_in_post_and_sees_it_no_more()
    {
        var f = await site.File(Purpose.Accusation);
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}");
        page = await liaison.Submit(page.Form("form:has(button[value=recuse])"), new() { ["reason"] = "被检举人是亲属" }, "recuse");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, liaison.Status);
        Assert.Contains("另派联络员", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("第二十八条", page.Text(".errors .rule"), StringComparison.Ordinal);

        await People.Appoint(
            site.Store, new Actor("system", Role.System, "", ""), "s-77", "jijian2", "郑联络", Role.DisciplineLiaison, District.Discipline, DemoDistrict.Password);
        page = await liaison.Submit(page.Form("form:has(button[value=recuse])"), new() { ["reason"] = "被检举人是亲属" }, "recuse");
        Assert.Equal("/sealed", liaison.Path);
        Assert.Contains("已登记回避", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.DoesNotContain(f.MatterNumber, liaison.Html, StringComparison.Ordinal);
        await liaison.Open($"/sealed/{f.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, liaison.Status);
        using var other = await site.SignedIn("jijian2");
        Assert.Contains("工作人员回避", (await other.Open($"/sealed/{f.Matter}")).Text("main aside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_without_a_request_is_found_an_accusation_whole()
    {
        var f = await site.File();
        await site.Register(f, Steps.Registering() with { SuspectedAccusation = true, SuspicionReason = "称局长收钱" });
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}");
        page = await liaison.Submit(page.Form("form:has(button[value=set-apart])"), new() { ["whole"] = "yes" }, "set-apart");
        Assert.NotNull(page.QuerySelector("a[href$='/pass-on']"));
        Assert.Contains("通篇是检举控告", page.Text("main aside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsealing_needs_a_purpose_and_a_reason_and_opens_the_ordinary_way()
    {
        const string Title = "举报后来认定为邻里纠纷"; // its own: once opened, every desk may show it
        var f = await site.File(change: c => c with { Title = Title });
        await site.Register(f, Steps.Registering() with { SuspectedAccusation = true, SuspicionReason = "称局长收钱" });
        using var liaison = await site.SignedIn("jijian");
        var page = await liaison.Open($"/sealed/{f.Matter}");
        Assert.Contains("称局长收钱", page.Text("main"), StringComparison.Ordinal);
        page = await liaison.Submit(page.Form("form:has(button[value=unseal])"), new() { ["purpose"] = "accusation", ["reason"] = "" }, "unseal");
        page.AssertRefused(liaison, "purpose");
        page.AssertRefused(liaison, "reason");
        await liaison.Submit(
            page.Form("form:has(button[value=unseal])"), new() { ["purpose"] = "request", ["reason"] = "系邻里纠纷，不涉及公职人员" }, "unseal");
        Assert.Equal("/sealed", liaison.Path);
        Assert.Equal(Stage.ToForward, (await site.State(f)).Stage);

        using var router = await site.SignedIn("fenban");
        page = await router.Open($"/staff/matters/{f.Matter}");
        Assert.Contains(Title, page.Text("h1"), StringComparison.Ordinal);
        await liaison.Open($"/sealed/{f.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, liaison.Status);
    }

    [Fact]
    public async Task The_liaison_has_no_way_into_ordinary_matters()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var liaison = await site.SignedIn("jijian");
        foreach (var path in new[] { "/staff/matters", "/staff/due", $"/staff/matters/{f.Matter}", "/staff/register" })
        {
            await liaison.Open(path);
            Assert.Equal(HttpStatusCode.Forbidden, liaison.Status);
        }

        await liaison.Open($"/sealed/{f.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, liaison.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("banana")]
    [InlineData(null)]
    public async Task A_button_nobody_made_is_no_request(string? act)
    {
        var f = await site.File(Purpose.Accusation);
        using var liaison = await site.SignedIn("jijian");
        List<KeyValuePair<string, string>> fields = [new("form-token", await liaison.Token())];
        if (act is not null) fields.Add(new("act", act));
        await liaison.Post($"/sealed/{f.Matter}", fields);
        Assert.Equal(HttpStatusCode.BadRequest, liaison.Status);
    }
}
