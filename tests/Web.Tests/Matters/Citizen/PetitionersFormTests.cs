using System.Net;
using AngleSharp.Html.Dom;
using Xinqiao.Core;
using Xinqiao.Core.Matters;
using Xinqiao.Core.Petitions;
using Xunit;

namespace Xinqiao.Web.Tests.Matters.Citizen;

/// <summary>
/// Supplement, withdrawal and confirmation are the petitioner's alone. These tests do each, and try it with everything a member of
/// staff may hold: the number, a code from the counter, a session.
/// </summary>
public sealed class PetitionersFormTests(Site site) : IClassFixture<Site>
{
    private static readonly PetitionersAct[] Acts = [PetitionersAct.Supplement, PetitionersAct.Withdraw, PetitionersAct.WithdrawReview, PetitionersAct.Confirm];

    public static TheoryData<PetitionersAct> EveryAct => [.. Acts];

    public static TheoryData<PetitionersAct, string> EveryActAndLogin
    {
        get
        {
            var data = new TheoryData<PetitionersAct, string>();
            foreach (var act in Acts)
                foreach (var login in (string[])["dengji", "fenban", "chengban", "fuze", "ducha", "guanli", "anquan", "shenji", "jijian"])
                    data.Add(act, login);
            return data;
        }
    }

    private static string Path(PetitionersAct act) => $"/track/{Words.Of(act)}/1";

    private static Stage Before(PetitionersAct act) => act switch
    {
        PetitionersAct.Confirm => Stage.Served,
        PetitionersAct.WithdrawReview => Stage.UnderReview,
        _ => Stage.InHand,
    };

    private static Dictionary<string, string?> Typed(PetitionersAct act) => act switch
    {
        PetitionersAct.Supplement => new() { ["supplement"] = "三楼也漏水。\n楼道里有照片。" },
        PetitionersAct.WithdrawReview => new() { ["reason"] = "已经谈妥", ["confirmed"] = "yes" },
        PetitionersAct.Withdraw => new() { ["reason"] = "已经修好", ["confirmed"] = "yes" },
        _ => new() { ["how"] = "雨水管换过了" },
    };

    private static string Event(PetitionersAct act) => act switch
    {
        PetitionersAct.Supplement => MatterSupplemented.Stored,
        PetitionersAct.WithdrawReview => ReviewWithdrawn.Stored,
        PetitionersAct.Withdraw => MatterWithdrawn.Stored,
        _ => MatterResolved.Stored,
    };

