using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xinqiao.Web.Units;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Staff;

/// <summary>Every act's form: damaged in every way, stale, by the wrong post, about somebody else's matter.</summary>
public sealed class ActPagesTests(Site site) : IClassFixture<Site>
{
    private const string LoneSurrogate = "\u0002lone-surrogate";

    private static readonly string[] Logins = ["dengji", "fenban", "chengban", "fuze", "ducha", "guanli", "anquan", "shenji", "jijian"];

    public static TheoryData<MatterAct> Acts => [.. ActForms.All.Select(f => f.Act)];

    // Null is a field that was not sent at all.
    private static IEnumerable<(string Field, string Damage, string? Value)> DamagesOf(ActForm form)
    {
        foreach (var field in form.Required) yield return (field, "empty", "");
        foreach (var field in form.Required) yield return (field, "missing", null);
        foreach (var field in form.Required) yield return (field, "blank", " \t ");
        foreach (var field in form.Texts) yield return (field, "too long", new string('长', 30_000));
        foreach (var field in form.Texts) yield return (field, "control character", "文字\u0001");
        foreach (var field in form.Choices)
            foreach (var value in (string[])["banana", "[object Object]", "-1", "文字\u0001", LoneSurrogate, new string('9', 30_000), "s-7", "XF"])
                yield return (field, "of the wrong type", value);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task A_damaged_field_is_named_with_its_rule_and_the_rest_is_kept(MatterAct act)
    {
        var form = ActForms.Of(act);
        var f = await form.Bring(site);
        using var visitor = await site.SignedIn(form.Login);
        var token = await visitor.Token();
        var before = await site.LogSize();
        foreach (var (field, damage, value) in DamagesOf(form))
        {
            var fields = form.Fields.Where(p => p.Key != field).Append(new("form-token", token)).ToList();
            if (value is not null) fields.Add(new(field, value));
            var page = await visitor.PostRaw(form.Path(f), Body(fields));
            Assert.True(visitor.Status == HttpStatusCode.UnprocessableEntity, $"{field}, {damage} “{value}”: {visitor.Status}");
            page.AssertRefused(visitor, field);
            foreach (var (other, kept) in form.Fields.Where(p => p.Key != field && p.Key is not ("outcome" or "reasons" or "decision" or "route")))
                Assert.Equal(kept, page.Kept(other));
        }

        Assert.Equal(before, await site.LogSize());
    }

    /// <summary>What cannot be read arrives as U+FFFD: text that can be recorded, so it is no ground to refuse.</summary>
    [Theory]
    [MemberData(nameof(Acts))]
    public async Task A_lone_surrogate_in_a_text_is_recorded_as_unreadable_or_refused_and_never_a_fault(MatterAct act)
    {
        var form = ActForms.Of(act);
        using var visitor = await site.SignedIn(form.Login);
        var token = await visitor.Token();
        foreach (var field in form.Texts)
        {
            var f = await form.Bring(site);
            var before = (await site.State(f)).Version;
            await visitor.PostRaw(form.Path(f), Body(
                form.Fields.Select(p => p.Key == field ? new(field, "文字" + LoneSurrogate) : p).Append(new("form-token", token))));
            Assert.Contains(visitor.Status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity]);
            Assert.Equal(visitor.Status == HttpStatusCode.OK, (await site.State(f)).Version > before);
        }
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task A_form_sent_to_a_sealed_matter_finds_nothing_and_to_a_withdrawn_one_is_refused(MatterAct act)
    {
        var form = ActForms.Of(act);
        using var visitor = await site.SignedIn(form.Login);
        var token = await visitor.Token();
        foreach (var stage in (Stage[])[Stage.Sealed, Stage.WithDiscipline])
        {
            var elsewhere = await site.BringTo(stage);
            var before = await site.LogSize();
            await visitor.Open(form.Path(elsewhere));
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
            await visitor.Post(form.Path(elsewhere), form.Fields.Append(new("form-token", token)));
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
            Assert.Equal(before, await site.LogSize());
        }

        var ended = await site.BringTo(Stage.Withdrawn);
        var size = await site.LogSize();
        var page = await visitor.Post(form.Path(ended), form.Fields.Append(new("form-token", token)));
        // To the organ above a matter does not exist that nobody asked it to review.
        if (form.Login.StartsWith("fucha", StringComparison.Ordinal))
        {
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
            return;
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.NotEqual("", page.Text(".errors .rule"));
        Assert.Equal(size, await site.LogSize());
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task A_stale_page_loses_nothing_and_the_next_click_does_it(MatterAct act)
    {
        var form = ActForms.Of(act);
        var f = await form.Bring(site);
        using var visitor = await site.SignedIn(form.Login);
        var before = (await site.State(f)).Version;
        var page = await visitor.Post(form.Path(f), form.Fields.Append(new("form-token", "verfallen")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Equal(before, (await site.State(f)).Version);

        var again = Assert.IsAssignableFrom<IHtmlFormElement>(page.QuerySelector("main form[method=post]"));
        // Several controls of one name are submitted as they stand; the button that was pressed is pressed again.
        await visitor.Submit(again, button: form.Fields.FirstOrDefault(p => p.Key == "decision").Value);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.True((await site.State(f)).Version > before);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Whoever_may_not_is_refused_or_does_not_find_it_and_nothing_is_recorded(MatterAct act)
    {
        var form = ActForms.Of(act);
        var f = await form.Bring(site);
        var (_, office) = (await site.State(f), await site.Unit(District.PetitionOffice));
        var before = await site.LogSize();
        foreach (var login in Logins)
        {
            var actor = await site.As(login);
            var mayDo = PossibleActs.Of(
                act, await site.State(f), office, await site.Unit("ZJ"),
                new Act(actor, site.Clock.Now, PrivateText.Absent, site.Store.Rules, static _ => 0)).CanBeDone;
            if (mayDo) continue;
            using var visitor = await site.SignedIn(login);
            var token = await visitor.Token();
            var shown = await visitor.Open(form.Path(f));
            Assert.True(
                visitor.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound || shown.QuerySelector(".notice.refusal .rule") is not null,
                $"{login} GET {visitor.Status}");
            Assert.Null(shown.QuerySelector("main form[method=post]"));
            await visitor.Post(form.Path(f), form.Fields.Append(new("form-token", token)));
            Assert.Contains(
                visitor.Status,
                (HttpStatusCode[])[HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity]);
        }

        Assert.Equal(before, await site.LogSize());
    }

    // A room of other posts is closed to a unit whichever matter it is; in the others there is no such matter.
    private static void AssertShut(Visitor visitor, ActForm form) => Assert.Equal(
        form.Act is MatterAct.RecordReviewRequest or MatterAct.TakeReview or MatterAct.RefuseReview or MatterAct.RecordHearing or MatterAct.SubmitReview or MatterAct.ApproveReview
            or MatterAct.RecordReview
            ? HttpStatusCode.Forbidden
            : HttpStatusCode.NotFound, visitor.Status);

    [Fact]
    public async Task A_unit_does_not_find_the_matters_of_another_unit_by_any_address()
    {
        var f = await site.BringTo(Stage.ToReceive, unit: "RS");
        foreach (var login in new[] { "chengban", "fuze" })
        {
            using var visitor = await site.SignedIn(login);
            var token = await visitor.Token();
            foreach (var form in ActForms.All.Where(a => a.Act != MatterAct.Register))
            {
                await visitor.Open(form.Path(f));
                AssertShut(visitor, form);
                await visitor.Post(form.Path(f), form.Fields.Append(new("form-token", token)));
                AssertShut(visitor, form);
            }

            foreach (var path in new[] { $"/staff/matters/{f.Matter}", "/staff/matters", "/staff/due", $"/staff/matters?number={f.Number}", "/staff/matters?unit=RS" })
            {
                await visitor.Open(path);
                Assert.DoesNotContain($"href=\"/staff/matters/{f.Matter}", visitor.Html, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("m0")]
    [InlineData("banana")]
    [InlineData("%3Cscript%3E")]
    [InlineData("f:database")]
    [InlineData("%00")]
    [InlineData("..%2f..")]
    public async Task An_address_of_no_matter_is_not_found(string id)
    {
        using var visitor = await site.SignedIn("fenban");
        foreach (var path in new[] { $"/staff/matters/{id}", $"/staff/matters/{id}/forward", $"/staff/matters/{id}/register" })
        {
            await visitor.Open(path);
            Assert.Contains(visitor.Status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
        }
    }

    [Fact]
    public async Task A_petitions_own_id_is_no_matter()
    {
        var f = await site.File();
        using var visitor = await site.SignedIn("dengji");
        await visitor.Open($"/staff/matters/{f.Petition}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public async Task An_approval_without_a_known_button_is_no_request()
    {
        var f = await site.BringTo(Stage.ToApprove);
        using var visitor = await site.SignedIn("fuze");
        var token = await visitor.Token();
        foreach (var pressed in new[] { "", "banana" })
        {
            await visitor.Post($"/staff/matters/{f.Matter}/approve", [new("decision", pressed), new("form-token", token)]);
            Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        }
    }

    [Fact]
    public async Task A_second_click_says_that_it_is_done_already()
    {
        var f = await site.BringTo(Stage.ToForward);
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/forward");
        var form = page.Form();
        await visitor.Submit(form, new() { ["unit"] = "ZJ" });
        page = await visitor.Post($"/staff/matters/{f.Matter}/forward", [new("unit", "RS"), new("form-token", await visitor.Token())]);
        Assert.Contains("已转送崇川区住房和城乡建设局", page.Text(".errors"), StringComparison.Ordinal);
        Assert.Contains("第二十二条", page.Text(".errors .rule"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_unit_the_petitioner_named_is_preselected()
    {
        var f = await site.BringTo(Stage.ToForward, c => c with { UnitNamed = "RS" });
        using var visitor = await site.SignedIn("fenban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/forward");
        Assert.Equal("RS", page.Kept("unit"));
        Assert.Equal(["职能部门", "街道", "园区"], page.QuerySelectorAll("optgroup").Select(g => g.GetAttribute("label")!));
        Assert.DoesNotContain("纪委", page.Text("#unit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("31")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("99999999999999")]
    [InlineData("2.5")]
    public async Task An_extension_of_other_than_one_to_thirty_days_is_refused_under_article_34(string days)
    {
        var f = await site.BringTo(Stage.InHand);
        using var visitor = await site.SignedIn("fuze");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/extend");
        page = await visitor.Submit(page.Form(), new() { ["days"] = days, ["reason"] = "须检测" });
        page.AssertRefused(visitor, "days");
        Assert.Contains("第三十四条", page.Text("#days-error .rule"), StringComparison.Ordinal);
        Assert.Equal((days, "须检测"), (page.Kept("days"), page.Kept("reason")));
    }

    [Fact]
    public async Task The_text_of_a_notice_begins_from_the_chosen_route_and_its_blanks_must_be_filled()
    {
        var f = await site.BringTo(Stage.ToAccept);
        using var visitor = await site.SignedIn("chengban");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/notice");
        Assert.Null(page.QuerySelector("main form[method=post]"));
        page = await visitor.Open($"/staff/matters/{f.Matter}/notice?route=31-2");
        Assert.Contains("仲裁", page.Kept("procedure"), StringComparison.Ordinal);
        Assert.Contains("1年", page.Text("main"), StringComparison.Ordinal);
        page = await visitor.Open($"/staff/matters/{f.Matter}/notice?route=31-4");
        page = await visitor.Submit(page.Form("main form[method=post]"), new() { ["organ"] = "区政府", ["materials"] = "已移交" });
        page.AssertRefused(visitor, "procedure");
        Assert.Contains("＿＿", page.Kept("procedure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registration_that_suspects_an_accusation_closes_the_matter_to_the_registrar_too()
    {
        var f = await site.File();
        using var visitor = await site.SignedIn("dengji");
        var page = await visitor.Open($"/staff/matters/{f.Matter}/register");
        page = await visitor.Submit(page.Form(), new()
        {
            ["domain"] = "construction",
            ["summary"] = "雨水管",
            ["suspectedAccusation"] = "yes",
            ["suspicionReason"] = "",
        });
        page.AssertRefused(visitor, "suspicionReason");
        page = await visitor.Submit(page.Form(), new() { ["suspicionReason"] = "称物业经理收钱" });
        Assert.Equal("/staff/matters", visitor.Path);
        Assert.Contains("已登记并按密件处理", page.Text(".notice.good"), StringComparison.Ordinal);
        Assert.Equal((true, Purpose.Mixed), ((await site.State(f)).Sealed, (await site.State(f)).Purpose));
        await visitor.Open($"/staff/matters/{f.Matter}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    // A lone surrogate has no UTF-8; this is how a broken sender writes one.
    private static string Body(IEnumerable<KeyValuePair<string, string>> fields) => string.Join('&', fields.Select(f =>
        f.Key + "=" + Uri.EscapeDataString(f.Value).Replace(Uri.EscapeDataString(LoneSurrogate), "%ED%A0%80", StringComparison.Ordinal)));
}