    [Fact]
    public async Task A_supplement_is_recorded_and_stands_on_the_petitioners_and_the_units_page()
    {
        var filed = await site.BringTo(Stage.InHand);
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/case");
        Assert.NotNull(page.QuerySelector("a[href='/track/supplement/1']"));
        page = await Do(visitor, PetitionersAct.Supplement);
        Assert.Contains("补充内容已收到", page.Text(".good"), StringComparison.Ordinal);
        var recorded = (await site.Events(filed.Matter)).Single(e => e.Event is MatterSupplemented);
        Assert.Equal((Role.Petitioner, "三楼也漏水。\n楼道里有照片。"), (recorded.Role, ((MatterSupplemented)recorded.Event).Supplement.Value));
        Assert.Contains("三楼也漏水", (await visitor.Open("/track/case")).Text(".timeline"), StringComparison.Ordinal);
        using var unit = await site.SignedIn("chengban");
        await unit.Open($"/staff/matters/{filed.Matter}");
        Assert.Contains("三楼也漏水", unit.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_says_what_it_means_and_ends_the_matter()
    {
        var filed = await site.BringTo(Stage.InHand);
        using var visitor = await site.Tracking(filed);
        var code = await site.OneTimeCode(visitor, "/track/withdraw/1");
        Assert.Contains("重新提出", (await visitor.Open("/track/withdraw/1")).Text(".warn"), StringComparison.Ordinal);
        var page = await Do(visitor, PetitionersAct.Withdraw, code);
        Assert.Contains("已经撤回", page.Text(".good"), StringComparison.Ordinal);
        Assert.Equal(Stage.Withdrawn, (await site.State(filed)).Stage);
        page = await visitor.Open("/track/case");
        Assert.Contains("您已经撤回", page.Text(".notice"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".acts a"));
    }

    [Fact]
    public async Task A_confirmation_says_resolved_and_leaves_closed_and_executed_as_they_are()
    {
        var filed = await site.BringTo(Stage.Served);
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open("/track/case");
        Assert.Equal(["办结", "执行", "化解"], page.QuerySelectorAll(".ends dt").Select(e => e.TextContent));
        Assert.Contains("还没有", page.QuerySelectorAll(".ends dd")[2].TextContent, StringComparison.Ordinal);
        await Do(visitor, PetitionersAct.Confirm, await site.OneTimeCode(visitor, "/track/confirm/1"));
        var state = await site.State(filed);
        Assert.Equal((true, null), (state.ResolvedOn is not null, state.ExecutedOn));
        page = await visitor.Open("/track/case");
        var ends = page.QuerySelectorAll(".ends dd").Select(e => e.TextContent).ToList();
        Assert.Contains("还没有，最迟", ends[1], StringComparison.Ordinal);
        Assert.Contains("信访人确认问题已经解决", ends[2], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryActAndLogin))]
    public async Task A_session_of_staff_cannot_even_with_both_codes(PetitionersAct act, string login)
    {
        var filed = await site.BringTo(Before(act));
        using var staff = await site.SignedIn(login);
        await staff.Post(Path(act), Fields(Typed(act), ("oneTimeCode", "123456")));
        Assert.Equal("/track", staff.Path);
        await staff.Track(filed.Number, filed.Code);
        var page = await staff.Open(Path(act));
        Assert.Contains("工作人员登录", page.Text(".refusal"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
        await staff.Post(Path(act), Fields(Typed(act), ("form-token", await Token(staff)), ("oneTimeCode", "123456")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, staff.Status);
        await AssertNothing(filed, act);
    }

    [Theory]
    [MemberData(nameof(EveryAct))]
    public async Task The_number_without_the_query_code_does_not_reach_the_page(PetitionersAct act)
    {
        var filed = await site.BringTo(Before(act));
        using var anybody = site.Visitor();
        await anybody.Track(filed.Number, "0000000000000000");
        await anybody.Post(Path(act), Fields(Typed(act), ("oneTimeCode", "123456")));
        Assert.Equal("/track", anybody.Path);
        await AssertNothing(filed, act);
    }

    [Theory]
    [MemberData(nameof(EveryAct))]
    public async Task A_code_from_the_counter_without_the_one_time_code_is_not_enough(PetitionersAct act)
    {
        var filed = await site.BringTo(Before(act), c => c with { CodeHandedOver = CodeHandedOver.CounterSlip });
        using var visitor = await site.Tracking(filed);
        foreach (var code in (string[])["", "000000", "abcdef"])
        {
            var page = await Do(visitor, act, code);
            page.AssertRefused(visitor, "oneTimeCode");
            foreach (var (field, value) in Typed(act)) Assert.Equal(value, page.Kept(field));
        }

        await AssertNothing(filed, act);
        await Do(visitor, act, await site.OneTimeCode(visitor, Path(act)));
        Assert.Contains(Event(act), await site.EventNames(filed));
    }

    [Theory]
    [MemberData(nameof(EveryAct))]
    public async Task Without_telephone_and_email_a_code_from_the_counter_does_nothing_and_the_page_says_what_to_do_instead(PetitionersAct act)
    {
        var filed = await site.BringTo(Before(act), c => c with
        {
            Phone = null,
            Email = null,
            ElectronicConsent = false,
            CodeHandedOver = CodeHandedOver.CounterSlip,
        });
        using var visitor = await site.Tracking(filed);
        Assert.Contains("没有留联系方式", (await visitor.Open(Path(act))).Text(".refusal"), StringComparison.Ordinal);
        await visitor.Post(Path(act), Fields(Typed(act), ("oneTimeCode", "123456")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await AssertNothing(filed, act);
    }

    [Theory]
    [InlineData(PetitionersAct.Supplement, Stage.Served, "申请复查时提出")]
    [InlineData(PetitionersAct.Supplement, Stage.WithDiscipline, "直接向该机关补充")]
    [InlineData(PetitionersAct.Withdraw, Stage.Served, "申请复查")]
    [InlineData(PetitionersAct.Withdraw, Stage.Sealed, "纪检监察联络员")]
    [InlineData(PetitionersAct.Withdraw, Stage.Withdrawn, "已经撤回")]
    [InlineData(PetitionersAct.WithdrawReview, Stage.Served, "没有正在办理的复查、复核申请")]
    [InlineData(PetitionersAct.WithdrawReview, Stage.Withdrawn, "已经撤回")]
    [InlineData(PetitionersAct.Confirm, Stage.InHand, "送达后")]
    public async Task Where_it_cannot_be_done_the_page_says_why_under_which_rule_and_has_no_form(PetitionersAct act, Stage stage, string why)
    {
        var filed = await site.BringTo(stage);
        using var visitor = await site.Tracking(filed);
        var size = await site.LogSize();
        var page = await visitor.Open(Path(act));
        Assert.Contains(why, page.Text(".refusal"), StringComparison.Ordinal);
        Assert.NotEqual("", page.Text(".refusal .rule"));
        Assert.Null(page.QuerySelector("main form"));
        await visitor.Post(Path(act), Fields(Typed(act), ("oneTimeCode", "123456")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Equal(size, await site.LogSize());
    }

    [Theory]
    [InlineData(PetitionersAct.Supplement, "supplement", null)]
    [InlineData(PetitionersAct.Supplement, "supplement", " ")]
    [InlineData(PetitionersAct.Supplement, "supplement", "a\u0001b")]
    [InlineData(PetitionersAct.Supplement, "supplement", "too-long")]
    [InlineData(PetitionersAct.Withdraw, "confirmed", null)]
    [InlineData(PetitionersAct.Withdraw, "confirmed", "perhaps")]
    [InlineData(PetitionersAct.Withdraw, "reason", "a\u0001b")]
    [InlineData(PetitionersAct.Withdraw, "reason", "too-long")]
    [InlineData(PetitionersAct.Withdraw, "oneTimeCode", null)]
    [InlineData(PetitionersAct.Withdraw, "oneTimeCode", "\u0001")]
    [InlineData(PetitionersAct.Withdraw, "oneTimeCode", "too-long")]
    [InlineData(PetitionersAct.WithdrawReview, "confirmed", null)]
    [InlineData(PetitionersAct.WithdrawReview, "reason", "too-long")]
    [InlineData(PetitionersAct.WithdrawReview, "oneTimeCode", "\u0001")]
    [InlineData(PetitionersAct.Confirm, "how", "a\u0001b")]
    [InlineData(PetitionersAct.Confirm, "how", "too-long")]
    [InlineData(PetitionersAct.Confirm, "oneTimeCode", null)]
    [InlineData(PetitionersAct.Confirm, "oneTimeCode", "\u0001")]
    public async Task Each_malformed_field_is_named_with_its_rule_and_the_rest_is_kept(PetitionersAct act, string field, string? value)
    {
        var filed = await site.BringTo(Before(act));
        using var visitor = await site.Tracking(filed);
        var typed = Typed(act);
        if (act != PetitionersAct.Supplement) typed["oneTimeCode"] = "123456";
        typed[field] = value == "too-long" ? new string('字', PetitionLimits.Narrative + 1) : value;
        var page = await visitor.Open(Path(act));
        page = await visitor.Submit(page.Form(), typed, Words.Of(act));
        page.AssertRefused(visitor, field);
        foreach (var (other, kept) in typed.Where(f => f.Key != field)) Assert.Equal(kept, page.Kept(other));
        await AssertNothing(filed, act);
    }

    [Theory]
    [InlineData(PetitionersAct.Supplement, "supplement", PetitionLimits.Narrative)]
    [InlineData(PetitionersAct.Withdraw, "reason", PetitionLimits.Note)]
    [InlineData(PetitionersAct.WithdrawReview, "reason", PetitionLimits.Note)]
    [InlineData(PetitionersAct.Confirm, "how", PetitionLimits.Note)]
    public async Task A_line_end_that_a_browser_sends_as_two_characters_counts_as_one(PetitionersAct act, string field, int longest)
    {
        var filed = await site.BringTo(Before(act));
        using var visitor = await site.Tracking(filed);
        var typed = Typed(act);
        typed[field] = "第一行\r\n" + new string('字', longest - 4);
        if (act != PetitionersAct.Supplement) typed["oneTimeCode"] = await site.OneTimeCode(visitor, Path(act));
        var page = await visitor.Open(Path(act));
        await visitor.Submit(page.Form(), typed, Words.Of(act));
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains(Event(act), await site.EventNames(filed));
    }

    [Theory]
    [MemberData(nameof(EveryAct))]
    public async Task A_lone_surrogate_which_no_browser_sends_is_no_fault(PetitionersAct act)
    {
        var filed = await site.BringTo(Before(act));
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Open(Path(act));
        var token = page.Kept("form-token")!;
        var body = string.Join('&', Typed(act).Select(f => $"{f.Key}=%ED%A0%80"))
            + $"&oneTimeCode=%ED%A0%80&form-token={Uri.EscapeDataString(token)}";
        await visitor.PostRaw(Path(act), body);
        Assert.Contains(visitor.Status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity]);
    }

    [Theory]
    [MemberData(nameof(EveryAct))]
    public async Task A_stale_token_keeps_all_that_was_typed_and_records_nothing(PetitionersAct act)
    {
        var filed = await site.BringTo(Before(act));
        using var visitor = await site.Tracking(filed);
        var page = await visitor.Post(Path(act), Fields(Typed(act), ("oneTimeCode", "123456"), ("form-token", "stale")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("页面已过期", page.Text(".errors"), StringComparison.Ordinal);
        foreach (var (field, value) in Typed(act)) Assert.Equal(value, page.Kept(field));
        await AssertNothing(filed, act);
    }

    [Theory]
    [MemberData(nameof(EveryAct))]
    public async Task A_matter_the_petition_does_not_have_is_not_found(PetitionersAct act)
    {
        using var visitor = await site.Tracking(await site.BringTo(Before(act)));
        foreach (var serial in (string[])["0", "2", "99999999999", "x"])
        {
            await visitor.Open($"/track/{Words.Of(act)}/{serial}");
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        }
    }

    [Fact]
    public async Task A_second_click_records_nothing_twice()
    {
        var filed = await site.BringTo(Stage.InHand);
        using var visitor = await site.Tracking(filed);
        var code = await site.OneTimeCode(visitor, "/track/withdraw/1");
        var page = await visitor.Open("/track/withdraw/1");
        var typed = new Dictionary<string, string?>(Typed(PetitionersAct.Withdraw)) { ["oneTimeCode"] = code };
        await visitor.Submit(page.Form(), typed, "withdraw");
        await visitor.Submit(page.Form(), typed, "withdraw");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Single(await site.EventNames(filed), MatterWithdrawn.Stored);
    }

    [Fact]
    public async Task The_one_time_code_of_another_petition_withdraws_nothing()
    {
        var (filed, other) = (await site.BringTo(Stage.InHand), await site.BringTo(Stage.InHand));
        using var others = await site.Tracking(other);
        using var visitor = await site.Tracking(filed);
        await site.OneTimeCode(visitor, "/track/withdraw/1");
        var page = await Do(visitor, PetitionersAct.Withdraw, await site.OneTimeCode(others, "/track/withdraw/1"));
        page.AssertRefused(visitor, "oneTimeCode");
        await AssertNothing(filed, PetitionersAct.Withdraw);
    }

    private static async Task<IHtmlDocument> Do(Visitor visitor, PetitionersAct act, string? code = null)
    {
        var page = await visitor.Open(Path(act));
        var typed = Typed(act);
        if (code is not null) typed["oneTimeCode"] = code;
        return await visitor.Submit(page.Form(), typed, Words.Of(act));
    }

    private static async Task<string> Token(Visitor visitor) => (await visitor.Open("/track")).Kept("form-token")!;

    private static IEnumerable<KeyValuePair<string, string>> Fields(
        Dictionary<string, string?> typed, params (string Name, string Value)[] more) =>
        [.. typed.Select(f => new KeyValuePair<string, string>(f.Key, f.Value!)), .. more.Select(m => new KeyValuePair<string, string>(m.Name, m.Value))];

    private async Task AssertNothing(Filed filed, PetitionersAct act) => Assert.DoesNotContain(Event(act), await site.EventNames(filed));
}
